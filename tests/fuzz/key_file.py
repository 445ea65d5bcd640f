"""Fuzz target: reading a key file never fails except with the documented error."""

import tempfile
from contextlib import suppress
from pathlib import Path

from douane.model.errors import StoreError
from douane.stores.local_keyring import LocalKeyring


def target(data: bytes) -> None:
    """Read any bytes as a key file."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        with suppress(StoreError):
            LocalKeyring.open(Path(file.name))
