"""The decision: what each condition means, what each floor holds, and what rules cannot do."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from douane.model.errors import ConfigError, DouaneError
from douane.model.terms import Action, Decision, Field, Label, Level, Shape
from douane.model.token import Kind
from douane.policy import (
    FLOORS,
    Policy,
    Question,
    Rule,
    about_field,
    about_found,
    decide,
    strictest_of,
)
from tests.unit.policy.policies import policy, rule

NAME = Field("Account", "Name", "Account Name", Label(Level.INTERNAL), Kind.PERSON)
REVENUE = Field(
    "Account",
    "AnnualRevenue",
    "Annual Revenue",
    Label(Level.CONFIDENTIAL, frozenset({"PII"})),
    Kind.AMOUNT,
    Shape.NUMBER,
)
NEW = Field("Account", "New__c", "", Label(Level.MISSION_CRITICAL), listed=False)

# A condition -> (a field for which it holds, one for which it does not)
FIELDS = {
    'levels = ["public", "confidential"]': (REVENUE, NAME),
    'min_level = "confidential"': (REVENUE, NAME),
    'categories = ["PII"]': (REVENUE, NAME),
    'kinds = ["person", "org"]': (NAME, REVENUE),
    'shapes = ["number"]': (REVENUE, NAME),
    'fields = ["Account.Name"]': (NAME, REVENUE),
    'fields = ["account.NAME"]': (NAME, REVENUE),
    'fields = ["*.Name"]': (NAME, REVENUE),
    'fields = ["Account.*"]': (NAME, replace(NAME, object="Lead")),
    "above_clearance = true": (REVENUE, NAME),
    "above_clearance = false": (NAME, REVENUE),
    "unlisted = true": (NEW, NAME),
    "unlisted = false": (NAME, NEW),
}


def ask(
    asked: Field, rules: Policy, clearance: Level = Level.INTERNAL, purpose: str = "general"
) -> Decision:
    return decide(about_field(asked, rules, clearance, purpose), rules)


@pytest.mark.parametrize(("condition", "pair"), FIELDS.items())
def test_condition_on_the_field(condition: str, pair: tuple[Field, Field]) -> None:
    rules = policy(rule(condition, action="deny", name="asked"))

    assert ["asked" in ask(field, rules).reasons for field in pair] == [True, False]


ENDPOINTS: dict[str, tuple[list[Level], list[str]]] = {
    'min_clearance = "confidential"': (
        [Level.CONFIDENTIAL, Level.RESTRICTED, Level.MISSION_CRITICAL],
        ["general", "explain"],
    ),
    'max_clearance = "internal"': ([Level.PUBLIC, Level.INTERNAL], ["general", "explain"]),
    'purposes = ["explain"]': (list(Level), ["explain"]),
    'except_purposes = ["explain"]': (list(Level), ["general"]),
}


@pytest.mark.parametrize(("condition", "holds"), ENDPOINTS.items())
def test_condition_on_the_request(condition: str, holds: tuple[list[Level], list[str]]) -> None:
    rules = policy(rule(condition, action="deny", name="asked"))

    for clearance in Level:
        for purpose in ("general", "explain"):
            spoke = "asked" in ask(NAME, rules, clearance, purpose).reasons
            assert spoke == (clearance in holds[0] and purpose in holds[1])


def test_all_conditions_must_hold() -> None:
    rules = policy(rule('kinds = ["person"]\ncategories = ["PII"]', action="deny"))

    assert ask(NAME, rules).action is Action.PASS


@pytest.mark.parametrize("spelled", ["pii", "PII", " Pii "])
def test_categories_are_compared_without_case(spelled: str) -> None:
    rules = policy(rule('categories = ["PII"]', action="drop"))
    field = replace(NAME, label=Label(Level.PUBLIC, frozenset({spelled})))

    assert ask(field, rules) == Decision(Action.DROP, ("one",))


SILENT = policy(rule('fields = ["Nobody.Nothing"]', action="deny"))


def test_unlisted_field_is_dropped_even_when_everything_is_cleared() -> None:
    assert ask(NEW, SILENT, Level.MISSION_CRITICAL) == Decision(Action.DROP, ("floor.unlisted",))


def test_unlisted_field_counts_as_mission_critical_whatever_its_label() -> None:
    low = replace(NEW, label=Label(Level.PUBLIC))

    assert ask(low, SILENT) == Decision(Action.DENY, ("floor.above-clearance",))


def test_undeclared_category_is_dropped() -> None:
    field = replace(NAME, label=Label(Level.PUBLIC, frozenset({"PII", "SOX"})))

    assert ask(field, SILENT) == Decision(Action.DROP, ("floor.category",))


def test_another_purpose_is_dropped() -> None:
    bound = replace(NAME, label=Label(Level.PUBLIC, purposes=frozenset({"explain"})))

    assert ask(bound, SILENT, purpose="general") == Decision(Action.DROP, ("floor.purpose",))
    assert ask(bound, SILENT, purpose="explain") == Decision(Action.PASS, ())


def test_field_bound_to_no_purpose_at_all_is_dropped() -> None:
    bound = replace(NAME, label=Label(Level.PUBLIC, purposes=frozenset()))

    assert ask(bound, SILENT) == Decision(Action.DROP, ("floor.purpose",))


def test_above_clearance_without_a_rule_refuses_the_request() -> None:
    assert ask(REVENUE, SILENT) == Decision(Action.DENY, ("floor.above-clearance",))


def test_pass_does_not_count_as_a_rule_above_clearance() -> None:
    rules = policy(rule("", action="pass"))

    assert ask(REVENUE, rules) == Decision(Action.DENY, ("floor.above-clearance",))
    assert ask(NAME, rules) == Decision(Action.PASS, ("one",))


@pytest.mark.parametrize("action", ["tokenise", "mask", "drop"])
def test_any_protection_above_clearance_counts(action: str) -> None:
    assert ask(REVENUE, policy(rule("", action=action))).action.word == action


def test_a_floor_of_another_kind_does_not_count_above_clearance() -> None:
    bound = replace(REVENUE, label=replace(REVENUE.label, purposes=frozenset({"explain"})))

    assert ask(bound, SILENT) == Decision(Action.DENY, ("floor.above-clearance",))


def found(kind: Kind, detector: str, rules: Policy) -> Decision:
    return decide(about_found(kind, detector, rules, Level.INTERNAL, "general"), rules)


TABLES = '[found]\norg = { level = "internal" }\n'


def test_kind_without_a_table_is_unlisted() -> None:
    rules = policy(rule("unlisted = true", action="drop"), found=TABLES)

    assert found(Kind.IBAN, "identifiers", rules).reasons == ("one", "floor.unlisted")
    assert found(Kind.ORG, "identifiers", rules) == Decision(Action.PASS, ())


def test_what_looks_like_a_token_is_tokenised_under_every_policy() -> None:
    rules = policy(rule("", action="pass"), found=TABLES)

    assert found(Kind.ORG, "token", rules) == Decision(Action.TOKENISE, ("floor.token",))


def test_a_detectors_table_only_adds() -> None:
    rules = policy(
        rule('categories = ["secret"]', action="deny"),
        rule('levels = ["confidential"]', action="mask", name="two"),
        found=TABLES + 'person = { level = "confidential" }\n'
        'token = { level = "public", categories = ["secret"] }\n',
    )

    assert found(Kind.ORG, "token", rules) == Decision(Action.DENY, ("one",))
    assert found(Kind.PERSON, "token", rules) == Decision(Action.DENY, ("one",))
    assert found(Kind.PERSON, "exact", rules) == Decision(Action.MASK, ("two",))
    assert about_found(Kind.PERSON, "token", rules, Level.PUBLIC, "general").label == Label(
        Level.CONFIDENTIAL, frozenset({"secret"})
    )


@pytest.mark.parametrize(
    ("kind", "shape"), [("amount", "number"), ("date", "date"), ("record", "id"), ("iban", "text")]
)
def test_found_kinds_have_a_shape_and_a_path(kind: str, shape: str) -> None:
    rules = policy(
        rule(f'fields = ["found.{kind}"]\nshapes = ["{shape}"]', action="mask"),
        found=f'[found]\n{kind} = {{ level = "public" }}\n',
    )

    assert found(Kind(kind.upper()), "any", rules) == Decision(Action.MASK, ("one",))


def test_a_policy_without_rules_or_purposes_cannot_exist() -> None:
    good = policy(rule(""))

    with pytest.raises(ConfigError, match="at least one rule and one purpose"):
        replace(good, rules=())
    with pytest.raises(ConfigError, match="at least one rule and one purpose"):
        replace(good, purposes={})


def test_strictest_of_nothing_is_no_decision() -> None:
    with pytest.raises(DouaneError, match="nothing is decided"):
        strictest_of(())


def test_strictest_of_several_keeps_the_reasons_of_the_strictest() -> None:
    several = [
        Decision(Action.MASK, ("a",)),
        Decision(Action.DROP, ("b", "c")),
        Decision(Action.DROP, ("c", "d")),
    ]

    assert strictest_of(several) == Decision(Action.DROP, ("b", "c", "d"))


CONDITIONS = [
    "",
    'levels = ["internal", "restricted"]',
    'min_level = "confidential"',
    'categories = ["PII"]',
    'kinds = ["person", "amount"]',
    'shapes = ["text", "boolean"]',
    'fields = ["*.Name", "Lead.*"]',
    'purposes = ["explain"]',
    "above_clearance = true",
    "above_clearance = false",
    'min_clearance = "internal"',
    'max_clearance = "confidential"',
    "unlisted = true",
]
RULES = [
    policy(rule(condition, action=action, name=f"r{number}-{action}")).rules[0]
    for number, condition in enumerate(CONDITIONS)
    for action in ("pass", "tokenise", "mask", "drop", "deny")
    if (condition, action) != ("above_clearance = true", "pass")
]
rule_lists = st.lists(st.sampled_from(RULES), min_size=1, max_size=6, unique_by=lambda r: r.id)
questions = st.builds(
    Question,
    path=st.sampled_from(["Account.Name", "Lead.Rating", "found.iban"]),
    label=st.builds(
        Label,
        level=st.sampled_from(Level),
        categories=st.frozensets(st.sampled_from(["PII", "pii", "secret"])),
        purposes=st.none() | st.frozensets(st.sampled_from(["general", "explain"])),
    ),
    kind=st.sampled_from(Kind),
    shape=st.sampled_from(Shape),
    listed=st.booleans(),
    clearance=st.sampled_from(Level),
    purpose=st.sampled_from(["general", "explain"]),
    declared=st.booleans(),
    detector=st.sampled_from(["", "token", "exact"]),
)


@settings(deadline=None)
@given(question=questions, rules=rule_lists, more=st.sampled_from(RULES))
def test_adding_a_rule_never_loosens_what_rules_and_floors_demand(
    question: Question, rules: list[Rule], more: Rule
) -> None:
    before = decide(question, replace(SILENT, rules=tuple(rules)))
    after = decide(question, replace(SILENT, rules=(*rules, more)))

    # The one floor that asks for lack of a rule falls silent when a rule protects.
    lifted = before.reasons == ("floor.above-clearance",) and after.action > Action.PASS
    assert after.action >= before.action or lifted


@settings(deadline=None)
@given(question=questions, rules=rule_lists, dice=st.randoms(use_true_random=False))
def test_order_changes_nothing_but_the_order_of_reasons(
    question: Question, rules: list[Rule], dice: Random
) -> None:
    first = decide(question, replace(SILENT, rules=tuple(rules)))
    dice.shuffle(rules)
    second = decide(question, replace(SILENT, rules=tuple(rules)))

    assert (first.action, set(first.reasons)) == (second.action, set(second.reasons))


@settings(deadline=None)
@given(question=questions, rules=rule_lists)
def test_every_restriction_has_a_reason_and_nothing_above_clearance_passes(
    question: Question, rules: list[Rule]
) -> None:
    decision = decide(question, replace(SILENT, rules=tuple(rules)))

    assert decision.reasons or decision.action is Action.PASS
    assert decision.action > Action.PASS or not question.above_clearance
    assert decision.action >= Action.DROP or question.listed


def test_floors_are_unique_sourced_and_reserved() -> None:
    assert len({floor.id for floor in FLOORS}) == len(FLOORS)
    assert all(floor.id.startswith("floor.") and floor.source for floor in FLOORS)
