"""The border's store in one SQLite file, shared by several processes.

The file's write lock is the sequencer: a commit takes it, reads the tree's right edge (kept
from last time unless another process wrote), appends, and stores the edge, in one transaction.

Signing happens away from that path, in four steps: read the edge and the newest checkpoint in
one snapshot; grow that checkpoint's own edge by the leaves since and see that it becomes the
edge; sign; store the note in a FULL transaction, unless another process was faster.  A note is
returned only when it is durable.  A copy of the newest lies beside the file (``.checkpoint``),
so that a file restored from an old backup is noticed instead of signed over.
"""

import os
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple, Self

from douane.audit.merkle import Tree, leaf_hash
from douane.audit.note import Checkpoint, open_checkpoint, sign_checkpoint
from douane.model.commit import Commit, Sync
from douane.model.errors import UsageError
from douane.model.keyring import Keyring
from douane.model.ledger import SealedLedger
from douane.model.sheet import SealedSheet
from douane.stores.limits import (
    Limits,
    check_batch,
    ledger_conflict,
    log_inconsistent,
    scope_conflict,
    vault_full,
)
from douane.stores.sqlite_file import connect, log_unavailable, open_file

_INSERT_ENTRY: Final = "INSERT INTO entries VALUES (?, ?, ?)"
_UPDATE_EDGE: Final = "UPDATE tree SET edge = ?"
_SELECT_EDGE: Final = "SELECT edge FROM tree"
_OLD_SHEET: Final = (
    "SELECT expires_ms, length(sealed) FROM sheets WHERE tenant = ? AND scope = ? AND number = ?"
)
_PUT_SHEET: Final = "INSERT OR REPLACE INTO sheets VALUES (?, ?, ?, ?, ?)"
_ADD_USAGE: Final = (
    "INSERT INTO usage VALUES (?, ?)"
    " ON CONFLICT (tenant) DO UPDATE SET bytes = bytes + excluded.bytes"
)
_USAGE: Final = "SELECT bytes FROM usage WHERE tenant = ?"
_SELECT_SHEETS: Final = (
    "SELECT number, expires_ms, sealed FROM sheets"
    " WHERE tenant = ? AND scope = ? AND expires_ms > ? ORDER BY number"
)
_SELECT_LEDGER: Final = "SELECT version, sealed FROM ledgers WHERE tenant = ? AND scope = ?"
_PUT_LEDGER: Final = (
    "INSERT INTO ledgers VALUES (?, ?, ?, ?) ON CONFLICT (tenant, scope) DO UPDATE"
    " SET version = excluded.version, sealed = excluded.sealed"
)
_EXPIRED: Final = (
    "SELECT tenant, scope, number, length(sealed) FROM sheets WHERE expires_ms <= ? LIMIT ?"
)
_DELETE_SHEET: Final = "DELETE FROM sheets WHERE tenant = ? AND scope = ? AND number = ?"
_LAST_CHECKPOINT: Final = "SELECT note, edge FROM checkpoints ORDER BY size DESC LIMIT 1"
_INSERT_CHECKPOINT: Final = "INSERT INTO checkpoints VALUES (?, ?, ?, ?)"
_NEXT_INDEX: Final = 'SELECT coalesce(max("index"), -1) + 1 FROM entries'
_LEAVES_SINCE: Final = 'SELECT leaf FROM entries WHERE "index" >= ? ORDER BY "index"'

_COMMITS_PER_WAL_LOOK: Final = 64
_SHEETS_PER_SWEEP: Final = 256
_TRUNCATE_BUSY_MS: Final = 20


class _Signed(NamedTuple):
    """A checkpoint, opened: the tree that it signs, and the note."""

    tree: Tree
    note: bytes


