"""Fuzz target: whatever a text is disguised as, it can be searched, and findings lie in it."""

from douane.detect.disguise import search
from douane.detect.identifiers import Identifiers

DETECTORS = (Identifiers(),)


def target(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    for found in search(text, DETECTORS):
        if not 0 <= found.start < found.end <= len(text):
            raise AssertionError(f"a span outside the text, by {found.detector}")
        found.value.encode()
