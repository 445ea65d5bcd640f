"""Which stretches of a text are taken already."""

from bisect import bisect_right
from collections.abc import Iterable

from douane.model.token import Kind

# Start, end, kind, detector's id, confidence.
Span = tuple[int, int, Kind, str, float]


class Spans:
    """Stretches that do not overlap, in order."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Begin with stretches that do not overlap."""
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def take(self, start: int, end: int) -> bool:
        """Take a stretch unless a part of it is taken; say whether it was."""
        if not self.free(start, end):
            return False
        at = bisect_right(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)
        return True

    def free(self, start: int, end: int) -> bool:
        """Say whether nothing of a stretch is taken."""
        at = bisect_right(self._starts, start)
        return not (
            (at and self._ends[at - 1] > start)
            or (at < len(self._starts) and self._starts[at] < end)
        )

    def covers(self, position: int) -> bool:
        """Say whether a position is taken."""
        at = bisect_right(self._starts, position)
        return bool(at) and self._ends[at - 1] > position
