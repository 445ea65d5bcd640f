"""Production and an independently written reference decide alike.

Policies and cases are drawn from a seed.  What production sees is a file and a plan, as in a
real request; what the reference sees is the plain document and plain words.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

from douane.model.errors import ConfigError
from douane.model.terms import Decision, Field, Label, Level, Shape
from douane.model.token import Kind
from douane.policy import FLOORS, Plan, compile_plan, parse
from douane.policy.conditions import CONDITION_KEYS
from tests.simulators.policy_reference import Case, found_case, reference_decide

LEVELS = [level.word for level in Level]
ACTIONS = ["pass", "generalise", "tokenise", "mask", "drop", "deny"]
KINDS = [kind.value.lower() for kind in Kind]
SHAPES = [shape.value for shape in Shape]
PURPOSES = ["reply", "summary", "explain"]
CATEGORIES = ["PII", "GDPR", "portfolio"]
PATHS = ["Account.Name", "Account.Rating", "Lead.Name", "Lead.Iban__c", "Position__c.Rating"]
PATTERNS = ["Account.Name", "account.*", "*.RATING", "Lead.*", "found.iban", "found.*", "*.Email"]
HEAD = """version = 1
[purposes]
reply.description = "r"
summary.description = "s"
explain.description = "e"
[categories]
PII.description = "p"
gdpr.description = "g"
portfolio.description = "f"
"""
DRAWN: dict[str, Callable[[Random], object]] = {
    "levels": lambda dice: some(dice, LEVELS),
    "min_level": lambda dice: dice.choice(LEVELS),
    "categories": lambda dice: some(dice, ["PII", "gdpr", "portfolio"]),
    "kinds": lambda dice: some(dice, KINDS, 8),
    "shapes": lambda dice: some(dice, SHAPES, 4),
    "fields": lambda dice: some(dice, PATTERNS),
    "purposes": lambda dice: some(dice, PURPOSES, 2),
    "except_purposes": lambda dice: some(dice, PURPOSES, 2),
    "above_clearance": lambda dice: dice.random() < 0.5,
    "min_clearance": lambda dice: dice.choice(LEVELS),
    "max_clearance": lambda dice: dice.choice(LEVELS),
    "unlisted": lambda dice: dice.random() < 0.5,
}


def some(dice: Random, words: list[str], most: int = 3) -> list[str]:
    return dice.sample(words, dice.randint(1, min(most, len(words))))


def toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    return f'"{value}"'


def draw_rule(dice: Random, name: str) -> str:
    """Draw a rule that the grammar accepts."""
    while True:
        keys = dice.sample(list(DRAWN), dice.randint(0, 3))
        rule = {key: DRAWN[key](dice) for key in keys}
        action = dice.choice(ACTIONS)
        if action == "generalise":
            rule["shapes"] = some(dice, ["number", "date"])
        lines = [f"{key} = {toml(value)}" for key, value in rule.items()]
        text = "\n".join(["[[rule]]", f'id = "{name}"', 'source = "s"', f'action = "{action}"'])
        text = "\n".join([text, *lines, ""])
        try:
            parse(HEAD + text, "drawn.toml")
        except ConfigError:
            continue
        return text


def draw_policy(dice: Random) -> str:
    tables = [
        f"found.{name} = {{ level = {toml(dice.choice(LEVELS))},"
        f" categories = {toml(some(dice, ['PII', 'gdpr'], 2))} }}"
        for name in [*KINDS, "token"]
        if dice.random() < 0.7
    ]
    rules = [draw_rule(dice, f"rule-{number}") for number in range(dice.randint(1, 6))]
    # Dotted keys belong to the top of a file, before its first table.
    return "\n".join([*tables, HEAD, *rules])


def draw_field(dice: Random, number: int) -> Field:
    thing, name = dice.choice(PATHS).split(".")
    categories = [word for word in [*CATEGORIES, "Gdpr", "SOX"] if dice.random() < 0.15]
    return Field(
        object=thing,
        name=name if dice.random() < 0.7 else f"F{number}__c",
        caption="",
        label=Label(
            dice.choice(list(Level)),
            frozenset(categories),
            frozenset(some(dice, PURPOSES, 2)) if dice.random() < 0.2 else None,
        ),
        kind=dice.choice(list(Kind)),
        shape=dice.choice(list(Shape)),
        listed=dice.random() < 0.9,
    )


def of_fields(fields: list[Field], plan: Plan) -> Iterator[tuple[Case, Decision]]:
    for field in fields:
        bound = field.label.purposes
        case: Case = {
            "path": field.path,
            "level": field.label.level.word,
            "categories": sorted(field.label.categories),
            "bound": None if bound is None else sorted(bound),
            "kind": field.kind.value.lower(),
            "shape": field.shape.value,
            "listed": field.listed,
        }
        yield case, plan.field(field.path)


def of_unknown(plan: Plan) -> Iterator[tuple[Case, Decision]]:
    for path in ("Account.New__c", "Lead.Unknown", "Vault__c.Rating", "Vault__c.Email"):
        case: Case = {
            "path": path,
            "level": "mission_critical",
            "categories": [],
            "bound": None,
            "kind": "text",
            "shape": "text",
            "listed": False,
        }
        yield case, plan.any_of((path,))


def of_found(document: dict[str, Any], plan: Plan) -> Iterator[tuple[Case, Decision]]:
    for kind in Kind:
        for detector in ("identifiers", "token"):
            case = found_case(document, kind.value.lower(), detector)
            yield case, plan.found(kind, detector)


def decided(dice: Random) -> Iterator[tuple[dict[str, Any], Case, Decision]]:
    """Draw a policy and yield it with the cases that production decided by it."""
    text = draw_policy(dice)
    document = tomllib.loads(text)
    policy = parse(text, "drawn.toml")
    for purpose in PURPOSES:
        clearance = dice.choice(list(Level))
        drawn = (draw_field(dice, number) for number in range(30))
        fields = list({field.path: field for field in drawn}.values())
        plan = compile_plan(policy, fields, clearance, purpose)
        endpoint = {"clearance": clearance.word, "purpose": purpose}
        for case, decision in (
            *of_fields(fields, plan),
            *of_unknown(plan),
            *of_found(document, plan),
        ):
            yield document, {**case, **endpoint}, decision


@pytest.mark.parametrize("seed", range(4))
def test_reference_and_production_decide_alike(seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - cases, not secrets
    seen: Counter[str] = Counter()

    while seen["cases"] < 8_000:
        for document, case, decision in decided(dice):
            expected = reference_decide(document, case)
            assert (decision.action.word, list(decision.reasons)) == expected, (document, case)
            seen.update(("cases", decision.action.word, *decision.reasons))

    rare = [word for word in (*ACTIONS, *(floor.id for floor in FLOORS)) if seen[word] < 20]
    assert not rare, "the cases no longer reach these"


def test_every_condition_is_drawn() -> None:
    assert set(DRAWN) == set(CONDITION_KEYS)
