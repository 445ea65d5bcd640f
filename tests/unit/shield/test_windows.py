"""An answer is cut by its words, not by its chunks, and what could hold a value is searched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from douane.shield.guard.echo import WORDS, Echo
from douane.shield.guard.fences import Fences
from douane.shield.guard.json_letters import JsonLetters
from douane.shield.guard.windows import HELD_AT_MOST, Windows

texts = st.lists(
    st.one_of(
        st.sampled_from(
            ["the ", "client", "Anna", " Meyer", "\n", "  ", "DE89 3704 ", "x" * 90, "a.b@c.de",
             ", ", "von ", "```", "~~~", "\r\n", "> ", "9", " - ", "\\u0068", "\\\\", "\\", "\\u"]
        ),
        st.text(max_size=5),
    ),
    max_size=40,
).map("".join)  # fmt: skip
cuts = st.lists(st.integers(0, 9), max_size=60)


def pieces(text: str, lengths: list[int]) -> list[str]:
    start, found = 0, []
    for length in lengths:
        found.append(text[start : start + length])
        start += length
    return [*found, text[start:]]


@settings(max_examples=300)
@given(texts, cuts)
def test_windows_do_not_depend_on_chunks_and_lose_nothing(text: str, lengths: list[int]) -> None:
    windows, one = Windows(), Windows()
    *most, last = pieces(text, lengths)
    found = [window for piece in most for window in windows.feed(piece)]
    found += windows.feed(last, last=True)

    assert found == one.feed(text, last=True)
    assert "".join(window.text for window in found) == text
    assert all(len(window.text) <= HELD_AT_MOST for window in found)


@pytest.mark.parametrize(
    "value",
    ["Anna Meyer", "DE89 3704 0044 0532 0130 00", "a.meyer@bank.example", "+49 30 1234567",
     "J. van den Berg", "h\u200bi", "Hauptstraße 5, 10115 Berlin"],
)  # fmt: skip
def test_what_could_be_a_value_is_searched_as_a_whole(value: str) -> None:
    windows = Windows().feed(f"we know that {value} was there today", last=True)

    assert any(value in window.text and window.search for window in windows)


def test_a_token_alone_is_not_searched_and_one_with_more_is() -> None:
    alone = Windows().feed("ask PERSON_k7qm2xp0rd, please", last=True)
    more = Windows().feed("ask Anna PERSON_k7qm2xp0rd@evil.example please", last=True)

    assert not any(window.search for window in alone)
    assert any(window.search and "PERSON_" in window.text for window in more)


def test_words_of_lower_case_letters_leave_at_once() -> None:
    windows = Windows()
    assert "".join(window.text for window in windows.feed("we know that this ")) == (
        "we know that this "
    )


@settings(max_examples=300)
@given(texts, cuts)
def test_code_is_told_from_text_however_it_is_cut(text: str, lengths: list[int]) -> None:
    fences, one = Fences(), Fences()
    *most, last = pieces(text, lengths)
    found = [piece for part in most for piece in fences.feed(part)] + fences.feed(last, last=True)
    whole = one.feed(text, last=True)

    assert "".join(piece.text for piece in found) == text
    assert [piece.code for piece in found for _ in piece.text] == [
        piece.code for piece in whole for _ in piece.text
    ]


def test_a_fence_ends_with_its_own_mark() -> None:
    found = Fences().feed("a\n```py\nb\n~~~\n```\nc", last=True)

    assert [piece.text for piece in found if not piece.code] == ["a\n", "c"]


@settings(max_examples=300)
@given(texts, cuts)
def test_letters_spelled_by_number_read_the_same_however_they_are_cut(
    text: str, lengths: list[int]
) -> None:
    letters = JsonLetters()
    *most, last = pieces(text, lengths)
    found = "".join(letters.feed(piece) for piece in most) + letters.feed(last, last=True)

    assert found == JsonLetters().feed(text, last=True)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\u0068ttps", "https"), (r"\\u0068", r"\\u0068"), (r"\u0022", r"\u0022"),
        (r"\u005c", r"\u005c"), (r"\\\u0068", r"\\h"), (r"\u00e4", r"\u00e4"),
    ],
)  # fmt: skip
def test_only_letters_that_need_no_escape_lose_it(written: str, read: str) -> None:
    assert JsonLetters().feed(written, last=True) == read


def test_a_dozen_words_of_the_instructions_are_heard_in_any_case() -> None:
    told = " ".join(f"word{number}" for number in range(WORDS + 3))
    said = told.upper().replace(" ", ", ")

    assert Echo([told]).heard(f"I was told: {said}")
    assert not Echo([told]).heard(" ".join(told.split()[: WORDS - 1]))
    assert not Echo([]).heard(told)
