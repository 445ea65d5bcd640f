"""Signed notes and checkpoints: how a log signs its size and root.

A note is a text and signature lines; a checkpoint is a note whose text is origin, size and
root, a line each.  A signature by a key that we do not know is ignored; one by a known key
that does not verify spoils the whole note; a note that no known key signed is refused.

Sources: https://c2sp.org/signed-note, https://c2sp.org/tlog-checkpoint, and the behaviour of
golang.org/x/mod/sumdb/note.  Only Ed25519 (type 0x01) for now.
"""

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from douane.audit.merkle import HASH_BYTES
from douane.model.errors import UsageError

MAX_NOTE_BYTES: Final = 1_000_000
MAX_SIGNATURES: Final = 100
MAX_SIZE: Final = 2**63 - 1

_ED25519: Final = b"\x01"
_KEY_BYTES: Final = 32
_ID_BYTES: Final = 4
_DASH: Final = "\u2014 "
_NAME: Final = re.compile(r"[^\s+]+")
_DECIMAL: Final = re.compile(r"0|[1-9][0-9]{0,18}")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")
_MALFORMED: Final = "this is no signed note; fetch it again from the log"


@dataclass(frozen=True, slots=True)
class Verifier:
    """A key that is trusted to sign notes.

    Attributes:
        name: Key name; for a log its origin.
        public_key: 32 bytes, Ed25519.
    """

    name: str
    public_key: bytes

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256 over name and key; a hint, no proof."""
        return sha256(b"\n".join((self.name.encode(), _ED25519 + self.public_key))).digest()[
            :_ID_BYTES
        ]

    def encode(self) -> str:
        """Return ``name+id+key``, the form that verifiers exchange."""
        key = base64.b64encode(_ED25519 + self.public_key).decode()
        return f"{self.name}+{self.key_id.hex()}+{key}"

    def accepts(self, message: bytes, signature: bytes) -> bool:
        """Tell whether this key signed ``message``."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's promise: at this size it has this root.

    Attributes:
        origin: Identity of the log.
        size: Number of entries.
        root: 32-byte root hash.
        extensions: Further lines; our own logs write none.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def encode(self) -> str:
        """Return the text to sign."""
        root = base64.b64encode(self.root).decode()
        return "\n".join((self.origin, str(self.size), root, *self.extensions, ""))


def decode_verifier(text: str) -> Verifier:
    """Read ``name+id+key``.

    Raises:
        UsageError: It is malformed, not Ed25519, or its id does not fit (code
            ``note_invalid``).
    """
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    key = _unbase64(encoded)
    if _NAME.fullmatch(name) and key and key[:1] == _ED25519 and len(key) == 1 + _KEY_BYTES:
        verifier = Verifier(name, key[1:])
        if verifier.key_id.hex() == key_id:
            return verifier
    raise UsageError("this is no Ed25519 verifier key; it reads NAME+ID+KEY", code="note_invalid")


def sign_note(text: str, signer: Verifier, sign: Callable[[bytes], bytes]) -> bytes:
    """Return ``text`` with one signature line.

    Args:
        text: Ends in a newline; no control character but newlines.
        signer: Name and public half of the key.
        sign: Returns the 64-byte Ed25519 signature of a message.

    Raises:
        UsageError: The text or the name cannot stand in a note (code ``note_invalid``).
    """
    if not _is_text(text) or not _NAME.fullmatch(signer.name):
        raise UsageError("this text or key name cannot be signed as a note", code="note_invalid")
    signature = base64.b64encode(signer.key_id + sign(text.encode())).decode()
    return f"{text}\n{_DASH}{signer.name} {signature}\n".encode()


def open_note(note: bytes, verifiers: Sequence[Verifier]) -> str:
    """Return the note's text once a known key is seen to have signed it.

    Raises:
        UsageError: It is malformed, no known key signed it, or a known key's signature does
            not verify (code ``note_invalid``).  Do not use any of it.
    """
    text, lines = _split(note)
    known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
    if len(known) != len(verifiers):
        raise UsageError("two verifier keys share name and id", code="note_invalid")
    seen = set()
    for name, signature in map(_signature, lines):
        which = (name, signature[:_ID_BYTES])
        verifier = known.get(which)
        if verifier is None or which in seen:
            continue
        if not verifier.accepts(text.encode(), signature[_ID_BYTES:]):
            raise UsageError("a signature of this note is invalid", code="note_invalid")
        seen.add(which)
    if not seen:
        raise UsageError("no known key signed this note", code="note_invalid")
    return text


def decode_checkpoint(text: str) -> Checkpoint:
    """Read a note's text as a checkpoint.

    Raises:
        UsageError: It is none (code ``note_invalid``).
    """
    origin, size, root, *extensions = [*text.split("\n"), "", ""]
    ended = extensions[-3:] == ["", "", ""]
    root_hash = _unbase64(root)
    well_formed = ended and origin and _DECIMAL.fullmatch(size) and all(extensions[:-3])
    if not well_formed or len(root_hash) != HASH_BYTES or int(size) > MAX_SIZE:
        raise UsageError("this signed note is no checkpoint", code="note_invalid")
    return Checkpoint(origin, int(size), root_hash, tuple(extensions[:-3]))


def sign_checkpoint(
    checkpoint: Checkpoint, public_key: bytes, sign: Callable[[bytes], bytes]
) -> bytes:
    """Return the checkpoint as a note signed under its origin's name."""
    return sign_note(checkpoint.encode(), Verifier(checkpoint.origin, public_key), sign)


def open_checkpoint(note: bytes, origin: str, public_key: bytes) -> Checkpoint:
    """Return the checkpoint that ``origin`` signed.

    Raises:
        UsageError: The note is not a checkpoint of this origin under this key (code
            ``note_invalid``).
    """
    checkpoint = decode_checkpoint(open_note(note, (Verifier(origin, public_key),)))
    if checkpoint.origin != origin:
        raise UsageError("this checkpoint belongs to another log", code="note_invalid")
    return checkpoint


def _split(note: bytes) -> tuple[str, list[str]]:
    if len(note) > MAX_NOTE_BYTES:
        raise UsageError(_MALFORMED, code="note_invalid")
    try:
        whole = note.decode()
    except UnicodeDecodeError:
        raise UsageError(_MALFORMED, code="note_invalid") from None
    text, blank, signatures = whole.rpartition("\n\n")
    lines = signatures.split("\n")
    complete = bool(blank) and lines.pop() == "" and 0 < len(lines) <= MAX_SIGNATURES
    if not complete or _CONTROL.search(whole):
        raise UsageError(_MALFORMED, code="note_invalid")
    return text + "\n", lines


def _signature(line: str) -> tuple[str, bytes]:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    signature = _unbase64(encoded)
    known_form = line.startswith(_DASH) and _NAME.fullmatch(name)
    if not known_form or len(signature) <= _ID_BYTES:
        raise UsageError(_MALFORMED, code="note_invalid")
    return name, signature


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return text.endswith("\n") and not _CONTROL.search(text)


def _unbase64(text: str) -> bytes:
    """Return the bytes, or none of them unless ``text`` is their one canonical spelling."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if base64.b64encode(data).decode() == text else b""
