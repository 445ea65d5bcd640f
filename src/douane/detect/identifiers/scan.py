"""Find identifiers in free text: one scan for all triggers, then one reader for each match.

Where two readings overlap, the surer one stands, in the order of ``triggers``.  Findings never
overlap, and what is less sure than ``LEAST_CONFIDENCE`` is not reported.

A text may be made of triggers, each of which costs a reader's time.  Where there are more than
``LEAST_ROOM`` and one in ``CHARACTERS_A_PLACE`` characters, more than lists of clients
have, the rest of the text is one finding, of kind ``TEXT``: nobody looked into it.

The scan sees UTF-8 bytes.  In ASCII text those are the characters; elsewhere the offsets of
the matches are converted in one pass over the bytes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import hyperscan

from douane.detect.identifiers.context.label_scan import LabelScan, is_plain
from douane.detect.identifiers.context.trigger_words import before_digit, shortest
from douane.detect.identifiers.trigger import Trigger
from douane.detect.identifiers.triggers import TRIGGERS
from douane.model.finding import Finding
from douane.model.token import Kind

LEAST_CONFIDENCE: Final = 0.5
LEAST_ROOM: Final = 8_192
CHARACTERS_A_PLACE: Final = 10
CROWDED: Final = "crowded"
# What begins so far before the first place that is not looked at may be a part of it.
_STEP_BACK: Final = 64
# Bytes of UTF-8 that begin no character.
_CONTINUATION: Final = bytes(range(0x80, 0xC0))


class Identifiers:
    """Detector of everything that can be recognised by its form or a word beside it."""

    id = "identifiers"

    __slots__ = ("_compiled", "_labels", "_readers", "_scratches")

    def __init__(self, triggers: Iterable[Trigger] = TRIGGERS) -> None:
        """Compile the triggers, surest first; once in a process this takes most of a second."""
        triggers = tuple(triggers)
        expressions: list[bytes] = []
        numbers: list[int] = []
        for number, trigger in enumerate(triggers):
            short = before_digit(label for label in shortest(trigger.labels) if not is_plain(label))
            expressions += (*trigger.expressions, *short)
            numbers += [number] * (len(expressions) - len(numbers))
        self._readers = [(trigger.read, trigger.id) for trigger in triggers]
        self._compiled = _compiled(tuple(expressions), tuple(numbers))
        self._labels = _label_scan(
            tuple((number, each.labels) for number, each in enumerate(triggers) if each.labels)
        )
        # One scan at a time may use a scratch; popping and appending are atomic.
        self._scratches: list[hyperscan.Scratch] = []

    def scan(self, text: str) -> list[Finding]:
        """Return the identifiers of a text, by position."""
        # Lone surrogates cannot be encoded; one byte stands for each.
        data = text.encode("utf-8", "replace")
        matches = self._matches(data)
        if matches and len(data) != len(text):
            matches = _in_characters(data, matches)
        # Several expressions of a trigger may end at one place.
        places = {(trigger, end) for end, trigger in matches}
        if self._labels is not None:
            places.update((trigger, end) for end, trigger in self._labels.digits(text))
        most = LEAST_ROOM + len(text) // CHARACTERS_A_PLACE
        cut = -1
        if len(places) > most:
            cut = sorted(end for _, end in places)[most]
            places = {(trigger, end) for trigger, end in places if end < cut}
        starts: list[int] = []
        ends: list[int] = []
        findings: list[Finding] = []
        for number, end in sorted(places):
            at = bisect_left(starts, end)
            if at and ends[at - 1] >= end:
                continue
            read, id_ = self._readers[number]
            hit = read(text, end)
            if hit is None or hit.confidence < LEAST_CONFIDENCE:
                continue
            first, last = hit.start, hit.end
            at = bisect_right(starts, first)
            if (at and ends[at - 1] > first) or (at < len(starts) and starts[at] < last):
                continue
            starts.insert(at, first)
            ends.insert(at, last)
            findings.insert(
                at,
                Finding(
                    first,
                    last,
                    text[first:last],
                    hit.kind,
                    hit.detector or id_,
                    confidence=hit.confidence,
                ),
            )
        return findings if cut < 0 else _closed(text, findings, cut)

    def _matches(self, data: bytes) -> list[tuple[int, int]]:
        """Return (byte offset behind the match, number of the trigger) of each match."""
        found: list[tuple[int, int]] = []
        try:
            scratch = self._scratches.pop()
        except IndexError:
            scratch = self._compiled.scratch.clone()
        try:
            self._compiled.scan(data, match_event_handler=_collect, context=found, scratch=scratch)
        finally:
            self._scratches.append(scratch)
        return found


@lru_cache(maxsize=4)
def _compiled(expressions: tuple[bytes, ...], ids: tuple[int, ...]) -> hyperscan.Database:
    """Compile once for each process: it takes most of a second, and scans only read it."""
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=list(expressions),
        ids=list(ids),
        elements=len(expressions),
        flags=[0] * len(expressions),
    )
    return database


@lru_cache(maxsize=4)
def _label_scan(topics: tuple[tuple[int, tuple[str, ...]], ...]) -> LabelScan | None:
    return LabelScan(dict(topics)) if topics else None


# Hyperscan does not keep a reference to its handler: one made on the way, such as a lambda or
# a bound method, may be gone when it is called, which ends the process.
def _collect(trigger: int, _start: int, end: int, _flags: int, found: object) -> None:
    found.append((end, trigger))  # type: ignore[attr-defined]


def _closed(text: str, findings: list[Finding], cut: int) -> list[Finding]:
    """Make one finding of what nobody looked at, and of what reaches into it."""
    first = max(0, cut - _STEP_BACK)
    kept = [hit for hit in findings if hit.end <= first]
    if len(kept) < len(findings):
        first = min(first, findings[len(kept)].start)
    value = text[first:].encode("utf-8", "replace").decode()
    return [*kept, Finding(first, len(text), value, Kind.TEXT, CROWDED)]


def _in_characters(data: bytes, matches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    converted: list[tuple[int, int]] = []
    done = characters = 0
    for end, trigger in sorted(matches):
        if end != done:
            characters += len(data[done:end].translate(None, _CONTINUATION))
            done = end
        converted.append((characters, trigger))
    return converted
