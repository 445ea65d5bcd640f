"""Read ``policy.toml``, strictly: every problem at once, each with its line and a way out.

The grammar stands in ``docs/reference/policy.md``.  In this order: TOML, the tables
``purposes``, ``categories`` and ``found``, then each rule, then whether each rule can ever
match.  What a word means is looked up in closed vocabularies, so a misspelt one is an error
and never a rule that silently matches nothing.

Pure: the caller reads the file.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from douane.model.errors import ConfigError
from douane.model.terms import Action, Label, Level, Shape
from douane.model.token import Kind
from douane.policy.answers import ANSWERS, INJECTION, read_answers, read_injection
from douane.policy.conditions import (
    CONDITION_KEYS,
    KINDS,
    LEVELS,
    Vocabulary,
    read_conditions,
    why_never,
)
from douane.policy.floors import TOKEN_DETECTOR
from douane.policy.question import FOUND, folded
from douane.policy.rule import FLOOR_PREFIX, Policy, Rule
from douane.written import Reader, Steps, load

VERSION: Final = 1
DETECTORS: Final = (TOKEN_DETECTOR,)
TOP_KEYS: Final = ("version", "purposes", "categories", "found", ANSWERS, INJECTION, "rule")
FOUND_KEYS: Final = ("level", "categories")
MEANING_KEYS: Final = ("description",)
RULE_KEYS: Final = ("id", "source", "action", *CONDITION_KEYS)

ACTIONS: Final = {action.word: action for action in Action}
BANDED: Final = frozenset({Shape.NUMBER.value, Shape.DATE.value})
_RULE_ID: Final = re.compile(r"[a-z][a-z0-9]*([-._][a-z0-9]+)*")
_PURPOSE: Final = re.compile(r"[a-z][a-z0-9_]*")


def parse(text: str, filename: str) -> Policy:
    """Read a policy.

    Args:
        text: The content of the file.
        filename: How problems name it.

    Returns:
        The policy; it holds no more than the text says.

    Raises:
        ConfigError: Something is wrong; ``problems`` names all of it.
    """
    reader = Reader(filename, text, load(text, filename))
    top = reader.table(reader.document, (), TOP_KEYS)
    reader.version(top, VERSION, "docs/reference/policy.md")
    purposes = _meanings(reader, top, "purposes")
    categories = _meanings(reader, top, "categories")
    found, detectors = _found(reader, top, categories)
    rules = _rules(reader, top, Vocabulary(tuple(purposes), tuple(categories)))
    answers = read_answers(reader, top)
    injection = read_injection(reader, top)
    if reader.problems:
        raise ConfigError(reader.problems)
    return Policy(
        digest=_digest(reader.document),
        purposes=MappingProxyType(purposes),
        categories=MappingProxyType({folded(name): why for name, why in categories.items()}),
        found=MappingProxyType(found),
        detectors=MappingProxyType(detectors),
        rules=rules,
        answers=answers,
        injection=injection,
    )


def _meanings(reader: Reader, top: Mapping[str, object], key: str) -> dict[str, str]:
    """Return the declared purposes or categories and what they mean."""
    table = reader.table(top.get(key, {}), (key,), ())
    if key == "purposes" and not table:
        reader.problem(
            (key,), "no purpose is declared", "Declare one: [purposes.general] description = …."
        )
    meanings: dict[str, str] = {}
    seen: dict[str, str] = {}
    for name, value in table.items():
        path: Steps = (key, name)
        entry = reader.table(value, path, MEANING_KEYS)
        reader.required(entry, path, *MEANING_KEYS)
        if key == "purposes" and not _PURPOSE.fullmatch(name):
            reader.problem(
                path, "a purpose is lower case: a-z, 0-9 and _", "Rename it, also where it is used."
            )
        elif not name.strip():
            reader.problem(path, "a category needs a name", "Give it one.")
        if folded(name) in seen:
            reader.problem(path, "differs from an earlier one by case only", "Keep one of them.")
        seen[folded(name)] = name
        meanings[name] = reader.text(entry, path, "description")
    return meanings


def _found(
    reader: Reader, top: Mapping[str, object], categories: Mapping[str, str]
) -> tuple[dict[Kind, Label], dict[str, Label]]:
    found: dict[Kind, Label] = {}
    detectors: dict[str, Label] = {}
    table = reader.table(top.get(FOUND, {}), (FOUND,), (*KINDS, *DETECTORS))
    for name, value in table.items():
        path: Steps = (FOUND, name)
        entry = reader.table(value, path, FOUND_KEYS)
        reader.required(entry, path, "level")
        level = reader.word(entry, path, "level", LEVELS)
        named = reader.words(entry, path, "categories", {each: each for each in categories})
        label = Label(Level.MISSION_CRITICAL if level is None else level, named or frozenset())
        if name in KINDS:
            found[KINDS[name]] = label
        else:
            detectors[name] = label
    return found, detectors


def _rules(reader: Reader, top: Mapping[str, object], words: Vocabulary) -> tuple[Rule, ...]:
    tables = top.get("rule")
    if not isinstance(tables, list) or not tables:
        reader.problem(("rule",), "there are no rules", "Add at least one [[rule]].")
        return ()
    taken: dict[str, str] = {}
    return tuple(
        _rule(reader, value, ("rule", number), words, taken) for number, value in enumerate(tables)
    )


def _rule(
    reader: Reader, value: object, path: Steps, words: Vocabulary, taken: dict[str, str]
) -> Rule:
    before = reader.problem_count
    table = reader.table(value, path, RULE_KEYS)
    reader.required(table, path, "id", "source", "action")
    rule = Rule(
        id=_rule_id(reader, table, path, taken),
        source=reader.text(table, path, "source"),
        action=_action(reader, table, path),
        conditions=read_conditions(reader, table, path, words),
        where=reader.where(path),
    )
    # A misspelt word narrows a rule as well; one problem with one cause is enough.
    reason = why_never(rule) if reader.problem_count == before else ""
    if reason:
        reader.problem(path, f"this rule can never match: {reason}", "Correct or remove it.")
    return rule


def _rule_id(
    reader: Reader, table: Mapping[str, object], path: Steps, taken: dict[str, str]
) -> str:
    name = reader.text(table, path, "id")
    if not name:
        return ""
    here: Steps = (*path, "id")
    if name.startswith(FLOOR_PREFIX):
        reader.problem(here, f"ids that begin with {FLOOR_PREFIX!r} are built in", "Rename it.")
    elif not _RULE_ID.fullmatch(name):
        reader.problem(
            here, "an id is lower-case words joined by -, _ or .", "Write it like card-numbers."
        )
    if name in taken:
        reader.problem(here, f"the id is taken by the rule at {taken[name]}", "Rename one.")
    taken.setdefault(name, reader.where(path))
    return name


def _action(reader: Reader, table: Mapping[str, object], path: Steps) -> Action:
    action = reader.word(table, path, "action", ACTIONS)
    here: Steps = (*path, "action")
    if action is Action.ENCRYPT:
        reader.problem(
            here,
            "encrypt needs sealed numbers, which this version of Douane does not have yet",
            'Use action = "tokenise" until it does: nothing leaves in the clear with either.',
        )
    if action is Action.PASS and table.get("above_clearance") is True:
        reader.problem(
            here,
            "pass cannot be asked for above clearance",
            "Raise the endpoint's clearance, or ask for generalise, tokenise, mask, drop or deny.",
        )
    if action is Action.GENERALISE:
        shapes = table.get("shapes")
        if not isinstance(shapes, list) or not BANDED.issuperset(map(str, shapes)):
            reader.problem(
                here,
                "only numbers and dates can be generalised",
                'Add shapes = ["number", "date"], or use another action.',
            )
    return Action.DENY if action is None else action


def _digest(document: Mapping[str, object]) -> str:
    content = json.dumps(document, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
