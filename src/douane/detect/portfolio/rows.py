"""Names that nobody knows, seen by the row that they stand in: a name, then numbers.

Two forms: a line that begins with a name and holds numbers, and a line that is only a name
above one that is only a number, as cells come out of documents.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from douane.detect.portfolio.figures import Figure
from douane.detect.portfolio.securities import Named, first_name

_LONGEST_ROW: Final = 200
_LONGEST_CELL: Final = 60
_FEWEST_FIGURES: Final = 2


def row_names(text: str, others: Sequence[Named], numbers: Sequence[Figure]) -> list[Named]:
    """Return the names that only their rows speak for, in lines without others."""
    taken = [name.start for name in others]
    starts = [number.start for number in numbers]
    found = []
    previous: Named | None = None
    for start, end in _lines(text):
        if start == end:
            continue
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        named = bisect_left(taken, end) > bisect_left(taken, start)
        figures = numbers[first:last]
        alone = previous
        previous = None
        if end - start > _LONGEST_ROW or named:
            continue
        if not figures:
            if end - start <= _LONGEST_CELL:
                previous = first_name(text, start, end)
            continue
        name = first_name(text, start, end)
        if name is None:
            if alone is not None and _is_number(text, start, end):
                found.append(alone)
        elif (
            len(figures) >= _FEWEST_FIGURES or figures[0].percent or figures[0].money
        ) and name.start < figures[-1].start:
            found.append(name)
        elif end - start <= _LONGEST_CELL:
            previous = name
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        yield start, end
        start = end + 1


def _is_number(text: str, start: int, end: int) -> bool:
    return not any(map(str.isalpha, text[start:end])) or end - start <= _LONGEST_CELL // 4
