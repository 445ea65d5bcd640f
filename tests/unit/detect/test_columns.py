"""Names without an object: which object they speak of, and what an unknown one means."""

import pytest

from douane.detect.columns import api_name, owner_of, resolve, typed, unlisted
from douane.model.terms import Field, Label, Level
from douane.model.token import Kind
from tests.simulators.schema import WEALTH, ListedSchema

PROMISES = {
    "nothing is known": (["shoe", "size"], 1, None),
    "too little is known": (["Isin__c", "size"], 2, None),
    "names of one object": (
        ["Isin__c", "Quantity__c"],
        2,
        [("Position__c.Isin__c",), ("Position__c.Quantity__c",)],
    ),
    "a name of several objects, beside names of one": (
        ["Email", "LastName", "Birthdate"],
        1,
        [("Contact.Email",), ("Contact.LastName",), ("Contact.Birthdate",)],
    ),
    "two objects with as many names each": (
        ["Name", "Phone", "size"],
        1,
        [
            ("Account.Name", "Contact.Name"),
            ("Account.Phone", "Contact.Phone"),
            ("Account.size", "Contact.size"),
        ],
    ),
    "no object with more than half of the names": (
        ["Name", "Website", "Isin__c", "Quantity__c", "Birthdate"],
        1,
        [
            ("Account.Name", "Contact.Name"),
            ("Account.Website",),
            ("Position__c.Isin__c",),
            ("Position__c.Quantity__c",),
            ("Contact.Birthdate",),
        ],
    ),
    "an unknown name that is no name": (
        ["Isin__c", "Anna Ehlers"],
        1,
        [("Position__c.Isin__c",), ("Position__c.unnamed",)],
    ),
}


@pytest.mark.parametrize(("names", "least", "expected"), PROMISES.values(), ids=PROMISES.keys())
def test_promise(names: list[str], least: int, expected: list[tuple[str, ...]] | None) -> None:
    owners = resolve(names, WEALTH, least)

    assert (owners and [owner.fields for owner in owners]) == expected


def test_just_half_of_the_names_decide_nothing() -> None:
    paths = ["A.x", "B.x", "A.y", "C.z", "D.w"]
    schema = ListedSchema(
        Field(path[0], path[2], path, Label(Level.PUBLIC), Kind.TEXT) for path in paths
    )

    half, more = resolve("xyzw", schema, 1), resolve("xyz", schema, 1)

    assert half is not None
    assert more is not None
    assert half[0].fields == ("A.x", "B.x")
    assert more[0].fields == ("A.x",)


def test_a_kind_counts_only_where_all_agree() -> None:
    assert owner_of(WEALTH.named("Name")).kind is Kind.TEXT
    assert owner_of(WEALTH.named("Phone")).kind is Kind.PHONE
    assert typed(["Account"], "Name", WEALTH).kind is Kind.ORG
    assert unlisted(["Account"], "Name__c").kind is Kind.TEXT


@pytest.mark.parametrize("name", ["Anna Ehlers", "", "1x", "x" * 81, "a.", "é", "a\n", "../x"])
def test_what_is_no_name_never_gets_into_a_path(name: str) -> None:
    assert api_name(name) == "unnamed"


@pytest.mark.parametrize("name", ["Name", "Secret__c", "Account.Name", "ns__A__r.B__c"])
def test_names_stay(name: str) -> None:
    assert api_name(name) == name
