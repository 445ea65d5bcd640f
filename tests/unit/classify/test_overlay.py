"""The overlay: strict to read, and it can only add to what Salesforce says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.classify import Basis, Overlay, build, merge, parse_overlay, stricter
from douane.classify.overlay_grammar import MAX_CHARACTERS
from douane.model.errors import ConfigError
from douane.model.terms import Label, Level
from douane.model.token import Kind
from tests.fuzz.overlay import target
from tests.unit.classify.samples import TAKEN_AT_MS, described, labels, org, row, standard_text
from tests.unit.classify.samples import a_field as field

WHOLE = """\
version = 1
include = ["standard"]
categories = ["esg"]

[levels]
"Geheim" = "restricted"

[groups]
"BDSG" = "GDPR"

[fields."Account.AnnualRevenue"]
level = "restricted"
categories = ["portfolio", "esg"]
purposes = ["service_reply"]
kind = "CODE"
reason = "Reveals the size of the mandate."

[fields."Contact.*"]
level = "confidential"
purposes = [
  "service_reply",
  "onboarding_summary",
]
"""


def test_a_whole_overlay_is_read() -> None:
    overlay = parse_overlay(WHOLE, "overlay.toml")

    assert overlay.includes == ("standard",)
    assert overlay.labels.level("geheim") is Level.RESTRICTED
    assert overlay.labels.category("BDSG") == "GDPR"
    revenue, contact = overlay.statements
    assert revenue.kind is Kind.CODE
    assert revenue.categories == {"portfolio", "esg"}
    assert (revenue.where, contact.where) == ("overlay.toml:11", "overlay.toml:18")
    assert contact.purposes == frozenset({"service_reply", "onboarding_summary"})


PROBLEMS = {
    "an unknown key at the top": (
        "fieldz = 1",
        r"o\.toml:2: unknown key 'fieldz'. Did you mean 'fields'",
    ),
    "an unknown key of a field": (
        '[fields."A.B"]\nlevel = "public"\ncategory = ["PII"]',
        r"o\.toml:4: unknown key 'category'. Did you mean 'categories'",
    ),
    "an unknown level": (
        '[fields."A.B"]\nlevel = "confidentail"',
        "o.toml:3: 'confidentail' is no level. Did you mean 'confidential'",
    ),
    "a level that is no text": (
        '[fields."A.B"]\nlevel = 3',
        "o.toml:3: this is no level. Use one of",
    ),
    "an unknown kind": (
        '[fields."A.B"]\nkind = "iban"',
        "o.toml:3: 'iban' is no kind. Did you mean 'IBAN'",
    ),
    "an unknown category": (
        '[fields."A.B"]\ncategories = ["portfolo"]',
        "Did you mean 'portfolio'",
    ),
    "categories that are no list": ('[fields."A.B"]\ncategories = "PII"', "categories is no list"),
    "a category that is no word": (
        '[fields."A.B"]\ncategories = ["PII;GDPR"]',
        "holds something that is no word",
    ),
    "a purpose that is no word": (
        '[fields."A.B"]\npurposes = ["Service Reply"]',
        "holds something that is no word",
    ),
    "no purpose at all": ('[fields."A.B"]\npurposes = []', "no purpose is named"),
    "a reason that is no text": (
        '[fields."A.B"]\nlevel = "public"\nreason = 1',
        "o.toml:4: the reason is no text",
    ),
    "a pattern without a field": ('[fields."Account"]\nlevel = "public"', "does not name a field"),
    "a path written without quotes": (
        '[fields.Account.Name]\nlevel = "public"',
        "does not name a field",
    ),
    "a pattern for everything": ('[fields."*.*"]\nlevel = "public"', "does not name a field"),
    "nothing said": ('[fields."A.B"]', "o.toml:2: nothing is said about A.B"),
    "a field that is no table": (
        '[fields]\n"A.B" = "public"',
        "o.toml:3: fields.A.B must be a table",
    ),
    "fields that are no table": ("fields = 3", "o.toml:2: fields must be a table"),
    "an unknown include": ('include = ["standart"]', "Did you mean 'standard'"),
    "a lowered standard level": (
        '[levels]\n"Restricted" = "public"',
        "o.toml:3: 'Restricted' is a standard level",
    ),
    "an org level to nowhere": ('[levels]\n"Geheim" = "secret"', "o.toml:3: 'secret' is no level"),
    "an org group to nowhere": (
        '[groups]\n"BDSG" = "GDRP"',
        "o.toml:3: 'GDRP' is no category. Did you mean 'GDPR'",
    ),
    "a table written twice": ("[levels]\n[levels]", "o.toml:3: this is not TOML"),
    "no TOML": ("a = = 1", "o.toml:2: this is not TOML"),
    "an unfinished text": ('a = """', "this is not TOML"),
    "brackets nested too deep": ("a = " + "[" * 100_000, "o.toml:1: this is not TOML"),
    "a number of ten thousand digits": ("a = " + "1" * 10_000, "o.toml:1: this is not TOML"),
}


