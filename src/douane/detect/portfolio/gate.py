"""Say whether a text is worth a second look, in a few microseconds.

Hyperscan looks for the words that portfolios are made of, each at most once, in the text with
one byte a character.  What Latin-1 has no letter for is one byte for all (a question mark), in
the words as in the text: a word too many costs a look, never a portfolio.
"""

from typing import Final

import hyperscan

from douane.detect.fold import fold
from douane.detect.portfolio import tag
from douane.detect.portfolio.vocabulary import meanings

_SECURITIES: Final = tag.ISSUER | tag.INSTRUMENT
_AROUND: Final = tag.CLIENT | tag.ACCOUNT
_TELLING: Final = _SECURITIES | _AROUND | tag.ISIN | tag.UNIT | tag.HEADS
# What parts words is a space, so that a word is a literal between two of them.
_LATIN_1: Final = fold(
    "".join(
        chr(code) if chr(code).isalnum() or chr(code) in "?&%+\x00" else " " for code in range(256)
    )
).encode("latin-1")
_FEWEST_SUBJECTS: Final = 3
_FEWEST_HEADS: Final = 3
_FEWEST_SECURITIES: Final = 2


class Gate:
    """Lets through what may hold a portfolio."""

    __slots__ = ("_database", "_scratches", "_told")

    def __init__(self) -> None:
        """Compile the words."""
        telling = [
            (phrase, *told)
            for phrase, told in meanings().items()
            if told[0] & _TELLING or told[1] >= 0
        ]
        self._told = [(told, subject) for _, told, subject in telling]
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=[_literal(phrase, told) for phrase, told, _ in telling],
            ids=list(range(len(telling))),
            elements=len(telling),
            flags=[hyperscan.HS_FLAG_SINGLEMATCH] * len(telling),
            literal=True,
        )
        # One scan at a time may use a scratch; popping and appending are atomic.
        self._scratches: list[hyperscan.Scratch] = []

    def opens(self, text: str) -> bool:
        """Say whether a text may hold a portfolio or a dossier."""
        told = securities = 0
        subjects = set()
        for number in self._words(text):
            word, subject = self._told[number]
            told |= word
            if word & _SECURITIES:
                securities += 1
            if subject >= 0:
                subjects.add(subject)
        return (
            len(subjects) >= _FEWEST_SUBJECTS
            or (told & tag.HEADS).bit_count() >= _FEWEST_HEADS
            or securities >= _FEWEST_SECURITIES
            or bool(told & tag.ISIN)
            or bool(securities and told & tag.UNIT)
            or bool(told & _AROUND and (securities or told & tag.UNIT))
        )

    def _words(self, text: str) -> list[int]:
        data = b" " + _bytes(text).translate(_LATIN_1) + b" "
        found: list[int] = []
        try:
            scratch = self._scratches.pop()
        except IndexError:
            scratch = self._database.scratch.clone()
        try:
            self._database.scan(data, match_event_handler=_collect, context=found, scratch=scratch)
        finally:
            self._scratches.append(scratch)
        return found


# Hyperscan does not keep a reference to its handler: one made on the way may be gone when it
# is called.
def _collect(number: int, _start: int, _end: int, _flags: int, found: object) -> None:
    found.append(number)  # type: ignore[attr-defined]


def _bytes(text: str) -> bytes:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        for mark in "\u2019\u2013\u2022\u201e\u201c\u202f":
            text = text.replace(mark, " ")
        return text.encode("latin-1", "replace")


def _literal(phrase: str, told: int) -> bytes:
    word = b" ".join(phrase.encode("latin-1", "replace").translate(_LATIN_1).split())
    return b" " + word if told & tag.ISIN else b" " + word + b" "
