r"""Search a text as it is written, and as it reads once its escapes are undone.

Most JSON is written with escapes: ``M\u00fcller``, ``\nmax@example.com``.  Nothing that is
looked for would be found there as it is written, and what is found could begin in the middle
of an escape.  So a text with backslashes is searched level by level, and what was found is
reported where it stands in the original.  A finding as written that would cut an escape in two
gives way to what stands there once the escape is undone, or takes the whole escape with it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from douane.detect.escaped import View
from douane.detect.seam import Detector
from douane.model.finding import Finding

# JSON in a string in JSON: deeper than that nobody writes prose.
LEVELS: Final = 3

_ESCAPE = re.compile(r"\\+(?:u[0-9a-fA-F]{4}|[\"/bfnrt])")

Span = tuple[int, int]


def search(text: str, detectors: Sequence[Detector]) -> list[Finding]:
    """Return what the detectors find; each finding once.

    Args:
        text: Any text; nothing that it holds makes this fail.
        detectors: What to search with.

    Returns:
        Findings whose spans refer to ``text``.  They may overlap.
    """
    found = [hit for detector in detectors for hit in detector.scan(text)]
    if "\\" not in text:
        return found
    undone: dict[tuple[int, int, str], Finding] = {}
    view = View(text)
    for _ in range(LEVELS):
        view = view.inner(0, len(view.text))
        for hit in (hit for detector in detectors for hit in detector.scan(view.text)):
            start, end = view.origin(hit.start), view.origin(hit.end)
            moved = msgspec.structs.replace(hit, start=start, end=end)
            undone.setdefault((start, end, hit.detector), moved)
        if "\\" not in view.text:
            break
    return list(_settled(text, found, undone))


def _settled(
    text: str, found: Iterable[Finding], undone: dict[tuple[int, int, str], Finding]
) -> Iterable[Finding]:
    escapes = [match.span() for match in _ESCAPE.finditer(text)]
    for hit in found:
        start, end = _whole(escapes, hit.start)[0], _whole(escapes, hit.end)[1]
        if (start, end) == (hit.start, hit.end):
            undone.pop((start, end, hit.detector), None)
            yield hit
        elif not any(other.start < end and start < other.end for other in undone.values()):
            yield msgspec.structs.replace(hit, start=start, end=end, value=text[start:end])
    yield from undone.values()


def _whole(escapes: Sequence[Span], position: int) -> Span:
    """Return the escape that a position would cut in two, or the position itself."""
    at = bisect_left(escapes, (position,)) - 1
    if at >= 0 and escapes[at][0] < position < escapes[at][1]:
        return escapes[at]
    return position, position
