"""The seam to the border's store: the log and the vault, in one durable write.

A driver of this seam passes ``conformance.py``.  Every method raises ``StoreError``; then
nothing of what was asked has happened and nothing may cross.  Its codes:

- ``log_unavailable``: disk full, read-only, locked too long, damaged, closed.  Nothing crosses
  until the operator mends it.
- ``log_inconsistent``: the log no longer continues what was last signed: it was rolled back
  (an old backup) or tampered with.  Run ``douane audit verify``.
- ``log_corrupted``: the stored edge of the tree is unreadable.
- ``log_entry_invalid``: an entry is empty or above 65,535 bytes.
- ``scope_conflict``: another exchange wrote this sheet of the conversation, or this version of a
  ledger; read again, retry.
- ``vault_full``: a limit of the vault is reached; sheets leave when they expire.
- ``store_format``: the file is of an unknown format or belongs to another log.

``scope_conflict`` and ``vault_full`` concern one sheet or ledger, yet undo the whole batch: whoever
groups commits of several exchanges then commits them one by one.
"""

from collections.abc import Sequence
from typing import Protocol

from douane.model.commit import Commit
from douane.model.ledger import SealedLedger
from douane.model.sheet import SealedSheet


class BorderStore(Protocol):
    """Log and vault; safe to call from several threads."""

    def commit(self, batch: Sequence[Commit], now_ms: int) -> range:
        """Append the entries and put sheets and ledgers, all or none; durable on return.

        Returns:
            The indexes of the entries in the log.

        Raises:
            StoreError: See the module.
        """
        ...

    def try_commit(self, batch: Sequence[Commit], now_ms: int) -> range | None:
        """Commit as ``commit`` does, or return None at once, with nothing written.

        For a loop that must not wait: None where a lock or the disk would have to be waited
        for, as for every batch that asks for ``Sync.FULL``.

        Raises:
            StoreError: See the module.
        """
        ...

    def sheets(self, tenant: str, scope: str, now_ms: int) -> tuple[SealedSheet, ...]:
        """Return the scope's sheets in order of number; expired ones are absent.

        Raises:
            StoreError: See the module.
        """
        ...

    def ledger(self, tenant: str, scope: str) -> SealedLedger | None:
        """Return a ledger as it stands; None when it was never written.

        Raises:
            StoreError: See the module.
        """
        ...

    def sweep(self, now_ms: int) -> int:
        """Destroy expired sheets and tidy up; return how many sheets went.

        Call it every few seconds, away from the path of a request.

        Raises:
            StoreError: See the module.
        """
        ...

    def checkpoint(self, now_ms: int) -> bytes:
        """Return a signed note over the log as it stands, durable on return.

        It extends the last one that was signed, which is returned again if nothing was added.
        Call it about once a second, away from the path of a request.

        Raises:
            StoreError: See the module; nothing was signed that anybody could see.
        """
        ...

    def close(self) -> None:
        """Release everything; a second call does nothing."""
        ...
