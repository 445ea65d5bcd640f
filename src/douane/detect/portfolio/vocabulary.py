"""Tag the words that matter in one pass; most texts hold too few of them, and end there.

An Aho-Corasick automaton reads the text once, folded as in ``detect.fold`` and with whatever
parts words made a space.  Phrases begin with that space, so that the insides of words cost
nothing.  The longest phrase at each place wins.
"""

from functools import cache
from typing import Final

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from douane.detect.fold import encodable, fold
from douane.detect.portfolio import holding_words, public_words, security_words
from douane.detect.portfolio.suitability_words import SUBJECTS
from douane.detect.portfolio.tag import HEADS, Tag

# Countries and numbering agencies whose ISINs go on with a digit; the others are seen by their row.
_ISIN_COUNTRIES: Final = (
    "at au be bm ca ch cn cz de dk es eu fi fr gb gg gr hk hu ie il im in it je jp kr ky li lu mx"
    " nl no nz pt ro se sg si sk tr tw us xs za"
).split()
_SECURITIES: Final = Tag.ISSUER | Tag.INSTRUMENT | Tag.ISIN
_AROUND: Final = Tag.CLIENT | Tag.ACCOUNT
_FEWEST_SUBJECTS: Final = 3
_FEWEST_HEADS: Final = 3
_FEWEST_UNITS: Final = 2


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
    tag: Tag
    subject: int


class Vocabulary:
    """The words of all languages in one automaton."""

    __slots__ = ("_automaton", "_meanings")

    def __init__(self) -> None:
        """Build the automaton; this takes some milliseconds."""
        meanings = _meanings()
        self._meanings = tuple(meanings.values())
        self._automaton = AhoCorasick(
            list(meanings),
            matchkind=MatchKind.LeftmostLongest,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )

    def read(self, text: str) -> list[Word]:
        """Return the words that stand in a text, by position, none overlapping."""
        parted = _parted(encodable(text))
        last = len(text)
        meanings = self._meanings
        found = []
        for number, start, behind in self._automaton.find_matches_as_indexes(" " + parted):
            # The space before a phrase makes its start the position of its first character.
            end = behind - 1
            tag, subject = meanings[number]
            if not tag & Tag.ISIN and end < last and parted[end].isalnum():
                continue
            if tag & Tag.ISSUER and not text[start].isupper() and not text[start].isdigit():
                tag &= ~Tag.ISSUER
            found.append(Word(start, end, tag, subject))
        return found


def promising(words: list[Word]) -> bool:
    """Say whether a text with these words is worth a second look."""
    seen = 0
    securities = units = 0
    subjects = set()
    for word in words:
        seen |= word.tag
        securities += bool(word.tag & _SECURITIES)
        units += bool(word.tag & Tag.UNIT)
        if word.subject >= 0:
            subjects.add(word.subject)
    if len(subjects) >= _FEWEST_SUBJECTS:
        return True
    heads = (seen & HEADS).bit_count()
    around = bool(seen & _AROUND)
    return (
        heads >= _FEWEST_HEADS
        or securities > 1
        or bool(seen & Tag.ISIN)
        or (around and (securities > 0 or units >= _FEWEST_UNITS))
    )


def _parted(text: str) -> str:
    """Fold a text, character for character, and make what parts words a space."""
    try:
        return text.encode("latin-1").translate(_LATIN_1).decode("latin-1")
    except UnicodeEncodeError:
        folded = fold(text)
        for mark in _PARTING:
            folded = folded.replace(mark, " ")
        return folded


_PARTING: Final = "|;,:()[]{}<>\"'*#_=/-\u2019\u2013\u2022\u00b7\u00ab\u00bb\u201e\u201c\r"
_LATIN_1: Final = fold(
    "".join(" " if chr(code) in _PARTING else chr(code) for code in range(256))
).encode("latin-1")


@cache
def _meanings() -> dict[str, tuple[Tag, int]]:
    meanings: dict[str, tuple[Tag, int]] = {}
    for tag, phrases in (
        *holding_words.PHRASES, *public_words.PHRASES, *security_words.PHRASES,
    ):  # fmt: skip
        for phrase in phrases.split("|"):
            known, subject = meanings.get(" " + _parted(phrase), (Tag(0), -1))
            meanings[" " + _parted(phrase)] = known | tag, subject
    for number, (_, phrases) in enumerate(SUBJECTS):
        for phrase in phrases.split("|"):
            known, _ = meanings.get(" " + _parted(phrase), (Tag(0), -1))
            meanings[" " + _parted(phrase)] = known, number
    for country in _ISIN_COUNTRIES:
        for digit in "0123456789":
            meanings[f" {country}{digit}"] = Tag.ISIN, -1
    return meanings
