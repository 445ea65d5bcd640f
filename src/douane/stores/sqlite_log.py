"""Read a SQLite store's log back as it lies, for verification; changes nothing.

It needs no key and takes the file as it is: whatever type or value a cell was given, it
becomes bytes to compare.  All is read in one snapshot, so a store in use can be verified.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from douane.audit.verify import Row, Signed
from douane.stores.sqlite_file import check_format, connect_read_only, log_unavailable


@dataclass(frozen=True, slots=True)
class StoredLog:
    """A log as it lies in its file.

    Attributes:
        origin: Identity of the log, as the file states it; compare it with the configured one.
        edge: Stored right edge of the tree.
        checkpoints: Stored checkpoints, oldest first.
        rows: All entries in index order; to be read once, inside ``read_log``.
    """

    origin: str
    edge: bytes
    checkpoints: tuple[Signed, ...]
    rows: Iterator[Row]


@contextmanager
def read_log(path: Path) -> Iterator[StoredLog]:
    """Open a log for reading.

    Raises:
        StoreError: The file is missing, of an unknown format (code ``store_format``) or too
            damaged to be read (``log_unavailable``); also while ``rows`` is read.
    """
    try:
        connection = connect_read_only(path)
    except sqlite3.Error as error:
        raise log_unavailable(error) from None
    try:
        connection.execute("BEGIN")
        origin = check_format(connection)
        edge = connection.execute("SELECT edge FROM tree").fetchone() or (b"",)
        signed = connection.execute("SELECT size, note, edge FROM checkpoints ORDER BY size")
        checkpoints = tuple(Signed(size, _raw(note), _raw(at)) for size, note, at in signed)
        yield StoredLog(origin, _raw(edge[0]), checkpoints, _rows(connection))
    except sqlite3.Error as error:
        raise log_unavailable(error) from None
    finally:
        connection.close()


def _rows(connection: sqlite3.Connection) -> Iterator[Row]:
    query = 'SELECT "index", entry, leaf FROM entries ORDER BY "index"'
    for index, entry, leaf in connection.execute(query):
        yield Row(index, _raw(entry), _raw(leaf))


def _raw(cell: object) -> bytes:
    return cell if isinstance(cell, bytes) else repr(cell).encode()
