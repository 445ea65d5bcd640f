"""Pieces of a text with a disguise undone, and where each character of them stands.

A ``Patch`` says what a span reads as once its disguise is undone.  A ``View`` is made of
patches and of the text around them (a *window*), because a value and the word that tells what
it is may stand on both sides of what was disguised.  Windows are joined by NULs, across which
nothing matches, so one scan of a view looks at all of them.

The map back is a sorted list of segments and one binary search.  A segment of *stride* n came
from n characters for each; one of stride 0 can only be told as a whole, as with base64.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

Span = tuple[int, int]

# Characters on either side: the longest value that could begin before a disguise, and its word.
WINDOW: Final = 48
# What is found so far from anything undone was there before, or was cut by the window's edge.
_NEAR: Final = 24

_SPACE = re.compile(r"\s")


class Patch(NamedTuple):
    """What a span reads as.

    Attributes:
        start: First character of the span.
        end: One past its last.
        text: What it reads as; may be empty.
        stride: Characters of the span for each of ``text``; 0 where they do not correspond.
    """

    start: int
    end: int
    text: str
    stride: int = 0


class Lane(NamedTuple):
    """One reading of a text.

    Attributes:
        patches: In order; they do not overlap.
        decodes: What it undoes is an encoding, and not only a manner of writing.
        last: What comes out is searched, but nothing more in it is undone.
    """

    patches: Sequence[Patch]
    decodes: bool = False
    last: bool = False


class View:
    """A text in which disguises are undone.

    Attributes:
        text: Windows, joined by NULs.
        onward: How much of it, from its beginning, may be undone further.
        left_out: Spans of the source for which there was no room.
    """

    __slots__ = (
        "_decoded", "_ends", "_firsts", "_lasts", "_origins", "_starts", "_strides", "left_out",
        "onward", "text",
    )  # fmt: skip

    def __init__(self, source: str, lanes: Iterable[Lane], room: int) -> None:
        """Build windows.

        Args:
            source: What the patches refer to.
            lanes: Alternative readings; those that are last stand behind the others.
            room: Most characters that the view may have.
        """
        self.left_out: list[Span] = []
        self._starts: list[int] = []
        self._origins: list[int] = []
        self._ends: list[int] = []
        self._strides: list[int] = []
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        parts: list[str] = []
        length = 0
        self._decoded: list[bool] = []
        self.onward = 0
        known: set[tuple[int, int, tuple[Patch, ...]]] = set()
        for patches, decodes, last in lanes:
            for begin, stop, some in _windows(source, patches):
                # Where alternatives agree, one of them is enough.
                window = begin, stop, tuple(some)
                if window in known:
                    continue
                known.add(window)
                size = stop - begin + sum(len(patch.text) for patch in some)
                if length + size > room:
                    self.left_out.append((some[0].start, some[-1].end))
                    continue
                done = begin
                for start, end, text, stride in some:
                    if start > done:
                        self._segment(length, done, start, 1)
                        parts.append(source[done:start])
                        length += start - done
                    self._firsts.append(length)
                    if text:
                        self._segment(length, start, end, stride)
                        parts.append(text)
                        length += len(text)
                    self._lasts.append(length)
                    self._decoded.append(decodes)
                    done = end
                if stop > done:
                    self._segment(length, done, stop, 1)
                    parts.append(source[done:stop])
                    length += stop - done
                parts.append("\x00")
                length += 1
            if not last:
                self.onward = length
        self.text = "".join(parts)

    def span(self, start: int, end: int) -> Span:
        """Return the span of the source that a span of this text was made from."""
        at = bisect_right(self._starts, start) - 1
        stride = self._strides[at]
        first = self._origins[at] + (start - self._starts[at]) * stride
        at = bisect_left(self._starts, end) - 1
        stride = self._strides[at]
        if stride:
            return first, self._origins[at] + (end - self._starts[at]) * stride
        return first, self._ends[at]

    def is_undone(self, start: int, end: int) -> bool:
        """Tell whether a span holds, or stands near, anything that was disguised."""
        at = bisect_left(self._lasts, start - _NEAR)
        return at < len(self._firsts) and self._firsts[at] <= end + _NEAR

    def was_encoded(self, start: int, end: int) -> bool:
        """Tell whether a span begins in something that was encoded."""
        at = bisect_right(self._lasts, start)
        return at < len(self._firsts) and self._firsts[at] < end and self._decoded[at]

    def _segment(self, start: int, origin: int, end: int, stride: int) -> None:
        self._starts.append(start)
        self._origins.append(origin)
        self._ends.append(end)
        self._strides.append(stride)


def _windows(source: str, patches: Sequence[Patch]) -> Iterable[tuple[int, int, Sequence[Patch]]]:
    """Yield (first character, one past the last, patches) of each window; none overlap."""
    at, number = 0, len(patches)
    while at < number:
        first = at
        reach = patches[at].end + WINDOW
        at += 1
        while at < number and patches[at].start - WINDOW <= reach:
            reach = patches[at].end + WINDOW
            at += 1
        begin = max(0, patches[first].start - WINDOW)
        if begin:
            # A number that is cut in two would be another number.
            begin = _after_space(source, begin, patches[first].start)
        stop = min(len(source), reach)
        if stop < len(source):
            stop = _before_space(source, patches[at - 1].end, stop)
        yield begin, stop, patches[first:at]


def _after_space(source: str, begin: int, patch: int) -> int:
    gap = _SPACE.search(source, begin, patch)
    return gap.end() if gap else begin


def _before_space(source: str, patch: int, stop: int) -> int:
    last = -1
    for gap in _SPACE.finditer(source, patch, stop):
        last = gap.start()
    return last if last >= 0 else stop


def ordered(patches: list[Patch]) -> list[Patch]:
    """Return patches by position, without those that overlap one before."""
    patches.sort()
    kept: list[Patch] = []
    done = 0
    for patch in patches:
        if patch.start >= done:
            kept.append(patch)
            done = patch.end
    return kept
