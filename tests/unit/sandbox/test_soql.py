"""SOQL: what it means, row by row, and that nothing else gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane_sandbox.org.error import OrgError
from douane_sandbox.org.soql import parse
from douane_sandbox.org.soql.ast import All, AnyOf, Compare, Date, Member, Not, Order, Query
from douane_sandbox.org.state import State
from douane_sandbox.people import ADVISER, INTEGRATION, SHOWCASE_ACCOUNT
from tests.unit.sandbox.asking import ask, refused, rows, said

READINGS = {
    "fields and object": ("select Id, Owner.Name from Account", Query(
        ("Id", "Owner.Name"), count=False, group="", object="Account")),
    "a count": ("SELECT COUNT() FROM Account", Query((), count=True, group="", object="Account")),
    "all fields need a limit and have one": ("SELECT FIELDS(ALL) FROM Lead LIMIT 200", Query(
        (), count=False, group="ALL", object="Lead", limit=200)),
    "order, limit, offset": (
        "SELECT Id FROM Lead ORDER BY Name DESC NULLS LAST, Id ASC LIMIT 5 OFFSET 2", Query(
            ("Id",), count=False, group="", object="Lead",
            order=(Order("Name", descending=True, nulls_last=True), Order("Id")),
            limit=5, offset=2)),
}  # fmt: skip

CONDITIONS = {
    "a text with an escaped quote": (r"Name = 'O\'Dunmore'", Compare("Name", "=", "O'Dunmore")),
    "unequal, spelled two ways": ("A <> 1", Compare("A", "!=", 1)),
    "null": ("A = null", Compare("A", "=", None)),
    "a boolean": ("A = TRUE", Compare("A", "=", value=True)),
    "a negative decimal": ("A >= -1.5", Compare("A", ">=", -1.5)),
    "a date": ("A < 2025-03-01", Compare("A", "<", Date("2025-03-01"))),
    "a time is turned to UTC": (
        "A > 2025-03-01T00:30:00+02:00", Compare("A", ">", Date("2025-02-28T22:30:00.000+0000"))),
    "a list": ("A IN ('x', 'y')", Member("A", ("x", "y"))),
    "not in a list": ("A NOT IN (1)", Member("A", (1,), negated=True)),
    "and": ("A = 1 AND B = 2 AND C = 3", All(
        (Compare("A", "=", 1), Compare("B", "=", 2), Compare("C", "=", 3)))),
    "or in parentheses under and": ("A = 1 AND (B = 2 OR C = 3)", All(
        (Compare("A", "=", 1), AnyOf((Compare("B", "=", 2), Compare("C", "=", 3)))))),
    "not binds tighter than and": ("NOT A = 1 AND B = 2", All(
        (Not(Compare("A", "=", 1)), Compare("B", "=", 2)))),
}  # fmt: skip

MALFORMED = {
    "nothing": "",
    "no object": "SELECT Id",
    "no field": "SELECT FROM Account",
    "and mixed with or": "SELECT Id FROM A WHERE A = 1 AND B = 2 OR C = 3",
    "or mixed with and": "SELECT Id FROM A WHERE A = 1 OR B = 2 AND C = 3",
    "an open string": "SELECT Id FROM A WHERE A = 'x",
    "an open parenthesis": "SELECT Id FROM A WHERE (A = 1",
    "an empty list": "SELECT Id FROM A WHERE A IN ()",
    "words after the end": "SELECT Id FROM A LIMIT 1 nonsense",
    "a negative limit": "SELECT Id FROM A LIMIT -1",
    "a day that does not exist": "SELECT Id FROM A WHERE A = 2025-02-30",
    "all fields without a limit": "SELECT FIELDS(ALL) FROM A",
    "all fields with too high a limit": "SELECT FIELDS(ALL) FROM A LIMIT 201",
    "a field twice": "SELECT Id, id FROM A",
    "less than null": "SELECT Id FROM A WHERE A < null",
    "a second statement": "SELECT Id FROM A; DELETE",
    "parentheses without end": f"SELECT Id FROM A WHERE {'(' * 5000}A = 1{')' * 5000}",
    "a year before time in UTC": "SELECT Id FROM A WHERE A = 0001-01-01T00:00:00+09:00",
}


@pytest.mark.parametrize(("text", "query"), READINGS.values(), ids=READINGS.keys())
def test_a_query_reads(text: str, query: Query) -> None:
    assert parse(text) == query


@pytest.mark.parametrize(("text", "condition"), CONDITIONS.values(), ids=CONDITIONS.keys())
def test_a_condition_reads(text: str, condition: object) -> None:
    assert parse(f"SELECT Id FROM Account WHERE {text}").where == condition


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_query_is_refused(text: str) -> None:
    with pytest.raises(OrgError) as caught:
        parse(text)

    assert caught.value.code == "MALFORMED_QUERY"


words = st.sampled_from(
    ["SELECT", "FROM", "WHERE", "AND", "OR", "NOT", "IN", "LIKE", "ORDER", "BY", "LIMIT", "OFFSET",
     "COUNT", "FIELDS", "ALL", "(", ")", ",", "=", "!=", "<", "Id", "Name", "Account", "'x'", "1",
     "-2.5", "null", "true", "2025-01-01", "2025-01-01T00:00:00Z"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(words, max_size=25).map(" ".join)))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except OrgError as error:
        assert error.code == "MALFORMED_QUERY"  # noqa: PT017 -- most texts are refused, some are not


def count(org: State, where: str) -> int:
    answer = ask(org, INTEGRATION, "GET", "query", q=f"SELECT COUNT() FROM {where}")
    return int(said(answer)["totalSize"])


def test_conditions_select_what_they_say(org: State) -> None:
    cases = org.tables["Case"].values()

    assert count(org, "Case WHERE Status = 'new'") == sum(r["Status"] == "New" for r in cases)
    assert count(org, "Case WHERE ClosedDate = null") == sum(r["ClosedDate"] is None for r in cases)
    assert count(org, "Case WHERE NOT IsClosed = true") == sum(not r["IsClosed"] for r in cases)
    assert count(org, "Case WHERE Status IN ('New', 'Closed') AND Priority != 'Low'") == sum(
        r["Status"] in {"New", "Closed"} and r["Priority"] != "Low" for r in cases
    )
    either = "(Priority = 'Low' OR Origin = 'Web')"
    assert count(org, f"Case WHERE Status NOT IN ('New') AND {either}") == sum(
        r["Status"] != "New" and (r["Priority"] == "Low" or r["Origin"] == "Web") for r in cases
    )  # fmt: skip


def test_comparisons_know_numbers_dates_and_patterns(org: State) -> None:
    deals = org.tables["Opportunity"].values()
    people = org.tables["Contact"].values()

    assert count(org, "Opportunity WHERE Amount >= 1000000") == sum(
        float(r["Amount"] or 0) >= 1_000_000 for r in deals
    )
    assert count(org, "Opportunity WHERE CloseDate < 2024-06-01") == sum(
        str(r["CloseDate"]) < "2024-06-01" for r in deals
    )
    assert count(org, "Contact WHERE LastName LIKE 'van%'") == sum(
        str(r["LastName"]).startswith("van") for r in people
    )
    assert count(org, "Contact WHERE FirstName LIKE '_nès'") == sum(
        r["FirstName"] == "Inès" for r in people
    )


def test_a_percent_in_a_value_is_no_pattern_for_equals(org: State) -> None:
    assert count(org, "Contact WHERE LastName = '%'") == 0


def test_order_and_window(org: State) -> None:
    found = rows(
        org, INTEGRATION,
        "SELECT MarketValue__c FROM Position__c ORDER BY MarketValue__c DESC LIMIT 3 OFFSET 1",
    )  # fmt: skip
    values = sorted(
        (float(r["MarketValue__c"] or 0) for r in org.tables["Position__c"].values()), reverse=True
    )

    assert [row["MarketValue__c"] for row in found] == values[1:4]


def test_nulls_come_first_unless_told_otherwise(org: State) -> None:
    first = rows(org, INTEGRATION, "SELECT Website FROM Account ORDER BY Website LIMIT 1")
    last = rows(org, INTEGRATION, "SELECT Website FROM Account ORDER BY Website NULLS LAST LIMIT 1")

    assert first[0]["Website"] is None
    assert last[0]["Website"] is not None


def test_an_id_of_fifteen_characters_finds_its_record(org: State) -> None:
    found = rows(org, INTEGRATION, f"SELECT Id FROM Account WHERE Id = '{SHOWCASE_ACCOUNT[:15]}'")

    assert [row["Id"] for row in found] == [SHOWCASE_ACCOUNT]


def test_relationships_nest_and_an_empty_one_is_null(fresh: State) -> None:
    task = next(iter(fresh.tables["Task"].values()))
    task["WhatId"] = None
    soql = f"SELECT Id, What.Name, Owner.Name FROM Task WHERE Id = '{task['Id']}'"

    row = rows(fresh, INTEGRATION, soql)[0]

    assert row["What"] is None
    assert row["Owner"]["attributes"]["type"] == "User"
    assert row["Owner"]["Name"]


REFUSED = {
    "an unknown field": ("SELECT Nope FROM Account", "INVALID_FIELD"),
    "an unknown field in a condition": ("SELECT Id FROM Account WHERE N = 1", "INVALID_FIELD"),
    "an unknown field in the order": ("SELECT Id FROM Account ORDER BY N", "INVALID_FIELD"),
    "an unknown relationship": ("SELECT Nope.Name FROM Account", "INVALID_FIELD"),
    "an unknown object": ("SELECT Id FROM ScratchOrgInfo", "INVALID_TYPE"),
    "a text where a number belongs": (
        "SELECT Id FROM Opportunity WHERE Amount = '1'", "INVALID_FIELD"),
    "a pattern for a number": (
        "SELECT Id FROM Opportunity WHERE Amount LIKE '1%'", "INVALID_QUERY_FILTER_OPERATOR"),
    "a date where a time belongs": (
        "SELECT Id FROM Account WHERE CreatedDate > 2025-01-01", "INVALID_FIELD"),
}  # fmt: skip


@pytest.mark.parametrize(("soql", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_a_query_that_does_not_fit_the_schema_is_refused(org: State, soql: str, code: str) -> None:
    assert refused(org, INTEGRATION, soql) == code


def test_paging_gives_every_record_once_and_a_used_locator_ends(org: State) -> None:
    token = org.open_session(ADVISER)
    assert token
    page = said(ask(org, INTEGRATION, "GET", "query", q="SELECT Id FROM Position__c"))
    found = [row["Id"] for row in page["records"]]
    while not page["done"]:
        path = page["nextRecordsUrl"].removeprefix("/services/data/v63.0/")
        page = said(ask(org, INTEGRATION, "GET", path))
        found += [row["Id"] for row in page["records"]]

    assert len(found) == len(set(found)) == page["totalSize"] == len(org.tables["Position__c"])
    again = ask(org, INTEGRATION, "GET", path)
    assert said(again)[0]["errorCode"] == "INVALID_QUERY_LOCATOR"


def test_a_locator_is_worth_nothing_to_somebody_else(org: State) -> None:
    page = said(ask(org, INTEGRATION, "GET", "query", q="SELECT Id FROM Position__c"))
    path = page["nextRecordsUrl"].removeprefix("/services/data/v63.0/")

    answer = ask(org, ADVISER, "GET", path)

    assert said(answer)[0]["errorCode"] == "INVALID_QUERY_LOCATOR"
