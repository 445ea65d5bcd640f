"""Bounds of a store, and the check of a batch that needs nothing but the batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from douane.model.commit import Commit
from douane.model.errors import StoreError

MAX_ENTRY_BYTES: Final = 65_535
_MEBIBYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a store takes.

    Attributes:
        sheets_per_scope: Sheets of one conversation.
        bytes_per_tenant: Sealed bytes of one tenant, expired ones included until swept.
        wal_bytes: Size of the write-ahead log at which a commit moves it into the file itself.
        busy_ms: Longest wait for another process's write.
    """

    sheets_per_scope: int = 1_000
    bytes_per_tenant: int = 1_024 * _MEBIBYTE
    wal_bytes: int = 64 * _MEBIBYTE
    busy_ms: int = 5_000


def check_batch(batch: Sequence[Commit], limits: Limits) -> None:
    """Refuse a batch that no state of the store could take.

    Raises:
        StoreError: It is empty (code ``log_entry_invalid``), or an entry's size is wrong
            (``log_entry_invalid``), or a sheet's number is out of bounds (``vault_full``).
    """
    if not batch:
        raise StoreError("an empty batch records nothing", code="log_entry_invalid")
    for commit in batch:
        if not 0 < len(commit.entry) <= MAX_ENTRY_BYTES:
            raise StoreError(
                f"a log entry has 1 to {MAX_ENTRY_BYTES} bytes, not {len(commit.entry)}",
                code="log_entry_invalid",
            )
        if commit.sheet is not None and not 0 <= commit.sheet.number < limits.sheets_per_scope:
            raise vault_full("this conversation has reached its limit; start a new one")


def vault_full(what: str) -> StoreError:
    """Return the error of a limit that is reached."""
    return StoreError(f"the vault is full: {what}", code="vault_full")


def scope_conflict() -> StoreError:
    """Return the error of two exchanges that wrote the same sheet."""
    return StoreError(
        "another exchange of this conversation was faster; read its sheets and try again",
        code="scope_conflict",
    )


def ledger_conflict() -> StoreError:
    """Return the error of two exchanges that judged by the same version of a ledger."""
    return StoreError(
        "another exchange of this budget was faster; read it and try again", code="scope_conflict"
    )


def log_inconsistent(what: str) -> StoreError:
    """Return the error of a log that does not continue what was signed."""
    return StoreError(
        f"the log does not continue what was last signed: {what}. "
        "Run `douane audit verify`; do not restore old copies of its file",
        code="log_inconsistent",
    )
