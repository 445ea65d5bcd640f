r"""Read a text as it is written, and as it reads once its escapes are undone.

Most JSON is written with escapes: ``M\u00fcller``, ``\nmax@example.com``.  Nothing that is
looked for would be found there as it is written, and what is found could begin in the middle
of an escape.  So a text with backslashes is searched level by level, and what was found is
reported where it stands in the original.  A finding as written that would cut an escape in two
gives way to what stands there once the escape is undone, or takes the whole escape with it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from douane.detect.escaped import View
from douane.detect.seam import Detector
from douane.model.finding import Finding

# JSON in a string in JSON: deeper than that nobody writes prose.
LEVELS: Final = 3

_ESCAPE = re.compile(r"(?<!\\)\\++(?:u[0-9a-fA-F]{4}|[\"/bfnrt])")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Level:
    """A text, some of whose escapes are undone.

    Attributes:
        view: The text, and where it stands.
        escapes: Where it still has escapes.
    """

    view: View
    escapes: Sequence[Span]

    def whole(self, start: int, end: int) -> Span:
        """Return a span that begins and ends in no escape, so that it can be replaced.

        One that ends with a backslash ends there: it is the value's own, and what follows is not.
        """
        first = _begin(self.escapes, start)
        at = bisect_left(self.escapes, (end,)) - 1
        if at >= 0 and end < self.escapes[at][1] and self.view.text[end - 1] != "\\":
            end = self.escapes[at][1]
        return first, end


def levels(text: str) -> list[Level]:
    """Return a text, and what it reads as once one level of its escapes after the other is undone.

    Args:
        text: Any text; nothing that it holds makes this fail.
    """
    views = [View(text)]
    while len(views) <= LEVELS and "\\" in views[-1].text:
        views.append(views[-1].inner(0, len(views[-1].text)))
    return [
        Level(
            view,
            [match.span() for match in _ESCAPE.finditer(view.text)] if "\\" in view.text else (),
        )
        for view in views
    ]


def search_levels(nested: Sequence[Level], detectors: Sequence[Detector]) -> list[Finding]:
    """Return what the detectors find at any level; each finding once.

    Args:
        nested: What ``levels`` made of a text.
        detectors: What to search with.

    Returns:
        Findings whose spans refer to the text.  They may overlap.
    """
    if len(nested) == 1:
        return [hit for detector in detectors for hit in detector.scan(nested[0].view.text)]
    found: dict[tuple[int, int, str], Finding] = {}
    for level in reversed(nested):
        view, escapes = level.view, level.escapes
        deeper = tuple(found.values())
        for hit in (hit for detector in detectors for hit in detector.scan(view.text)):
            # Nothing ends within an escape, unless its own last character is a backslash.
            first = _begin(escapes, hit.start)
            start, end = view.origin(first), view.origin(hit.end)
            moved = msgspec.structs.replace(hit, start=start, end=end)
            if first != hit.start:
                if any(other.start < end and start < other.end for other in deeper):
                    continue
                moved = msgspec.structs.replace(moved, value=view.text[first : hit.end])
            found.setdefault((start, end, hit.detector), moved)
    return list(found.values())


def _begin(escapes: Sequence[Span], position: int) -> int:
    """Return where the escape begins that a position would cut in two, or the position itself."""
    at = bisect_left(escapes, (position,)) - 1
    if at >= 0 and position < escapes[at][1]:
        return escapes[at][0]
    return position
