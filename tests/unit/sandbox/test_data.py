"""The invented data: the same from a seed, whole in its relations, and nobody's."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban as iban_numbers
from stdnum import isin as isin_numbers

from douane_sandbox.data.generate import generate
from douane_sandbox.data.locales import LOCALES
from douane_sandbox.data.objects import OBJECTS
from douane_sandbox.data.schema import Record
from douane_sandbox.ids import is_record_id, record_id
from douane_sandbox.people import ADVISER, FOREIGN_ACCOUNT, PEOPLE, SHOWCASE_ACCOUNT

Tables = dict[str, dict[str, Record]]
LEVELS = {"Public", "Internal", "Confidential", "Restricted", "MissionCritical"}
GROUPS = {"CCPA", "COPPA", "GDPR", "HIPAA", "PCI", "PII"}


def test_a_seed_gives_the_same_bytes_and_another_seed_others(tables: Tables) -> None:
    assert json.dumps(generate(3)) == json.dumps(tables)
    assert json.dumps(generate(4)) != json.dumps(tables)


def test_it_is_large_enough_and_every_object_has_records(tables: Tables) -> None:
    assert sum(map(len, tables.values())) >= 5_000
    assert all(tables[name] for name in OBJECTS)
    assert len(OBJECTS) == 12


def test_every_reference_points_to_a_record_of_a_right_object(tables: Tables) -> None:
    for name, spec in OBJECTS.items():
        for field in spec.fields:
            if field.type != "reference" or field.to == ("Profile",):
                continue
            targets = {key for target in field.to for key in tables[target]}
            for row in tables[name].values():
                assert row[field.name] is None or row[field.name] in targets, (name, field.name)


def test_positions_add_up_to_their_account(tables: Tables) -> None:
    totals: dict[object, float] = {}
    weights: dict[object, float] = {}
    for row in tables["Position__c"].values():
        key = row["FinancialAccount__c"]
        totals[key] = totals.get(key, 0) + float(row["MarketValue__c"] or 0)
        weights[key] = weights.get(key, 0) + float(row["Weight__c"] or 0)

    for key, row in tables["FinancialAccount__c"].items():
        assert row["MarketValue__c"] == pytest.approx(totals[key], abs=0.01)
        assert weights[key] == pytest.approx(100, abs=0.1)


def test_ids_are_well_formed_and_unique(tables: Tables) -> None:
    ids = [key for rows in tables.values() for key in rows]

    assert all(is_record_id(key) for key in ids)
    assert len(set(ids)) == len({key.lower() for key in ids}) == len(ids)


@pytest.mark.parametrize(
    ("id15", "suffix"),
    # Pairs of 15 and 18 characters as Salesforce's own pages print them.
    [("001A0000006Vm9r", "IAC"), ("00530000003xqAb", "AAI"), ("500D0000001pXjs", "IAE")],
)
def test_the_checksum_is_salesforces(id15: str, suffix: str) -> None:
    assert is_record_id(id15 + suffix)


@given(number=st.integers(0, 62**9 - 1), place=st.integers(0, 14))
def test_a_flipped_case_breaks_the_checksum(number: int, place: int) -> None:
    good = record_id("001", number)
    flipped = good[:place] + good[place].swapcase() + good[place + 1 :]

    assert is_record_id(good)
    assert (flipped == good) == is_record_id(flipped)


def test_account_numbers_check_but_belong_to_no_bank(tables: Tables) -> None:
    countries = set()
    for row in tables["FinancialAccount__c"].values():
        code = str(row["Iban__c"])
        countries.add(code[:2])
        iban_numbers.validate(code)
        assert code[4:].startswith(("99", "TEST")) or (code[:2], code[5:10]) == ("IT", "99999")

    assert countries == {country for one in LOCALES for country, _, _ in one.countries}


def test_securities_check_but_do_not_exist(tables: Tables) -> None:
    for row in tables["Position__c"].values():
        code = str(row["Isin__c"])
        isin_numbers.validate(code)
        assert code[2:4] == "ZZ"


def test_mail_goes_nowhere(tables: Tables) -> None:
    for name, field in (("Contact", "Email"), ("Lead", "Email"), ("EmailMessage", "FromAddress")):
        for row in tables[name].values():
            domain = str(row[field]).partition("@")[2]
            assert domain.endswith(".example") or domain in {
                "example.com", "example.net", "example.org",
            }  # fmt: skip
            assert str(row[field]).isascii()


def test_texts_are_filled_in_and_name_what_the_client_has(tables: Tables) -> None:
    contacts = tables["Contact"].values()
    names = {row["Name"] for row in contacts}
    mails = [str(row["TextBody"]) for row in tables["EmailMessage"].values()]
    notes = [str(row["Description"]) for row in tables["Case"].values()]

    assert not any("{" in text or "}" in text for text in mails + notes)
    assert all(any(str(name) in text for name in names) for text in mails)
    ibans = {str(row["Iban__c"]) for row in tables["FinancialAccount__c"].values()}
    joined = " ".join(text.replace(" ", "") for text in notes)
    assert sum(code in joined for code in ibans) > 100


def test_seven_languages_are_spoken(tables: Tables) -> None:
    spoken = {row["Language__c"] for row in tables["Contact"].values()}

    assert spoken == {"German", "French", "Italian", "Spanish", "Dutch", "Polish", "English"}


def test_the_named_records_are_where_the_constants_say(tables: Tables) -> None:
    account = tables["Account"][SHOWCASE_ACCOUNT]
    held = [r for r in tables["FinancialAccount__c"].values() if r["Account__c"] == account["Id"]]

    assert (account["OwnerId"], account["Language__c"]) == (ADVISER.id, "German")
    assert held
    assert tables["Account"][FOREIGN_ACCOUNT]["OwnerId"] not in {one.id for one in PEOPLE}
    for person in PEOPLE:
        assert tables["User"][person.id]["Username"] == person.username


def test_classifications_are_as_incomplete_and_odd_as_in_real_orgs() -> None:
    fields = [field for spec in OBJECTS.values() for field in spec.fields]
    levels = {field.level for field in fields}
    groups = {group for field in fields for group in (field.groups or "").split(";") if group}

    assert levels - {None} - LEVELS == {"StrictlyConfidential"}
    assert groups - GROUPS == {"BankSecrecy"}
    blank = sum(field.level is None for field in fields)
    assert 0.1 < blank / len(fields) < 0.5
