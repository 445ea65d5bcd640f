"""Fuzz what is read from the vault: entries, or ``StoreError``."""

import contextlib

from douane.model.errors import StoreError
from douane.model.sheet import SealedSheet
from douane.protect.sheet import decode, unseal
from tests.simulators.keyring import SeededKeyring

KEYRING = SeededKeyring()


def target(data: bytes) -> None:
    """Read any bytes as a sheet, open and sealed."""
    with contextlib.suppress(StoreError):
        decode(data)
    with contextlib.suppress(StoreError):
        decode(b"\x01" + data)
    with contextlib.suppress(StoreError):
        unseal(KEYRING, SealedSheet("t", "s", 0, 0, data))
