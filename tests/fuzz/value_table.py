"""Fuzz target: reading an export never fails except with the documented error."""

import tempfile
from contextlib import suppress
from pathlib import Path

from douane.model.errors import UsageError
from douane.stores.value_table import rows_of


def target(data: bytes) -> None:
    """Read any bytes as CSV."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(b"Id,Name\n" + data)
        file.flush()
        with suppress(UsageError):
            for _ in rows_of(Path(file.name)):
                pass
