"""One SQLite file: its tables, how it is opened, and what its errors mean.

Write-ahead log, because then a commit is one append and readers never wait.  ``synchronous``
NORMAL survives a killed process, FULL also power loss.  Automatic checkpointing is off: it
would make one commit in a thousand pay for all.  ``secure_delete`` overwrites what is
deleted.  The file is created readable by its owner only.

Tables: ``meta`` (format version, origin), ``entries`` (log and leaf hashes), ``tree`` (right
edge), ``checkpoints`` (signed notes, with the edge at their size), ``sheets`` (vault),
``usage`` (sealed bytes a tenant), ``ledgers`` (what scores have taught).

``ledgers`` came later and is added to a file that has none: a worker of the version before takes
no notice of it.
"""

import os
import sqlite3
from pathlib import Path
from typing import Final

from douane.audit.merkle import Tree
from douane.model.errors import StoreError

FORMAT: Final = "1"

_TABLES: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entries ("index" INTEGER PRIMARY KEY, entry BLOB NOT NULL, leaf BLOB NOT NULL);
CREATE TABLE tree (id INTEGER PRIMARY KEY CHECK (id = 0), edge BLOB NOT NULL);
CREATE TABLE checkpoints (
  size INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, note BLOB NOT NULL, edge BLOB NOT NULL
);
CREATE TABLE sheets (
  tenant TEXT NOT NULL, scope TEXT NOT NULL, number INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL, sealed BLOB NOT NULL,
  UNIQUE (tenant, scope, number)
);
CREATE INDEX sheets_by_expiry ON sheets (expires_ms);
CREATE TABLE usage (tenant TEXT PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID
"""
_ADDED: Final = """
CREATE TABLE IF NOT EXISTS ledgers (
  tenant TEXT NOT NULL, scope TEXT NOT NULL, version INTEGER NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (tenant, scope)
) WITHOUT ROWID
"""

_ADVICE: Final = {
    sqlite3.SQLITE_FULL: "its disk is full; free space",
    sqlite3.SQLITE_READONLY: "it is read-only; make the file and its directory writable",
    sqlite3.SQLITE_BUSY: "another process held it too long; look for a process that hangs",
    sqlite3.SQLITE_LOCKED: "another connection held it too long; look for a process that hangs",
    sqlite3.SQLITE_CORRUPT: "it is damaged; run `douane audit verify` and keep the file",
    sqlite3.SQLITE_NOTADB: "it is damaged; run `douane audit verify` and keep the file",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check that its directory exists",
    sqlite3.SQLITE_IOERR: "its disk failed or is full; look at the kernel's log",
}
_PRIMARY_CODE: Final = 0xFF


def log_unavailable(error: sqlite3.Error | OSError) -> StoreError:
    """Return the error to raise instead, which says what to do and quotes nothing."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    advice = _ADVICE.get(code, "look for what changed around its file")
    return StoreError(
        f"the log cannot be used ({name}): {advice}. Nothing crosses until then",
        code="log_unavailable",
    )


def connect(path: Path, busy_ms: int) -> sqlite3.Connection:
    """Open a connection with this file's settings; any thread may use it, one at a time."""
    connection = sqlite3.connect(
        path, timeout=busy_ms / 1_000, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in (
            "wal_autocheckpoint = 0",
            "synchronous = NORMAL",
            "secure_delete = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}").close()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def connect_read_only(path: Path) -> sqlite3.Connection:
    """Open a connection that can change nothing.

    Raises:
        sqlite3.Error: There is no such file, or it cannot be opened.
    """
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


def open_file(path: Path, origin: str, busy_ms: int) -> sqlite3.Connection:
    """Open the file for writing; create it where there is none.

    Raises:
        StoreError: It is of an unknown format or of another log (code ``store_format``), or
            cannot be used (``log_unavailable``).
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        connection = connect(path, busy_ms)
    except (sqlite3.Error, OSError) as error:
        raise log_unavailable(error) from None
    try:
        _use_wal(connection)
        connection.execute("BEGIN IMMEDIATE")
        if not _names(connection):
            _create(connection, origin)
        _check_format(connection, origin)
        connection.execute(_ADDED)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        connection.close()
        raise log_unavailable(error) from None
    except StoreError:
        connection.close()
        raise
    return connection


def check_format(connection: sqlite3.Connection) -> str:
    """Return the log's origin, once the format is seen to be known.

    Raises:
        StoreError: The format is unknown (code ``store_format``).
    """
    known = "meta" in _names(connection)
    meta = dict(connection.execute("SELECT name, value FROM meta")) if known else {}
    if meta.get("format") != FORMAT or "origin" not in meta:
        raise StoreError(
            f"this file is not a Douane store of format {FORMAT}; "
            "use the version of Douane that wrote it, or another file",
            code="store_format",
        )
    return str(meta["origin"])


def _use_wal(connection: sqlite3.Connection) -> None:
    # The switch itself does not wait for others, so a second process that opens a new file at
    # the same moment takes the lock first, which does wait.
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL").close()


def _names(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def _create(connection: sqlite3.Connection, origin: str) -> None:
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    connection.execute("INSERT INTO tree VALUES (0, ?)", (Tree().encode(),))
    connection.execute("INSERT INTO meta VALUES ('format', ?), ('origin', ?)", (FORMAT, origin))


def _check_format(connection: sqlite3.Connection, origin: str) -> None:
    if check_format(connection) != origin:
        raise StoreError(
            "this file belongs to a log of another origin; configure that origin or another file",
            code="store_format",
        )
