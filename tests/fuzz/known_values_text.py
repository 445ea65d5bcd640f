"""Fuzz target: no value and no text makes the search for known values fail."""

from douane.detect.exact.build import Builder
from douane.detect.exact.hashing import Hasher
from douane.detect.exact.known_values import KnownValues
from douane.model.token import Kind

HASHER = Hasher.of(bytes(32))


def target(data: bytes) -> None:
    """Index the first lines of a text, by turns as each kind, and search the whole."""
    text = data.decode("utf-8", "surrogateescape")
    builder = Builder("fuzz", HASHER)
    for value, kind in zip(text.splitlines()[:8], Kind, strict=False):
        builder.add((value, ("A.B",), "1", kind, False))
    for one in KnownValues(builder.finish()).scan(text):
        assert 0 <= one.start < one.end <= len(text)