@pytest.mark.parametrize(("text", "message"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_a_problem_names_its_line_and_the_fix_of(text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        parse_overlay("version = 1\n" + text, "o.toml")


@pytest.mark.parametrize("text", ["", "version = 2", "version = true", 'version = "1"'])
def test_a_file_says_its_version(text: str) -> None:
    with pytest.raises(
        ConfigError, match=r"o\.toml:1: .*version.*(Begin it with|Write) version = 1"
    ):
        parse_overlay(text, "o.toml")


def test_all_problems_come_at_once() -> None:
    text = 'version = 1\nx = 1\n[fields."A.B"]\nlevel = "top"\nkind = "X"\n'

    with pytest.raises(ConfigError) as caught:
        parse_overlay(text, "o.toml")

    assert [problem.where for problem in caught.value.problems] == [
        "o.toml:2",
        "o.toml:4",
        "o.toml:5",
    ]


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(ConfigError, match="more than"):
        parse_overlay("#" * (MAX_CHARACTERS + 1), "o.toml")


toml_like = st.lists(
    st.sampled_from(
        [
            "version = 1",
            "[fields]",
            '[fields."A.B"]',
            'level = "public"',
            "=",
            "[[",
            '"""',
            "[levels]",
        ]
    )
    | st.text(max_size=12),
    max_size=8,
).map("\n".join)


@given(toml_like)
def test_no_text_crashes_it(text: str) -> None:
    target(text.encode("utf-8", "replace"))


def say(text: str) -> Overlay:
    return parse_overlay("version = 1\n" + text, "o.toml")


def one(text: str, path: str) -> Label:
    object_name, _, name = path.partition(".")
    return org(say(text)).lookup(object_name, name).label


SAID = {
    "a blank field is classified": (
        '[fields."Account.Id"]\nlevel = "internal"',
        "Account.Id",
        Level.INTERNAL,
    ),
    "a blank field is classified for its object": (
        '[fields."Account.*"]\nlevel = "internal"',
        "Account.Id",
        Level.INTERNAL,
    ),
    "a blank field is classified in every object": (
        '[fields."*.Id"]\nlevel = "internal"',
        "Contact.Id",
        Level.INTERNAL,
    ),
    "of several statements the highest level counts": (
        '[fields."*.Id"]\nlevel = "restricted"\n[fields."Account.Id"]\nlevel = "internal"',
        "Account.Id",
        Level.RESTRICTED,
    ),
    "a level is raised": (
        '[fields."Account.Website"]\nlevel = "confidential"',
        "Account.Website",
        Level.CONFIDENTIAL,
    ),
    "a general statement is a floor and lowers nothing": (
        '[fields."Account.*"]\nlevel = "internal"',
        "Account.AnnualRevenue",
        Level.RESTRICTED,
    ),
    "a general statement leaves a hidden field closed": (
        '[fields."Account.*"]\nlevel = "public"',
        "Account.Hidden__c",
        Level.MISSION_CRITICAL,
    ),
    "a general statement leaves an unmapped level closed": (
        '[fields."Contact.*"]\nlevel = "public"',
        "Contact.Email",
        Level.MISSION_CRITICAL,
    ),
    "categories alone classify nothing": (
        '[fields."Account.Id"]\ncategories = ["PII"]',
        "Account.Id",
        Level.MISSION_CRITICAL,
    ),
    "a level of the org is mapped": (
        '[levels]\nGeheim = "restricted"',
        "Contact.Email",
        Level.RESTRICTED,
    ),
}


@pytest.mark.parametrize(("text", "path", "level"), SAID.values(), ids=SAID.keys())
def test_said(text: str, path: str, level: Level) -> None:
    assert one(text, path).level is level


def test_categories_are_added_and_purposes_narrowed() -> None:
    text = """
[fields."*.Name"]
categories = ["strategy"]
purposes = ["service_reply", "onboarding_summary"]
[fields."Account.Name"]
purposes = ["service_reply", "scoring_explain"]
"""
    label = one(text, "Account.Name")

    assert label.categories == {"PII", "GDPR", "strategy"}
    assert label.purposes == frozenset({"service_reply"})


def test_the_most_specific_kind_counts() -> None:
    text = '[fields."*.Name"]\nkind = "CODE"\n[fields."Account.*"]\nkind = "TEXT"\n'
    catalogue = org(
        say(
            text
            + '[fields."Account.Website"]\nkind = "IBAN"\n[fields."Contact.Name"]\nkind = "IBAN"'
        )
    )

    kinds = {field.path: field.kind for field in catalogue.fields()}
    assert kinds["Account.Website"] is Kind.IBAN
    assert kinds["Account.Name"] is Kind.CODE
    assert kinds["Contact.Name"] is Kind.IBAN
    assert kinds["Account.Id"] is Kind.TEXT
    assert kinds["Contact.Id"] is Kind.RECORD


REFUSED = {
    "lowers what Salesforce states": (
        '[fields."Account.AnnualRevenue"]\nlevel = "internal"',
        "Account.AnnualRevenue cannot be lowered to internal: Salesforce states restricted",
    ),
    "lowers a field whose definition is hidden": (
        '[fields."Account.Hidden__c"]\nlevel = "internal"',
        "its definition does not come back",
    ),
    "lowers a field with a level that is not mapped": (
        '[fields."Contact.Email"]\nlevel = "internal"',
        "states a level or group that is not mapped",
    ),
    "speaks of no field": (
        '[fields."Account.AnualRevenue"]\nlevel = "restricted"',
        "o.toml:2: Account has no field AnualRevenue that we can see. Did you mean AnnualRevenue",
    ),
    "speaks of no object": (
        '[fields."Acount.*"]\nlevel = "restricted"',
        "o.toml:2: the catalogue has no object Acount. Did you mean Account",
    ),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_an_overlay_is_refused_that(text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        org(say(text))


stated = st.sampled_from([None, "Public", "Internal", "Confidential", "Restricted", "Geheim"])
levels = st.none() | st.sampled_from(Level)


@given(stated=stated, floor=levels, named=levels, label=labels)
def test_an_overlay_never_loosens_what_salesforce_states(
    stated: str | None, floor: Level | None, named: Level | None, label: Label
) -> None:
    parts = [("A.*", floor), ("A.X", named)]
    text = "".join(
        f'[fields."{pattern}"]\nlevel = "{level.word}"\n'
        for pattern, level in parts
        if level is not None
    )
    describes = [described("A", "A", field("X", "X"))]
    definitions = {"A": [row("X", stated, ";".join(sorted(label.categories - {"portfolio"})))]}
    alone = build("t", describes, definitions, Overlay(), Overlay().labels, TAKEN_AT_MS)
    try:
        overlay = say(text)
        joined = build("t", describes, definitions, overlay, overlay.labels, TAKEN_AT_MS)
    except ConfigError:
        assert named is not None
        assert stated is not None
        return

    before, after = alone.lookup("A", "X").label, joined.lookup("A", "X").label
    if stated is not None:
        assert stricter(before, after) == after
    else:
        said = [level for level in (floor, named) if level is not None]
        assert after.level == max(said, default=Level.MISSION_CRITICAL)


def test_the_standard_overlay_classifies_only_blank_system_fields() -> None:
    standard = parse_overlay(standard_text(), "standard_overlay.toml")
    catalogue = org(standard)

    basis = {listing.field.path: listing.basis for listing in catalogue.listings()}
    assert catalogue.lookup("Account", "Id").label.level is Level.INTERNAL
    assert basis["Account.Id"] is Basis.OVERLAY
    assert basis["Account.OwnerId"] is Basis.SALESFORCE
    assert org().lookup("Account", "Id").label.level is Level.MISSION_CRITICAL
    assert all(statement.reason and statement.object == "*" for statement in standard.statements)


def test_overlays_merge() -> None:
    both = merge(
        say('[groups]\nBDSG = "GDPR"\n[fields."*.Id"]\nlevel = "internal"'),
        say('[fields."*.Id"]\nkind = "CODE"\n[levels]\nGeheim = "restricted"'),
    )

    assert both.labels.category("BDSG") == "GDPR"
    assert org(both).lookup("Account", "Id").kind is Kind.CODE
    assert org(both).lookup("Contact", "Email").label.level is Level.RESTRICTED


def test_overlays_that_disagree_are_refused() -> None:
    with pytest.raises(ConfigError, match=r"the kind of A\.B differs"):
        merge(say('[fields."A.B"]\nkind = "CODE"'), say('[fields."A.B"]\nkind = "TEXT"'))
    with pytest.raises(ConfigError, match="means two things"):
        merge(say('[groups]\nX = "PII"'), say('[groups]\nX = "GDPR"'))
