"""The border's store in memory: for tests, never for traffic, since nothing is durable."""

import threading
from collections.abc import Sequence

from douane.audit.merkle import Tree, leaf_hash
from douane.audit.note import Checkpoint, sign_checkpoint
from douane.audit.verify import Row, Signed
from douane.model.commit import Commit, Sync
from douane.model.errors import StoreError
from douane.model.keyring import Keyring
from douane.model.ledger import SealedLedger
from douane.model.sheet import SealedSheet
from douane.stores.limits import (
    Limits,
    check_batch,
    ledger_conflict,
    scope_conflict,
    vault_full,
)

_Key = tuple[str, str, int]


class MemoryStore:
    """A driver of ``BorderStore``.

    Attributes:
        rows: The log.
        tree: Its tree.
        checkpoints: What was signed, oldest first.
    """

    def __init__(self, *, keyring: Keyring, origin: str, limits: Limits | None = None) -> None:
        """Start empty; see ``SqliteStore`` for the arguments."""
        self.rows: list[Row] = []
        self.tree = Tree()
        self.checkpoints: list[Signed] = []
        self._keyring = keyring
        self._origin = origin
        self._limits = limits or Limits()
        self._sheets: dict[_Key, SealedSheet] = {}
        self._ledgers: dict[tuple[str, str], SealedLedger] = {}
        self._lock = threading.Lock()
        self._closed = False

    def close(self) -> None:
        """See ``BorderStore``."""
        self._closed = True

    def commit(self, batch: Sequence[Commit], now_ms: int) -> range:
        """See ``BorderStore``."""
        check_batch(batch, self._limits)
        with self._lock:
            self._check_open()
            sheets, ledgers = dict(self._sheets), dict(self._ledgers)
            for commit in batch:
                if commit.sheet is not None:
                    _put(sheets, commit.sheet, now_ms)
                for ledger in commit.ledgers:
                    _replace(ledgers, ledger)
            self._check_room(sheets, batch)
            leaves = [leaf_hash(commit.entry) for commit in batch]
            grown = self.tree.extended(leaves)
            added = range(self.tree.size, grown.size)
            self.rows += [
                Row(index, commit.entry, leaf)
                for index, commit, leaf in zip(added, batch, leaves, strict=True)
            ]
            self.tree, self._sheets, self._ledgers = grown, sheets, ledgers
        return added

    def try_commit(self, batch: Sequence[Commit], now_ms: int) -> range | None:
        """See ``BorderStore``."""
        if any(commit.sync is Sync.FULL for commit in batch):
            return None
        return self.commit(batch, now_ms)

    def sheets(self, tenant: str, scope: str, now_ms: int) -> tuple[SealedSheet, ...]:
        """See ``BorderStore``."""
        with self._lock:
            self._check_open()
            found = [
                sheet
                for sheet in self._sheets.values()
                if (sheet.tenant, sheet.scope) == (tenant, scope) and sheet.expires_ms > now_ms
            ]
        return tuple(sorted(found, key=lambda sheet: sheet.number))

    def ledger(self, tenant: str, scope: str) -> SealedLedger | None:
        """See ``BorderStore``."""
        with self._lock:
            self._check_open()
            return self._ledgers.get((tenant, scope))

    def sweep(self, now_ms: int) -> int:
        """See ``BorderStore``."""
        with self._lock:
            self._check_open()
            kept = {key: s for key, s in self._sheets.items() if s.expires_ms > now_ms}
            swept = len(self._sheets) - len(kept)
            self._sheets = kept
        return swept

    def checkpoint(self, now_ms: int) -> bytes:  # noqa: ARG002 - the seam's signature
        """See ``BorderStore``."""
        with self._lock:
            self._check_open()
            if self.checkpoints and self.checkpoints[-1].size == self.tree.size:
                return self.checkpoints[-1].note
            signed = Checkpoint(self._origin, self.tree.size, self.tree.root())
            note = sign_checkpoint(signed, self._keyring.public_key(), self._keyring.sign)
            self.checkpoints.append(Signed(self.tree.size, note, self.tree.encode()))
        return note

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError("the store is closed", code="log_unavailable")

    def _check_room(self, sheets: dict[_Key, SealedSheet], batch: Sequence[Commit]) -> None:
        for tenant in {commit.sheet.tenant for commit in batch if commit.sheet is not None}:
            used = sum(len(s.sealed) for s in sheets.values() if s.tenant == tenant)
            if used > self._limits.bytes_per_tenant:
                raise vault_full("this tenant has reached its limit; raise it or shorten expiry")


def _put(sheets: dict[_Key, SealedSheet], sheet: SealedSheet, now_ms: int) -> None:
    key = (sheet.tenant, sheet.scope, sheet.number)
    old = sheets.get(key)
    if old is not None and old.expires_ms > now_ms:
        raise scope_conflict()
    sheets[key] = sheet


def _replace(ledgers: dict[tuple[str, str], SealedLedger], ledger: SealedLedger) -> None:
    old = ledgers.get((ledger.tenant, ledger.scope))
    if ledger.version != (old.version if old else 0) + 1:
        raise ledger_conflict()
    ledgers[ledger.tenant, ledger.scope] = ledger
