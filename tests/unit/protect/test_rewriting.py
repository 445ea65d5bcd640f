"""What was decided is done, whatever overlaps, and the text stays well-formed."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.model.finding import Finding, Place
from douane.model.sheet import Origin
from douane.model.terms import Action, Decision
from douane.model.token import TOKEN_PATTERN, Kind
from douane.protect.rewrite import BAD_SPAN_REASON, LOOKALIKE_REASON, rewrite
from douane.protect.sheet import UNFIELDED
from douane.protect.tokens import Tokeniser
from tests.unit.protect.drafts import RECORD, SENDER, Draft, Leaf, Nested, found

KEY = bytes(32)
TEXT = "Berta Maier of Maier AG owes 1250000 since 2024-08-31."
T, M, D, G, P = Action.TOKENISE, Action.MASK, Action.DROP, Action.GENERALISE, Action.PASS

# text, decided -> what is left; every token is written as its kind
PROMISES = {
    "nothing found, nothing changed": ([], TEXT),
    "a value that may pass stays": ([found(TEXT, "Berta", P)], TEXT),
    "a token tells its kind": (
        [found(TEXT, "Berta Maier")],
        "PERSON of Maier AG owes 1250000 since 2024-08-31.",
    ),
    "a mask tells no length": (
        [found(TEXT, "Berta Maier", M)],
        "[masked] of Maier AG owes 1250000 since 2024-08-31.",
    ),
    "free text that is dropped leaves a marker": (
        [found(TEXT, "Berta Maier", D)],
        "[removed] of Maier AG owes 1250000 since 2024-08-31.",
    ),
    "an amount and a date become buckets": (
        [found(TEXT, "1250000", G, Kind.AMOUNT), found(TEXT, "2024-08-31", G, Kind.DATE)],
        "Berta Maier of Maier AG owes 1M-2M since 2024-Q3.",
    ),
    "what has no bucket is masked": (
        [found(TEXT, "Berta", G)],
        "[masked] Maier of Maier AG owes 1250000 since 2024-08-31.",
    ),
    "encrypt shows no more than a mask": (
        [found(TEXT, "Berta", Action.ENCRYPT)],
        "[masked] Maier of Maier AG owes 1250000 since 2024-08-31.",
    ),
    "the strictest answer for one span wins": (
        [found(TEXT, "Berta", P), found(TEXT, "Berta", M), found(TEXT, "Berta", T)],
        "[masked] Maier of Maier AG owes 1250000 since 2024-08-31.",
    ),
    "an outer value covers an inner one": (
        [found(TEXT, "Maier AG", T, Kind.ORG), found(TEXT, "AG", M)],
        "Berta Maier of ORG owes 1250000 since 2024-08-31.",
    ),
    "a value that may pass shields no inner one": (
        [found(TEXT, "Berta Maier of Maier AG", P), found(TEXT, "Berta", M)],
        "[masked] Maier of Maier AG owes 1250000 since 2024-08-31.",
    ),
    "a bucket tells nothing of a stricter inner value": (
        [found(TEXT, "1250000", G, Kind.AMOUNT), found(TEXT, "1250", T, Kind.CODE)],
        "Berta Maier of Maier AG owes AMOUNT since 2024-08-31.",
    ),
    "values that cross are replaced as one by the stricter action": (
        [found(TEXT, "Berta Maier", T), found(TEXT, "Maier of", M)],
        "[masked] Maier AG owes 1250000 since 2024-08-31.",
    ),
    "three in a chain are replaced as one": (
        [
            found(TEXT, "Berta Maier", T),
            found(TEXT, "of Maier AG", T),
            found(TEXT, "Maier of", T, Kind.ORG),
        ],
        "PERSON owes 1250000 since 2024-08-31.",
    ),
    "a value that may pass is not drawn in by one that it crosses": (
        [found(TEXT, "Berta Maier", P), found(TEXT, "Maier of", M)],
        "Berta [masked] Maier AG owes 1250000 since 2024-08-31.",
    ),
    "values that touch stay two": (
        [found(TEXT, "Berta"), found(TEXT, " Maier")],
        "PERSONPERSON of Maier AG owes 1250000 since 2024-08-31.",
    ),
}


def shown(text: str) -> str:
    return re.sub(TOKEN_PATTERN, lambda match: match[0][:-11], text)


@pytest.mark.parametrize(("decided", "left"), PROMISES.values(), ids=PROMISES.keys())
def test_promise(decided: list[tuple[Finding, Decision]], left: str) -> None:
    for order in (decided, decided[::-1]):
        assert shown(rewrite(TEXT, order, Tokeniser(KEY), SENDER).text) == left


def test_a_denial_anywhere_refuses_all_and_names_its_rules() -> None:
    decided = [
        found(TEXT, "Berta", M),
        found(TEXT, "Berta Maier", D),
        (found(TEXT, "AG")[0], Decision(Action.DENY, ("no-orgs", "a-rule"))),
        (found(TEXT, "Maier AG")[0], Decision(Action.DENY, ("no-orgs",))),
    ]

    rewritten = rewrite(TEXT, decided, Tokeniser(KEY), SENDER)

    assert rewritten.denied
    assert (rewritten.text, rewritten.reasons) == ("", ("a-rule", "no-orgs"))


def test_a_denial_without_a_reason_still_denies() -> None:
    decided = [(found(TEXT, "AG")[0], Decision(Action.DENY, ()))]

    assert rewrite(TEXT, decided, Tokeniser(KEY), SENDER).denied


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (4, 2), (0, len(TEXT) + 1)])
def test_a_detector_that_miscounts_refuses_all(span: tuple[int, int]) -> None:
    finding = Finding(*span, "Berta", Kind.PERSON, "plugin")

    rewritten = rewrite(TEXT, [(finding, Decision(P, ()))], Tokeniser(KEY), SENDER)

    assert rewritten.denied
    assert rewritten.reasons == (BAD_SPAN_REASON,)


def test_counts_and_reasons_say_what_was_done() -> None:
    decided = [
        found(TEXT, "Berta", P),
        found(TEXT, "Maier", T),
        found(TEXT, "1250000", G, Kind.AMOUNT),
        found(TEXT, "2024-08-31", G, Kind.TEXT),
    ]

    rewritten = rewrite(TEXT, decided, Tokeniser(KEY), SENDER)

    assert rewritten.counts == {P: 1, T: 1, G: 1, M: 1}
    assert rewritten.reasons == ("rule.generalise", "rule.pass", "rule.tokenise")


def test_no_representation_shows_a_text() -> None:
    assert "Berta" not in repr(rewrite(TEXT, [], Tokeniser(KEY), SENDER))


def test_one_span_has_the_origins_of_all_who_saw_it() -> None:
    tokeniser = Tokeniser(KEY)
    decided = [
        found(TEXT, "Berta", T, fields=("Lead.Name", "Contact.Name")),
        found(TEXT, "Berta", P, fields=("Account.Name",)),
        found(TEXT, "Berta", T, fields=()),
    ]
    rewrite(TEXT, decided, tokeniser, SENDER)

    assert tokeniser.entries()[0].origins == (
        Origin("Account.Name", RECORD),
        Origin("Contact.Name", RECORD),
        Origin("Lead.Name", RECORD),
    )


def test_who_knows_the_place_of_a_span_describes_it() -> None:
    text = '{"a": 1250000}'
    number = Finding(
        6, 13, "1250000", Kind.AMOUNT, "structure.json", literal=True, place=Place(quote='"')
    )
    decided = [(number, Decision(T, ())), found(text, "1250000", P, fields=("Account.Name",))]

    for order in (decided, decided[::-1]):
        assert shown(rewrite(text, order, Tokeniser(KEY), SENDER).text) == '{"a": "AMOUNT"}'


def test_values_that_cross_bring_both_conditions() -> None:
    tokeniser = Tokeniser(KEY)
    decided = [
        found(TEXT, "Berta Maier", T, fields=("Lead.Name",)),
        found(TEXT, "Maier of", T, fields=()),
    ]
    rewrite(TEXT, decided, tokeniser, SENDER)

    (entry,) = tokeniser.entries()
    assert entry.value == "Berta Maier of"
    assert entry.origins == (UNFIELDED, Origin("Lead.Name", RECORD))


def test_what_crosses_a_number_is_a_text() -> None:
    text = '{"a": 1250000, "b": 1}'
    number = Finding(6, 13, "1250000", Kind.AMOUNT, "structure.json", literal=True)
    tokeniser = Tokeniser(KEY)

    rewrite(text, [(number, Decision(T, ())), found(text, "0000, ")], tokeniser, SENDER)

    (entry,) = tokeniser.entries()
    assert (entry.value, entry.literal) == ("1250000, ", False)


def test_foreign_lookalikes_are_tokenised_whatever_was_decided() -> None:
    fake = "PERSON_0123456789"
    text = f"ask {fake}"

    rewritten = rewrite(text, [found(text, fake, P, detector="token")], Tokeniser(KEY), SENDER)

    assert fake not in rewritten.text
    assert shown(rewritten.text) == "ask PERSON"
    assert LOOKALIKE_REASON in rewritten.reasons


def test_the_scopes_own_tokens_pass() -> None:
    first = Tokeniser(KEY)
    token = first.token(Kind.PERSON, "Berta")
    text = f"ask {token}"
    later = Tokeniser(KEY, first.entries())

    rewritten = rewrite(text, [found(text, token, M, detector="token")], later, SENDER)

    assert rewritten.text == text


# --- members ------------------------------------------------------------------------------


def test_a_line_goes_whole_and_a_cell_is_emptied() -> None:
    text = "Name: Berta\nPhone: 123\n| a | Zug |\n"
    line = Place(member_start=0, member_end=11)
    cell = Place(member_start=text.index("Zug"), member_end=text.index("Zug") + 3)
    decided = [found(text, "Berta", D, place=line), found(text, "Zug", D, place=cell)]

    rewritten = rewrite(text, decided, Tokeniser(KEY), SENDER)

    assert rewritten.text == "\nPhone: 123\n| a |  |\n"
    assert rewritten.counts == {D: 2}


def test_a_dropped_member_takes_along_what_was_found_in_it() -> None:
    text = '{"Berta": "Maier", "b": 1}'
    place = Place(member_start=1, member_end=17, container=0)
    tokeniser = Tokeniser(KEY)

    decided = [found(text, "Maier", D, place=place), found(text, "Berta", T)]
    rewritten = rewrite(text, decided, tokeniser, SENDER)

    assert rewritten.text == '{"b": 1}'
    assert tokeniser.entries() == ()


@pytest.mark.parametrize(
    ("action", "marker"), [(D, "[removed]"), (M, "[masked]"), (G, "1M-2M"), (T, "AMOUNT")]
)
def test_what_stands_for_a_number_of_an_array_is_quoted(action: Action, marker: str) -> None:
    text = "[1250000, 1]"
    decided = [found(text, "1250000", action, Kind.AMOUNT, place=Place(quote='"'))]

    left = rewrite(text, decided, Tokeniser(KEY), SENDER).text

    assert shown(left) == f'["{marker}", 1]'


def test_neighbouring_cells_keep_their_commas() -> None:
    text = "1,Berta,Maier\n"
    first = Place(member_start=2, member_end=7)
    second = Place(member_start=8, member_end=13)
    decided = [found(text, "Berta", D, place=first), found(text, "Maier", D, place=second)]

    assert rewrite(text, decided, Tokeniser(KEY), SENDER).text == "1,,\n"


def test_two_values_of_one_member_take_it_once() -> None:
    text = '{"k": 1, "a": "Berta", "m": "Maier AG", "n": "Zug"}'

    def member(name: str, value: str) -> Place:
        written = f'"{name}": "{value}"'
        start = text.index(written)
        return Place(member_start=start, member_end=start + len(written), container=0)

    both = member("m", "Maier AG")
    decided = [
        found(text, "Berta", D, place=member("a", "Berta")),
        found(text, "Maier", D, place=both),
        found(text, "AG", D, place=both),
        found(text, "Zug", D, place=member("n", "Zug")),
    ]

    assert rewrite(text, decided, Tokeniser(KEY), SENDER).text == '{"k": 1}'


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"b": 1 "a": "Berta"}', Place(member_start=8, member_end=20, container=0)),
        ("I am Berta, yes", Place(member_start=7, member_end=10)),
        ("I am Berta, yes", Place(member_start=5, member_end=8)),
        ("I am Berta, yes", Place(member_start=5, member_end=99)),
        ('{"a": "Berta" ? "b": 1}', Place(member_start=1, member_end=13, container=0)),
        ('"a": "Berta"}', Place(member_start=0, member_end=12, container=0)),
        ('{"a": "Berta"', Place(member_start=1, member_end=13, container=0)),
        ('{"a": "Berta"}', Place(member_start=1, member_end=9, container=0)),
        ('{"a": "Berta"}', Place(member_start=8, member_end=13, container=0)),
        ('{"a": "Berta"}', Place(member_start=1, member_end=99, container=0)),
    ],
)
def test_a_member_in_surroundings_that_are_wrong_leaves_a_marker(text: str, place: Place) -> None:
    rewritten = rewrite(text, [found(text, "Berta", D, place=place)], Tokeniser(KEY), SENDER)

    assert rewritten.text == text.replace("Berta", "[removed]")


actions = st.sampled_from([P, T, M, D, D])
names = st.text(alphabet='ab"\\{},:\n ü', max_size=8)
leaves = st.builds(Leaf, names, actions) | st.builds(
    lambda value, action: Leaf(value, action, literal=True),
    st.sampled_from(["0", "-1.50", "1e5", "12345678901234567890.10", "true"]),
    actions,
)
objects = st.recursive(
    st.dictionaries(names, leaves | st.none() | st.just(7), max_size=6),
    lambda inner: st.dictionaries(
        names, leaves | inner | inner.map(Nested) | st.none(), max_size=4
    ),
    max_leaves=4,
)
spaces = st.sampled_from(["", " ", "\n  ", "\t\r\n"])


class Number(str):
    """A JSON number, digit for digit."""

    __slots__ = ()


def read(text: str) -> object:
    return json.loads(text, parse_int=Number, parse_float=Number)


def expected(value: object) -> object:
    """Say, independently, what is left of a draft."""
    if isinstance(value, dict):
        return {
            name: expected(member)
            for name, member in value.items()
            if not (isinstance(member, Leaf) and member.action is D and member.value)
        }
    if isinstance(value, Nested):
        return expected(value.value)
    if isinstance(value, Leaf):
        if value.action is T and value.value:
            return "TEXT"
        if value.action is M and value.value:
            return "[masked]"
        return read(value.value) if value.literal else value.value
    return Number(value) if isinstance(value, int) else value


def unnested(value: object, draft: object) -> object:
    """Open the strings of a result where the draft had nested JSON."""
    if isinstance(draft, dict):
        assert isinstance(value, dict)
        return {name: unnested(member, draft[name]) for name, member in value.items()}
    if isinstance(draft, Nested):
        assert isinstance(value, str)
        return unnested(read(value), draft.value)
    return value


@given(objects, spaces)
def test_any_members_can_go_and_json_stays_json(value: dict[str, object], space: str) -> None:
    draft = Draft()
    draft.json(value, space)

    rewritten = rewrite(draft.text, draft.decided, Tokeniser(KEY), SENDER)

    assert unnested(read(shown(rewritten.text)), value) == expected(value)
    assert rewritten.counts.get(D, 0) == sum(decision.action is D for _, decision in draft.decided)


# --- overlaps, against a reference that looks at characters ----------------------------------

spans = st.tuples(st.integers(0, 39), st.integers(1, 12), st.sampled_from([P, T, M, D, G]))


@given(st.lists(spans, max_size=12))
def test_every_character_of_a_protected_value_is_gone_and_no_other(
    drawn: list[tuple[int, int, Action]],
) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(60))
    decided = [
        (
            Finding(start, start + length, text[start : start + length], Kind.TEXT, "d"),
            Decision(action, ()),
        )
        for start, length, action in drawn
    ]
    strict: dict[tuple[int, int], Action] = {}
    for start, length, action in drawn:
        strict[start, start + length] = max(action, strict.get((start, start + length), P))
    gone = {
        position
        for (start, end), action in strict.items()
        if action is not P
        for position in range(start, end)
    }

    left = rewrite(text, decided, Tokeniser(KEY), SENDER).text

    assert [character for character in left if character >= "\u4e00"] == [
        character for number, character in enumerate(text) if number not in gone
    ]
