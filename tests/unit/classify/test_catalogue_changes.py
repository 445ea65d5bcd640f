"""What a reviewer is told about a new catalogue; a loosening never hides."""

import dataclasses
import json

import pytest
from hypothesis import given

from douane.classify import Basis, Catalogue, Change, Entity, Listing, changes
from douane.model.errors import UsageError
from douane.model.terms import Field, Label, Level
from douane.model.token import Kind
from tests.unit.classify.samples import catalogues, labels

PII = Label(Level.RESTRICTED, frozenset({"PII"}), frozenset({"service_reply"}))
FIELD = Field("A", "X", "X", PII)


def of(*fields: Field) -> Catalogue:
    return Catalogue("t", 0, (Entity("A", "A", tuple(Listing(f, Basis.BLANK) for f in fields)),))


def relabelled(label: Label) -> Field:
    return dataclasses.replace(FIELD, label=label)


LOOSER = {
    "a lower level": (
        Label(Level.PUBLIC, PII.categories, PII.purposes),
        "level restricted -> public",
    ),
    "a category less": (Label(PII.level, frozenset(), PII.purposes), "category PII removed"),
    "a purpose more": (
        Label(PII.level, PII.categories, frozenset({"service_reply", "training"})),
        "purposes service_reply -> service_reply, training",
    ),
    "any purpose": (Label(PII.level, PII.categories), "purposes service_reply -> any"),
}


@pytest.mark.parametrize(("label", "what"), LOOSER.values(), ids=LOOSER.keys())
def test_it_loosens_and_back_it_tightens(label: Label, what: str) -> None:
    found = changes(of(FIELD), of(relabelled(label)))
    back = changes(of(relabelled(label)), of(FIELD))

    assert found.loosened == (Change("A.X", (what,)),)
    assert found.tightened == ()
    assert back.loosened == ()
    assert [change.path for change in back.tightened] == ["A.X"]


def test_a_change_of_both_kinds_is_listed_twice() -> None:
    found = changes(
        of(FIELD), of(relabelled(Label(Level.PUBLIC, PII.categories | {"GDPR"}, PII.purposes)))
    )

    assert found.loosened == (Change("A.X", ("level restricted -> public",)),)
    assert found.tightened == (Change("A.X", ("category GDPR added",)),)


def test_added_removed_and_retyped_fields_are_listed() -> None:
    new = dataclasses.replace(FIELD, kind=Kind.IBAN)
    found = changes(of(FIELD, Field("A", "Y", "Y", PII)), of(new, Field("A", "Z", "Z", PII)))

    assert (found.added, found.removed) == (("A.Z",), ("A.Y",))
    assert found.retyped == (Change("A.X", ("kind TEXT -> IBAN",)),)
    assert json.loads(json.dumps(found.to_json()))["added"] == ["A.Z"]


@given(one=labels, other=labels)
def test_every_loosening_is_listed(one: Label, other: Label) -> None:
    found = changes(of(relabelled(one)), of(relabelled(other)))

    purposes = ("service_reply", "scoring_explain", "other")
    looser = (
        other.level < one.level
        or bool(one.categories - other.categories)
        or any(
            one.purposes is not None
            and purpose not in one.purposes
            and (other.purposes is None or purpose in other.purposes)
            for purpose in purposes
        )
    )
    assert bool(found.loosened) == looser
    assert bool(found) == (one != other)


@given(catalogues)
def test_nothing_differs_from_itself(catalogue: Catalogue) -> None:
    assert not changes(catalogue, catalogue)


def test_two_tenants_are_not_compared() -> None:
    with pytest.raises(UsageError, match="two tenants"):
        changes(of(FIELD), Catalogue("other", 0, ()))
