r"""Find labels with a digit soon behind them, in one scan for literals.

As one expression, with everything that may stand between words, the labels take a second to
compile and half a megabyte; as 5,000 literals, a tenth of that.  So the text is made plain
first, one byte a character: letters small and without accents, digits as they are, anything
else a space.  A label is then a space, its words, and up to three spaces between them.
More is found than ``surroundings`` confirms: ``konto`` also in ``Kontonummer``.  Labels of two
letters and those in other alphabets stay expressions (``trigger_words``).
"""

import re
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Final

import hyperscan

from douane.detect.identifiers.context.folded import fold
from douane.detect.identifiers.context.trigger_words import shortest

_FARTHEST: Final = 32  # characters between a label and its first digit
_WIDEST: Final = 3  # between two words of a label
_FEWEST_LETTERS: Final = 3
_DIGIT_AHEAD: Final = re.compile(rf"[^0-9\x00]{{0,{_FARTHEST}}}[0-9]")
_WORD: Final = re.compile(rb"[a-z0-9]+")


def _plain(code: int) -> str:
    letter = fold(chr(code))
    return letter if letter.isascii() and letter.isalnum() else " "


_PLAIN: Final = "".join(map(_plain, range(256))).encode("ascii")


def plain(text: str) -> bytes:
    """Return a text as the scan sees it: one byte a character."""
    # What Latin-1 lacks becomes a question mark, so a space.
    return text.encode("latin-1", "replace").translate(_PLAIN)


def is_plain(label: str) -> bool:
    """Tell whether the scan is for a label.

    Nothing is left of one in Greek, and two letters begin too many words.
    """
    return len(plain(label).replace(b" ", b"")) >= _FEWEST_LETTERS


class LabelScan:
    """The compiled labels; may be asked from several threads."""

    __slots__ = ("_database", "_lengths", "_owners", "_scratches")

    def __init__(self, topics: Mapping[int, Iterable[str]]) -> None:
        """Compile the labels of each owner's topics; this takes a tenth of a second."""
        owners: dict[bytes, set[int]] = {}
        for owner, own in topics.items():
            for label in filter(is_plain, shortest(own)):
                for literal in literals(label):
                    owners.setdefault(literal, set()).add(owner)
        self._owners = [tuple(sorted(each)) for each in owners.values()]
        self._lengths = [len(literal) - 1 for literal in owners]
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=list(owners),
            ids=list(range(len(owners))),
            elements=len(owners),
            flags=[0] * len(owners),
            literal=True,
        )
        # One scan at a time may use a scratch; popping and appending are atomic.
        self._scratches: list[hyperscan.Scratch] = []

    def digits(self, text: str) -> set[tuple[int, int]]:
        """Return (position behind the first digit behind a label, owner of the label)."""
        found: list[tuple[int, int]] = []
        try:
            scratch = self._scratches.pop()
        except IndexError:
            scratch = self._database.scratch.clone()
        try:
            self._database.scan(
                b" " + plain(text), match_event_handler=_collect, context=found, scratch=scratch
            )
        finally:
            self._scratches.append(scratch)
        digits: set[tuple[int, int]] = set()
        claimed = "\x00" in text
        for behind, literal in found:
            end = behind - 1  # a space was put before the text
            if claimed and "\x00" in text[end - self._lengths[literal] : end]:
                continue
            ahead = _DIGIT_AHEAD.match(text, end)
            if ahead is not None:
                digits.update((ahead.end(), owner) for owner in self._owners[literal])
        return digits


# Hyperscan keeps no reference to its handler, so it must be one that stays.
def _collect(literal: int, _start: int, end: int, _flags: int, found: object) -> None:
    found.append((end, literal))  # type: ignore[attr-defined]


def literals(label: str) -> set[bytes]:
    """Return the ways in which a label can stand in a plain text."""
    # With and without the accents of letters that Latin-1 lacks.
    ways: set[bytes] = set()
    for spelled in {label, fold(label)}:
        words = _WORD.findall(plain(spelled))
        gaps = [b" " * width for width in range(_WIDEST + 1)]
        for between in product(gaps, repeat=len(words) - 1):
            ways.add(
                b" " + words[0] + b"".join(map(b"".join, zip(between, words[1:], strict=True)))
            )
    return ways
