"""Search a text as it is written, and as it reads once its disguises are undone.

1. As it is written, and with the escapes of JSON undone (``escapes``).
2. What quick scans make suspicious is undone, in windows (``view``), and searched; what comes
   out is treated in the same way, up to ``ROUNDS`` times: base64 of full-width letters.
3. Detectors of known values also look across line breaks.

A finding of a view stands where its characters came from, takes along what nobody sees at its
edges, and has as its value what is written there, so that restoring gives the same bytes.

All views of a text together have at most ``SPREAD`` times its length, of a long one less.  Where
that is not enough, where something is still encoded after the last round, or where something
unpacks to much more than it was, that span itself is a finding: a text that nobody could look into.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import msgspec

from douane.detect.disguise import lines
from douane.detect.disguise.characters import UNSEEN
from douane.detect.disguise.readings import readings
from douane.detect.disguise.suspicion import Sign, Suspicions
from douane.detect.disguise.view import Span, View
from douane.detect.escapes import Level, levels, search_levels
from douane.detect.fold import encodable
from douane.detect.seam import Detector
from douane.model.finding import Finding
from douane.model.token import Kind

DETECTOR: Final = "disguise"
ROUNDS: Final = 4
SPREAD: Final = 8
# Characters of a text beyond which views have but twice as many: nothing that somebody reads has
# so many disguises.
LONG: Final = 131_072
# So that short texts with long windows have room, too.
_LEAST_ROOM: Final = 4096
# Detectors of known values, whose search is cheap enough to look at every line's end.
_KNOWN_VALUES: Final = frozenset({"exact"})
_LESS_SURE: Final = 0.9
_BROKEN_NUMBER: Final = re.compile(r"[0-9][ \t]?\r?\n[ \t>|]{0,8}[0-9]")
_BACKSLASHES: Final = ("\\x", "\\u{", "\\U")


def search(text: str, detectors: Sequence[Detector]) -> list[Finding]:
    """Return what the detectors find; each finding once.

    Args:
        text: Any text; nothing that it holds makes this fail.
        detectors: What to search with.

    Returns:
        Findings whose spans refer to ``text``.  They may overlap.
    """
    nested = levels(text)
    found = search_levels(nested, detectors)
    seen = {(hit.start, hit.end, hit.detector) for hit in found}
    for level in nested:
        # The innermost text has all disguises but those that undoing JSON's escapes spoils.
        if level is nested[-1] or any(sign in level.view.text for sign in _BACKSLASHES):
            for hit in _disguised(level.view.text, detectors):
                moved = _moved(level, hit)
                key = (moved.start, moved.end, moved.detector)
                if key not in seen:
                    seen.add(key)
                    found.append(moved)
    return found


def _moved(level: Level, hit: Finding) -> Finding:
    """Return a finding of one level where it stands in the text."""
    text = level.view.text
    start, end = level.whole(hit.start, hit.end)
    before = UNSEEN.match(text[max(0, start - 64) : start][::-1])
    start -= before.end() if before else 0
    behind = UNSEEN.match(text, end)
    end = behind.end() if behind else end
    return msgspec.structs.replace(
        hit,
        start=level.view.origin(start),
        end=level.view.origin(end),
        value=encodable(text[start:end]),
        literal=False,
        confidence=hit.confidence * _LESS_SURE,
    )


def _disguised(text: str, detectors: Sequence[Detector]) -> Iterator[Finding]:
    """Yield what is found in the views of one text; values are those of the views."""
    views: list[View] = []
    source, room = text, _room(len(text))
    for number in range(ROUNDS + 1):
        suspicion = _suspicions().of(source)
        if number == 0 and Sign.BREAK in suspicion.signs:
            yield from _across_lines(text, detectors)
        reading = readings(source, suspicion, decoded=number > 0)
        blind = reading.refused
        if number == ROUNDS:
            blind = blind + [span for span in reading.encoded if views[-1].was_encoded(*span)]
        elif reading.lanes:
            view = View(source, reading.lanes, room)
            blind = blind + view.left_out
        for start, end in blind:
            first, last = _outward(views, start, end)
            yield Finding(first, last, "", Kind.TEXT, DETECTOR)
        if number == ROUNDS or not reading.lanes:
            return
        views.append(view)
        source, room = view.text[: view.onward], room - len(view.text)
        yield from _undone(text, views, detectors)


def _room(size: int) -> int:
    """Return how many characters all views of a text may have."""
    return SPREAD * min(size, LONG) + 2 * max(0, size - LONG) + _LEAST_ROOM


def _undone(text: str, views: Sequence[View], detectors: Sequence[Detector]) -> Iterator[Finding]:
    """Yield what is found in the last view only."""
    view = views[-1]
    for detector in detectors:
        for hit in detector.scan(view.text):
            if view.is_undone(hit.start, hit.end):
                first, last = _outward(views, hit.start, hit.end)
                if hit.detector == "ip.v4" and _BROKEN_NUMBER.search(text, first, last):
                    continue  # two versions below each other: "3.1.5" and "3.1"
                yield msgspec.structs.replace(hit, start=first, end=last)


def _across_lines(text: str, detectors: Sequence[Detector]) -> Iterator[Finding]:
    for detector in detectors:
        if detector.id in _KNOWN_VALUES:
            for joined in lines.across(text):
                for hit in detector.scan(joined.text):
                    span = joined.span(hit.start, hit.end)
                    if span is not None:
                        yield msgspec.structs.replace(hit, start=span[0], end=span[1])


def _outward(views: Sequence[View], start: int, end: int) -> Span:
    for view in reversed(views):
        start, end = view.span(start, end)
    return start, end


@cache
def _suspicions() -> Suspicions:
    """Compile once a process."""
    return Suspicions()


def ready() -> None:
    """Compile now what would take a quarter of a second at the first search."""
    _suspicions()
