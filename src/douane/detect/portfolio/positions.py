"""Join names and numbers into positions, however they are laid out.

A position is a name and the numbers behind it up to the next name, and the one right before it
(``300 Roche``).  Rows of tables, lines of lists, parts of a sentence and cells that stand one a
line are all of that form.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from douane.detect.portfolio import tag
from douane.detect.portfolio.figures import Figure
from douane.detect.portfolio.securities import Named
from douane.detect.portfolio.vocabulary import Word

_FARTHEST: Final = 160
_BETWEEN_NAMES: Final = 80
_YEAR = re.compile(r"(?:19|20)\d\d")
_RIGHT_BEHIND: Final = 3
_UNIT_AWAY: Final = 3
_FEWEST_FIGURES: Final = 2
_BESIDE: Final = 8


class Position(msgspec.Struct, frozen=True, gc=False):
    """A name and its numbers.

    Attributes:
        start: First character.
        end: One past the last.
        sure: Something that can be held, for sure.
        proven: It has an ISIN or a ticker.
        figures: How many numbers it has.
        quantity: One of them can be a number of units.
        close: That one stands right beside the name, or beside a unit.
        share: One of them is a share.
        money: One of them is in a currency.
        signed: One of them has a sign, as a change has.
        beside: A share or an amount stands right behind the name.
    """

    start: int
    end: int
    sure: bool
    proven: bool
    figures: int
    quantity: bool
    close: bool
    share: bool
    money: bool
    signed: bool
    beside: bool

    @property
    def complete(self) -> bool:
        """It says what, how much of it, and something more."""
        return self.quantity and self.figures >= _FEWEST_FIGURES and not self.signed


def positions(
    text: str, names: Sequence[Named], numbers: Sequence[Figure], words: Iterable[Word]
) -> list[Position]:
    """Return every name that has numbers, by position."""
    names = _joined(text, names, numbers)
    starts = [number.start for number in numbers]
    units = [(word.start, word.end) for word in words if word.tag & tag.UNIT]
    before = [_before(text, name, numbers, starts) for name in names]
    found = []
    for at, name in enumerate(names):
        limit = min(len(text), name.end + _FARTHEST)
        if at + 1 < len(names):
            following = before[at + 1]
            limit = min(limit, names[at + 1].start if following is None else following.start)
        limit = _reach(text, name.end, limit)
        first, last = bisect_left(starts, name.start), bisect_left(starts, limit)
        own = [number for number in numbers[first:last] if number.start >= name.start]
        ahead = before[at]
        if own or ahead:
            found.append(_position(text, name, ahead, own, units))
    return found


def _joined(text: str, names: Sequence[Named], numbers: Sequence[Figure]) -> list[Named]:
    """Join names with no number between them: a name, its ISIN and its ticker are one."""
    starts = [number.start for number in numbers]
    joined: list[Named] = []
    for name in names:
        last = joined[-1] if joined else None
        if (
            last is None
            or name.start - last.end > _BETWEEN_NAMES
            or text.count("\n", last.end, name.start) > 1
            or bisect_left(starts, last.end) != bisect_left(starts, name.start)
        ):
            joined.append(name)
            continue
        sure, proven = last.sure or name.sure, last.proven or name.proven
        joined[-1] = Named(last.start, name.end, sure=sure, proven=proven)
    return joined


def _before(
    text: str, name: Named, numbers: Sequence[Figure], starts: Sequence[int]
) -> Figure | None:
    """Return the quantity that stands right before a name in its line."""
    at = bisect_left(starts, name.start) - 1
    if at < 0:
        return None
    number = numbers[at]
    gap = text[number.end : name.start]
    if len(gap) > _FARTHEST // 8 or "\n" in gap or number.percent or not number.whole:
        return None
    if gap[:1] in {".", ")"} and text[max(0, number.start - 1) : number.start] in {"", "\n", " "}:
        return None  # the number of a line in a list
    letters = gap.strip(" \u00a0\u202f|;\t,\"'x\u00d7")
    return number if not letters or letters.split()[0].casefold() in _COUNTED else None


_COUNTS = """
    stück stk stk. aktien anteile shares units shs actions titres parts azioni quote pezzi
    acciones títulos participaciones aandelen stuks akcji szt szt. sztuk nominal chf eur usd
    de di of von van
"""
_COUNTED: Final = frozenset(_COUNTS.split())


def _reach(text: str, start: int, limit: int) -> int:
    """Return where the numbers of a name must have ended: a blank line, a line of other words."""
    line = text.find("\n", start, limit)
    while line >= 0:
        following = text[line + 1 : line + 1 + _FARTHEST].partition("\n")[0]
        if not following.strip() or _worded(following):
            return line
        line = text.find("\n", line + 1, limit)
    return limit


def _worded(line: str) -> bool:
    """Say whether a line is more than a number with its unit."""
    letters = sum(map(str.isalpha, line))
    return letters > _RIGHT_BEHIND and letters * 2 > len(line.strip())


def _position(
    text: str, name: Named, ahead: Figure | None, own: Sequence[Figure],
    units: Sequence[tuple[int, int]],
) -> Position:  # fmt: skip
    every = [*([ahead] if ahead else []), *own]
    countable = [
        number
        for number in every
        if number.whole and not number.signed
        and not (number is not ahead and _YEAR.fullmatch(text, number.start, number.end))
    ]  # fmt: skip
    close = any(
        number is ahead or number.start - name.end <= _RIGHT_BEHIND or _counted(number, units)
        for number in countable
    )
    return Position(
        start=min(name.start, ahead.start) if ahead else name.start,
        end=max(name.end, every[-1].end),
        sure=name.sure,
        proven=name.proven,
        figures=len(every),
        quantity=bool(countable),
        close=close,
        share=any(number.percent for number in every),
        money=any(number.money for number in every),
        signed=any(number.signed for number in every),
        beside=any(
            (number.percent or number.money) and 0 <= number.start - name.end <= _BESIDE
            for number in own
        ),
    )


def _counted(number: Figure, units: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(units, (number.end, 0))
    if at < len(units) and units[at][0] - number.end <= _UNIT_AWAY:
        return True
    return at > 0 and 0 <= number.start - units[at - 1][1] <= _UNIT_AWAY
