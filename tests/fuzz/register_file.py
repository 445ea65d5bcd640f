"""Fuzz target: reading a register never fails except with the documented error."""

from contextlib import suppress

import msgspec

from douane.detect.register.sealed import MAGIC, Register, seal, unseal
from douane.model.errors import StoreError
from tests.simulators.keyring import SeededKeyring

KEYRING = SeededKeyring()
WHOLE = seal(KEYRING, "t", Register(bytes(32)), bytes)


def target(data: bytes) -> None:
    """Read any bytes as a register: bare, behind its magic, and as an altered one."""
    for sealed in (data, MAGIC + data, WHOLE[: len(data)] + data):
        with suppress(StoreError):
            unseal(KEYRING, "t", sealed)
    with suppress(msgspec.MsgspecError, UnicodeDecodeError):
        msgspec.msgpack.decode(data, type=Register)
