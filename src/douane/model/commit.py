"""What one durable write holds: a log entry and, with it, the sheet and ledgers it speaks of."""

from dataclasses import dataclass
from enum import StrEnum

from douane.model.ledger import SealedLedger
from douane.model.sheet import SealedSheet


class Sync(StrEnum):
    """When a commit counts as durable.

    ``NORMAL`` survives a killed process, ``FULL`` also survives power loss.
    """

    NORMAL = "normal"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Commit:
    """A log entry (RFC 8785 canonical JSON, at most 65,535 bytes), its sheet, its ledgers.

    All become durable together or not at all.
    """

    entry: bytes
    sheet: SealedSheet | None = None
    sync: Sync = Sync.FULL
    ledgers: tuple[SealedLedger, ...] = ()
