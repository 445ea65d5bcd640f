"""Gather what a text reads as: all that is undone without a choice, and each choice by itself.

Where one disguise can be undone in one way only, it is undone together with all others of that
kind; readings between which one would have to choose are alternatives, and all of them are looked
at.
"""

from bisect import bisect_left
from typing import Final, NamedTuple

from douane.detect.disguise import (
    blobs,
    characters,
    codes,
    leet,
    leet_codes,
    leet_iban,
    lines,
    rot13,
    spaced,
    spoken,
)  # fmt: skip
from douane.detect.disguise.passages import passages
from douane.detect.disguise.suspicion import Sign, Suspicion
from douane.detect.disguise.view import Lane, Patch, Span, ordered


class Readings(NamedTuple):
    """How a text can be read.

    Attributes:
        lanes: Alternatives, none without a patch.
        encoded: Where something is encoded: what must not stay so.
        refused: What unpacks to more than may be looked at.
    """

    lanes: list[Lane]
    encoded: list[Span]
    refused: list[Span]


_NOTHING: Final = Readings([], [], [])


def readings(text: str, suspicion: Suspicion, *, decoded: bool) -> Readings:
    """Return how a text can be read.

    Args:
        text: Any text.
        suspicion: What it could hold.
        decoded: It came out of an encoding, so that the escapes of JSON are still in it.
    """
    signs = suspicion.signs
    if not signs and not codes.may_hold(text):
        return _NOTHING
    found = codes.undo(text, json_escapes=decoded)
    unpacked = blobs.undo(text, suspicion.blobs, pairs=Sign.SPACED in signs)
    # The padding of base64 at the end of a line is no soft line break.
    found = _apart(found, ordered(unpacked.patches))
    looks = characters.undo(text) if Sign.CHARACTER in signs else []
    plain = [*found, *(looks[0] if looks else [])]
    if Sign.SPOKEN in signs:
        plain += spoken.undo(text)
    # Apart, since what begins as an account of one country in rot13 may be one of another.
    moved = rot13.undo(text, passages(text, suspicion.rot13)) if suspicion.rot13 else []
    # Each run in which a code may stand was found as one that may be base64.
    runs = [end - blobs.FEWEST for end in suspicion.blobs]
    moved += rot13.codes(text, runs)
    gaps = spaced.undo(text) if Sign.SPACED in signs else []
    breaks = lines.undo(text, suspicion.lines) if suspicion.lines else []
    numbers: list[list[Patch]] = []
    if suspicion.numbers:
        within = passages(text, suspicion.numbers)
        numbers = leet.numbers(text, within)
        if accounts := leet_iban.ibans(text, within):
            numbers.append(accounts)
    if named := leet_codes.codes(text, runs):
        numbers.append(named)
    words = leet.words(text, passages(text, suspicion.words)) if suspicion.words else []
    lanes = [
        Lane(ordered(plain), decodes=True),
        Lane(ordered(unpacked.patches), decodes=True),
        *(Lane(patches) for patches in (*looks[1:], ordered(moved), *gaps[:1], *breaks[:1])),
        # Guesses: looking further into each would look at most things many times.
        *(Lane(patches, last=True) for patches in (*gaps[1:], *breaks[1:], *numbers, *words)),
    ]
    return Readings(
        [lane for lane in lanes if lane.patches],
        [(patch.start, patch.end) for patch in (*found, *unpacked.patches)],
        unpacked.refused,
    )


def _apart(patches: list[Patch], others: list[Patch]) -> list[Patch]:
    """Return the patches that overlap none of the others, which are in order and apart."""
    if not others:
        return patches
    starts = [other.start for other in others]
    kept = []
    for patch in patches:
        at = bisect_left(starts, patch.end) - 1
        if at < 0 or others[at].end <= patch.start:
            kept.append(patch)
    return kept
