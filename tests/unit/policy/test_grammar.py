"""The grammar: what is refused, where the line is, and what the author is told."""

import json
import tomllib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from douane.model.errors import ConfigError
from douane.model.terms import Action, Label, Level
from douane.model.token import Kind
from douane.policy import parse
from tests.fuzz.policy_file import target
from tests.unit.policy.policies import HEAD, default_text, policy, rule


def problems(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse(text, "policy.toml")
    return [str(problem) for problem in caught.value.problems]


FIRST = HEAD.count("\n") + 1  # the line of the first rule's [[rule]]
GOOD = rule('levels = ["internal"]', name="good")

# What is wrong -> (the rest of the file, line within it from 1, what the message says)
WRONG_RULES: dict[str, tuple[str, int, str]] = {
    "an unknown key": (rule("levles = []"), 5, "Did you mean 'levels'?"),
    "an unknown level": (rule('levels = ["restrcted"]'), 5, "Did you mean 'restricted'?"),
    "a level in capitals": (rule('min_level = "INTERNAL"'), 5, "Did you mean 'internal'?"),
    "an unknown action": (rule("", action="tokenize"), 4, "Did you mean 'tokenise'?"),
    "an unknown kind": (rule('kinds = ["emial"]'), 5, "Did you mean 'email'?"),
    "an unknown shape": (rule('shapes = ["nmber"]'), 5, "Did you mean 'number'?"),
    "an unknown purpose": (rule('purposes = ["genral"]'), 5, "Did you mean 'general'?"),
    "an unknown excepted purpose": (
        rule('except_purposes = ["explian"]'), 5, "Did you mean 'explain'?"),
    "an undeclared category": (rule('categories = ["PPI"]'), 5, "Did you mean 'PII'?"),
    "a category in other capitals": (rule('categories = ["pii"]'), 5, "Did you mean 'PII'?"),
    "an unknown clearance": (rule('min_clearance = "secret"'), 5, "Use one of: confidential"),
    "a level that is a number": (rule("min_level = 2"), 5, "must be a text"),
    "a list that is a text": (rule('levels = "internal"'), 5, "must be a list"),
    "a list that is empty": (rule("kinds = []"), 5, "list that is not empty"),
    "a list that holds numbers": (rule("levels = [1]"), 5, "must hold texts only"),
    "a word that is listed twice": (
        rule('levels = ["internal", "internal"]'), 5, "'internal' is listed twice"),
    "a flag that is a text": (rule('above_clearance = "yes"'), 5, "must be true or false"),
    "a flag that is a number": (rule("unlisted = 1"), 5, "must be true or false"),
    "levels and min_level": (
        rule('levels = ["internal"]\nmin_level = "internal"'), 6, "exclude each other"),
    "purposes and except_purposes": (
        rule('purposes = ["general"]\nexcept_purposes = ["explain"]'), 6, "exclude each other"),
    "a field without its object": (rule('fields = ["AnnualRevenue"]'), 5, "Write Object.Field"),
    "a field with two dots": (rule('fields = ["A.B.C"]'), 5, "Write Object.Field"),
    "every field": (rule('fields = ["*.*"]'), 5, "Write Object.Field"),
    "a field with half a wildcard": (rule('fields = ["Acc*.Name"]'), 5, "Write Object.Field"),
    "a found kind that is none": (rule('fields = ["found.ibn"]'), 5, "Did you mean 'iban'?"),
    "no source": ('[[rule]]\nid = "x"\naction = "drop"\n', 1, "has no source"),
    "no id": ('[[rule]]\nsource = "x"\naction = "drop"\n', 1, "has no id"),
    "no action": ('[[rule]]\nsource = "x"\nid = "x"\n', 1, "has no action"),
    "an empty source": (
        '[[rule]]\nid = "x"\nsource = " "\naction = "drop"\n', 3, "text that is not empty"),
    "an id in capitals": (rule("", name="One"), 2, "lower-case words"),
    "an id with spaces": (rule("", name="one two"), 2, "lower-case words"),
    "an id of a floor": (rule("", name="floor.mine"), 2, "are built in"),
    "an id that is taken": (
        GOOD + rule("", name="good"), 7, f"taken by the rule at policy.toml:{FIRST}"),
    "encrypt": (rule("", action="encrypt"), 4, "encrypt needs sealed numbers"),
    "pass above clearance": (
        rule("above_clearance = true", action="pass"), 4, "pass cannot be asked for above"),
    "a generalised text": (
        rule('shapes = ["text", "number"]', action="generalise"), 4, "only numbers and dates"),
    "anything generalised": (rule("", action="generalise"), 4, "only numbers and dates"),
    "public above clearance": (
        rule('levels = ["public"]\nabove_clearance = true'), 1, "can never match"),
    "internal above restricted": (
        rule('levels = ["internal"]\nmin_clearance = "restricted"\nabove_clearance = true'),
        1, "can never match"),
    "mission-critical within clearance restricted": (
        rule('min_level = "mission_critical"\nmax_clearance = "restricted"\n'
             "above_clearance = false"), 1, "can never match"),
    "clearances that exclude each other": (
        rule('min_clearance = "restricted"\nmax_clearance = "internal"'),
        1, "min_clearance is above max_clearance"),
    "something unlisted with a level": (
        rule('levels = ["internal"]\nunlisted = true'), 1, "counts as mission_critical"),
    "something unlisted with a category": (
        rule('categories = ["PII"]\nunlisted = true'), 1, "has no categories"),
    "every purpose excepted": (
        rule('except_purposes = ["general", "explain"]'), 5, "every purpose is excepted"),
    "a found kind of another shape": (
        rule('fields = ["found.iban"]\nshapes = ["number"]'), 1, "another kind or shape"),
    "a found kind of another kind": (
        rule('fields = ["found.iban"]\nkinds = ["card"]'), 1, "another kind or shape"),
    "a list longer than a line": (
        rule('levels = [\n  "internal", # ]\n  "nope",\n]\nmin_clearance = "x"'),
        5, "levels has no 'nope'"),
    "a mistake after a list longer than a line": (
        rule('levels = [\n  "internal", # ]\n]\nmin_clearance = "x"'), 8, "min_clearance has no"),
    "rules that are no tables": ("rule = [1]\n", 1, "must be a table"),
}  # fmt: skip


@pytest.mark.parametrize(("rest", "line", "says"), WRONG_RULES.values(), ids=WRONG_RULES.keys())
def test_wrong_rule_is_named_with_its_line(rest: str, line: int, says: str) -> None:
    top = rest.startswith("rule =")
    found = problems(rest + HEAD if top else HEAD + rest)

    where = f"policy.toml:{line if top else FIRST + line - 1}: "
    assert [text for text in found if text.startswith(where) and says in text], found


WRONG_TOPS: dict[str, tuple[str, str, int, str]] = {
    "an unknown table": ("[categories]", "[categoris]", 5, "Did you mean 'categories'?"),
    "another version": ("version = 1", "version = 2", 1, "reads version 1"),
    "a version that is true": ("version = 1", "version = true", 1, "reads version 1"),
    "a version that is 1.0": ("version = 1", "version = 1.0", 1, "reads version 1"),
    "no version": ("version = 1", "", 1, "has no version"),
    "a purpose in capitals": ("general.d", "General.d", 3, "a purpose is lower case"),
    "a purpose with another key": ("general.desc", "general.dsec", 3, "Did you mean 'desc"),
    "a purpose without words": ('"Anything"', '""', 3, "text that is not empty"),
    "categories that differ by case": ("secret.d", "pii.d", 7, "by case only"),
    "a category without a name": ("secret.d", '" ".d', 7, "needs a name"),
}


@pytest.mark.parametrize(
    ("good", "bad", "line", "says"), WRONG_TOPS.values(), ids=WRONG_TOPS.keys()
)
def test_wrong_head_is_named_with_its_line(good: str, bad: str, line: int, says: str) -> None:
    found = problems(HEAD.replace(good, bad, 1) + GOOD)

    where = f"policy.toml:{line}: "
    assert [text for text in found if text.startswith(where) and says in text], found


WRONG_FOUND = {
    "an unknown kind": ('ibann = { level = "public" }', "Did you mean 'iban'?"),
    "no level": ('iban = { categories = ["PII"] }', "has no level"),
    "an unknown level": ('iban = { level = "publik" }', "Did you mean 'public'?"),
    "an undeclared category": ('iban = { level = "public", categories = ["PI"] }', "'PII'?"),
    "an unknown key": ('iban = { level = "public", purpose = 1 }', "unknown key 'purpose'"),
    "no table": ("iban = 1", "must be a table"),
}


@pytest.mark.parametrize(("line", "says"), WRONG_FOUND.values(), ids=WRONG_FOUND.keys())
def test_wrong_found_table_is_named_with_its_line(line: str, says: str) -> None:
    found = problems(f"{HEAD}[found]\n{line}\n{GOOD}")

    assert [t for t in found if t.startswith(f"policy.toml:{FIRST + 1}: ") and says in t], found


@pytest.mark.parametrize("text", ["", "rule = []", "rule = 1"])
def test_a_file_without_rules_is_refused(text: str) -> None:
    assert any("there are no rules" in problem for problem in problems(text))


def test_a_file_without_purposes_is_refused() -> None:
    assert any("no purpose is declared" in text for text in problems(f"version = 1\n{GOOD}"))


def test_all_problems_come_at_once_and_in_order() -> None:
    found = problems(
        HEAD
        + rule('levels = ["x1"]\nkinds = ["x2"]', action="x3")
        + rule('shapes = ["x4"]', name="two")
        + '[found]\niban = { level = "x5" }\n'
    )

    lines = [int(text.split(":")[1]) for text in found]
    assert lines == sorted(lines)
    assert [sum(f"'x{n}'" in text for text in found) for n in range(1, 6)] == [1] * 5
    assert len(found) == 5


def test_a_misspelt_word_is_one_problem_not_two() -> None:
    found = problems(HEAD + rule('levels = ["public", "restrcted"]\nabove_clearance = true'))

    assert len(found) == 1


SYNTAX = {
    "a missing quote": ('version = 1\nfoo = "bar\n', "policy.toml:2:"),
    "a key twice": ("version = 1\nversion = 1\n", "policy.toml:2:"),
    "an unclosed list": ("version = 1\nx = [1,\n", "policy.toml:3:"),
    "a table twice": ("[a]\n[b]\n[a]\n", "policy.toml:3:"),
    "ten thousand brackets": ("x = " + "[" * 10_000, "policy.toml:1:"),
    "a number of ten thousand digits": ("x = " + "1" * 10_000, "policy.toml:1:"),
    "a file that is too long": ("#" * 300_000, "policy.toml:1:"),
}


@pytest.mark.parametrize(("text", "where"), SYNTAX.values(), ids=SYNTAX.keys())
def test_no_toml_is_refused_with_its_line(text: str, where: str) -> None:
    (problem,) = problems(text)

    assert problem.startswith(where)


def test_what_is_written_is_what_is_read() -> None:
    read = policy(
        rule('min_level = "restricted"\ncategories = ["PII"]', action="drop"),
        found='[found]\niban = { level = "restricted", categories = ["PII"] }\n',
    )

    (one,) = read.rules
    assert (one.id, one.source, one.action) == ("one", "test", Action.DROP)
    assert one.where == f"policy.toml:{FIRST + 4}"
    assert {each.key: each.wanted for each in one.conditions} == {
        "min_level": {Level.RESTRICTED, Level.MISSION_CRITICAL},
        "categories": {"pii"},
    }
    assert read.found == {Kind.IBAN: Label(Level.RESTRICTED, frozenset({"PII"}))}
    assert read.purposes == {"general": "Anything", "explain": "Explain a score"}


def test_a_policy_cannot_be_changed() -> None:
    read = policy(GOOD)

    for mapping in (read.purposes, read.categories, read.found, read.detectors):
        with pytest.raises(TypeError):
            mapping["x"] = "y"  # type: ignore[index]


def test_digest_sees_content_and_not_layout() -> None:
    text = default_text()
    same = "# a remark\n" + text.replace(" = ", "  =  ")
    moved = text.replace("version = 1\n", "").replace("[purposes]", "version = 1\n[purposes]")
    head, found = moved.split("[found]\n")
    tables, rules = found.split("\n\n", 1)
    moved = f"{head}\n{rules}\n[found]\n{tables}\n"
    other = text.replace('"drop"', '"mask"', 1)

    digests = [parse(each, "policy.toml").digest for each in (text, same, moved, other)]
    assert digests[0] == digests[1] == digests[2] != digests[3]


def test_windows_line_ends_keep_their_lines() -> None:
    text = (HEAD + rule('levels = ["nope"]')).replace("\n", "\r\n")

    assert problems(text)[0].startswith(f"policy.toml:{FIRST + 4}: ")


words = st.sampled_from([
    "version", "rule", "found", "purposes", "iban", "level", "levels", "id", "source", "x",
    "action", "categories", "fields", "above_clearance", "min_level", "public", "pass", "*.*",
])  # fmt: skip
values = st.recursive(
    st.booleans() | st.integers(-2, 2) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=12,
)


def inline(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {inline(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return json.dumps(value)


@settings(deadline=None)
@given(document=st.dictionaries(words.filter(lambda word: word != "*.*"), values, max_size=6))
def test_any_toml_is_read_or_refused(document: dict[str, object]) -> None:
    text = "\n".join(f"{key} = {inline(value)}" for key, value in document.items())
    target(text.replace("*.* =", '"*.*" =').encode())


@settings(deadline=None)
@given(data=st.binary(max_size=200))
@example(b"\xff")
@example(b"a" * 10 + b".a" * 3_000 + b" = 1")
@example(b"[" + b"a." * 3_000 + b"a]")
@example(b"rule = [" + b"{}," * 300 + b"]")
@example(b"rule = [\n" + b"{ },\n" * 3_000 + b"]")
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    target(data)


LINES = default_text().splitlines(keepends=True)


@settings(deadline=None)
@given(
    start=st.integers(0, len(LINES)),
    length=st.integers(1, 6),
    junk=st.sampled_from(["", "x\n", "]\n", '"\n', "levels = [1]\n", "[found.x]\n"]),
)
def test_a_damaged_default_is_read_or_refused(start: int, length: int, junk: str) -> None:
    target("".join([*LINES[:start], junk, *LINES[start + length :]]).encode())


def test_the_default_is_toml_for_everybody() -> None:
    assert tomllib.loads(default_text())["version"] == 1
