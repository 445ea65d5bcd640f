"""The catalogue: every spelling of a field finds it, and what it does not know is closed."""

import dataclasses

import pytest
from hypothesis import given

from douane.classify import Basis, Catalogue, Entity, Listing, is_stale
from douane.detect.seam import Schema
from douane.model.errors import ConfigError
from douane.model.terms import UNCLASSIFIED, Field, Label, Level, Shape
from douane.model.token import Kind
from tests.unit.classify.samples import TAKEN_AT_MS, catalogues, org

ORG = org()
AS_DETECT_SEES_IT: Schema = ORG  # mypy checks the seam

SPELLINGS = {
    "API name": "AnnualRevenue",
    "path": "Account.AnnualRevenue",
    "caption": "Annual Revenue",
    "object and caption": "Account Annual Revenue",
    "heading of a report": "Account: Annual Revenue",
    "other letter case": "ANNUAL revenue",
    "runs of blanks": "  Annual \u00a0 Revenue ",
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_a_field_is_found_by_its(text: str) -> None:
    assert [field.path for field in ORG.named(text)] == ["Account.AnnualRevenue"]


def test_a_name_of_many_fields_finds_all_in_order() -> None:
    assert [field.path for field in ORG.named("full name")] == ["Contact.Name", "User.Name"]


def test_a_caption_is_found_however_its_accents_are_written() -> None:
    composed, decomposed = "Jahresübersicht", "Jahresu\u0308bersicht"
    for caption, text in [(composed, decomposed), (decomposed, composed)]:
        field = Field("A", "X__c", caption, UNCLASSIFIED)
        catalogue = Catalogue("t", 0, (Entity("A", "A", (Listing(field, Basis.BLANK),)),))
        assert catalogue.named(text) == (field,)


def test_a_name_of_none_finds_nothing() -> None:
    assert ORG.named("Shoe Size") == ()
    assert ORG.named("") == ()
    assert ORG.named("Owner. Please call") == ()


@pytest.mark.parametrize("text", ["Owner.Email", "Account.Owner.email", "OWNER.EMAIL"])
def test_a_relationship_leads_to_its_target(text: str) -> None:
    assert [field.path for field in ORG.named(text)] == ["User.Email"]


def test_a_relationship_to_an_unknown_field_is_unlisted() -> None:
    (found,) = ORG.named("Owner.Salary__c")

    assert (found.object, found.listed, found.label) == ("User", False, UNCLASSIFIED)


def test_lookup_is_exact_and_closed() -> None:
    assert ORG.lookup("Account", "Website").listed
    for object_name, name in [("Account", "website"), ("Accounts", "Website"), ("Account", "X")]:
        assert ORG.field(object_name, name) is None
        found = ORG.lookup(object_name, name)
        assert (found.listed, found.label) == (False, UNCLASSIFIED)


def test_objects_and_fields_are_complete() -> None:
    assert ORG.objects() == {"Account", "Contact", "User"}
    paths = [field.path for field in ORG.fields()]
    assert len(paths) == 11
    assert paths == sorted(paths)


@given(catalogues)
def test_every_field_is_found_by_every_spelling(catalogue: Catalogue) -> None:
    for entity in catalogue.entities:
        for listing in entity.listings:
            field = listing.field
            assert catalogue.field(field.object, field.name) is field
            assert field in catalogue.named(field.name.upper())
            assert field in catalogue.named(field.path)
            if field.caption.strip():
                assert field in catalogue.named(f" {field.caption} ")
                assert field in catalogue.named(f"{entity.caption} {field.caption}")


@given(catalogues)
def test_the_version_is_of_the_content_only(catalogue: Catalogue) -> None:
    again = Catalogue(catalogue.tenant, 0, tuple(reversed(catalogue.entities)))
    other = Catalogue(catalogue.tenant + "2", catalogue.taken_at_ms, catalogue.entities)

    assert again.version == catalogue.version
    assert other.version != catalogue.version


def test_the_version_tells_every_part_of_a_field() -> None:
    versions = {ORG.version}
    account = ORG.entities[0]
    first = account.listings[0].field
    for field in (
        dataclasses.replace(first, caption="Other"),
        dataclasses.replace(first, label=Label(Level.PUBLIC)),
        dataclasses.replace(first, kind=Kind.CODE),
        dataclasses.replace(first, shape=Shape.BOOLEAN),
    ):
        listings = (Listing(field, account.listings[0].basis), *account.listings[1:])
        entity = Entity(account.name, account.caption, listings, account.relationships)
        versions.add(Catalogue("acme", TAKEN_AT_MS, (entity, *ORG.entities[1:])).version)
    assert len(versions) == 5


def test_a_field_stands_once_and_under_its_object() -> None:
    field = Listing(Field("Account", "Name", "Name", UNCLASSIFIED), Basis.BLANK)

    with pytest.raises(ConfigError, match=r"Account\.Name: it is in the catalogue twice"):
        Catalogue("acme", 0, (Entity("Account", "Account", (field, field)),))
    with pytest.raises(ConfigError, match=r"Account\.Name: it stands under Lead"):
        Catalogue("acme", 0, (Entity("Lead", "Lead", (field,)),))


AGES = {
    "of this moment": (0, 60.0, False),
    "of the last second": (60_000, 60.0, False),
    "a millisecond too old": (60_001, 60.0, True),
    "from the future": (-1, 60.0, True),
    "with an age limit that is no number": (0, float("nan"), True),
    "with a negative age limit": (0, -1.0, True),
}


@pytest.mark.parametrize(("age_ms", "max_age_s", "stale"), AGES.values(), ids=AGES.keys())
def test_staleness_of_a_catalogue(age_ms: int, max_age_s: float, stale: bool) -> None:
    assert is_stale(ORG, TAKEN_AT_MS + age_ms, max_age_s) is stale
