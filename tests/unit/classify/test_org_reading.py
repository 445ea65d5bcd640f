"""From what an org answers to a catalogue; what it leaves out is closed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.classify import EMPTY, STANDARD, Basis, Catalogue, build
from douane.model.errors import ConfigError
from douane.model.terms import UNCLASSIFIED, Label, Level
from tests.fuzz.org_answers import target
from tests.unit.classify.samples import TAKEN_AT_MS, Row, a_field, described, org, row


def read(*rows: Row) -> Catalogue:
    describes = [described("A", "A", a_field("X", "X"))]
    return build("t", describes, {"A": rows}, EMPTY, STANDARD, TAKEN_AT_MS)


def basis_of(catalogue: Catalogue, path: str) -> Basis:
    return next(one.basis for one in catalogue.listings() if one.field.path == path)


def test_a_stated_field_has_its_label() -> None:
    label = org().lookup("Account", "Name").label

    assert label == Label(Level.CONFIDENTIAL, frozenset({"PII", "GDPR"}))


CLOSED: dict[str, tuple[list[Row], Basis]] = {
    "without a definition row": ([], Basis.HIDDEN),
    "with a row that names no field": ([{"SecurityClassification": "Public"}], Basis.HIDDEN),
    "with a row of another field": ([row("Y", "Public")], Basis.HIDDEN),
    "left blank": ([row("X")], Basis.BLANK),
    "with an unknown level": ([row("X", "Geheim")], Basis.UNKNOWN),
    "with a level that is no text": ([row("X", {"value": "Public"})], Basis.UNKNOWN),
    "with two rows that disagree": ([row("X", "Public"), row("X", "Internal")], Basis.UNKNOWN),
}


@pytest.mark.parametrize(("rows", "basis"), CLOSED.values(), ids=CLOSED.keys())
def test_a_field_is_closed(rows: list[Row], basis: Basis) -> None:
    catalogue = read(*rows)

    assert catalogue.lookup("A", "X").label == UNCLASSIFIED
    assert basis_of(catalogue, "A.X") is basis


def test_two_rows_that_agree_are_one() -> None:
    assert read(row("X", "Public"), row("X", "Public")).lookup("A", "X").label.level is Level.PUBLIC


def test_a_part_of_a_compound_field_takes_its_definition() -> None:
    part = a_field("LastName", "Last Name", compoundFieldName="Name")
    describes = [described("Contact", "Contact", a_field("Name", "Name"), part)]

    def labels_of(*rows: Row) -> list[Level]:
        catalogue = build("t", describes, {"Contact": rows}, EMPTY, STANDARD, TAKEN_AT_MS)
        return [field.label.level for field in catalogue.fields()]

    restricted, public, closed = Level.RESTRICTED, Level.PUBLIC, Level.MISSION_CRITICAL
    assert labels_of(row("Name", "Restricted")) == [restricted, restricted]
    assert labels_of(row("Name", "Public"), row("LastName", "Restricted")) == [restricted, public]
    assert labels_of(row("Name", "Public"), row("LastName")) == [closed, public]
    assert labels_of() == [closed, closed]


def test_a_field_with_only_a_row_is_listed() -> None:
    field = read(row("Y", "Internal", Label="Why", DataType="Currency(16, 2)")).lookup("A", "Y")

    assert field.listed
    assert (field.caption, field.kind.value, field.shape.value) == ("Why", "AMOUNT", "number")


def test_an_object_that_is_described_twice_is_refused() -> None:
    describes = [described("A", "A"), described("A", "A")]

    with pytest.raises(ConfigError, match="twice"):
        build("t", describes, {}, EMPTY, STANDARD, TAKEN_AT_MS)


@pytest.mark.parametrize("raw", [{}, {"name": "A"}, {"name": "A", "fields": [{"name": 3}]}])
def test_an_answer_that_is_no_describe_is_refused(raw: Row) -> None:
    with pytest.raises(ConfigError, match="is not one"):
        build("t", [raw], {}, EMPTY, STANDARD, TAKEN_AT_MS)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["A", "Account", "X", "Public"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["name", "fields", "label", "type", "QualifiedApiName", "ComplianceGroup"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(anything)
def test_no_answer_crashes_it(answer: object) -> None:
    target(json.dumps([[answer], [answer]]).encode())


@given(st.binary(max_size=200))
def test_no_bytes_crash_it(data: bytes) -> None:
    target(data)
