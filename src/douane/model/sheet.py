"""Sheets: what the tokens of one exchange stand for, open and sealed.

A scope (an exchange or a named conversation) is a pile of numbered sheets.  Each exchange
writes at most one, in the same transaction as its decision record.
"""

from dataclasses import dataclass

import msgspec


class Origin(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Where a value came from: a field, and the record if it is known (else empty)."""

    field: str
    record: str


class Entry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One token and what it stands for.

    Attributes:
        token: Such as ``PERSON_k7qm2xp0rd``.
        value: The value, byte for byte.
        literal: True when the value was a JSON number, boolean or the like.
        origins: All places it came from; a reader must be entitled to every one.  Empty for
            a value of no field, which opens only for its sender.
        sender: Subject that sent it.
    """

    token: str
    value: str
    literal: bool
    origins: tuple[Origin, ...]
    sender: str

    def __repr__(self) -> str:
        """Show the token, never the value."""
        return f"Entry({self.token})"


@dataclass(frozen=True, slots=True)
class Scope:
    """What tokens are linkable within: an exchange by default, or a named conversation.

    Attributes:
        tenant: Legal entity and org; tokens of two tenants never meet.
        id: Opaque identifier, safe to log and to hand to the caller.
        named: True for a conversation, whose earlier sheets are read back.
    """

    tenant: str
    id: str
    named: bool


@dataclass(frozen=True, slots=True)
class SealedSheet:
    """A sheet as the vault keeps it.

    Attributes:
        tenant: See ``Scope``.
        scope: ``Scope.id``.
        number: Position in the scope's pile, from 0; (tenant, scope, number) is unique, so
            of two exchanges that race in one conversation one must try again.
        expires_ms: UTC milliseconds; afterwards it reads as absent and is swept.
        sealed: Format version, key id, nonce and AES-256-GCM ciphertext.
    """

    tenant: str
    scope: str
    number: int
    expires_ms: int
    sealed: bytes
