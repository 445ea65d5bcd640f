"""Plans: a request looks up what ``decide`` would say, and nothing else."""

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from douane.model.errors import DouaneError, UsageError
from douane.model.terms import UNCLASSIFIED, Action, Decision, Field, Label, Level, Shape
from douane.model.token import Kind
from douane.policy import Plan, Policy, about_field, about_found, compile_plan, decide
from tests.unit.policy.policies import default_policy, policy, rule

POLICY = default_policy()
NAME = Field("Account", "Name", "Account Name", Label(Level.INTERNAL), Kind.ORG)
INDUSTRY = Field("Account", "Industry", "Industry", Label(Level.PUBLIC))
FORMULA = Field(
    "ScoringModel__c", "Formula__c", "Formula", Label(Level.PUBLIC, frozenset({"scoring_logic"}))
)
FIELDS = (NAME, INDUSTRY, FORMULA)
PLAN = compile_plan(POLICY, FIELDS, Level.INTERNAL, "general")


def test_fields_are_looked_up() -> None:
    decided = {field.path: PLAN.field(field.path).action for field in FIELDS}

    assert decided == {
        "Account.Name": Action.TOKENISE,
        "Account.Industry": Action.PASS,
        "ScoringModel__c.Formula__c": Action.DROP,
    }


@pytest.mark.parametrize("path", ["Account.New__c", "Nobody.Name", "account.industry", "", "."])
def test_unlisted_path_gets_the_decision_of_an_unclassified_field(path: str) -> None:
    assert PLAN.field(path) == Decision(Action.DROP, ("mission-critical", "floor.unlisted"))


def test_rules_that_name_fields_reach_unlisted_ones() -> None:
    named = policy(
        rule('fields = ["Vault__c.*"]', action="deny"),
        rule('fields = ["*.Note__c"]', action="mask", name="two"),
    )
    plan = compile_plan(named, (), Level.MISSION_CRITICAL, "general")

    assert plan.field("vault__c.New__c").reasons == ("one",)
    assert plan.field("Other__c.Note__c").reasons == ("floor.unlisted",)
    assert plan.field("Other__c.New__c").reasons == ("floor.unlisted",)


def test_a_mild_rule_on_an_unlisted_field_still_answers_for_it() -> None:
    named = policy(rule('fields = ["Vault__c.*"]', action="mask"))
    plan = compile_plan(named, (), Level.INTERNAL, "general")

    assert plan.field("Vault__c.New__c") == Decision(Action.DROP, ("floor.unlisted",))
    assert plan.field("Other__c.New__c") == Decision(Action.DENY, ("floor.above-clearance",))


def test_the_strictest_of_several_candidates_counts() -> None:
    decision = PLAN.any_of(("Account.Industry", "ScoringModel__c.Formula__c", "Account.Name"))

    assert decision == Decision(Action.DROP, ("trade-secrets",))


def test_one_unlisted_candidate_is_enough_to_be_strict() -> None:
    assert PLAN.any_of(("Account.Industry", "Account.New__c")).action is Action.DROP


def test_one_candidate_is_that_field() -> None:
    assert PLAN.any_of(["Account.Name"]) is PLAN.field("Account.Name")


def test_no_candidate_is_an_error() -> None:
    with pytest.raises(DouaneError, match="nothing was asked"):
        PLAN.any_of(())


@pytest.mark.parametrize("detector", ["identifiers", "token", "acme.ner"])
@pytest.mark.parametrize("kind", list(Kind))
def test_findings_are_looked_up_by_kind_and_detector(kind: Kind, detector: str) -> None:
    question = about_found(kind, detector, POLICY, Level.INTERNAL, "general")

    assert PLAN.found(kind, detector) == decide(question, POLICY)


def test_a_path_that_occurs_twice_gets_the_stricter_answer() -> None:
    twin = replace(INDUSTRY, label=Label(Level.MISSION_CRITICAL))
    for fields in ((INDUSTRY, twin), (twin, INDUSTRY)):
        plan = compile_plan(POLICY, fields, Level.INTERNAL, "general")

        assert plan.field(INDUSTRY.path).action is Action.DROP


def test_unknown_purpose_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean 'service_reply'") as caught:
        compile_plan(POLICY, FIELDS, Level.INTERNAL, "service_repli")

    assert caught.value.code == "unknown_purpose"


def test_a_plan_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        PLAN.clearance = Level.RESTRICTED  # type: ignore[misc]
    with pytest.raises(TypeError):
        PLAN._fields["Account.Name"] = Decision(Action.PASS, ())  # type: ignore[index]
    with pytest.raises(TypeError):
        PLAN._found[Kind.IBAN, ""] = Decision(Action.PASS, ())  # type: ignore[index]  # noqa: SLF001 - see above


def key(**change: object) -> str:
    arguments = {
        "policy": POLICY, "fields": FIELDS, "clearance": Level.INTERNAL, "purpose": "general"
    } | change  # fmt: skip
    return compile_plan(**arguments).key  # type: ignore[arg-type]


def test_the_key_names_everything_that_matters() -> None:
    others = {
        key(),
        key(clearance=Level.PUBLIC),
        key(purpose="scoring_explain"),
        key(policy=policy(rule(""))),
        key(fields=FIELDS[:2]),
        key(fields=(*FIELDS[:2], replace(FORMULA, label=Label(Level.PUBLIC)))),
    }

    assert len(others) == 6
    assert key(fields=FIELDS[::-1]) == key()
    assert key().startswith(f"{POLICY.digest}.internal.general.")


def test_a_plan_of_two_thousand_fields_shares_its_decisions() -> None:
    fields = [replace(NAME, name=f"F{number}__c") for number in range(2_000)]
    plan = compile_plan(POLICY, fields, Level.INTERNAL, "general")

    assert len({id(plan.field(field.path)) for field in fields}) == 1


PATTERNED = policy(
    rule('fields = ["Account.Name", "*.Rating"]', action="mask"),
    rule('fields = ["Lead.*"]\nshapes = ["number", "text"]', action="drop", name="two"),
    rule("above_clearance = true", action="tokenise", name="three"),
)
fields = st.builds(
    Field,
    object=st.sampled_from(["Account", "Lead", "lead", "Case"]),
    name=st.sampled_from(["Name", "Rating", "Other__c"]),
    caption=st.just(""),
    label=st.builds(
        Label,
        level=st.sampled_from(Level),
        categories=st.frozensets(st.sampled_from(["PII", "credential", "SOX"])),
        purposes=st.none() | st.just(frozenset({"general"})),
    ),
    kind=st.sampled_from(Kind),
    shape=st.sampled_from(Shape),
    listed=st.booleans(),
)


@settings(deadline=None)
@given(
    catalogue=st.lists(fields, max_size=8, unique_by=lambda field: field.path),
    clearance=st.sampled_from(Level),
    rules=st.sampled_from([POLICY, PATTERNED]),
)
def test_a_plan_says_what_decide_says(
    catalogue: list[Field], clearance: Level, rules: Policy
) -> None:
    plan: Plan = compile_plan(rules, catalogue, clearance, "general")

    for field in catalogue:
        assert plan.field(field.path) == decide(
            about_field(field, rules, clearance, "general"), rules
        )
    for thing in ("Account", "LEAD", "Vault__c"):
        for name in ("New__c", "rating", "Name"):
            field = Field(thing, name, "", UNCLASSIFIED, listed=False)
            if field.path not in {known.path for known in catalogue}:
                expected = decide(about_field(field, rules, clearance, "general"), rules)
                assert plan.field(field.path) == expected
