"""Tag the words that matter in one pass, where a text is worth it.

An Aho-Corasick automaton reads the text once, folded as in ``detect.fold`` and with whatever
parts words made a space.  Phrases begin with that space, so that the insides of words cost
nothing.  The longest phrase at each place wins.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Final

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from douane.detect.fold import encodable, fold
from douane.detect.portfolio import holding_words, public_words, security_words, tag
from douane.detect.portfolio.suitability_words import SUBJECTS

# Countries and numbering agencies whose ISINs go on with a digit; the others are seen by their row.
_COUNTRIES = """
    at au be bm ca ch cn cz de dk es eu fi fr gb gg gr hk hu ie il im in it je jp kr ky li lu mx
    nl no nz pt ro se sg si sk tr tw us xs za
"""
_ISIN_COUNTRIES: Final = _COUNTRIES.split()
_PARTING: Final = "|;,:()[]{}<>\"'*#_=/-\u2019\u2013\u2022\u00b7\u00ab\u00bb\u201e\u201c\r"
_LATIN_1: Final = fold(
    "".join(" " if chr(code) in _PARTING else chr(code) for code in range(256))
).encode("latin-1")


class Word(msgspec.Struct, frozen=True, gc=False):
    """A phrase of the vocabulary that stands in the text.

    Attributes:
        start: First character.
        end: One past the last.
        tag: What it tells.
        subject: Number of the subject in ``SUBJECTS`` that it is a label of, or -1.
    """

    start: int
    end: int
    tag: int
    subject: int


class Words:
    """The words of a text, by position, none overlapping."""

    __slots__ = ("_every", "_starts")

    def __init__(self, every: list[Word]) -> None:
        """Keep them."""
        self._every = every
        self._starts = [word.start for word in every]

    def __iter__(self) -> Iterator[Word]:
        """Iterate over all."""
        return iter(self._every)

    def between(self, start: int, end: int) -> list[Word]:
        """Return those that begin in a span."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._every[first:last]

    def tags(self, start: int, end: int) -> int:
        """Return what those that begin in a span tell together."""
        told = 0
        for word in self.between(start, end):
            told |= word.tag
        return told


class Vocabulary:
    """The words of all languages in one automaton."""

    __slots__ = ("_automaton", "_meanings")

    def __init__(self) -> None:
        """Build the automaton; this takes some milliseconds."""
        known = meanings()
        self._meanings = tuple(known.values())
        self._automaton = AhoCorasick(
            [f" {phrase}" for phrase in known],
            matchkind=MatchKind.LeftmostLongest,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )

    def read(self, text: str) -> Words:
        """Return the words that stand in a text."""
        last = len(text)
        known = self._meanings
        found = []
        parted = " " + _parted(encodable(text))
        for number, start, behind in self._automaton.find_matches_as_indexes(parted):
            # The space before a phrase makes its start the position of its first character.
            end = behind - 1
            told, subject = known[number]
            if not told & tag.ISIN and end < last and text[end].isalnum():
                continue
            if told & tag.ISSUER and not text[start].isupper() and not text[start].isdigit():
                told &= ~tag.ISSUER
            found.append(Word(start, end, told, subject))
        return Words(found)


def _each(phrases: str) -> Iterator[str]:
    for phrase in phrases.split("|"):
        yield _parted(" ".join(phrase.split()))


def _parted(text: str) -> str:
    """Fold a text, character for character, and make what parts words a space."""
    try:
        return text.encode("latin-1").translate(_LATIN_1).decode("latin-1")
    except UnicodeEncodeError:
        folded = fold(text)
        for mark in _PARTING:
            folded = folded.replace(mark, " ")
        return folded


@cache
def meanings() -> dict[str, tuple[int, int]]:
    """Return what each phrase tells, and which subject it is a label of."""
    known: dict[str, tuple[int, int]] = {}
    for told, phrases in (
        *holding_words.PHRASES, *public_words.PHRASES, *security_words.PHRASES,
    ):  # fmt: skip
        for phrase in _each(phrases):
            before, subject = known.get(phrase, (0, -1))
            known[phrase] = before | told, subject
    for number, (_, phrases) in enumerate(SUBJECTS):
        for phrase in _each(phrases):
            before, _ = known.get(phrase, (0, -1))
            known[phrase] = before, number
    for country in _ISIN_COUNTRIES:
        for digit in "0123456789":
            known[country + digit] = tag.ISIN, -1
    return known
