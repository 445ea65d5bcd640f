"""What of a finding may not depend on the value: everything but the value and the position."""

import json
from collections.abc import Callable

from douane.detect.structure import read_fields
from douane.model.finding import Finding, Reading
from tests.simulators.schema import WEALTH

Shape = tuple[object, ...]


def read(text: str, reading: Reading = Reading.FULL) -> list[Finding]:
    return read_fields(text, WEALTH, reading)


def pairs(text: str, reading: Reading = Reading.FULL) -> list[tuple[str, str]]:
    """Return (candidate paths, value) of each finding."""
    return [("|".join(found.fields), found.value) for found in read(text, reading)]


def shape(found: Finding) -> Shape:
    return (
        found.fields,
        found.kind,
        found.detector,
        found.literal,
        found.place.quote,
        found.place.member_start >= 0,
        found.place.container,
    )


def as_string(text: str, levels: int, dump: Callable[[str], str] = json.dumps) -> str:
    """Put a text into JSON strings, several levels deep."""
    for _ in range(levels):
        text = dump(text)
    return text


def replaced(text: str, reading: Reading = Reading.FULL) -> str:
    """Return a text with ``T`` for every value: what may not depend on any."""
    parts, done = [], 0
    for found in read(text, reading):
        if found.start >= done:
            quote = found.place.quote
            parts += [text[done : found.start], quote, "T", quote]
            done = found.end
    return "".join((*parts, text[done:]))
