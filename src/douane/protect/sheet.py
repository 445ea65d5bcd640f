"""Sheets: what tokens stand for, united over a scope and sealed for the vault.

**Union.**  A value may appear many times.  Its entry holds the union of all its origins and all
its senders, because a reader who opens the token learns that the value stood at each of them.
An appearance in no field beside others in fields is kept as the origin ``UNFIELDED``.  Several
senders are joined by a line feed: where an entry depends on who sent it, the reader would have
to be every one of them, which nobody is.

**Seal.**  AES-256-GCM (NIST SP 800-38D) under a fresh data key for each sheet, which the
keyring wraps.  Derived keys would need no wrapping, but ``Keyring.mac`` stays the same over
rotations by contract, so a sheet sealed under it could never be brought under a new key, nor
made unreadable by destroying an old one.  A fresh key also means that no nonce is ever used
twice.  The additional data binds tenant, scope, number and expiry, so that no sheet can be put
in another's place or be made to live longer.

The sealed bytes: ``envelope``.
"""

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from douane.model.errors import RequestError, StoreError
from douane.model.keyring import Keyring
from douane.model.sheet import Entry, Origin, Scope, SealedSheet
from douane.protect.envelope import FORMAT, bound, open_bytes, seal_bytes

UNFIELDED: Final = Origin("", "")

_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(tuple[Entry, ...])


def senders_of(entry: Entry) -> frozenset[str]:
    """Every subject that sent the value of this entry."""
    return frozenset(entry.sender.split("\n"))


def join_senders(senders: Iterable[str]) -> str:
    """Write several subjects as the ``sender`` of one entry."""
    return "\n".join(sorted(set(senders)))


def merge(sheets: Iterable[Iterable[Entry]]) -> tuple[Entry, ...]:
    """Unite the entries of a scope's sheets, one for each token, in order of appearance.

    Args:
        sheets: Entries of each sheet, oldest first.

    Raises:
        StoreError: Two sheets give one token two values (code ``vault_unreadable``).
    """
    united: dict[str, Entry] = {}
    for sheet in sheets:
        for entry in sheet:
            first = united.get(entry.token)
            united[entry.token] = entry if first is None else _unite(first, entry)
    return tuple(united.values())


def _unite(first: Entry, second: Entry) -> Entry:
    if (first.value, first.literal) != (second.value, second.literal):
        raise _unreadable("two sheets of a scope contradict each other")
    origins = first.origins
    if first.origins != second.origins:
        origins = tuple(
            dict.fromkeys((*(first.origins or (UNFIELDED,)), *(second.origins or (UNFIELDED,))))
        )
    sender = first.sender
    if first.sender != second.sender:
        sender = join_senders(senders_of(first) | senders_of(second))
    return Entry(first.token, first.value, first.literal, origins, sender)


def encode(entries: Iterable[Entry]) -> bytes:
    """Write entries as bytes, in the clear; ``seal`` calls this.

    Raises:
        RequestError: A value holds half a surrogate pair (code ``invalid_unicode``), which
            no encoding could give back unchanged.  Send valid Unicode.
    """
    try:
        return bytes((FORMAT,)) + _ENCODER.encode(tuple(entries))
    except UnicodeEncodeError:
        raise RequestError(
            "a value holds half a surrogate pair; send valid Unicode", code="invalid_unicode"
        ) from None


def decode(data: bytes) -> tuple[Entry, ...]:
    """Undo ``encode``.

    Raises:
        StoreError: These are no entries of a known format (code ``vault_unreadable``).
    """
    if data[:1] != bytes((FORMAT,)):
        raise _unreadable("a sheet has an unknown format")
    try:
        return _DECODER.decode(memoryview(data)[1:])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        # "from None": the cause could quote what it was reading.
        raise _unreadable("a sheet holds no entries") from None


def seal(  # noqa: PLR0913, PLR0917 - each is bound into the seal
    keyring: Keyring,
    scope: Scope,
    number: int,
    entries: Iterable[Entry],
    expires_ms: int,
    entropy: Callable[[int], bytes],
) -> SealedSheet:
    """Encrypt a sheet for the vault.

    Args:
        keyring: Wraps the data key under its newest vault key.
        scope: Whose tokens they are.
        number: Position in the scope's pile, from 0.
        entries: What the tokens stand for.
        expires_ms: UTC milliseconds after which it must not be read any more.
        entropy: Returns that many unpredictable bytes.

    Raises:
        StoreError: The key cannot be used (code ``key_unavailable``).
        RequestError: A value is no valid Unicode (code ``invalid_unicode``).
    """
    context = _bound(scope.tenant, scope.id, number, expires_ms)
    sealed = seal_bytes(keyring, encode(entries), context, entropy)
    return SealedSheet(scope.tenant, scope.id, number, expires_ms, sealed)


def unseal(keyring: Keyring, sheet: SealedSheet) -> tuple[Entry, ...]:
    """Decrypt a sheet; the store has already left out what expired.

    Raises:
        StoreError: The bytes were changed, belong to another tenant, scope, number or expiry,
            or their key is gone (code ``vault_unreadable``).  Nothing may cross.
    """
    context = _bound(sheet.tenant, sheet.scope, sheet.number, sheet.expires_ms)
    return decode(open_bytes(keyring, sheet.sealed, context, _sealed_unreadable))


def _bound(tenant: str, scope: str, number: int, expires_ms: int) -> bytes:
    return bound("douane.sheet", str(FORMAT), tenant, scope, str(number), str(expires_ms))


def _sealed_unreadable(what: str) -> StoreError:
    return _unreadable(f"a sealed sheet does not open: {what}")


def _unreadable(what: str) -> StoreError:
    return StoreError(
        f"{what}; check the vault's file and keys, or start a new scope", code="vault_unreadable"
    )
