"""Fuzz target: whatever a text holds, it can be read, and what is found lies in it."""

from douane.detect.structure import read_fields
from douane.model.finding import Reading
from tests.simulators.schema import WEALTH


def target(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for reading in Reading:
        for found in read_fields(text, WEALTH, reading):
            if not 0 <= found.start < found.end <= len(text):
                raise AssertionError(f"a span outside the text, by {found.detector}")
            found.value.encode()
