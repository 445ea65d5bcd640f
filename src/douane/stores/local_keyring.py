"""Keys in two files of the local machine.

The key file holds the root keys, the newest version last::

    # Douane root keys. Whoever reads this file can open the vault.
    format = 1

    [[root]]
    version = 1
    key = "<base64 of 32 random bytes>"

From a root key and a purpose come two keys by HKDF-SHA-256: one to wrap (AES-256-GCM, random
96-bit nonce; key id and context are authenticated), one to ``mac``.  New data keys are wrapped
under the newest version; every version listed still unwraps.  ``mac`` stays with version 1
over all rotations, so version 1 must stay in the file for as long as pseudonyms and scope keys
are to mean the same.

The log's Ed25519 key lies in a PEM file of its own beside it (``.signing.pem``) and is not
derived from the root: the log's identity must outlive a rotation or a loss of the root, whoever
learns the root must not be able to sign, and a witness or an HSM can be given this file alone.

Both files must belong to the user that runs Douane and be closed to everybody else.

Sources: RFC 5869; NIST SP 800-38D section 8.2.2; RFC 8410.
"""

import base64
import binascii
import hmac
import os
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from douane.model.errors import StoreError
from douane.model.keyring import KeyPurpose

FORMAT: Final = 1
KEY_BYTES: Final = 32

_NONCE_BYTES: Final = 12
_MAC_VERSION: Final = 1
_MAX_FILE_BYTES: Final = 65_536
_HEAD: Final = (
    "# Douane root keys. Whoever reads this file can open the vault.\n"
    "# Version 1 must stay; see douane.stores.local_keyring.\n"
    f"format = {FORMAT}\n"
)


