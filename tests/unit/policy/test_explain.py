"""Explanations: every voice is heard, and the story is the one that decided."""

import json

import pytest

from douane.model.errors import UsageError
from douane.model.terms import UNCLASSIFIED, Action, Field, Label, Level, Shape
from douane.model.token import Kind
from douane.policy import (
    FLOORS,
    about_field,
    decide,
    explain,
    explain_found,
    explanation_record,
    render_explanation,
)
from tests.unit.policy.policies import default_policy, policy, rule

POLICY = default_policy()
REVENUE = Field(
    "Account",
    "AnnualRevenue",
    "Annual Revenue",
    Label(Level.RESTRICTED, frozenset({"portfolio"})),
    Kind.AMOUNT,
    Shape.NUMBER,
)
NEW = Field("Account", "New__c", "", UNCLASSIFIED, listed=False)


def test_every_rule_and_floor_is_heard_once_in_order() -> None:
    heard = explain(REVENUE, POLICY, Level.INTERNAL, "general").voices

    assert [voice.id for voice in heard] == [
        *(rule.id for rule in POLICY.rules),
        *(floor.id for floor in FLOORS),
    ]


@pytest.mark.parametrize("field", [REVENUE, NEW])
@pytest.mark.parametrize("purpose", ["general", "scoring_explain"])
@pytest.mark.parametrize("clearance", list(Level))
def test_the_story_is_the_one_that_decided(field: Field, purpose: str, clearance: Level) -> None:
    explanation = explain(field, POLICY, clearance, purpose)
    spoke = [voice for voice in explanation.voices if voice.spoke]
    strictest = max(voice.action for voice in spoke)

    decision = decide(about_field(field, POLICY, clearance, purpose), POLICY)
    assert explanation.decision == decision
    assert decision.action is strictest
    assert decision.reasons == tuple(voice.id for voice in spoke if voice.action is strictest)


def test_a_silent_rule_names_the_condition_that_does_not_hold() -> None:
    voices = {
        voice.id: voice for voice in explain(REVENUE, POLICY, Level.CONFIDENTIAL, "general").voices
    }

    assert (voices["credentials"].spoke, voices["credentials"].because) == (False, "categories")
    assert voices["portfolio"].because == "max_clearance"
    assert voices["bands-for-explanations"].because == "purposes"
    assert voices["numbers-above-clearance"].spoke
    assert voices["numbers-above-clearance"].where.startswith("default_policy.toml:")


def test_a_floor_for_lack_of_a_rule_speaks_although_silent_rules_are_strict() -> None:
    rules = policy(rule('fields = ["Nobody.Nothing"]', action="deny"))
    field = Field("Account", "Rating", "", Label(Level.RESTRICTED))

    spoke = [
        voice.id for voice in explain(field, rules, Level.PUBLIC, "general").voices if voice.spoke
    ]
    assert spoke == ["floor.above-clearance"]


def test_a_found_value_is_explained_by_its_kind() -> None:
    explanation = explain_found(Kind.CARD, "identifiers", POLICY, Level.RESTRICTED, "general")

    assert explanation.question.path == "found.card"
    assert explanation.decision.reasons == ("card-numbers", "card-data")


@pytest.mark.parametrize("purpose", ["", "nonsense"])
def test_an_unknown_purpose_is_refused(purpose: str) -> None:
    with pytest.raises(UsageError, match="no purpose"):
        explain(REVENUE, POLICY, Level.INTERNAL, purpose)
    with pytest.raises(UsageError, match="no purpose"):
        explain_found(Kind.CARD, "token", POLICY, Level.INTERNAL, purpose)


def test_the_text_shows_decision_question_and_every_voice() -> None:
    text = render_explanation(explain(REVENUE, POLICY, Level.INTERNAL, "general"))
    lines = text.splitlines()

    assert lines[0] == (
        "Account.AnnualRevenue: tokenise - replaced by a token; entitled readers see the value"
    )
    assert "  endpoint   clearance internal: above clearance" in lines
    assert "  categories portfolio" in lines
    marked = [line.split()[1] for line in lines[:-1] if line.startswith("*")]
    assert marked == ["portfolio", "numbers-above-clearance", "numbers-above-low-clearance"]
    assert all(voice.id in text for voice in explain(NEW, POLICY, Level.PUBLIC, "general").voices)


def test_the_text_marks_who_spoke_and_was_outvoted_and_who_is_not_classified() -> None:
    text = render_explanation(explain(NEW, POLICY, Level.INTERNAL, "general"))

    assert "  level      mission_critical (not classified)" in text
    assert "* floor.unlisted" in text
    assert "+ text-above-clearance" in text


def test_the_record_is_plain_json() -> None:
    record = explanation_record(explain(REVENUE, POLICY, Level.INTERNAL, "general"))

    assert json.loads(json.dumps(record)) == record
    assert record["action"] == "tokenise"
    assert record["above_clearance"] is True
    assert len(record["rules"]) == len(POLICY.rules) + len(FLOORS)  # type: ignore[arg-type]
    assert Action.TOKENISE.word in {voice["action"] for voice in record["rules"]}  # type: ignore[attr-defined]
