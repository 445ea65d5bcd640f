"""The default policy: what it promises a fintech, one row a promise."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.model.terms import Action, Field, Label, Level, Shape
from douane.model.token import Kind
from douane.policy import about_field, about_found, decide
from tests.unit.policy.policies import default_policy

POLICY = default_policy()
PURPOSES = sorted(POLICY.purposes)
PERSONAL = ("PII", "PersonalInfo", "GDPR", "CCPA")


def field(
    level: Level, *categories: str, shape: Shape = Shape.TEXT, kind: Kind = Kind.TEXT
) -> Field:
    return Field("Account", "Any__c", "Any", Label(level, frozenset(categories)), kind, shape)


def action(
    asked: Field, clearance: Level = Level.INTERNAL, purpose: str = "general"
) -> tuple[Action, tuple[str, ...]]:
    decision = decide(about_field(asked, POLICY, clearance, purpose), POLICY)
    return decision.action, decision.reasons


LOW, MID, HIGH, TOP = Level.INTERNAL, Level.CONFIDENTIAL, Level.RESTRICTED, Level.MISSION_CRITICAL
NUMBER, DATE, YES_NO = Shape.NUMBER, Shape.DATE, Shape.BOOLEAN
EXPLAIN = "scoring_explain"
NUMBERS = ("numbers-above-clearance", "numbers-above-low-clearance")

PROMISES: dict[str, tuple[Field, Level, str, Action, tuple[str, ...]]] = {
    "a public field passes": (
        field(Level.PUBLIC), LOW, "general", Action.PASS, ("within-clearance",)),
    "an internal field passes at an internal endpoint": (
        field(LOW), LOW, "general", Action.PASS, ("within-clearance",)),
    "an internal field is a token at a public endpoint": (
        field(LOW), Level.PUBLIC, "general", Action.TOKENISE, ("text-above-clearance",)),
    "personal data is a token even when cleared": (
        field(LOW, "PII"), HIGH, "general", Action.TOKENISE, ("personal-data",)),
    "a name is a token though nobody labelled it personal": (
        field(LOW, kind=Kind.PERSON), HIGH, "general", Action.TOKENISE, ("identifiers",)),
    "a record id is a token": (
        field(LOW, shape=Shape.ID), HIGH, "general", Action.TOKENISE, ("record-ids",)),
    "a confidential number above clearance is a token": (
        field(MID, shape=NUMBER), LOW, "general", Action.TOKENISE, NUMBERS),
    "a restricted number is a band where a score is explained at a confidential endpoint": (
        field(HIGH, shape=NUMBER), MID, EXPLAIN, Action.GENERALISE, ("bands-for-explanations",)),
    "a restricted number is a token for any other purpose": (
        field(HIGH, shape=NUMBER), MID, "service_reply", Action.TOKENISE, NUMBERS[:1]),
    "a restricted number is a token at an internal endpoint, even to explain a score": (
        field(HIGH, shape=NUMBER), LOW, EXPLAIN, Action.TOKENISE, NUMBERS[1:]),
    "a birth date is a token even where bands are given": (
        field(HIGH, "GDPR", shape=DATE), MID, EXPLAIN, Action.TOKENISE, ("personal-data",)),
    "a restricted text above clearance is a token": (
        field(HIGH), MID, "general", Action.TOKENISE, ("text-above-clearance",)),
    "a restricted yes or no above clearance is masked": (
        field(HIGH, shape=YES_NO), MID, EXPLAIN, Action.MASK, ("yes-or-no-above-clearance",)),
    "a confidential number passes at a confidential endpoint": (
        field(MID, shape=NUMBER), MID, "general", Action.PASS, ("within-clearance",)),
    "a holding labelled too low is a token at an internal endpoint": (
        field(LOW, "portfolio", shape=NUMBER), LOW, "general", Action.TOKENISE, ("portfolio",)),
    "a holding passes at an endpoint that is cleared for it": (
        field(MID, "portfolio", shape=NUMBER), MID, "general", Action.PASS, ("within-clearance",)),
    "a card number is masked by kind": (
        field(LOW, kind=Kind.CARD), HIGH, "general", Action.MASK, ("card-numbers",)),
    "card data is masked": (
        field(LOW, "PCI"), HIGH, "general", Action.MASK, ("card-data",)),
    "health data is masked": (
        field(LOW, "HIPAA"), HIGH, "general", Action.MASK, ("health-and-children",)),
    "a child's data is masked": (
        field(LOW, "COPPA"), HIGH, "general", Action.MASK, ("health-and-children",)),
    "a scoring formula is left out": (
        field(LOW, "scoring_logic"), HIGH, EXPLAIN, Action.DROP, ("trade-secrets",)),
    "a pricing model is left out": (
        field(LOW, "pricing_model"), HIGH, "general", Action.DROP, ("trade-secrets",)),
    "a strategy is left out": (
        field(LOW, "strategy"), HIGH, "general", Action.DROP, ("trade-secrets",)),
    "a credential refuses the request": (
        field(LOW, "credential"), TOP, "general", Action.DENY, ("credentials",)),
    "a trading signal refuses the request": (
        field(LOW, "trading_signal"), TOP, "general", Action.DENY, ("trading-signals",)),
    "a mission-critical field is left out though the endpoint is cleared": (
        field(TOP), TOP, "general", Action.DROP, ("mission-critical",)),
    "an unlisted field is left out": (
        replace(field(TOP), listed=False), TOP, "general", Action.DROP,
        ("mission-critical", "floor.unlisted")),
    "a group that the policy does not know is left out": (
        field(Level.PUBLIC, "SOX"), HIGH, "general", Action.DROP, ("floor.category",)),
}  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "clearance", "purpose", "expected", "reasons"),
    PROMISES.values(),
    ids=PROMISES.keys(),
)
def test_promise(
    asked: Field, clearance: Level, purpose: str, expected: Action, reasons: tuple[str, ...]
) -> None:
    assert action(asked, clearance, purpose) == (expected, reasons)


FOUND = {
    Kind.PERSON: Action.TOKENISE,
    Kind.ORG: Action.TOKENISE,
    Kind.ADDRESS: Action.TOKENISE,
    Kind.EMAIL: Action.TOKENISE,
    Kind.PHONE: Action.TOKENISE,
    Kind.IBAN: Action.TOKENISE,
    Kind.CARD: Action.MASK,
    Kind.RECORD: Action.TOKENISE,
    Kind.CODE: Action.TOKENISE,
}


@pytest.mark.parametrize("clearance", list(Level))
@pytest.mark.parametrize(("kind", "expected"), FOUND.items())
def test_identifiers_in_free_text_never_pass(
    kind: Kind, expected: Action, clearance: Level
) -> None:
    for detector in ("identifiers", "exact", "token"):
        question = about_found(kind, detector, POLICY, clearance, "general")

        assert decide(question, POLICY).action is expected


def test_every_kind_has_a_table() -> None:
    assert set(POLICY.found) == set(Kind)


@pytest.mark.parametrize("kind", list(Kind))
def test_text_that_looks_like_a_token_never_passes(kind: Kind) -> None:
    question = about_found(kind, "token", POLICY, Level.MISSION_CRITICAL, "general")

    assert decide(question, POLICY).action >= Action.TOKENISE


levels = st.sampled_from(Level)
fields = st.builds(
    Field,
    object=st.just("Account"),
    name=st.just("Any__c"),
    caption=st.just("Any"),
    label=st.builds(
        Label, level=levels, categories=st.frozensets(st.sampled_from([*POLICY.categories, "SOX"]))
    ),
    kind=st.sampled_from(Kind),
    shape=st.sampled_from(Shape),
    listed=st.booleans(),
)


@given(asked=fields, clearance=levels, purpose=st.sampled_from(PURPOSES))
def test_nothing_above_clearance_passes_or_refuses_for_lack_of_a_rule(
    asked: Field, clearance: Level, purpose: str
) -> None:
    decided, reasons = action(asked, clearance, purpose)

    assert decided is not Action.PASS or asked.label.level <= clearance
    assert "floor.above-clearance" not in reasons


@given(asked=fields, level=levels, clearance=levels, purpose=st.sampled_from(PURPOSES))
def test_raising_a_level_never_loosens(
    asked: Field, level: Level, clearance: Level, purpose: str
) -> None:
    raised = max(level, asked.label.level)
    higher = replace(asked, label=replace(asked.label, level=raised))

    assert action(higher, clearance, purpose)[0] >= action(asked, clearance, purpose)[0]


@given(asked=fields, one=levels, other=levels, purpose=st.sampled_from(PURPOSES))
def test_lowering_the_clearance_never_loosens(
    asked: Field, one: Level, other: Level, purpose: str
) -> None:
    low, high = sorted((one, other))

    assert action(asked, low, purpose)[0] >= action(asked, high, purpose)[0]


@given(asked=fields, clearance=levels)
def test_no_purpose_is_milder_than_general_but_for_bands(asked: Field, clearance: Level) -> None:
    general = action(asked, clearance)[0]

    for purpose in PURPOSES:
        decided = action(asked, clearance, purpose)[0]
        assert decided is general or (purpose, decided) == (EXPLAIN, Action.GENERALISE)


@pytest.mark.parametrize("category", PERSONAL)
@given(asked=fields, clearance=levels, purpose=st.sampled_from(PURPOSES))
def test_personal_data_never_leaves_in_the_clear(
    category: str, asked: Field, clearance: Level, purpose: str
) -> None:
    personal = replace(
        asked, label=replace(asked.label, categories=asked.label.categories | {category})
    )

    assert action(personal, clearance, purpose)[0] >= Action.TOKENISE
