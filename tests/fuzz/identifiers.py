"""Fuzz target: whatever a text holds, it can be scanned, and what is found lies in it."""

from douane.detect.identifiers import Identifiers

IDENTIFIERS = Identifiers()


def target(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    reach = 0
    for found in IDENTIFIERS.scan(text):
        if not reach <= found.start < found.end <= len(text):
            raise AssertionError(f"a span outside the text, by {found.detector}")
        reach = found.end
        if "\x00" in found.value:
            raise AssertionError(f"a span across a NUL, by {found.detector}")
