"""Fuzz target: reading a log entry never fails except with the documented error."""

from contextlib import suppress

from douane.audit.entry import decode
from douane.model.errors import StoreError


def target(data: bytes) -> None:
    """Read any bytes as an entry."""
    with suppress(StoreError):
        decode(data)