class SqliteStore:
    """A driver of ``BorderStore``; open it after a fork, never before."""

    def __init__(
        self, path: Path, *, keyring: Keyring, origin: str, limits: Limits | None = None
    ) -> None:
        """Open or create the file and see that the log continues what was last signed.

        Args:
            path: The file; ``-wal``, ``-shm`` and ``.checkpoint`` files lie beside it.
            keyring: Signs checkpoints.
            origin: Identity of the log, such as ``douane.example.com/acme``; no spaces, no
                plus sign; fixed for the life of the file.
            limits: Bounds; defaults are those of a department.

        Raises:
            StoreError: See ``seam``; the shell must not start.
        """
        self._path = path
        self._keyring = keyring
        self._origin = origin
        self._limits = limits or Limits()
        self._writing = threading.Lock()
        self._reading = threading.Lock()
        self._sync = Sync.NORMAL
        self._busy_ms = self._limits.busy_ms
        self._tree = Tree()
        self._edge = self._tree.encode()
        self._commits = 0
        self._writer = open_file(path, origin, self._limits.busy_ms)
        try:
            self._reader = connect(path, self._limits.busy_ms)
            self._reader.execute("PRAGMA query_only = ON").close()
        except sqlite3.Error as error:
            self._writer.close()
            raise log_unavailable(error) from None
        try:
            self._proven_tree()
        except BaseException as error:
            self.close()
            if isinstance(error, (sqlite3.Error, OSError)):
                raise log_unavailable(error) from None
            raise

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """See ``BorderStore``."""
        with self._writing, self._reading:
            self._reader.close()
            self._writer.close()

    def commit(self, batch: Sequence[Commit], now_ms: int) -> range:
        """See ``BorderStore``."""
        check_batch(batch, self._limits)
        full = any(commit.sync is Sync.FULL for commit in batch)
        with self._writing:
            try:
                self._use(Sync.FULL if full else Sync.NORMAL)
                self._wait_at_most(self._limits.busy_ms)
                added = self._write(batch, now_ms)
            except sqlite3.Error as error:
                raise log_unavailable(error) from None
            self._bound_wal()
        return added

    def try_commit(self, batch: Sequence[Commit], now_ms: int) -> range | None:
        """See ``BorderStore``."""
        check_batch(batch, self._limits)
        if any(commit.sync is Sync.FULL for commit in batch):
            return None
        if not self._writing.acquire(blocking=False):
            return None
        try:
            self._use(Sync.NORMAL)
            self._wait_at_most(0)
            return self._write(batch, now_ms)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
                return None
            raise log_unavailable(error) from None
        finally:
            self._writing.release()

    def _write(self, batch: Sequence[Commit], now_ms: int) -> range:
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            added = self._append([commit.entry for commit in batch])
            for commit in batch:
                if commit.sheet is not None:
                    self._put(commit.sheet, now_ms)
                for ledger in commit.ledgers:
                    self._replace(ledger)
            self._writer.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        return added

    def sheets(self, tenant: str, scope: str, now_ms: int) -> tuple[SealedSheet, ...]:
        """See ``BorderStore``."""
        try:
            with self._reading:
                rows = self._reader.execute(_SELECT_SHEETS, (tenant, scope, now_ms)).fetchall()
        except sqlite3.Error as error:
            raise log_unavailable(error) from None
        return tuple(
            SealedSheet(tenant, scope, number, expires_ms, _blob((sealed,)))
            for number, expires_ms, sealed in rows
        )

    def ledger(self, tenant: str, scope: str) -> SealedLedger | None:
        """See ``BorderStore``."""
        try:
            with self._reading:
                row = self._reader.execute(_SELECT_LEDGER, (tenant, scope)).fetchone()
        except sqlite3.Error as error:
            raise log_unavailable(error) from None
        return SealedLedger(tenant, scope, int(row[0]), _blob(row[1:])) if row else None

    def sweep(self, now_ms: int) -> int:
        """See ``BorderStore``; also moves the write-ahead log into the file."""
        try:
            connection = connect(self._path, self._limits.busy_ms)
            try:
                swept = self._delete_expired(connection, now_ms)
                # PASSIVE does the work and stops nobody; TRUNCATE then only cuts the file,
                # and gives up at once rather than hold writers behind a long reader.
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
                connection.execute(f"PRAGMA busy_timeout = {_TRUNCATE_BUSY_MS}").fetchall()
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise log_unavailable(error) from None
        return swept

    def checkpoint(self, now_ms: int) -> bytes:
        """See ``BorderStore``."""
        try:
            tree, last = self._proven_tree()
            if last is not None and last.tree.size == tree.size:
                self._keep_beside(last)
                return last.note
            signed = Checkpoint(self._origin, tree.size, tree.root())
            note = sign_checkpoint(signed, self._keyring.public_key(), self._keyring.sign)
            newest = self._keep(_Signed(tree, note), now_ms)
            self._keep_beside(newest)
        except (sqlite3.Error, OSError) as error:
            raise log_unavailable(error) from None
        return newest.note

    def _append(self, entries: list[bytes]) -> range:
        edge = _blob(self._writer.execute(_SELECT_EDGE).fetchone())
        if edge != self._edge:
            self._tree, self._edge = Tree.decode(edge), edge
        leaves = [leaf_hash(entry) for entry in entries]
        grown = self._tree.extended(leaves)
        added = range(self._tree.size, grown.size)
        self._writer.executemany(_INSERT_ENTRY, zip(added, entries, leaves, strict=True))
        encoded = grown.encode()
        self._writer.execute(_UPDATE_EDGE, (encoded,))
        self._tree, self._edge = grown, encoded
        return added

    def _put(self, sheet: SealedSheet, now_ms: int) -> None:
        key = (sheet.tenant, sheet.scope, sheet.number)
        old = self._writer.execute(_OLD_SHEET, key).fetchone()
        expires_ms, size = old or (0, 0)
        if old and expires_ms > now_ms:
            raise scope_conflict()
        self._writer.execute(_PUT_SHEET, (*key, sheet.expires_ms, sheet.sealed))
        self._writer.execute(_ADD_USAGE, (sheet.tenant, len(sheet.sealed) - size))
        (used,) = self._writer.execute(_USAGE, (sheet.tenant,)).fetchone()
        if used > self._limits.bytes_per_tenant:
            raise vault_full("this tenant has reached its limit; raise it or shorten expiry")

    def _replace(self, ledger: SealedLedger) -> None:
        key = (ledger.tenant, ledger.scope)
        old = self._writer.execute(_SELECT_LEDGER, key).fetchone()
        if ledger.version != (old[0] if old else 0) + 1:
            raise ledger_conflict()
        self._writer.execute(_PUT_LEDGER, (*key, ledger.version, ledger.sealed))

    def _use(self, sync: Sync) -> None:
        """Set when commits are durable; SQLite takes it only outside a transaction."""
        if sync is not self._sync:
            self._writer.execute(f"PRAGMA synchronous = {sync.value}").close()
            self._sync = sync

    def _wait_at_most(self, busy_ms: int) -> None:
        """Set how long the writer waits for another process."""
        if busy_ms != self._busy_ms:
            self._writer.execute(f"PRAGMA busy_timeout = {busy_ms}").close()
            self._busy_ms = busy_ms

    def _roll_back(self) -> None:
        try:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
        except sqlite3.Error:  # the failure that led here is the one to report
            pass

    def _bound_wal(self) -> None:
        """Keep the write-ahead log bounded even if nobody sweeps.  Never fails a commit."""
        self._commits += 1
        if self._commits % _COMMITS_PER_WAL_LOOK:
            return
        try:
            wal = self._path.with_name(self._path.name + "-wal")
            if wal.stat().st_size > self._limits.wal_bytes:
                self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except (sqlite3.Error, OSError):  # the commit is durable; the next one will tell
            pass

    def _delete_expired(self, connection: sqlite3.Connection, now_ms: int) -> int:
        swept = 0
        while True:
            connection.execute("BEGIN IMMEDIATE")
            gone = connection.execute(_EXPIRED, (now_ms, _SHEETS_PER_SWEEP)).fetchall()
            for tenant, scope, number, size in gone:
                connection.execute(_DELETE_SHEET, (tenant, scope, number))
                connection.execute(_ADD_USAGE, (tenant, -size))
            connection.execute("COMMIT")
            swept += len(gone)
            if len(gone) < _SHEETS_PER_SWEEP:
                return swept

    def _proven_tree(self) -> tuple[Tree, _Signed | None]:
        """Return the tree, and the newest checkpoint that it was seen to continue."""
        # The copy before the snapshot: another process may sign between the two.
        beside = self._read_beside()
        with self._reading:
            self._reader.execute("BEGIN")
            try:
                return self._continued(beside)
            finally:
                self._reader.execute("COMMIT")

    def _continued(self, beside: _Signed | None) -> tuple[Tree, _Signed | None]:
        tree = Tree.decode(_blob(self._reader.execute(_SELECT_EDGE).fetchone()))
        (entries,) = self._reader.execute(_NEXT_INDEX).fetchone()
        if entries != tree.size:
            raise log_inconsistent("its last entry is not the tree's")
        last = self._last_signed(self._reader)
        for signed in (beside, last):
            self._check_continues(tree, signed.tree if signed else Tree())
        return tree, last

    def _check_continues(self, tree: Tree, before: Tree) -> None:
        if tree.size < before.size:
            raise log_inconsistent("it is shorter; it seems to be an old copy")
        leaves = map(_blob, self._reader.execute(_LEAVES_SINCE, (before.size,)))
        if before.extended(leaves) != tree:
            raise log_inconsistent("its leaves and its tree disagree")

    def _last_signed(self, connection: sqlite3.Connection) -> _Signed | None:
        row = connection.execute(_LAST_CHECKPOINT).fetchone()
        return self._opened(_blob(row[:1]), _blob(row[1:])) if row else None

    def _opened(self, note: bytes, edge: bytes) -> _Signed:
        tree = Tree.decode(edge)
        try:
            signed = open_checkpoint(note, self._origin, self._keyring.public_key())
        except UsageError:
            raise log_inconsistent("the last checkpoint is not signed by this key") from None
        if (signed.size, signed.root) != (tree.size, tree.root()):
            raise log_inconsistent("the last checkpoint and the edge stored with it disagree")
        return _Signed(tree, note)

    def _keep(self, signed: _Signed, now_ms: int) -> _Signed:
        """Make it durable, unless another process signed as much meanwhile; return the newer."""
        with self._writing:
            try:
                self._use(Sync.FULL)
                self._wait_at_most(self._limits.busy_ms)
                self._writer.execute("BEGIN IMMEDIATE")
                newest = self._last_signed(self._writer)
                if newest is None or newest.tree.size < signed.tree.size:
                    row = (signed.tree.size, now_ms, signed.note, signed.tree.encode())
                    self._writer.execute(_INSERT_CHECKPOINT, row)
                    newest = signed
                self._writer.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
        return newest

    @property
    def _beside(self) -> Path:
        return self._path.with_name(self._path.name + ".checkpoint")

    def _read_beside(self) -> _Signed | None:
        try:
            edge, _, note = self._beside.read_bytes().partition(b"\n")
            return self._opened(note, bytes.fromhex(edge.decode()))
        except FileNotFoundError:
            return None
        except ValueError:
            raise log_inconsistent("the copy of the last checkpoint cannot be read") from None

    def _keep_beside(self, signed: _Signed) -> None:
        beside = self._read_beside()
        if beside is not None and beside.tree.size >= signed.tree.size:
            return
        draft = self._beside.with_name(f"{self._beside.name}.{os.getpid()}.{threading.get_ident()}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
        with os.fdopen(os.open(draft, flags, 0o600), "wb") as file:
            file.write(signed.tree.encode().hex().encode() + b"\n" + signed.note)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._beside)


def _blob(row: tuple[object, ...] | None) -> bytes:
    """Return the one cell of a row; a file that was edited may hold another type, or no row."""
    if row and isinstance(row[0], bytes):
        return row[0]
    raise log_inconsistent("a cell of its file is missing or of another type")
