"""Fuzz target: whatever a text holds, it is scanned, and what is found lies in it."""

from douane.detect.identifiers import Identifiers
from douane.detect.identifiers.catalogue import row
from douane.detect.language import language

IDENTIFIERS = Identifiers()


def target(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    language(text)
    reach = 0
    for found in IDENTIFIERS.scan(text):
        if not reach <= found.start < found.end <= len(text):
            raise AssertionError(f"a span outside the text, by {found.detector}")
        reach = found.end
        if "\x00" in found.value:
            raise AssertionError(f"a span across a NUL, by {found.detector}")
        named = row(found.detector)
        if named is None or named.kind not in {None, found.kind}:
            raise AssertionError(f"no row of the catalogue for {found.detector}")
