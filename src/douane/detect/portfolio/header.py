"""Heads of tables of positions, in one line or, as text is taken out of documents, one a line.

Heads of columns stand side by side with little else between them: a unit, a currency, the marks
of the table.
"""

from collections.abc import Iterable
from typing import Final

import msgspec

from douane.detect.portfolio import tag
from douane.detect.portfolio.vocabulary import Word

_MOST_LETTERS_BETWEEN: Final = 5
_LONGEST_CELL: Final = 14
_SEPARATORS: Final = ",;|\t"
_MOST_BETWEEN: Final = 60
_FEWEST_COLUMNS: Final = 2
_COLUMN: Final = tag.HEADS | tag.MARKET_HEAD | tag.TRADE


class Header(msgspec.Struct, frozen=True, gc=False):
    """The head of a table.

    Attributes:
        start: First character.
        end: One past the last.
        tag: What its columns are, taken together.
        columns: How many of them are known.
    """

    start: int
    end: int
    tag: int
    columns: int

    @property
    def of_positions(self) -> bool:
        """It has a security, a quantity, and a price, value or share."""
        return bool(
            self.tag & (tag.SECURITY_HEAD | tag.ID_HEAD)
            and self.tag & tag.QUANTITY_HEAD
            and self.tag & (tag.PRICE_HEAD | tag.VALUE_HEAD | tag.WEIGHT_HEAD)
        )

    @property
    def of_values(self) -> bool:
        """It has a security, and a value or share."""
        return bool(
            self.tag & (tag.SECURITY_HEAD | tag.ID_HEAD)
            and self.tag & (tag.VALUE_HEAD | tag.WEIGHT_HEAD)
        )


def headers(text: str, words: Iterable[Word]) -> list[Header]:
    """Return the heads of tables, by position."""
    found: list[Header] = []
    run: list[Word] = []
    for word in words:
        if not word.tag & _COLUMN:
            continue
        if run and not _beside(text[run[-1].end : word.start]):
            _add(found, run)
            run = []
        run.append(word)
    _add(found, run)
    return found


def _beside(between: str) -> bool:
    if len(between) > _MOST_BETWEEN or "\n\n" in between:
        return False
    letters = sum(map(str.isalpha, between))
    parted = any(mark in between for mark in _SEPARATORS)
    most = _LONGEST_CELL if parted else _MOST_LETTERS_BETWEEN
    return letters <= most and not any(map(str.isdigit, between))


def _add(found: list[Header], run: list[Word]) -> None:
    if len(run) < _FEWEST_COLUMNS:
        return
    told = 0
    for word in run:
        told |= word.tag
    found.append(Header(run[0].start, run[-1].end, told, len(run)))
