"""Only where a scan saw something is a text read again, and there as if it were read whole."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.detect.disguise import search
from douane.detect.disguise.passages import REACH, passages
from douane.detect.disguise.view import Lane, Patch, View
from douane.model.finding import Finding

NO_DISGUISE = {
    "record ids": '"Id": "003Dn00000000AIIAY", "OwnerId": "005Dn0000000006IAA"',
    "the times of a record": '"CreatedDate": "2025-07-01T18:41:00.000+0000"',
    "an hour that is all leet": "from 2041-03-01T14:40 on",
    "amounts": "EUR 730.571,00 or 5 710.45 of 1 051 531,74",
    "an e-mail address": '"Email": "alistair.field@post.example",',
    "an e-mail address before a full stop": "confirm to inigo.soto@example.com. Thanks",
    "a passport's number": '"PassportNumber__c": "J36693628", Reisepass: C11751352',
    "phone numbers": "+44 7700 900135, +31 20 555 0627, 655 55 96 04, 07700 900465",
    "a right IBAN with letters": "GB82 WEST 1234 5698 7654 32 and GB82WEST12345698765432",
    "a right IBAN that begins as another country's does in rot13": "IT60X0542811101000000123456",
}


class Counting:
    """Finds nothing, and counts what it was given to look at."""

    id = "counting"

    def __init__(self) -> None:
        self.characters = 0

    def scan(self, text: str) -> list[Finding]:
        self.characters += len(text)
        return []


@pytest.mark.parametrize("text", NO_DISGUISE.values(), ids=NO_DISGUISE.keys())
def test_what_business_texts_are_full_of_is_read_once(text: str) -> None:
    counting = Counting()
    search(text, [counting])

    assert counting.characters == len(text)


@given(
    st.text(st.sampled_from("ab 1\n"), max_size=1200),
    st.lists(st.integers(0, 1200), max_size=8),
)
def test_passages_hold_what_was_seen_and_what_stands_around(text: str, drawn: list[int]) -> None:
    ends = sorted(min(end, len(text)) for end in drawn)
    found = passages(text, ends)

    for end in ends:
        assert any(
            first <= max(0, end - REACH // 2) and min(len(text), end + REACH // 2) <= last
            for first, last in found
        )
    assert all(0 <= first <= last <= len(text) for first, last in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))


def test_passages_are_no_longer_than_what_was_seen_needs() -> None:
    text = "a" * 100_000

    assert sum(last - first for first, last in passages(text, [50_000, 90_000])) < 8 * REACH
    assert passages(text, list(range(0, 100_000, 10))) == [(0, len(text))]


def test_a_window_in_which_alternatives_agree_is_looked_at_once() -> None:
    text = "x" * 500
    same, other, third = Patch(10, 11, "A"), Patch(400, 401, "B"), Patch(400, 401, "C")
    view = View(text, [Lane([same, other]), Lane([same, third])], 10_000)

    assert [view.text.count(letter) for letter in "ABC"] == [1, 1, 1]
    for letter, start in (("A", 10), ("B", 400), ("C", 400)):
        at = view.text.index(letter)
        assert view.span(at, at + 1) == (start, start + 1)
