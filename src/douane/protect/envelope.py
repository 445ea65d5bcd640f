"""Seal bytes for the vault: what a sheet and a ledger have in common.

AES-256-GCM (NIST SP 800-38D) under a fresh data key for each, which the keyring wraps; what is
bound in cannot be exchanged.  The bytes: format version (1 byte), length of the key id (1), key
id (ASCII), length of the wrapped key (2), wrapped key, nonce (12), ciphertext and tag.  The
header is bound too.  Why fresh keys rather than derived ones: ``sheet``.
"""

import re
from collections.abc import Callable
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from douane.model.errors import StoreError
from douane.model.keyring import KeyPurpose, Keyring

FORMAT: Final = 1
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_KEY_ID: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")

Unreadable = Callable[[str], StoreError]
"""Makes the error of what does not open; it is handed what is wrong with it."""


def bound(*parts: str) -> bytes:
    """Return texts as bytes to bind into a seal; no two lists give the same."""
    encoded = (part.encode("utf-8", "surrogatepass") for part in parts)
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)


def seal_bytes(
    keyring: Keyring, plain: bytes, context: bytes, entropy: Callable[[int], bytes]
) -> bytes:
    """Encrypt bytes under the newest vault key.

    Raises:
        StoreError: The key cannot be used (code ``key_unavailable``).
    """
    key, nonce = entropy(_KEY_BYTES), entropy(_NONCE_BYTES)
    key_id, wrapped = keyring.wrap(KeyPurpose.VAULT, key, context)
    name = key_id.encode("ascii")
    header = b"".join(
        (bytes((FORMAT, len(name))), name, len(wrapped).to_bytes(2, "big"), wrapped, nonce)
    )
    return header + AESGCM(key).encrypt(nonce, plain, context + header)


def open_bytes(keyring: Keyring, sealed: bytes, context: bytes, unreadable: Unreadable) -> bytes:
    """Undo ``seal_bytes``.

    Raises:
        StoreError: As ``unreadable`` makes it: changed, moved, or the key is gone.
    """
    key_id, wrapped, header_end = _header(sealed, unreadable)
    try:
        key = keyring.unwrap(key_id, wrapped, context)
    except StoreError:
        raise unreadable(f"it names key {key_id}, which does not open it") from None
    header, rest = sealed[:header_end], sealed[header_end:]
    try:
        return AESGCM(key).decrypt(header[-_NONCE_BYTES:], rest, context + header)
    except (InvalidTag, ValueError):
        raise unreadable("it was changed or stands in another's place") from None


def _header(sealed: bytes, unreadable: Unreadable) -> tuple[str, bytes, int]:
    """Return key id, wrapped key and the length of the header."""
    if sealed[:1] != bytes((FORMAT,)):
        raise unreadable("it has an unknown format")
    id_end = 2 + int.from_bytes(sealed[1:2], "big")
    wrapped_start = id_end + 2
    wrapped_end = wrapped_start + int.from_bytes(sealed[id_end:wrapped_start], "big")
    header_end = wrapped_end + _NONCE_BYTES
    name = sealed[2:id_end]
    if len(sealed) < header_end or not _KEY_ID.fullmatch(name):
        raise unreadable("it is cut short")
    return name.decode("ascii"), sealed[wrapped_start:wrapped_end], header_end
