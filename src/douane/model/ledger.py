"""What a caller group has learnt, as the store keeps it: one sealed state a scope, versioned."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SealedLedger:
    """One version of a ledger; it replaces the version before, or nothing at all.

    Attributes:
        tenant: Legal entity and org; ledgers of two tenants never meet.
        scope: Whose ledger of what, such as ``budget/credit``.
        version: From 1; a store takes it only when it holds exactly the version before, so of
            two workers that judged by the same state one must judge again.
        sealed: Format version, key id, nonce and AES-256-GCM ciphertext.
    """

    tenant: str
    scope: str
    version: int
    sealed: bytes
