"""A stream is restored however it is cut, at once, and nothing is taken back."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from douane.model.sheet import Entry
from douane.model.token import MAX_TOKEN_LENGTH, Kind
from douane.protect.restore import restore_json, restore_text
from douane.protect.stream import Restorer

OPENED = {
    token: Entry(token, value, literal=False, origins=(), sender="s")
    for token, value in {
        "PERSON_k7qm2xp0rd": "Berta",
        "ORG_k7qm2xp0rd": 'Maier "AG"',
        "ADDRESS_0000000000": "ORG_k7qm2xp0rd",
        "CODE_0123456789": "",
    }.items()
}
TOKENS = [*OPENED, "PERSON_zzzzzzzzzz", "IBAN_k7qm2xp0rd", "PERSON_00000xtext", "ORG_zzzzzzcard"]


NOTHING_HERE = {"DATE_zzzzzzzzz0": OPENED["CODE_0123456789"]}


def recased(text: str) -> st.SearchStrategy[str]:
    """Return the text with each letter in a case of its own."""
    return st.tuples(*(st.sampled_from((c.lower(), c.upper())) for c in text)).map("".join)


pieces = st.one_of(
    st.sampled_from(TOKENS).flatmap(recased),
    st.sampled_from(("_0123456789", "code_", "Text_", "caRd_01")),
    st.sampled_from(TOKENS),
    st.sampled_from(TOKENS).flatmap(
        lambda token: st.integers(0, len(token)).map(lambda end: token[:end])
    ),
    st.sampled_from(Kind).map(str),
    st.text(alphabet="PERSONCDA_09kz u\n", max_size=6),
    st.text(max_size=6),
)
texts = st.lists(pieces, max_size=12).map("".join)


def cut(text: str, lengths: list[int]) -> list[str]:
    chunks, start = [], 0
    for length in lengths:
        chunks.append(text[start : start + length])
        start += length
    return [*chunks, text[start:]]


@settings(max_examples=500)
@given(texts, st.lists(st.integers(0, 9), max_size=30))
def test_every_cut_gives_the_same_text(text: str, lengths: list[int]) -> None:
    restorer = Restorer(OPENED)
    given_out = "".join(restorer.feed(chunk) for chunk in cut(text, lengths))

    assert given_out + restorer.feed("", last=True) == restore_text(text, OPENED)


@given(texts, st.lists(st.integers(0, 9), max_size=30))
def test_no_more_is_held_back_than_could_begin_a_token(text: str, lengths: list[int]) -> None:
    restorer = Restorer(NOTHING_HERE)
    fed = out = 0
    for chunk in cut(text, lengths):
        fed += len(chunk)
        out += len(restorer.feed(chunk))
        held = text[out:fed].lower()

        assert len(held) < MAX_TOKEN_LENGTH
        assert not held or any(token.startswith(held) for token in every_token(held))


def test_who_may_open_nothing_waits_for_nothing() -> None:
    assert Restorer({}).feed("see PERSON_k7q") == "see PERSON_k7q"


def every_token(held: str) -> list[str]:
    """Tokens of every kind whose body is that of ``held``, filled up."""
    body = held.partition("_")[2]
    return [f"{kind}_{body:0<10}".lower() for kind in Kind]


def test_every_single_cut_of_every_token() -> None:
    for token, entry in OPENED.items():
        text = f"x {token} y"
        for position in range(len(text) + 1):
            restorer = Restorer(OPENED)
            parts = restorer.feed(text[:position]) + restorer.feed(text[position:], last=True)

            assert parts == f"x {entry.value} y", position


def test_a_token_inside_the_body_of_another_is_none() -> None:
    text = "PERSON_00000xtext_0123456789 and person_k7card_0123456789"
    opened = {f"{kind}_0123456789": OPENED["PERSON_k7qm2xp0rd"] for kind in ("TEXT", "CARD")}

    assert restore_text(text, opened) == "PERSON_00000xtext_0123456789 and person_k7Berta"


def test_a_finished_token_waits_for_nothing() -> None:
    assert Restorer(OPENED).feed("Dear PERSON_k7qm2xp0rd") == "Dear Berta"


def test_the_end_gives_out_what_was_held() -> None:
    restorer = Restorer(OPENED)

    assert restorer.feed("see PERSON_k7q") == "see "
    assert restorer.feed("", last=True) == "PERSON_k7q"


def test_unknown_and_forbidden_tokens_look_the_same() -> None:
    forbidden, unknown = "PERSON_k7qm2xp0rd", "PERSON_zzzzzzzzzz"
    restorer = Restorer(NOTHING_HERE)

    assert restorer.feed(forbidden) == forbidden
    assert restorer.feed(unknown) == unknown
    assert restorer.restored == 0


def test_it_counts_what_it_restored() -> None:
    restorer = Restorer(OPENED)
    restorer.feed("PERSON_k7qm2xp0rd PERSON_k7qm2xp0rd PERSON_zzzzzzzzzz")

    assert restorer.restored == 2


@given(st.text(), st.lists(st.integers(0, 9), max_size=8))
def test_in_json_a_value_never_leaves_its_string(value: str, lengths: list[int]) -> None:
    entry = Entry("TEXT_0123456789", value, literal=False, origins=(), sender="s")
    restorer = Restorer({entry.token: entry}, json=True)
    text = json.dumps({"a": f"x{entry.token}y"})
    restored = "".join(restorer.feed(chunk) for chunk in cut(text, lengths))

    assert json.loads(restored + restorer.feed("", last=True)) == {"a": f"x{value}y"}


escapes = st.sampled_from((
    "\\t", "\\r", "\\\\", "\\u00e", "\\u00", "\\u", "\\", "d", "E", "EXT_0123456789",
    "ECORD_0123456789", "TEXT_0123456789", "tEXT_0123456789", "RECORD_0123456789",
    "DATE_0123456789", "date_", "u00e",
))  # fmt: skip
ESCAPED = {
    token: Entry(token, '", "b": "', literal=True, origins=(), sender="s")
    for token in ("TEXT_0123456789", "RECORD_0123456789", "DATE_0123456789")
}


@settings(max_examples=500)
@given(st.lists(escapes, max_size=8).map("".join), st.lists(st.integers(0, 5), max_size=20))
def test_a_value_never_breaks_an_escape_and_so_its_string(inside: str, lengths: list[int]) -> None:
    try:
        json.loads(f'"{inside}"')
    except ValueError:
        inside = json.dumps(inside)[1:-1]
    restorer = Restorer(ESCAPED, json=True)
    streamed = "".join(restorer.feed(chunk) for chunk in cut(inside, lengths))
    streamed += restorer.feed("", last=True)
    whole = restore_json(f'{{"a": "x{inside}"}}', ESCAPED)

    assert list(json.loads(f'{{"a": "x{streamed}"}}')) == ["a"]
    assert list(json.loads(whole)) == ["a"]
    assert json.loads(whole) == json.loads(f'{{"a": "x{streamed}"}}')
