"""The seam to keys.  Rooms name a purpose; where the key lives is the driver's affair."""

from enum import StrEnum
from typing import Protocol


class KeyPurpose(StrEnum):
    """Every use has a key of its own, so that one can be rotated or destroyed alone."""

    VAULT = "vault"
    SCOPE = "scope"
    INDEX = "index"
    PSEUDONYM = "pseudonym"
    CHECKPOINT = "checkpoint"
    SCORE = "score"


class Keyring(Protocol):
    """A root key turned into purposes.

    Every method raises ``StoreError`` (code ``key_unavailable``) when the key cannot be used.
    Key ids are short ASCII names with a version, such as ``vault.1``.
    """

    def mac(self, purpose: KeyPurpose, message: bytes) -> bytes:
        """Return 32 bytes: HMAC-SHA-256 under the purpose's stable key.

        For derived keys and pseudonyms, which must stay the same over rotations.
        """
        ...

    def wrap(self, purpose: KeyPurpose, key: bytes, context: bytes) -> tuple[str, bytes]:
        """Encrypt a data key under the newest version; return the key id and the result."""
        ...

    def unwrap(self, key_id: str, wrapped: bytes, context: bytes) -> bytes:
        """Undo ``wrap``, whichever version it was."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return an Ed25519 signature under the log's signing key."""
        ...

    def public_key(self) -> bytes:
        """Return the 32 raw bytes of the log's public key."""
        ...
