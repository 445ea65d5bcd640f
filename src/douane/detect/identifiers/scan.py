"""Find identifiers in free text: one scan for all triggers, then one reader for each match.

Where two readings overlap, the surer one stands, in the order of ``triggers``.  Findings never
overlap, and what is less sure than ``LEAST_CONFIDENCE`` is not reported.

The scan sees UTF-8 bytes.  In ASCII text those are the characters; elsewhere the offsets of
the matches are converted in one pass over the bytes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import hyperscan

from douane.detect.identifiers.trigger import Trigger
from douane.detect.identifiers.triggers import TRIGGERS
from douane.model.finding import Finding

LEAST_CONFIDENCE: Final = 0.5
# Bytes of UTF-8 that begin no character.
_CONTINUATION: Final = bytes(range(0x80, 0xC0))


class Identifiers:
    """Detector of everything that can be recognised by its form or a word beside it."""

    id = "identifiers"

    __slots__ = ("_database", "_readers", "_scratches")

    def __init__(self, triggers: Iterable[Trigger] = TRIGGERS) -> None:
        """Compile the triggers, surest first; once in a process this takes one to two seconds."""
        expressions = [
            (expression, trigger) for trigger in triggers for expression in trigger.expressions
        ]
        self._readers = [trigger for _, trigger in expressions]
        self._database = _compiled(tuple(expression for expression, _ in expressions))
        # One scan at a time may use a scratch; popping and appending are atomic.
        self._scratches: list[hyperscan.Scratch] = []

    def scan(self, text: str) -> list[Finding]:
        """Return the identifiers of a text, by position."""
        # Lone surrogates cannot be encoded; one byte stands for each.
        data = text.encode("utf-8", "replace")
        matches = self._matches(data)
        if not matches:
            return []
        if len(data) != len(text):
            matches = _in_characters(data, matches)
        matches.sort(key=_expression)
        readers = self._readers
        starts: list[int] = []
        findings: list[Finding] = []
        for end, expression in matches:
            at = bisect_left(starts, end)
            if at and findings[at - 1].end >= end:
                continue
            trigger = readers[expression]
            hit = trigger.read(text, end)
            if hit is None or hit.confidence < LEAST_CONFIDENCE:
                continue
            first, last = hit.start, hit.end
            at = bisect_right(starts, first)
            if (at and findings[at - 1].end > first) or (at < len(starts) and starts[at] < last):
                continue
            value = text[first:last]
            detector = hit.detector or trigger.id
            found = Finding(first, last, value, hit.kind, detector, confidence=hit.confidence)
            starts.insert(at, first)
            findings.insert(at, found)
        return findings

    def _matches(self, data: bytes) -> list[tuple[int, int]]:
        """Return (byte offset behind the match, number of the expression) of each match."""
        found: list[tuple[int, int]] = []
        try:
            scratch = self._scratches.pop()
        except IndexError:
            scratch = self._database.scratch.clone()
        try:
            self._database.scan(data, match_event_handler=_collect, context=found, scratch=scratch)
        finally:
            self._scratches.append(scratch)
        return found


@lru_cache(maxsize=4)
def _compiled(expressions: tuple[bytes, ...]) -> hyperscan.Database:
    """Compile once for each process: it takes most of a second, and scans only read it."""
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=list(expressions),
        ids=list(range(len(expressions))),
        elements=len(expressions),
        flags=[0] * len(expressions),
    )
    return database


# Hyperscan does not keep a reference to its handler: one made on the way, such as a lambda or
# a bound method, may be gone when it is called, which ends the process.
def _collect(expression: int, _start: int, end: int, _flags: int, found: object) -> None:
    found.append((end, expression))  # type: ignore[attr-defined]


def _in_characters(data: bytes, matches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    converted: list[tuple[int, int]] = []
    done = characters = 0
    for end, expression in sorted(matches):
        if end != done:
            characters += len(data[done:end].translate(None, _CONTINUATION))
            done = end
        converted.append((characters, expression))
    return converted


def _expression(match: tuple[int, int]) -> tuple[int, int]:
    return match[1], match[0]
