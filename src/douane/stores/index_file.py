"""An index of known values on disk: encrypted, bound to its tenant, and whole or refused.

The file::

    "douane-index" | format (1 byte) | length of the key id (1) | key id (ASCII)
    | length of the wrapped key (2) | wrapped key | nonce prefix (7) | length of the content (8)
    | pieces: 1 MiB of content each, the last one less, encrypted with AES-256-GCM (tag 16)

Each file has a data key of its own, wrapped by the keyring under the purpose ``index`` and bound
to the tenant.  The nonce of a piece is the prefix, its number (4 bytes), and 1 for the last: the
STREAM construction (Hoang et al., 2015), so that pieces can neither be left out, moved nor cut
off.  The header is authenticated with every piece.  Nothing of the content is handed on before
its piece was verified, and nobody uses a buffer that was not filled to the end.
"""

import os
import re
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from douane.model.errors import StoreError
from douane.model.keyring import KeyPurpose, Keyring

FORMAT: Final = 1
PIECE_BYTES: Final = 1 << 20

_MAGIC: Final = b"douane-index"
_KEY_BYTES: Final = 32
_PREFIX_BYTES: Final = 7
_TAG_BYTES: Final = 16
_MOST_BYTES: Final = 1 << 40
_KEY_ID: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")


def delta_path(base: Path) -> Path:
    """Return where the delta of an index lies."""
    return base.with_name(base.name + ".delta")


def write_index(
    path: Path, pieces: Iterable[memoryview], length: int, tenant: str, keyring: Keyring
) -> None:
    """Replace the file as one; a reader sees the old one or the new one.

    Args:
        path: The file.
        pieces: The content, in order.
        length: Of the content, in bytes.
        tenant: Whose values they are.
        keyring: Wraps the data key.

    Raises:
        StoreError: It cannot be written (``index_unwritable``), or there is no key.
    """
    key, prefix = os.urandom(_KEY_BYTES), os.urandom(_PREFIX_BYTES)
    key_id, wrapped = keyring.wrap(KeyPurpose.INDEX, key, _context(tenant))
    name = key_id.encode("ascii")
    header = b"".join(
        (_MAGIC, bytes((FORMAT, len(name))), name, struct.pack(">H", len(wrapped)), wrapped,
         prefix, struct.pack(">Q", length))
    )  # fmt: skip
    draft = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(header)
            _encrypt(file, pieces, length, AESGCM(key), prefix, header)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise StoreError(
            f"the index {path} cannot be written ({type(error).__name__}); see path and disk",
            code="index_unwritable",
        ) from None


def _encrypt(  # noqa: PLR0913, PLR0917 - each goes into every piece
    file: BinaryIO, pieces: Iterable[memoryview], length: int, cipher: AESGCM, prefix: bytes,
    header: bytes,
) -> None:  # fmt: skip
    number, left = 0, length
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= PIECE_BYTES and left > PIECE_BYTES:
            nonce = _nonce(prefix, number, last=False)
            file.write(cipher.encrypt(nonce, bytes(waiting[:PIECE_BYTES]), header))
            del waiting[:PIECE_BYTES]
            number, left = number + 1, left - PIECE_BYTES
    file.write(cipher.encrypt(_nonce(prefix, number, last=True), bytes(waiting), header))


class SealedIndex:
    """An index file that was opened; ``pieces`` decrypts it."""

    __slots__ = ("_cipher", "_file", "_header", "_prefix", "length")

    def __init__(self, path: Path, tenant: str, keyring: Keyring) -> None:
        """Read the header.

        Raises:
            StoreError: There is no such file, it is none of ours, of another format or tenant,
                or was altered (``index_unreadable``); or its key cannot be used.
        """
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise _unreadable(f"{path} cannot be opened ({type(error).__name__})") from None
        try:
            key = self._read_header(tenant, keyring)
        except BaseException:
            self._file.close()
            raise
        self._cipher = AESGCM(key)

    def _read_header(self, tenant: str, keyring: Keyring) -> bytes:
        start = self._take(len(_MAGIC) + 2)
        if not start.startswith(_MAGIC):
            raise _unreadable("this is no index of known values")
        if start[-2] != FORMAT:
            raise _unreadable(f"it has format {start[-2]} and this version reads {FORMAT}")
        name = self._take(start[-1])
        if not _KEY_ID.fullmatch(name):
            raise _unreadable("its header is damaged")
        size = self._take(2)
        wrapped = self._take(int.from_bytes(size))
        self._prefix = self._take(_PREFIX_BYTES)
        length = self._take(8)
        self.length = int.from_bytes(length)
        if self.length > _MOST_BYTES:
            raise _unreadable("its header is damaged")
        self._header = start + name + size + wrapped + self._prefix + length
        try:
            return keyring.unwrap(name.decode("ascii"), wrapped, _context(tenant))
        except StoreError:
            raise _unreadable(
                "its key does not open: it is another tenant's or another installation's, "
                "or it was altered"
            ) from None

    def _take(self, count: int) -> bytes:
        try:
            taken = self._file.read(count)
        except OSError as error:
            raise _unreadable(f"it cannot be read ({type(error).__name__})") from None
        if len(taken) != count:
            raise _unreadable("it was cut off")
        return taken

    def pieces(self) -> Iterator[bytes]:
        """Yield the content, piece by piece, each verified; then close the file.

        Raises:
            StoreError: It was cut or altered (``index_unreadable``); what came before is
                nothing to use.
        """
        number, left = 0, self.length
        with self._file:
            while True:
                size, last = min(left, PIECE_BYTES), left <= PIECE_BYTES
                sealed = self._take(size + _TAG_BYTES)
                try:
                    nonce = _nonce(self._prefix, number, last=last)
                    yield self._cipher.decrypt(nonce, sealed, self._header)
                except InvalidTag:
                    raise _unreadable("it was altered") from None
                if last:
                    break
                number, left = number + 1, left - size
            if self._file.read(1):
                raise _unreadable("something was added to it")


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, last)


def _context(tenant: str) -> bytes:
    return b"douane/index/1|" + tenant.encode()


def _unreadable(why: str) -> StoreError:
    return StoreError(
        f"the index of known values cannot be used: {why}; run `douane index build`",
        code="index_unreadable",
    )
