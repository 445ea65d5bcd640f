"""What each user may read: the same answer by every way of asking."""

import pytest

from douane_sandbox.data.objects import OBJECTS
from douane_sandbox.ids import record_id
from douane_sandbox.org.error import OrgError
from douane_sandbox.org.state import State
from douane_sandbox.people import (
    ADVISER,
    ASSISTANT,
    FOREIGN_ACCOUNT,
    INTEGRATION,
    PEOPLE,
    SHOWCASE_ACCOUNT,
    Person,
)
from tests.unit.sandbox.asking import ask, refused, rows, said

FIELDS = (
    "SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = '{}'"
)
ACCESS = (
    "SELECT FieldDefinition.QualifiedApiName FROM UserFieldAccess WHERE UserId = '{}'"
    " AND EntityDefinition.QualifiedApiName = '{}' AND IsAccessible = true"
)


@pytest.mark.parametrize("person", PEOPLE, ids=[person.role for person in PEOPLE])
@pytest.mark.parametrize("name", OBJECTS)
def test_describe_definitions_and_access_agree(org: State, person: Person, name: str) -> None:
    described = ask(org, person, "GET", f"sobjects/{name}/describe")
    defined = {row["QualifiedApiName"] for row in rows(org, person, FIELDS.format(name))}
    granted = {
        row["FieldDefinition"]["QualifiedApiName"]
        for row in rows(org, INTEGRATION, ACCESS.format(person.id, name))
    }

    if described.status == 404:
        assert defined == granted == set()
        assert refused(org, person, f"SELECT Id FROM {name}") == "INVALID_TYPE"
        return
    assert {field["name"] for field in said(described)["fields"]} == defined == granted
    for field in OBJECTS[name].fields:
        answer = ask(org, person, "GET", "query", q=f"SELECT {field.name} FROM {name} LIMIT 1")
        assert (answer.status == 200) == (field.name in defined)


def test_a_hidden_field_cannot_be_guessed_by_filter_or_order(org: State) -> None:
    for soql in (
        "SELECT Id FROM Account WHERE TotalAssets__c > 1000000",
        "SELECT Id FROM Account ORDER BY TotalAssets__c",
        "SELECT Id, Account.TotalAssets__c FROM Contact",
    ):
        assert refused(org, ASSISTANT, soql) == "INVALID_FIELD"


def test_the_adviser_sees_her_clients_and_what_belongs_to_them(org: State) -> None:
    mine = {row["Id"] for row in rows(org, ADVISER, "SELECT Id FROM Account")}
    held = rows(org, ADVISER, "SELECT Id, FinancialAccount__r.Account__c FROM Position__c")

    assert SHOWCASE_ACCOUNT in mine
    assert FOREIGN_ACCOUNT not in mine
    assert held
    assert {row["FinancialAccount__r"]["Account__c"] for row in held} <= mine


def test_record_access_agrees_with_what_a_query_returns(org: State) -> None:
    ids = sorted(org.tables["Account"])[:200]
    listed = ", ".join(f"'{key}'" for key in ids)
    seen = {
        row["Id"] for row in rows(org, ADVISER, f"SELECT Id FROM Account WHERE Id IN ({listed})")
    }

    told = rows(
        org, INTEGRATION,
        "SELECT RecordId, HasReadAccess FROM UserRecordAccess"
        f" WHERE UserId = '{ADVISER.id}' AND RecordId IN ({listed})",
    )  # fmt: skip

    assert len(told) == 200
    assert {row["RecordId"] for row in told if row["HasReadAccess"]} == seen


def test_record_access_is_asked_for_one_user_and_at_most_200_records(org: State) -> None:
    ids = ", ".join(f"'{record_id('001', number)}'" for number in range(1, 202))
    base = "SELECT RecordId FROM UserRecordAccess"

    for where in (
        "",
        f" WHERE UserId = '{ADVISER.id}'",
        f" WHERE RecordId = '{SHOWCASE_ACCOUNT}'",
        f" WHERE UserId = '{ADVISER.id}' AND RecordId IN ({ids})",
        f" WHERE UserId IN ('{ADVISER.id}', '{ASSISTANT.id}') AND RecordId = '{SHOWCASE_ACCOUNT}'",
    ):
        assert refused(org, INTEGRATION, base + where) == "MALFORMED_QUERY"


