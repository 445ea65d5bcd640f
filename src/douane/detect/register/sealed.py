"""The register at rest: sealed bytes that only its tenant's keyring opens.

AES-256-GCM (NIST SP 800-38D) under a fresh data key for each writing, which the keyring wraps.
The additional data binds format and tenant, so a register opens for no other tenant; one that
was cut, altered or swapped does not open at all, and then nothing is served.

The sealed bytes: magic (4), format version (1), length of the key id (1), key id (ASCII),
length of the wrapped key (2), wrapped key, nonce (12), ciphertext and tag.  Inside: the key of
the fingerprints and the entries, as MessagePack.  An older copy of the file opens, too: who can
write the file can take back what was registered since.
"""

import re
from collections.abc import Callable
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from douane.detect.register.entry import Entry
from douane.model.errors import StoreError
from douane.model.keyring import KeyPurpose, Keyring

FORMAT: Final = 1
MAGIC: Final = b"DIPR"
KEY_BYTES: Final = 32
MOST_BYTES: Final = 512 * 1024 * 1024

_NONCE_BYTES: Final = 12
_LANE: Final = 8
_KEY_ID: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")


class Register(msgspec.Struct, frozen=True):
    """What a tenant registered.

    Attributes:
        key: Key of the fingerprints, made once for each register.
        entries: In order of registration.
    """

    key: bytes
    entries: tuple[Entry, ...] = ()

    def __repr__(self) -> str:
        """Show how much, never what."""
        return f"Register({len(self.entries)} entries)"


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(Register)


def seal(
    keyring: Keyring, tenant: str, register: Register, entropy: Callable[[int], bytes]
) -> bytes:
    """Encrypt a register for its file.

    Args:
        keyring: Wraps the data key.
        tenant: Whose register it is.
        register: What is sealed.
        entropy: Returns so many random bytes.

    Raises:
        StoreError: The key cannot be used (code ``key_unavailable``).
    """
    bound = _bound(tenant)
    key, nonce = entropy(KEY_BYTES), entropy(_NONCE_BYTES)
    key_id, wrapped = keyring.wrap(KeyPurpose.INDEX, key, bound)
    name = key_id.encode("ascii")
    header = b"".join(
        (MAGIC, bytes((FORMAT, len(name))), name, len(wrapped).to_bytes(2, "big"), wrapped, nonce)
    )
    return header + AESGCM(key).encrypt(nonce, _ENCODER.encode(register), bound + header)


def unseal(keyring: Keyring, tenant: str, sealed: bytes) -> Register:
    """Decrypt a register.

    Raises:
        StoreError: It was cut or changed, belongs to another tenant, has another format, or its
            key is gone (code ``register_unreadable``).  Nothing may be served without it.
    """
    bound = _bound(tenant)
    key_id, wrapped, header_end = _header(sealed)
    try:
        key = keyring.unwrap(key_id, wrapped, bound)
    except StoreError:
        raise _unreadable(f"its key {key_id} does not open it for this tenant") from None
    header = sealed[:header_end]
    try:
        plain = AESGCM(key).decrypt(
            header[-_NONCE_BYTES:], memoryview(sealed)[header_end:], bound + header
        )
    except (InvalidTag, ValueError, OverflowError):
        raise _unreadable("it was cut short or changed") from None
    try:
        register = _DECODER.decode(plain)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise _unreadable("it holds no register") from None
    if len(register.key) != KEY_BYTES or not all(map(_is_whole, register.entries)):
        raise _unreadable("it holds a malformed entry")
    return register


def _is_whole(entry: Entry) -> bool:
    return len(entry.words) % _LANE == 0 and len(entry.code) % _LANE == 0 and bool(entry.id)


def _header(sealed: bytes) -> tuple[str, bytes, int]:
    """Return key id, wrapped key and the length of the header."""
    if not sealed.startswith(MAGIC):
        raise _unreadable("it is no register")
    if sealed[4:5] != bytes((FORMAT,)):
        raise _unreadable("it has another format; use the version of douane that wrote it")
    id_end = 6 + int.from_bytes(sealed[5:6], "big")
    wrapped_start = id_end + 2
    wrapped_end = wrapped_start + int.from_bytes(sealed[id_end:wrapped_start], "big")
    header_end = wrapped_end + _NONCE_BYTES
    name = sealed[6:id_end]
    if len(sealed) < header_end or not _KEY_ID.fullmatch(name):
        raise _unreadable("it was cut short")
    return name.decode("ascii"), sealed[wrapped_start:wrapped_end], header_end


def _bound(tenant: str) -> bytes:
    parts = ("douane.register", str(FORMAT), tenant)
    encoded = (part.encode("utf-8", "surrogatepass") for part in parts)
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)


def _unreadable(what: str) -> StoreError:
    return StoreError(
        f"the register does not open: {what}; restore it from its backup",
        code="register_unreadable",
    )
