"""Fuzz target: opening an index never fails except with the documented error."""

from contextlib import suppress

from douane.detect.exact.image import Image
from douane.detect.exact.known_values import KnownValues
from douane.model.errors import StoreError


def target(data: bytes) -> None:
    """Read any bytes as an index, and behind the right beginning."""
    for content in (data, b"douane-known-values\x00" + data):
        with suppress(StoreError):
            KnownValues(Image.open(memoryview(content))).scan("Anna Ehlers")
