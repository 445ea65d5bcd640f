"""Against the stand-in org: what is read is what the org holds, as the asking user sees it."""

from collections.abc import AsyncIterator, Iterator
from importlib import resources

import pytest

from douane.classify import (
    EMPTY,
    STANDARD,
    STANDARD_OVERLAY,
    Basis,
    Catalogue,
    build,
    coverage,
    merge,
    parse_overlay,
    read_label,
)
from douane.connect.salesforce import (
    Org,
    OrgSession,
    name_paths,
    pull,
    read_access,
    stream_names,
)
from douane.model.errors import StoreError, UsageError
from douane.model.terms import UNCLASSIFIED, Level, Shape
from douane.model.token import Kind
from douane_sandbox.data.objects import OBJECTS
from douane_sandbox.org import OrgError, RunningOrg, running_org
from douane_sandbox.people import (
    ADVISER,
    ASSISTANT,
    FOREIGN_ACCOUNT,
    INTEGRATION,
    PEOPLE,
    SHOWCASE_ACCOUNT,
    Person,
)

OWN_WORDS = """
version = 1
categories = ["BankSecrecy"]
[levels]
StrictlyConfidential = "restricted"
[groups]
BankSecrecy = "BankSecrecy"
[fields."TradingSignal__c.*"]
categories = ["trading_signal"]
purposes = ["scoring_explain"]
[fields."Account.Iban__c"]
kind = "IBAN"
"""
NOW_MS = 1_800_000_000_000


@pytest.fixture(scope="module")
def org() -> Iterator[RunningOrg]:
    with running_org(seed=7) as running:
        yield running


def settings(org: RunningOrg, person: Person = INTEGRATION) -> Org:
    return Org(
        url=org.instance_url,
        client_id=org.client_id,
        username=person.username,
        key_file=str(org.private_key_file),
        ca_file=str(org.ca_file),
    )


@pytest.fixture
async def session(org: RunningOrg) -> AsyncIterator[OrgSession]:
    async with OrgSession(settings(org)) as opened:
        yield opened


def objects(org: RunningOrg) -> list[str]:
    return list(org.state.tables)


async def test_client_credentials_log_in_too(org: RunningOrg) -> None:
    secret = org.private_key_file.parent / "secret"
    secret.write_text(org.client_secret + "\n", "utf-8")
    found = Org(
        url=org.instance_url,
        client_id=org.client_id,
        secret_file=str(secret),
        ca_file=str(org.ca_file),
    )
    async with OrgSession(found) as opened:
        described = await opened.get("sobjects/Account/describe")

    assert isinstance(described, dict)
    assert described["name"] == "Account"


async def test_a_login_with_a_wrong_secret_is_refused(org: RunningOrg) -> None:
    secret = org.private_key_file.parent / "wrong"
    secret.write_text("wrong", "utf-8")
    found = Org(
        url=org.instance_url, client_id="x", secret_file=str(secret), ca_file=str(org.ca_file)
    )
    with pytest.raises(UsageError, match="refuses the login") as caught:
        async with OrgSession(found):
            pass

    assert caught.value.code == "org_login"


async def test_the_catalogue_says_what_the_org_says(org: RunningOrg, session: OrgSession) -> None:
    describes, definitions = await pull(session, objects(org))
    catalogue = build("t", describes, definitions, EMPTY, STANDARD, NOW_MS)

    known = {field.path: field for field in catalogue.fields()}
    expected = {
        f"{spec.name}.{one.name}": one
        for name in objects(org)
        for spec in (OBJECTS[name],)
        for one in spec.fields
    }
    assert set(expected) - set(known) == {"Contact.PassportNumber__c"}  # hidden from this user
    assert set(known) <= set(expected)
    for path, field in known.items():
        assert field.label == read_label(expected[path].level, expected[path].groups)
        assert field.caption == expected[path].label
    assert catalogue.lookup("Contact", "PassportNumber__c").label == UNCLASSIFIED
    assert catalogue.objects() == set(objects(org))


async def whole(org: RunningOrg, session: OrgSession) -> Catalogue:
    standard = resources.files("douane.classify").joinpath(STANDARD_OVERLAY).read_text("utf-8")
    overlay = merge(
        parse_overlay(standard, STANDARD_OVERLAY), parse_overlay(OWN_WORDS, "overlay.toml")
    )
    describes, definitions = await pull(session, objects(org))
    return build("t", describes, definitions, overlay, overlay.labels, NOW_MS)


async def test_an_overlay_completes_what_the_org_says(org: RunningOrg, session: OrgSession) -> None:
    catalogue = await whole(org, session)

    assert catalogue.lookup("Account", "TaxNumber__c").label.level is Level.RESTRICTED
    assert catalogue.lookup("Account", "TotalAssets__c").label.categories == {"PII", "BankSecrecy"}
    assert catalogue.lookup("Account", "Iban__c").kind is Kind.IBAN
    assert catalogue.lookup("Account", "Id").label.level is Level.INTERNAL
    assert catalogue.lookup("Account", "AnnualRevenue").shape is Shape.NUMBER
    signal = catalogue.lookup("TradingSignal__c", "Rationale__c").label
    assert signal.purposes == frozenset({"scoring_explain"})
    assert [field.path for field in catalogue.named("Owner.Email")] == ["User.Email"]
    open_fields = coverage(catalogue).unclassified
    assert "Account.AdviserNote__c" in open_fields
    assert not any(path.endswith((".Id", ".OwnerId", ".SystemModstamp")) for path in open_fields)
    assert {one.basis for one in catalogue.listings()} == {
        Basis.SALESFORCE,
        Basis.OVERLAY,
        Basis.BLANK,
    }


