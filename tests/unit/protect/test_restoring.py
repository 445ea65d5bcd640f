"""What was protected comes back byte for byte, for who may open it, and stays JSON."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from douane.model.sheet import Entry
from douane.model.terms import Action
from douane.protect.restore import openable, restore_json, restore_text
from douane.protect.rewrite import rewrite
from douane.protect.tokens import Tokeniser
from tests.unit.protect.drafts import SENDER, Draft, Leaf, Nested

NAME, AMOUNT, UNKNOWN = "PERSON_k7qm2xp0rd", "AMOUNT_0123456789", "PERSON_zzzzzzzzzz"
OPENED = {
    NAME: Entry(NAME, 'Berta "B" \\ Maier\n', literal=False, origins=(), sender="s"),
    AMOUNT: Entry(AMOUNT, "1250000.50", literal=True, origins=(), sender="s"),
}

TEXTS = {
    "a token becomes its value": (f"Dear {NAME}!", 'Dear Berta "B" \\ Maier\n!'),
    "tokens may touch": (f"{AMOUNT}{AMOUNT}", "1250000.501250000.50"),
    "an unknown token stays": (UNKNOWN, UNKNOWN),
    "a cut token stays": (NAME[:-1], NAME[:-1]),
    "quotes in prose stay": (f'"{AMOUNT}"', '"1250000.50"'),
}
JSONS = {
    "a number gets its digits back and loses the quotes": (
        {"a": AMOUNT},
        '{"a": 1250000.50}',
    ),
    "a number within words keeps the quotes": ({"a": f"{AMOUNT} EUR"}, '{"a": "1250000.50 EUR"}'),
    "a number in an array": ([AMOUNT], "[1250000.50]"),
    "a number as a key keeps the quotes": ({AMOUNT: 1}, '{"1250000.50": 1}'),
    "a text is escaped": ({"a": NAME}, '{"a": "Berta \\"B\\" \\\\ Maier\\n"}'),
    "a number in a nested text loses the quotes of that depth": (
        json.dumps({"a": AMOUNT}),
        r'"{\"a\": 1250000.50}"',
    ),
    "a number as a nested key keeps the quotes": (
        json.dumps({AMOUNT: 1}),
        r'"{\"1250000.50\": 1}"',
    ),
    "quotes in prose inside a string stay": (f'"{AMOUNT}"', r'"\"1250000.50\""'),
    "a text that only looks nested is escaped once": (
        f'{{"a": "{AMOUNT}"',
        r'"{\"a\": \"1250000.50\""',
    ),
    "an unknown token stays": ({"a": UNKNOWN}, json.dumps({"a": UNKNOWN})),
}


@pytest.mark.parametrize("respell", [str.lower, str.upper, str.title, str.swapcase])
def test_a_token_means_the_same_in_any_letter_case(respell: Callable[[str], str]) -> None:
    text = f"x {respell(NAME)} y {respell(UNKNOWN)}"

    assert restore_text(text, OPENED) == f"x {OPENED[NAME].value} y {respell(UNKNOWN)}"
    assert json.loads(restore_json(json.dumps([text]), OPENED)) == [restore_text(text, OPENED)]
    assert openable(text, OPENED) == 1


def test_letters_that_only_fold_to_ascii_are_no_token() -> None:
    entry = Entry("SECRET_kkkkkkkkkk", "x", literal=False, origins=(), sender="s")
    texts = ("\u017fECRET_kkkkkkkkkk", "SECRET_kkkkkkkkk\u212a", "secret_kkkkkkkkk\uff4b")

    assert [restore_text(text, {entry.token: entry}) for text in texts] == list(texts)


@pytest.mark.parametrize(("text", "restored"), TEXTS.values(), ids=TEXTS.keys())
def test_text(text: str, restored: str) -> None:
    assert restore_text(text, OPENED) == restored


@pytest.mark.parametrize(("value", "restored"), JSONS.values(), ids=JSONS.keys())
def test_json(value: object, restored: str) -> None:
    assert restore_json(json.dumps(value), OPENED) == restored


def test_a_value_that_is_no_literal_never_breaks_out_of_its_string() -> None:
    liar = Entry(AMOUNT, '1, "admin": true', literal=True, origins=(), sender="s")

    assert restore_json(f'{{"a": "{AMOUNT}"}}', {AMOUNT: liar}) == (r'{"a": "1, \"admin\": true"}')


def test_what_holds_no_token_stays_byte_for_byte() -> None:
    text = f'{{ "a\\/b" : "\\u00fc\\ud83d", "b":"{AMOUNT}" , "c_":1E5 }}'

    assert restore_json(text, OPENED) == text.replace(f'"{AMOUNT}"', "1250000.50")


def test_a_token_spelled_with_escapes_is_none() -> None:
    spelled = f"\\u0041{AMOUNT[1:]}"
    nested = rf'"{{\"a\": \"{AMOUNT}\", \"b\": \"{spelled}\"}}"'

    assert restore_json(f'"{spelled}"', OPENED) == f'"{spelled}"'
    # Where a nested text hides one, no token of it is trusted to be a whole value.
    assert restore_json(nested, OPENED) == nested.replace(AMOUNT, "1250000.50")


def test_an_endless_string_of_quotes_takes_no_endless_time() -> None:
    text = '"' + '\\"_' * 300_000 + NAME

    assert restore_json(text, OPENED) == text


def test_a_token_inside_a_value_stays() -> None:
    chain = {NAME: Entry(NAME, AMOUNT, literal=False, origins=(), sender="s"), **OPENED}
    chain[NAME] = Entry(NAME, AMOUNT, literal=False, origins=(), sender="s")

    assert restore_text(NAME, chain) == AMOUNT


def test_deep_nesting_is_left_alone() -> None:
    text = json.dumps("[" * 100_000 + f'"{NAME}"' + "]" * 100_000)

    assert json.loads(restore_json(text, OPENED)).count("Berta") == 1


reversible = st.sampled_from([Action.PASS, Action.TOKENISE])
words = st.text(max_size=12) | st.text(alphabet='"\\/{}[]\n\x00\u2028ü😀_', max_size=12)
literals = st.one_of(
    st.integers().map(str),
    st.from_regex(r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?", fullmatch=True),
    st.sampled_from(["true", "false", "null"]),
)
leaves = st.builds(Leaf, words, reversible) | st.builds(
    lambda value, action: Leaf(value, action, literal=True), literals, reversible
)
objects = st.recursive(
    st.dictionaries(words, leaves | st.none() | words, max_size=4),
    lambda inner: st.dictionaries(words, leaves | inner | inner.map(Nested), max_size=4),
    max_leaves=5,
)


def opened(tokeniser: Tokeniser) -> dict[str, Entry]:
    return {entry.token: entry for entry in tokeniser.entries()}


@settings(max_examples=300)
@given(objects, st.sampled_from(["", " ", "\n\t"]))
def test_protected_json_comes_back_byte_for_byte(value: dict[str, object], space: str) -> None:
    draft = Draft()
    draft.json(value, space)
    tokeniser = Tokeniser(bytes(32))
    protected = rewrite(draft.text, draft.decided, tokeniser, SENDER).text

    assert restore_json(protected, opened(tokeniser)) == draft.text
    assert restore_json(protected, {}) == protected


@given(st.lists(st.tuples(words.filter(len), st.booleans()), max_size=12))
def test_protected_prose_comes_back_byte_for_byte(parts: list[tuple[str, bool]]) -> None:
    draft = Draft()
    for word, secret in parts:
        if secret:
            leaf = Leaf(word, Action.TOKENISE)
            start = draft.write(word)
            draft.note(leaf, start, start + len(word))
        else:
            draft.write(word)
    tokeniser = Tokeniser(bytes(32))
    protected = rewrite(draft.text, draft.decided, tokeniser, SENDER).text

    assert restore_text(protected, opened(tokeniser)) == draft.text
