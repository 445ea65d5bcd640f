"""The pages and the schema say what the code does."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from douane.model.errors import ConfigError
from douane.model.terms import Action, Level, Shape
from douane.model.token import Kind
from douane.policy import FLOORS, parse
from douane.policy.conditions import CONDITION_KEYS
from douane.policy.grammar import RULE_KEYS
from tests.unit.policy.policies import HEAD, default_policy, default_text, rule
from tests.unit.policy.test_grammar import WRONG_FOUND, WRONG_RULES, WRONG_TOPS

DOCS = Path(__file__).parents[3] / "docs"
REFERENCE = (DOCS / "reference" / "policy.md").read_text("utf-8")
GUIDE = (DOCS / "policy.md").read_text("utf-8")
SCHEMA: dict[str, Any] = json.loads((DOCS / "reference" / "policy.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema_rs.validator_for(SCHEMA)


def rows(page: str) -> list[tuple[str, str]]:
    """Return first and last column of every table row that begins with a code word."""
    found = re.findall(r"^\| `([^`]+)`[^|]*\|(?:.*\|)? *([^|]+?) *\|$", page, re.MULTILINE)
    return [(str(first), str(last)) for first, last in found]


def test_the_guide_explains_every_rule_of_the_default_with_its_action() -> None:
    expected = [(rule.id, f"`{rule.action.word}`") for rule in default_policy().rules]

    assert rows(GUIDE) == expected


def test_the_reference_lists_every_floor_with_its_action() -> None:
    listed = [row for row in rows(REFERENCE) if row[0].startswith("floor.")]

    assert listed == [(floor.id, f"`{floor.action.word}`") for floor in FLOORS]


def test_the_reference_lists_every_condition() -> None:
    names = [first.split(" = ")[0] for first, _ in rows(REFERENCE)]

    assert [name for name in names if name in CONDITION_KEYS] == [
        *("categories",),  # of [found]
        *CONDITION_KEYS,
    ]


def test_the_reference_lists_every_action_mildest_first() -> None:
    names = [first for first, _ in rows(REFERENCE)]

    assert [name for name in names if name in {each.word for each in Action}] == [
        action.word for action in Action
    ]


@pytest.mark.parametrize(
    "words",
    [
        [level.word for level in Level],
        [action.word for action in Action],
        [kind.value.lower() for kind in Kind],
        [shape.value for shape in Shape],
    ],
)
def test_the_reference_lists_every_word_in_order(words: list[str]) -> None:
    assert ", ".join(f"`{word}`" for word in words) in REFERENCE


@pytest.mark.parametrize("text", re.findall(r"```toml\n(version.*?)```", REFERENCE, re.DOTALL))
def test_the_examples_of_the_reference_are_policies(text: str) -> None:
    parse(text, "example.toml")


def test_the_guide_names_rules_that_the_grammar_accepts() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)

    parse(default_text() + example, "example.toml")


def test_the_schema_knows_the_words_of_the_code() -> None:
    words = SCHEMA["$defs"]

    assert words["level"]["enum"] == [level.word for level in Level]
    assert words["kind"]["enum"] == [kind.value.lower() for kind in Kind]
    assert words["shape"]["enum"] == [shape.value for shape in Shape]
    assert words["action"]["enum"] == [each.word for each in Action if each is not Action.ENCRYPT]
    assert list(words["rule"]["properties"]) == list(RULE_KEYS)


def test_the_schema_accepts_the_default() -> None:
    VALIDATOR.validate(tomllib.loads(default_text()))


BEYOND_A_SCHEMA = {
    "an unknown purpose", "an unknown excepted purpose", "an undeclared category",
    "a category in other capitals", "a found kind that is none", "an id that is taken",
    "public above clearance", "internal above restricted",
    "mission-critical within clearance restricted", "clearances that exclude each other",
    "something unlisted with a level", "something unlisted with a category",
    "every purpose excepted", "a found kind of another shape", "a found kind of another kind",
    "categories that differ by case",
    "a version that is 1.0",  # JSON has one kind of number
}  # fmt: skip
REFUSED = {
    **{
        name: (row[0] + HEAD if row[0].startswith("rule =") else HEAD + row[0])
        for name, row in WRONG_RULES.items()
    },
    **{name: HEAD.replace(row[0], row[1], 1) + rule("") for name, row in WRONG_TOPS.items()},
    **{
        f"found: {name}": f"{HEAD}[found]\n{row[0]}\n{rule('')}"
        for name, row in WRONG_FOUND.items()
        if name != "an undeclared category"
    },
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_schema_refuses_what_the_grammar_refuses(name: str) -> None:
    text = REFUSED[name]
    with pytest.raises(ConfigError):
        parse(text, "policy.toml")

    assert VALIDATOR.is_valid(tomllib.loads(text)) == (name in BEYOND_A_SCHEMA)
