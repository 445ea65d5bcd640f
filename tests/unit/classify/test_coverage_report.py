"""The coverage report: what is classified, and what still needs somebody."""

import json

from hypothesis import given

from douane.classify import Catalogue, coverage
from douane.model.terms import Level
from tests.unit.classify.samples import catalogues, org


def test_the_report_names_every_open_field_with_its_cause() -> None:
    report = coverage(org())
    account, contact, user = report.objects

    assert (account.fields, account.classified) == (6, 4)
    assert account.blank == ("Account.Id",)
    assert account.hidden == ("Account.Hidden__c",)
    assert contact.unknown == ("Contact.Email",)
    assert user.unclassified == ()
    assert account.by_level == {
        "public": 1, "internal": 1, "confidential": 1, "restricted": 1, "mission_critical": 2,
    }  # fmt: skip
    assert report.unclassified == (
        "Account.Hidden__c",
        "Account.Id",
        "Contact.Email",
        "Contact.Id",
    )


@given(catalogues)
def test_the_report_adds_up_and_is_json(catalogue: Catalogue) -> None:
    report = coverage(catalogue)

    assert report.fields == len(list(catalogue.fields()))
    assert report.classified + len(report.unclassified) == report.fields
    for one in report.objects:
        assert sum(one.by_level.values()) == one.fields
        assert set(one.by_level) == {level.word for level in Level}
    assert json.loads(json.dumps(report.to_json()))["version"] == catalogue.version
