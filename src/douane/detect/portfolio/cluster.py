"""Positions that stand together, with the head of their table."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import msgspec

from douane.detect.portfolio.header import Header
from douane.detect.portfolio.positions import Position

_FARTHEST: Final = 200
_LINES_BETWEEN: Final = 4
_TO_HEADER: Final = 80
_LINES_TO_HEADER: Final = 3
_HEADERS_TRIED: Final = 2


class Cluster(msgspec.Struct, frozen=True, gc=False):
    """Positions that stand together.

    Attributes:
        positions: By position.
        header: The head of their table.
        lined: Each stands on lines of its own.
    """

    positions: Sequence[Position]
    header: Header | None
    lined: bool


def clusters(text: str, rows: Sequence[Position], headers: Sequence[Header]) -> list[Cluster]:
    """Return the clusters of a text, by position."""
    grouped: list[list[Position]] = []
    edges = [header.start for header in headers]
    for row in rows:
        last = grouped[-1][-1] if grouped else None
        if (
            last is not None
            and row.start - last.end <= _FARTHEST
            and text.count("\n", last.end, row.start) <= _LINES_BETWEEN
            and "\n\n" not in text[last.end : row.start]
            and bisect_left(edges, last.end) == bisect_left(edges, row.start)
        ):
            grouped[-1].append(row)
        else:
            grouped.append([row])
    return [_cluster(text, group, headers, edges) for group in grouped]


def _cluster(
    text: str, rows: list[Position], headers: Sequence[Header], edges: Sequence[int]
) -> Cluster:
    at = bisect_left(edges, rows[0].end)
    above = headers[max(0, at - _HEADERS_TRIED) : at]
    header = next((each for each in reversed(above) if _above(text, each, rows)), None)
    return Cluster(tuple(rows), header, _lined(text, rows))


def _above(text: str, header: Header, rows: Sequence[Position]) -> bool:
    start = rows[0].start
    if header.end > start:
        return header.start >= start - _TO_HEADER
    gap = text[header.end : start]
    return len(gap) <= _TO_HEADER * 2 and gap.count("\n") <= _LINES_TO_HEADER


def _lined(text: str, rows: Sequence[Position]) -> bool:
    """Say whether each position begins a line, but for marks and columns before it."""
    if len(rows) == 1:
        return False
    breaks = sum(
        1 for one, other in pairwise(rows)
        if text.find("\n", one.start, other.start) >= 0
    )  # fmt: skip
    return breaks * 2 > len(rows) - 1
