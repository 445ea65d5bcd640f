"""The stand-in org, spoken to by a client that nobody here wrote: simple-salesforce."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import pytest
import requests
from simple_salesforce.api import Salesforce
from simple_salesforce.exceptions import SalesforceMalformedRequest, SalesforceResourceNotFound

from douane_sandbox.org import RunningOrg, running_org
from douane_sandbox.people import (
    ADVISER,
    ASSISTANT,
    FOREIGN_ACCOUNT,
    INTEGRATION,
    SHOWCASE_ACCOUNT,
    Person,
)

# The client finds objects by attribute, which no type can follow.
Client: TypeAlias = Any


@pytest.fixture(scope="module")
def org() -> Iterator[RunningOrg]:
    with running_org(seed=5) as running:
        yield running


@pytest.fixture
def session(org: RunningOrg) -> Iterator[requests.Session]:
    with requests.Session() as made:
        # A CA bundle in the environment would win over ``verify``.
        made.trust_env = False
        made.verify = str(org.ca_file)
        yield made


def client(org: RunningOrg, session: requests.Session, person: Person) -> Client:
    return Salesforce(
        instance_url=org.instance_url,
        session_id=org.tokens[person.username],
        session=session,
        version="63.0",
    )


@pytest.fixture
def sf(org: RunningOrg, session: requests.Session) -> Client:
    return client(org, session, INTEGRATION)


def test_query_names_fields_and_follows_relationships(sf: Client) -> None:
    answer = sf.query(
        "SELECT Id, Name, Owner.Username FROM Account"
        f" WHERE Id = '{SHOWCASE_ACCOUNT}' AND Language__c = 'German'"
    )

    assert answer["totalSize"] == 1
    record = answer["records"][0]
    assert record["attributes"]["type"] == "Account"
    assert record["Id"] == SHOWCASE_ACCOUNT
    assert record["Owner"]["Username"] == ADVISER.username


def test_query_all_walks_every_page(org: RunningOrg, sf: Client) -> None:
    before = sum(path.startswith("/services/data/v63.0/query/") for _, path in org.state.seen)

    found = [row["Id"] for row in sf.query_all_iter("SELECT Id FROM Position__c")]

    pages = sum(path.startswith("/services/data/v63.0/query/") for _, path in org.state.seen)
    assert sorted(found) == sorted(org.state.tables["Position__c"])
    assert pages > before


def test_describe_lists_objects_and_their_fields(sf: Client) -> None:
    names = {one["name"] for one in sf.describe()["sobjects"]}
    fields = {one["name"]: one for one in sf.FinancialAccount__c.describe()["fields"]}

    assert {"Account", "EmailMessage", "FinancialAccount__c", "TradingSignal__c"} <= names
    assert fields["Iban__c"]["type"] == "string"
    assert fields["Account__c"]["referenceTo"] == ["Account"]
    assert fields["Account__c"]["relationshipName"] == "Account__r"


def test_a_record_lives_and_dies(sf: Client) -> None:
    made = sf.Contact.create(
        {"FirstName": "Živa", "LastName": "Quittenbaum", "AccountId": SHOWCASE_ACCOUNT}
    )
    assert made["success"]

    sf.Contact.update(made["id"], {"Email": "ziva@example.org"})
    assert sf.Contact.get(made["id"])["Name"] == "Živa Quittenbaum"
    assert sf.Contact.get(made["id"])["Email"] == "ziva@example.org"

    sf.Contact.delete(made["id"])
    with pytest.raises(SalesforceResourceNotFound):
        sf.Contact.get(made["id"])
    assert sf.query_all(
        f"SELECT IsDeleted FROM Contact WHERE Id = '{made['id']}'", include_deleted=True
    )["records"][0]["IsDeleted"]


def test_tooling_tells_classifications(sf: Client) -> None:
    soql = (
        "SELECT QualifiedApiName, DataType, SecurityClassification, ComplianceGroup"
        " FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account'"
    )

    rows = sf.toolingexecute("query/", params={"q": soql})["records"]

    found = {row["QualifiedApiName"]: row for row in rows}
    assert found["Phone"]["ComplianceGroup"] == "PII;GDPR"
    assert found["AnnualRevenue"]["SecurityClassification"] == "Restricted"
    assert found["TaxNumber__c"]["SecurityClassification"] == "StrictlyConfidential"
    assert found["Description"]["SecurityClassification"] is None


def test_field_level_security_hides_a_field_everywhere(
    org: RunningOrg, session: requests.Session
) -> None:
    assistant = client(org, session, ASSISTANT)

    with pytest.raises(SalesforceMalformedRequest, match="INVALID_FIELD"):
        assistant.query("SELECT TotalAssets__c FROM Account")
    assert "TotalAssets__c" not in assistant.Account.get(SHOWCASE_ACCOUNT)
    assert "TotalAssets__c" not in {one["name"] for one in assistant.Account.describe()["fields"]}
    with pytest.raises(SalesforceResourceNotFound):
        assistant.Account.get(FOREIGN_ACCOUNT)


def test_access_tables_say_what_a_user_may_read(sf: Client) -> None:
    fields = sf.query(
        "SELECT FieldDefinition.QualifiedApiName FROM UserFieldAccess"
        f" WHERE UserId = '{ASSISTANT.id}'"
        " AND EntityDefinition.QualifiedApiName = 'Account' AND IsAccessible = false"
    )["records"]
    records = sf.query(
        f"SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = '{ASSISTANT.id}'"
        f" AND RecordId IN ('{SHOWCASE_ACCOUNT}', '{FOREIGN_ACCOUNT}')"
    )["records"]

    assert "TotalAssets__c" in {row["FieldDefinition"]["QualifiedApiName"] for row in fields}
    assert {row["RecordId"]: row["HasReadAccess"] for row in records} == {
        SHOWCASE_ACCOUNT: True,
        FOREIGN_ACCOUNT: False,
    }


def test_bulk_query_hands_out_pages(org: RunningOrg, sf: Client) -> None:
    pages = list(sf.bulk2.Contact.query("SELECT Id, Name FROM Contact", max_records=300, wait=0))

    lines = [line for page in pages for line in page.splitlines()[1:]]
    assert len(pages) > 2
    assert all(page.startswith('"Id","Name"') for page in pages)
    assert len(lines) == len(org.state.tables["Contact"])


def test_bulk_insert_reports_each_row(sf: Client) -> None:
    results = sf.bulk2.Lead.insert(
        records=[
            {"LastName": "Eins", "Company": "Erste AG"},
            {"LastName": "", "Company": "Zweite AG"},
        ],
        wait=0,
    )

    assert results[0]["numberRecordsTotal"] == 2
    assert results[0]["numberRecordsFailed"] == 1
    failed = sf.bulk2.Lead.get_failed_records(results[0]["job_id"])
    assert "REQUIRED_FIELD_MISSING" in failed
    assert sf.query("SELECT COUNT() FROM Lead WHERE Company = 'Erste AG'")["totalSize"] == 1


def test_composite_hands_ids_from_step_to_step(sf: Client) -> None:
    base = "/services/data/v63.0/sobjects"
    answer = sf.restful(
        "composite",
        method="POST",
        json={
            "allOrNone": True,
            "compositeRequest": [
                {
                    "method": "POST",
                    "url": f"{base}/Account",
                    "referenceId": "made",
                    "body": {"Name": "Nordwind Holding AG"},
                },
                {
                    "method": "POST",
                    "url": f"{base}/Contact",
                    "referenceId": "person",
                    "body": {"LastName": "Quast", "AccountId": "@{made.id}"},
                },
            ],
        },
    )

    assert [one["httpStatusCode"] for one in answer["compositeResponse"]] == [201, 201]
    made = answer["compositeResponse"][0]["body"]["id"]
    assert sf.query(f"SELECT Name FROM Contact WHERE AccountId = '{made}'")["totalSize"] == 1


def test_wrong_token_is_refused_as_an_expired_session(
    org: RunningOrg, session: requests.Session
) -> None:
    answer = session.get(
        f"{org.instance_url}/services/data/v63.0/limits", headers={"Authorization": "Bearer no"}
    )

    assert answer.status_code == 401
    assert answer.json()[0]["errorCode"] == "INVALID_SESSION_ID"