class LocalKeyring:
    """A driver of ``Keyring``; it shows no key in ``repr`` and writes none to a log."""

    __slots__ = ("_macs", "_newest", "_signing", "_wraps")

    def __init__(self, roots: Mapping[int, bytes], signing: Ed25519PrivateKey) -> None:
        """Derive every purpose's keys.

        Args:
            roots: 32-byte root key by version; version 1 among them.
            signing: The log's own key.

        Raises:
            StoreError: A root key is malformed or version 1 is absent (code
                ``key_unavailable``).
        """
        if _MAC_VERSION not in roots or any(
            version < 1 or len(root) != KEY_BYTES for version, root in roots.items()
        ):
            raise _unavailable("root keys have 32 bytes, and version 1 must be among them")
        self._signing = signing
        self._newest = max(roots)
        self._macs = {purpose: _derived(roots[1], "mac", purpose, 1) for purpose in KeyPurpose}
        self._wraps = {
            f"{purpose}.{version}": AESGCM(_derived(root, "wrap", purpose, version))
            for purpose in KeyPurpose
            for version, root in roots.items()
        }

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read the key file and the signing key beside it.

        Raises:
            StoreError: A file is absent, open to others, somebody else's or malformed (code
                ``key_unavailable``).
        """
        roots = _read_roots(path)
        try:
            signing = load_pem_private_key(_read_private(signing_path(path)), password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            signing = None
        if not isinstance(signing, Ed25519PrivateKey):
            raise _unavailable(f"{signing_path(path)} holds no Ed25519 key in PEM")
        return cls(roots, signing)

    def mac(self, purpose: KeyPurpose, message: bytes) -> bytes:
        """See ``Keyring``."""
        return hmac.digest(self._macs[purpose], message, "sha256")

    def wrap(self, purpose: KeyPurpose, key: bytes, context: bytes) -> tuple[str, bytes]:
        """See ``Keyring``; the result is nonce, then ciphertext and tag."""
        key_id = f"{purpose}.{self._newest}"
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._wraps[key_id].encrypt(nonce, key, _bound(key_id, context))
        return key_id, nonce + sealed

    def unwrap(self, key_id: str, wrapped: bytes, context: bytes) -> bytes:
        """See ``Keyring``."""
        cipher = self._wraps.get(key_id)
        if cipher is None:
            raise _unavailable("the key file does not hold the version that is asked for")
        nonce, sealed = wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:]
        try:
            return cipher.decrypt(nonce, sealed, _bound(key_id, context))
        except (InvalidTag, ValueError):
            raise _unavailable("a wrapped key does not open; it was changed or moved") from None

    def sign(self, message: bytes) -> bytes:
        """See ``Keyring``."""
        return self._signing.sign(message)

    def public_key(self) -> bytes:
        """See ``Keyring``."""
        return self._signing.public_key().public_bytes_raw()


def signing_path(path: Path) -> Path:
    """Return where the signing key of a key file lies."""
    return path.with_name(path.name + ".signing.pem")


def create(path: Path) -> None:
    """Write a new key file and signing key; never over an old one.

    Raises:
        StoreError: One of the two exists already or cannot be written (code
            ``key_unavailable``).
    """
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    try:
        _write_new(path, _encoded({1: os.urandom(KEY_BYTES)}))
        _write_new(signing_path(path), pem)
    except FileExistsError:
        raise _unavailable(
            f"{path} or its signing key exists; keep it, or move both away first"
        ) from None
    except OSError as error:
        raise _unavailable(f"{path} cannot be written ({type(error).__name__})") from None


def rotate(path: Path) -> int:
    """Add a root key to the file and return its version; running processes must reopen it.

    Raises:
        StoreError: The file cannot be read or written (code ``key_unavailable``).
    """
    roots = _read_roots(path)
    version = max(roots) + 1
    path = path.resolve()
    draft = path.with_name(f"{path.name}.new")
    try:
        _write_new(draft, _encoded({**roots, version: os.urandom(KEY_BYTES)}))
        draft.replace(path)
        _sync_directory(path.parent)
    except OSError as error:
        raise _unavailable(
            f"{draft} cannot be written ({type(error).__name__}); remove it if it is left over"
        ) from None
    return version


def _derived(root: bytes, use: str, purpose: KeyPurpose, version: int) -> bytes:
    label = f"douane/keyring/1|{use}|{purpose}|{version}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=label).derive(root)


def _bound(key_id: str, context: bytes) -> bytes:
    return key_id.encode() + b"\x00" + context


def _unavailable(what: str) -> StoreError:
    return StoreError(f"no key: {what}", code="key_unavailable")


def _read_roots(path: Path) -> dict[int, bytes]:
    try:
        return _decoded(_read_private(path).decode())
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError, binascii.Error):
        # From None: the cause could quote the file, which holds keys.
        raise _unavailable(
            f"{path} is no key file of format {FORMAT}; restore it from its backup"
        ) from None


def _decoded(text: str) -> dict[int, bytes]:
    document = tomllib.loads(text)
    versions = [entry["version"] for entry in document["root"]]
    roots = {
        entry["version"]: base64.b64decode(entry["key"], validate=True)
        for entry in document["root"]
    }
    known = set(document) == {"format", "root"} and document["format"] == FORMAT
    whole = all(type(version) is int for version in versions) and len(roots) == len(versions)
    if not known or not whole:
        raise ValueError("not a key file")
    return roots


def _encoded(roots: Mapping[int, bytes]) -> bytes:
    parts = [_HEAD]
    for version, root in sorted(roots.items()):
        key = base64.b64encode(root).decode()
        parts.append(f'\n[[root]]\nversion = {version}\nkey = "{key}"\n')
    return "".join(parts).encode()


def _read_private(path: Path) -> bytes:
    """Return the file's bytes once it is seen to be ours alone."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise _unavailable(
            f"{path} cannot be opened ({type(error).__name__}); "
            "make it with `douane init`, or correct the path"
        ) from None
    try:
        # Asked of what was opened and not of the path, which may change in between.
        _check_private(path, os.fstat(descriptor))
        return os.read(descriptor, _MAX_FILE_BYTES)
    finally:
        os.close(descriptor)


def _check_private(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise _unavailable(f"{path} is no regular file")
    if status.st_uid != os.geteuid():
        raise _unavailable(f"{path} belongs to another user; run `chown $(id -u) {path}`")
    if status.st_mode & 0o177:
        raise _unavailable(f"{path} is open to others; run `chmod 600 {path}`")


def _write_new(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
