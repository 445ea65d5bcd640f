"""The passages of a text in which a scan saw something, and which alone ``re`` reads.

An expression of ``re`` takes a hundred times as long for a text as the scan does.  What stands in a
passage is read as if it stood in the whole text, so a passage ends where a word does.
"""

import re
from collections.abc import Sequence
from typing import Final

from douane.detect.disguise.view import Span

# Characters on either side: a long number with gaps, or some words.
REACH: Final = 128
_FARTHEST: Final = 64  # to the next blank
_SPACE: Final = re.compile(r"\s")
# A match has three characters and more; of these, the last two may stand behind what it is about.
_BEHIND: Final = 2


def passages(text: str, ends: Sequence[int]) -> list[Span]:
    """Return passages, in order and apart.

    Args:
        text: Any text.
        ends: Positions behind what was seen, in order.
    """
    found: list[Span] = []
    first = last = -1
    for end in ends:
        at = max(0, end - _BEHIND)
        if at + REACH <= last:
            continue
        begin = max(0, at - REACH)
        if begin > last >= 0:
            found.append((first, last))
            first = -1
        if first < 0:
            first = _after_space(text, begin, at)
        last = _to_space(text, at + REACH)
    if last >= 0:
        found.append((first, last))
    return found


def _after_space(text: str, begin: int, at: int) -> int:
    gap = _SPACE.search(text, begin, min(at, begin + _FARTHEST)) if begin else None
    return gap.end() if gap else begin


def _to_space(text: str, stop: int) -> int:
    if stop >= len(text):
        return len(text)
    gap = _SPACE.search(text, stop, stop + _FARTHEST)
    return gap.start() if gap else min(len(text), stop + _FARTHEST)