async def test_an_object_that_is_not_there_is_named(session: OrgSession) -> None:
    with pytest.raises(UsageError, match=r"Acount: the org refuses this \(404"):
        await pull(session, ["Account", "Acount"])


@pytest.mark.parametrize("name", ["Account'", "Account LIMIT 1", "", "../Account", "Ä"])
async def test_a_name_that_is_none_never_reaches_the_org(
    org: RunningOrg, session: OrgSession, name: str
) -> None:
    before = len(org.state.seen)
    with pytest.raises(UsageError, match="name that Salesforce cannot have"):
        await pull(session, [name])
    with pytest.raises(UsageError, match="name that Salesforce cannot have"):
        [one async for one in stream_names(session, [f"Account.{name}"])]

    assert len(org.state.seen) == before


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.role)
async def test_access_is_what_the_org_would_let_the_user_read(
    org: RunningOrg, session: OrgSession, person: Person
) -> None:
    specs = {name: OBJECTS[name] for name in objects(org)}
    paths = {f"{name}.{field.name}" for name, spec in specs.items() for field in spec.fields}
    some = {name: sorted(org.state.tables[name])[:100] for name in specs}
    ids = {record for records in some.values() for record in records}
    access = await read_access(session, person.id, paths, ids, NOW_MS)

    assert (access.user, access.as_of_ms) == (person.id, NOW_MS)
    assert access.fields == {
        f"{name}.{field.name}"
        for name, spec in specs.items()
        for field in spec.fields
        if org.state.reads_field(person.id, spec, field.name)
    }
    assert access.records == {
        record
        for name, records in some.items()
        for record in records
        if org.state.sees(person.id, specs[name], org.state.tables[name][record])
    }


async def test_access_answers_only_what_was_asked(session: OrgSession) -> None:
    access = await read_access(
        session, ADVISER.id, ["Account.Name"], [SHOWCASE_ACCOUNT, FOREIGN_ACCOUNT], NOW_MS
    )

    assert access.fields == {"Account.Name"}
    assert access.records == {SHOWCASE_ACCOUNT}


async def test_what_is_no_field_and_no_record_is_not_readable(
    org: RunningOrg, session: OrgSession
) -> None:
    paths = ["Account.None__c", "Nothing__c.Name", "Account", "Account.Name' OR Id != '", "a.b.c"]
    checksum = SHOWCASE_ACCOUNT[:-1] + ("B" if SHOWCASE_ACCOUNT[-1] == "A" else "A")
    records = ["", "x", "001' OR Id != '", checksum, "001zz0000000000AAA"]
    access = await read_access(session, ADVISER.id, paths, records, NOW_MS)

    assert (access.fields, access.records) == (frozenset(), frozenset())


async def test_a_short_id_stays_as_it_was_spelled(session: OrgSession) -> None:
    short = SHOWCASE_ACCOUNT[:15]
    access = await read_access(session, ADVISER.id, [], [short, SHOWCASE_ACCOUNT], NOW_MS)

    assert access.records == {short, SHOWCASE_ACCOUNT}


@pytest.mark.parametrize("user", ["", "anna", SHOWCASE_ACCOUNT, "005' OR Id != '"])
async def test_only_a_user_can_be_asked_about(session: OrgSession, user: str) -> None:
    with pytest.raises(UsageError, match="no Salesforce user id"):
        await read_access(session, user, ["Account.Name"], [], NOW_MS)


async def test_revoked_access_is_gone_with_the_next_answer() -> None:
    with running_org(seed=3) as org:
        async with OrgSession(settings(org)) as opened:
            question = (opened, ASSISTANT.id, ["Account.Phone"], [SHOWCASE_ACCOUNT])
            before = await read_access(*question, NOW_MS)
            org.state.revoke_field(ASSISTANT.id, "Account.Phone")
            org.state.revoke_record(ASSISTANT.id, SHOWCASE_ACCOUNT)
            after = await read_access(*question, NOW_MS)

    assert (set(before.fields), set(before.records)) == ({"Account.Phone"}, {SHOWCASE_ACCOUNT})
    assert (after.fields, after.records) == (frozenset(), frozenset())


async def test_one_failed_question_leaves_no_access(org: RunningOrg, session: OrgSession) -> None:
    org.state.fail_next.append(OrgError("UNKNOWN_EXCEPTION", "no", 500))
    with pytest.raises(StoreError):
        await read_access(
            session, ADVISER.id, ["Account.Name", "Contact.Name"], [SHOWCASE_ACCOUNT], NOW_MS
        )
    org.state.fail_next.clear()


async def test_names_are_those_of_every_record(org: RunningOrg, session: OrgSession) -> None:
    paths = name_paths((await whole(org, session)).fields())
    names = [one async for one in stream_names(session, paths)]

    expected = {
        (value, path, record["Id"])
        for path in paths
        for name, _, column in [path.partition(".")]
        for record in org.state.tables[name].values()
        for value in [record[column]]
        if isinstance(value, str) and value.strip()
    }
    assert len(names) == len(set(names))
    assert set(names) == expected
    assert {"Contact.LastName", "Account.Name", "Lead.Company"} <= set(paths)
    assert not any(path.endswith(".FirstName") for path in paths)
