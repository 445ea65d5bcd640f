"""Writing: one by one, in collections, in composites and in bulk; refused where it must be."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane_sandbox.org.app import respond
from douane_sandbox.org.http import Request
from douane_sandbox.org.state import State
from douane_sandbox.people import (
    ADVISER,
    ASSISTANT,
    FOREIGN_ACCOUNT,
    INTEGRATION,
    SHOWCASE_ACCOUNT,
)
from tests.unit.sandbox.asking import BASE, ask, rows, said

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown field": ({"LastName": "A", "Nope": 1}, "INVALID_FIELD"),
    "a field that is hidden from the user": (
        {"LastName": "A", "PassportNumber__c": "C1"}, "INVALID_FIELD"),
    "a system field": (
        {"LastName": "A", "Id": SHOWCASE_ACCOUNT}, "INVALID_FIELD_FOR_INSERT_UPDATE"),
    "no last name": ({"FirstName": "A"}, "REQUIRED_FIELD_MISSING"),
    "a number for a text": ({"LastName": 5}, "JSON_PARSER_ERROR"),
    "no date": ({"LastName": "A", "Birthdate": "gestern"}, "JSON_PARSER_ERROR"),
    "too long a text": ({"LastName": "A" * 81}, "STRING_TOO_LONG"),
    "no id": ({"LastName": "A", "AccountId": "nope"}, "MALFORMED_ID"),
    "an id of another object": (
        {"LastName": "A", "AccountId": INTEGRATION.id}, "INVALID_CROSS_REFERENCE_KEY"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_a_record_that_does_not_fit_is_refused(
    fresh: State, body: dict[str, Any], code: str
) -> None:
    before = len(fresh.tables["Contact"])

    answer = ask(fresh, INTEGRATION, "POST", "sobjects/Contact", body)

    assert (answer.status, said(answer)[0]["errorCode"]) == (400, code)
    assert len(fresh.tables["Contact"]) == before


def test_numbers_that_are_none_are_refused(fresh: State) -> None:
    for amount in ("NaN", "Infinity", True, "x", 1e16):
        body = {"Name": "A", "TotalAssets__c": amount}
        assert ask(fresh, INTEGRATION, "POST", "sobjects/Account", body).status == 400


def test_who_may_not_write_cannot(fresh: State) -> None:
    mine = f"sobjects/Account/{SHOWCASE_ACCOUNT}"

    assert ask(fresh, ASSISTANT, "PATCH", mine, {"Phone": "1"}).status == 403
    assert ask(fresh, ASSISTANT, "DELETE", mine).status == 403
    assert (
        ask(fresh, ADVISER, "PATCH", f"sobjects/Account/{FOREIGN_ACCOUNT}", {"Phone": "1"}).status
        == 404
    )
    assert ask(fresh, ADVISER, "DELETE", f"sobjects/Account/{FOREIGN_ACCOUNT}").status == 404
    assert FOREIGN_ACCOUNT in fresh.tables["Account"]


def test_a_collection_may_be_all_or_none(fresh: State) -> None:
    records = [
        {"attributes": {"type": "Lead"}, "LastName": "Gut", "Company": "A"},
        {"attributes": {"type": "Lead"}, "Company": "B"},
    ]
    before = len(fresh.tables["Lead"])

    together = said(
        ask(
            fresh,
            INTEGRATION,
            "POST",
            "composite/sobjects",
            {"allOrNone": True, "records": records},
        )
    )
    assert [one["success"] for one in together] == [False, False]
    assert len(fresh.tables["Lead"]) == before
    apart = said(ask(fresh, INTEGRATION, "POST", "composite/sobjects", {"records": records}))
    assert [one["success"] for one in apart] == [True, False]
    assert len(fresh.tables["Lead"]) == before + 1

    gone = ask(fresh, INTEGRATION, "DELETE", "composite/sobjects", ids=apart[0]["id"])
    assert said(gone)[0]["success"]
    assert len(fresh.tables["Lead"]) == before


def test_a_collection_is_read_with_null_for_what_one_may_not_see(fresh: State) -> None:
    body = {"ids": [SHOWCASE_ACCOUNT, FOREIGN_ACCOUNT], "fields": ["Id"]}

    found = said(ask(fresh, ADVISER, "POST", "composite/sobjects/Account", body))

    assert found[0]["Id"] == SHOWCASE_ACCOUNT
    assert found[1] is None


def test_a_composite_that_fails_halfway_leaves_nothing(fresh: State) -> None:
    before = len(fresh.tables["Account"])
    steps = [
        {
            "method": "POST",
            "url": f"{BASE}/sobjects/Account",
            "referenceId": "a",
            "body": {"Name": "X"},
        },
        {"method": "GET", "url": f"{BASE}/sobjects/Account/@{{a.id}}", "referenceId": "b"},
        {"method": "GET", "url": f"{BASE}/sobjects/Account/@{{nobody.id}}", "referenceId": "c"},
    ]

    kept = ask(fresh, INTEGRATION, "POST", "composite", {"compositeRequest": steps[:2]})
    assert [one["httpStatusCode"] for one in said(kept)["compositeResponse"]] == [201, 200]
    assert len(fresh.tables["Account"]) == before + 1
    halted = ask(
        fresh, INTEGRATION, "POST", "composite", {"allOrNone": True, "compositeRequest": steps}
    )
    codes = [one["body"][0]["errorCode"] for one in said(halted)["compositeResponse"]]
    assert codes == ["PROCESSING_HALTED"] * 3
    assert len(fresh.tables["Account"]) == before + 1


@pytest.mark.parametrize("url", ["/services/oauth2/token", f"{BASE}/composite"])
def test_a_composite_step_cannot_leave_the_data_api_or_nest(fresh: State, url: str) -> None:
    inner = [{"method": "GET", "url": f"{BASE}/limits", "referenceId": "b"}]
    steps = [
        {"method": "POST", "url": url, "referenceId": "a", "body": {"compositeRequest": inner}}
    ]

    answer = said(ask(fresh, ADVISER, "POST", "composite", {"compositeRequest": steps}))

    assert answer["compositeResponse"][0]["httpStatusCode"] == 404


def job(fresh: State, operation: str, csv: bytes, **more: str) -> str:
    opened = said(
        ask(
            fresh,
            INTEGRATION,
            "POST",
            "jobs/ingest",
            {"object": "Lead", "operation": operation} | more,
        )
    )
    path = f"jobs/ingest/{opened['id']}"
    assert ask(fresh, INTEGRATION, "PUT", f"{path}/batches", csv).status == 201
    assert ask(fresh, INTEGRATION, "PATCH", path, {"state": "UploadComplete"}).status == 200
    while said(ask(fresh, INTEGRATION, "GET", path))["state"] != "JobComplete":
        pass
    return path


def test_bulk_inserts_updates_and_deletes(fresh: State) -> None:
    path = job(fresh, "insert", b'LastName,Company\r\nEins,A\r\nZwei,"B, C"\r\n')
    done = ask(fresh, INTEGRATION, "GET", f"{path}/successfulResults").body.decode()
    ids = [line.split(",")[0].strip('"') for line in done.splitlines()[1:]]
    assert [fresh.tables["Lead"][key]["Company"] for key in ids] == ["A", "B, C"]

    job(fresh, "update", f"Id;City\n{ids[0]};Köln\n".encode(), columnDelimiter="SEMICOLON")
    assert fresh.tables["Lead"][ids[0]]["City"] == "Köln"
    job(fresh, "update", f"Id,City\n{ids[0]},#N/A\n".encode())
    assert fresh.tables["Lead"][ids[0]]["City"] is None
    job(fresh, "delete", f"Id\n{ids[0]}\n".encode())
    assert ids[0] not in fresh.tables["Lead"]


def test_a_bulk_query_shows_pages_only_when_it_is_complete(fresh: State) -> None:
    body = {"operation": "query", "query": "SELECT Id, Account.Name FROM Contact LIMIT 25"}
    path = f"jobs/query/{said(ask(fresh, INTEGRATION, 'POST', 'jobs/query', body))['id']}"
    assert ask(fresh, INTEGRATION, "GET", f"{path}/results").status == 400
    states = [said(ask(fresh, INTEGRATION, "GET", path))["state"] for _ in range(3)]
    assert states == ["InProgress", "JobComplete", "JobComplete"]

    found: list[str] = []
    locator, sizes = "", []
    while locator != "null":
        page = ask(fresh, INTEGRATION, "GET", f"{path}/results", maxRecords="10",
                   **({"locator": locator} if locator else {}))  # fmt: skip
        headers = dict(page.headers)
        locator = headers["Sforce-Locator"]
        sizes.append(int(headers["Sforce-NumberOfRecords"]))
        lines = page.body.decode().splitlines()
        assert lines[0] == '"Id","Account.Name"'
        found += lines[1:]

    assert sizes == [10, 10, 5]
    assert len(set(found)) == 25


def test_a_bulk_job_belongs_to_who_made_it(fresh: State) -> None:
    body = {"operation": "query", "query": "SELECT Id FROM Contact"}
    made = said(ask(fresh, INTEGRATION, "POST", "jobs/query", body))["id"]

    assert ask(fresh, ADVISER, "GET", f"jobs/query/{made}").status == 404


def test_deleted_records_are_left_to_query_all(fresh: State) -> None:
    assert ask(fresh, INTEGRATION, "DELETE", f"sobjects/Account/{SHOWCASE_ACCOUNT}").status == 204
    where = f"FROM Account WHERE Id = '{SHOWCASE_ACCOUNT}'"

    assert rows(fresh, INTEGRATION, f"SELECT Id {where}") == []
    found = said(ask(fresh, INTEGRATION, "GET", "queryAll", q=f"SELECT IsDeleted {where}"))
    assert found["records"][0]["IsDeleted"] is True


paths = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["query", "sobjects/Account", f"sobjects/Account/{SHOWCASE_ACCOUNT}", "composite",
         "composite/sobjects", "composite/sobjects/Account", "jobs/query", "jobs/ingest", "limits",
         "tooling/query", "query/x-1-1", "sobjects/Account/describe"]
    ),
)  # fmt: skip
json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["records", "compositeRequest", "url", "body", "operation", "object",
                         "query", "ids", "fields", "attributes", "Name", "state", "method"]),
        inner, max_size=4,
    ),
    max_leaves=8,
)  # fmt: skip


@given(
    method=st.sampled_from(["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD"]),
    path=paths,
    body=st.binary(max_size=40) | json_values,
    q=st.text(max_size=20),
)
def test_no_request_is_beyond_the_org(
    org: State, method: str, path: str, body: object, q: str
) -> None:
    answer = ask(org, ASSISTANT, method, path, body, q=q, ids=q)

    assert b"UNKNOWN_EXCEPTION" not in answer.body


def test_without_a_session_nothing_is_told(org: State) -> None:
    for token in ("", "Bearer", "Bearer x", "Basic abc"):
        request = Request("GET", f"{BASE}/sobjects", headers={"authorization": token})
        answer = respond(org, request)
        assert (answer.status, said(answer)[0]["errorCode"]) == (401, "INVALID_SESSION_ID")
