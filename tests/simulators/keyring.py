"""A keyring in memory, the same for the same seed; for tests, and never for data.

Its nonces are derived from what they encrypt, so two runs with one seed give one result.
"""

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from douane.model.errors import StoreError
from douane.model.keyring import KeyPurpose

NONCE_BYTES = 12


class SeededKeyring:
    """A ``Keyring`` whose keys follow from a seed, with rotation, loss and outage on demand."""

    def __init__(self, seed: str = "seed") -> None:
        self._root = hashlib.sha256(seed.encode()).digest()
        self._versions = dict.fromkeys(KeyPurpose, 1)
        self._destroyed: set[str] = set()
        self.down = False

    def rotate(self, purpose: KeyPurpose) -> None:
        """Wrap under a new version from now on."""
        self._versions[purpose] += 1

    def destroy(self, key_id: str) -> None:
        """Lose one version for good."""
        self._destroyed.add(key_id)

    def mac(self, purpose: KeyPurpose, message: bytes) -> bytes:
        return hmac.digest(self._key(f"mac.{purpose}"), message, "sha256")

    def wrap(self, purpose: KeyPurpose, key: bytes, context: bytes) -> tuple[str, bytes]:
        key_id = f"{purpose}.{self._versions[purpose]}"
        kek = self._key(key_id)
        nonce = hmac.digest(kek, context + key, "sha256")[:NONCE_BYTES]
        return key_id, nonce + AESGCM(kek).encrypt(nonce, key, context)

    def unwrap(self, key_id: str, wrapped: bytes, context: bytes) -> bytes:
        kek = self._key(key_id)
        try:
            return AESGCM(kek).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], context)
        except (InvalidTag, ValueError):
            raise StoreError("the wrapped key was changed", code="key_unavailable") from None

    def sign(self, message: bytes) -> bytes:
        return self._signer().sign(message)

    def public_key(self) -> bytes:
        return self._signer().public_key().public_bytes_raw()

    def _signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._key("sign"))

    def _key(self, name: str) -> bytes:
        if self.down or name in self._destroyed:
            raise StoreError("the key is gone; restore the keyring", code="key_unavailable")
        return hmac.digest(self._root, name.encode(), "sha256")
