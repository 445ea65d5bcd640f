"""Fuzz target: reading notes, checkpoints, keys and edges fails only as documented."""

from contextlib import suppress

from douane.audit.merkle import Tree
from douane.audit.note import Verifier, decode_checkpoint, decode_verifier, open_note
from douane.model.errors import StoreError, UsageError

VERIFIER = Verifier("example.com/log", bytes(32))


def target(data: bytes) -> None:
    """Read any bytes as each of them; what decodes encodes to the same."""
    with suppress(UsageError):
        open_note(data, (VERIFIER,))
    with suppress(StoreError):
        assert Tree.decode(data).encode() == data
    text = data.decode(errors="replace")
    with suppress(UsageError):
        assert decode_checkpoint(text).encode() == text
    with suppress(UsageError):
        assert decode_verifier(text).encode() == text