def test_a_stranger_and_an_unknown_record_have_no_access(org: State) -> None:
    stranger, nowhere = record_id("005", 20), record_id("001", 99_999)
    told = rows(
        org, INTEGRATION,
        "SELECT RecordId, HasReadAccess FROM UserRecordAccess"
        f" WHERE UserId = '{stranger}' AND RecordId IN ('{SHOWCASE_ACCOUNT}')",
    ) + rows(
        org, INTEGRATION,
        "SELECT RecordId, HasReadAccess FROM UserRecordAccess"
        f" WHERE UserId = '{INTEGRATION.id}' AND RecordId IN ('{nowhere}')",
    )  # fmt: skip

    assert [row["HasReadAccess"] for row in told] == [False, False]


def test_revoking_a_field_or_a_record_counts_at_once(fresh: State) -> None:
    path = f"sobjects/Account/{SHOWCASE_ACCOUNT}"
    assert said(ask(fresh, ADVISER, "GET", path))["Phone"]

    fresh.revoke_field(ADVISER.id, "Account.Phone")
    assert "Phone" not in said(ask(fresh, ADVISER, "GET", path))
    fresh.revoke_record(ADVISER.id, SHOWCASE_ACCOUNT)
    assert ask(fresh, ADVISER, "GET", path).status == 404
    of_client = f"SELECT Id FROM Contact WHERE AccountId = '{SHOWCASE_ACCOUNT}'"
    assert rows(fresh, ADVISER, of_client) == []
    assert rows(fresh, ASSISTANT, of_client) != []


def test_a_record_out_of_sight_is_null_behind_a_relationship(fresh: State) -> None:
    soql = f"SELECT Id, ContactId, Contact.Name FROM Case WHERE AccountId = '{SHOWCASE_ACCOUNT}'"
    case = rows(fresh, ADVISER, soql)[0]
    assert case["Contact"]["Name"]

    fresh.revoke_record(ADVISER.id, case["ContactId"])

    assert rows(fresh, ADVISER, soql)[0]["Contact"] is None
    assert rows(fresh, ADVISER, f"{soql} AND Contact.Name = '{case['Contact']['Name']}'") == []


UNBOUND = {
    "fields of everything": "SELECT QualifiedApiName FROM FieldDefinition",
    "fields by another column": "SELECT Id FROM FieldDefinition WHERE QualifiedApiName = 'Name'",
    "access of everybody": "SELECT DurableId FROM UserFieldAccess",
}


@pytest.mark.parametrize("soql", UNBOUND.values(), ids=UNBOUND.keys())
def test_the_schema_tables_want_a_bound(org: State, soql: str) -> None:
    assert refused(org, INTEGRATION, soql) == "MALFORMED_QUERY"


def test_the_schema_tables_know_no_or_and_ignore_limit(org: State) -> None:
    soql = FIELDS.format("Account")

    assert len(rows(org, INTEGRATION, soql + " LIMIT 1")) > 1
    for more in (" AND QualifiedApiName != 'Id'", " AND (Label = 'a' OR Label = 'b')"):
        assert refused(org, INTEGRATION, soql + more) == "EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION"


def test_ids_of_custom_fields_are_durable_ids(org: State) -> None:
    soql = (
        "SELECT QualifiedApiName, DurableId, EntityDefinitionId FROM FieldDefinition"
        " WHERE EntityDefinition.QualifiedApiName = '{}'"
    )
    found = {
        (name, row["QualifiedApiName"]): (row["DurableId"], row["EntityDefinitionId"])
        for name in ("Account", "Position__c")
        for row in rows(org, INTEGRATION, soql.format(name))
    }

    assert found["Account", "Name"] == ("Account.Name", "Account")
    assert found["Account", "Iban__c"][0].startswith("Account.00N")
    assert found["Position__c", "Isin__c"][1].startswith("01I")
    assert len({durable for durable, _ in found.values()}) == len(found)


def test_permission_tables_tell_the_same_story(org: State) -> None:
    told = rows(
        org, INTEGRATION,
        "SELECT Field FROM FieldPermissions WHERE Parent.Name = 'assistant' AND SobjectType ="
        " 'Account' AND PermissionsRead = true",
    )  # fmt: skip
    objects = rows(
        org, INTEGRATION,
        "SELECT SobjectType FROM ObjectPermissions WHERE Parent.Name = 'assistant'",
    )  # fmt: skip

    fields = {row["Field"] for row in told}
    assert "Account.Phone" in fields
    assert "Account.TotalAssets__c" not in fields
    assert "Account.Name" not in fields  # required: has no row in Salesforce either
    assert "Position__c" not in {row["SobjectType"] for row in objects}


def test_a_planted_fault_is_answered_once(fresh: State) -> None:
    fresh.fail_next.append(OrgError("SERVER_UNAVAILABLE", "try later", 503))

    assert ask(fresh, ADVISER, "GET", "limits").status == 503
    assert ask(fresh, ADVISER, "GET", "limits").status == 200
