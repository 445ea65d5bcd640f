"""Sew neighbouring texts together where they meet, and tell where each character stands.

A value that is cut in two stands in neither text: ``DE89 3704 0044`` ends one message and
``0532 0130 00`` begins the next.  So the last characters of each text and the first of the next
become a *window*, and windows are joined by NULs, across which nothing matches: one search looks
at all borders.  A text that is no longer than two windows is in it as a whole, so a value may be
cut into any number of pieces.

Two readings: with nothing between two texts, and with a blank where neither brings one.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

# Characters on either side: nearly all values that can be cut, and the word before them.
REACH: Final = 64
# Found further from a border than this, it was found before, or was cut by the window's edge.
NEAR: Final = 48
# Looked for at either end of a window, so that no word is cut.
_MARGIN: Final = 24
_SPACE: Final = re.compile(r"\s")
_APART: Final = "\x00"


class Piece(NamedTuple):
    """What one text has of a span.

    Attributes:
        text: Number of the text.
        start: First character of it.
        end: One past the last.
    """

    text: int
    start: int
    end: int


class Sewn:
    """Texts, or their ends, in one.

    Attributes:
        text: What is to be searched.
    """

    __slots__ = ("_begins", "_borders", "_cuts", "_pieces", "text")

    def __init__(
        self, texts: Sequence[str], reach: int | None, betweens: Mapping[int, str]
    ) -> None:
        """Sew.

        Args:
            texts: One read after the other.
            reach: Characters on either side of a border; None takes every text whole.
            betweens: Numbers of the texts to sew, none of them empty, in order, with what goes
                between the text before and each.
        """
        self._begins: list[int] = []
        self._pieces: list[Piece] = []
        self._borders: list[int] = []
        self._cuts: set[int] = set()
        written: list[str] = []
        length = 0
        numbers = list(betweens)
        for number in numbers:
            for piece, starts, ends in _shares(number, texts[number], numbers, reach):
                if starts:
                    written.append(_APART)
                    length += 1
                    self._cuts.add(length)
                elif self._pieces:
                    self._borders.append(length)
                    written.append(betweens[number])
                    length += len(betweens[number])
                self._begins.append(length)
                self._pieces.append(piece)
                written.append(texts[number][piece.start : piece.end])
                length += piece.end - piece.start
                if ends:
                    self._cuts.add(length)
        self.text = "".join(written)

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Return what each text has of a span; nothing of what was put between them."""
        found = []
        at = max(0, bisect_right(self._begins, start) - 1)
        while at < len(self._begins) and self._begins[at] < end:
            piece, begin = self._pieces[at], self._begins[at]
            first = piece.start + max(0, start - begin)
            last = min(piece.end, piece.start + end - begin)
            if first < last:
                found.append(Piece(piece.text, first, last))
            at += 1
        return found

    def is_cut(self, start: int, end: int) -> bool:
        """Tell whether a span reaches the edge of a window, behind which its text goes on."""
        return start in self._cuts or end in self._cuts

    def is_near(self, start: int, end: int) -> bool:
        """Tell whether a border is in a span, or so near that what stands there had a say."""
        at = bisect_left(self._borders, start - NEAR)
        return at < len(self._borders) and self._borders[at] <= end + NEAR


def _shares(
    number: int, text: str, numbers: Sequence[int], reach: int | None
) -> list[tuple[Piece, bool, bool]]:
    """Return what a text gives, and whether that is cut off before or behind."""
    size = len(text)
    if reach is None or size <= 2 * reach:
        return [(Piece(number, 0, size), False, False)]
    shares = []
    if number != numbers[0]:
        shares.append((Piece(number, 0, _head(text, reach)), False, True))
    if number != numbers[-1]:
        shares.append((Piece(number, _tail(text, size - reach), size), True, False))
    return shares


def _head(text: str, reach: int) -> int:
    gaps = [gap.start() for gap in _SPACE.finditer(text, reach - _MARGIN, reach)]
    return gaps[-1] if gaps else reach


def _tail(text: str, start: int) -> int:
    gap = _SPACE.search(text, start, start + _MARGIN)
    return gap.end() if gap else start


def readings(texts: Sequence[str], reach: int | None = REACH) -> list[Sewn]:
    """Return how texts can be read one after the other; none where there is no border.

    Args:
        texts: In the order in which a reader sees them.
        reach: As for ``Sewn``.
    """
    numbers = [number for number, text in enumerate(texts) if text]
    if len(numbers) < 2:  # noqa: PLR2004 - a border has two sides
        return []
    plain = dict.fromkeys(numbers, "")
    blank = plain | {
        number: " "
        for before, number in pairwise(numbers)
        if not texts[before][-1].isspace() and not texts[number][0].isspace()
    }
    return [Sewn(texts, reach, each) for each in ([plain] if blank == plain else [plain, blank])]
