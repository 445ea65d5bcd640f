"""What an index is in memory: arrays behind each other in one buffer, and no value.

The buffer may be mapped by many processes.  In it, each array at a multiple of 64 bytes:

``numbers powers inverses counts``  the tables of the hash
``heads``       the hashes of the first six letters of all phrases, as a ``BitTable``
``short``       the same of the first four letters of shorter phrases
``sieve``       the same of all phrases
``keys``        the hashes of all phrases, ascending
``owners``      for each key: what must be true of a place (upper bits), and the row of the
                value, or the group of those that share the phrase
``rows``        for each value: what it is, by number
``records``     for each value: the id of its record, 18 bytes
``group_first group_row group_meaning group_record``   for phrases that values share: where
                the group's rows begin, the rows, what they are together, whose they are (a
                row, or none)
``held_rows held_records held_why``   values that are not looked for

A header in msgpack says where each array is and what the numbers mean.  A buffer that is cut or
is none is refused; one that was altered is the matter of the seal it comes in.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from douane.detect.exact.folding import PLANE
from douane.detect.exact.hashing import STRETCH, Hasher
from douane.detect.exact.phrase import MOST_WORDS
from douane.model.errors import StoreError
from douane.model.token import Kind

FORMAT: Final = 2
HEAD_LETTERS: Final = 6  # of a phrase that are looked at first
SHORT_LETTERS: Final = 4  # of one that has fewer
NEED_SHIFT: Final = 28
GROUP: Final = np.uint32(1 << 31)
PLACE_MASK: Final = np.uint32((1 << NEED_SHIFT) - 1)
MOST_ROWS: Final = 1 << NEED_SHIFT
NOBODY: Final = np.uint32(0xFFFF_FFFF)
RECORD_BYTES: Final = 18

Array = NDArray[Any]

_MAGIC: Final = b"douane-known-values\x00"
_ALIGNED: Final = 64
_LENGTH_BYTES: Final = 4
_MOST_HEADER: Final = 1 << 26
_TYPES: Final = {
    "numbers": "<u8", "powers": "<u8", "inverses": "<u8", "counts": "<u8", "heads": "u1",
    "short": "u1", "sieve": "u1", "keys": "<u8", "owners": "<u4", "rows": "<u4", "records": "S18",
    "group_first": "<u4", "group_row": "<u4", "group_meaning": "<u4", "group_record": "<u4",
    "held_rows": "<u4", "held_records": "S18", "held_why": "u1",
}  # fmt: skip
_ENCODER: Final = msgspec.msgpack.Encoder()


class Meaning(msgspec.Struct, frozen=True, array_like=True):
    """What a value is: its candidate fields and its kind."""

    fields: tuple[str, ...]
    kind: Kind
    literal: bool = False


class Facts(msgspec.Struct, frozen=True):
    """What is known of an index as a whole.

    Attributes:
        tenant: Whose values they are.
        taken_at_ms: When the org was asked, UTC milliseconds.
        values: How many values it holds.
        held: How many more it does not look for.
        most_words: Of any phrase with words.
        has_short: Whether a phrase has fewer than six letters.
        has_codes: Whether a phrase may be grouped in any way.
        meanings: By number.
        gone: Records of the base whose values no longer count, when this is a delta.
    """

    tenant: str
    taken_at_ms: int
    values: int
    held: int
    most_words: int
    has_short: bool
    has_codes: bool
    meanings: tuple[Meaning, ...]
    gone: tuple[str, ...] = ()


class _Header(msgspec.Struct, frozen=True):
    format: int
    facts: Facts
    sizes: dict[str, int]


class Image:
    """An index in a buffer."""

    __slots__ = ("_buffer", "arrays", "facts", "hasher")

    def __init__(self, facts: Facts, arrays: Mapping[str, Array], buffer: object = None) -> None:
        """Take what ``build`` made or ``open`` read."""
        self.facts = facts
        self.arrays = dict(arrays)
        self.hasher = Hasher(
            *(arrays[name] for name in ("numbers", "powers", "inverses", "counts"))
        )
        self._buffer = buffer

    def __repr__(self) -> str:
        """Show how much, never what."""
        return f"Image({self.facts.tenant!r}, {self.facts.values} values)"

    @classmethod
    def open(cls, buffer: memoryview) -> "Image":
        """Look at an index; nothing is copied.

        Raises:
            StoreError: It is none, or of another format, or not whole (``index_unreadable``).
        """
        start = len(_MAGIC) + _LENGTH_BYTES
        if bytes(buffer[: len(_MAGIC)]) != _MAGIC or len(buffer) < start:
            raise unreadable("this is no index")
        length = int.from_bytes(buffer[len(_MAGIC) : start], "little")
        if length > _MOST_HEADER:
            raise unreadable("its header is damaged")
        try:
            header = msgspec.msgpack.decode(buffer[start : start + length], type=_Header)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise unreadable("it has another format, or its header is damaged") from None
        if header.format != FORMAT or header.sizes.keys() != _TYPES.keys():
            raise unreadable("it has another format")
        arrays, at = {}, _aligned(start + length)
        for name, kind in _TYPES.items():
            width, count = np.dtype(kind).itemsize, header.sizes[name]
            if count < 0 or at + width * count > len(buffer):
                raise unreadable("it is not whole")
            arrays[name] = np.frombuffer(buffer, kind, count, at)
            at = _aligned(at + width * count)
        if not _fits(header.facts, header.sizes):
            raise unreadable("its parts do not fit together")
        return cls(header.facts, arrays, buffer)

    def belongs_to(self, base: "Image") -> bool:
        """Tell whether this is of the same tenant and was made with the same key."""
        mine, its = self.arrays["counts"], base.arrays["counts"]
        return self.facts.tenant == base.facts.tenant and bool(np.array_equal(mine, its))

    def version(self) -> str:
        """Return what tells an index from any other; says nothing of its values.

        The hashes are those of a secret key, so their sum is one that no other index has by
        chance; it takes milliseconds where a digest of them all would take a second.
        """
        digest = hashlib.sha256(_ENCODER.encode(self.facts))
        for name in ("counts", "keys", "owners", "rows"):
            array = self.arrays[name]
            total = int(np.add.reduce(array, dtype=np.uint64)) if len(array) else 0
            digest.update(b"%d %d|" % (len(array), total))
        return digest.hexdigest()[:16]

    def size(self) -> int:
        """Return how many bytes ``pieces`` yields."""
        return sum(len(piece) for piece in self.pieces())

    def pieces(self) -> Iterator[memoryview]:
        """Yield the bytes of the index."""
        sizes = {name: len(self.arrays[name]) for name in _TYPES}
        header = _ENCODER.encode(_Header(FORMAT, self.facts, sizes))
        head = _MAGIC + len(header).to_bytes(_LENGTH_BYTES, "little") + header
        yield memoryview(head + bytes(_aligned(len(head)) - len(head)))
        for name, kind in _TYPES.items():
            array = np.ascontiguousarray(self.arrays[name], kind)
            if array.nbytes:
                yield array.view("u1").data
                yield memoryview(bytes(_aligned(array.nbytes) - array.nbytes))


def _fits(facts: Facts, sizes: Mapping[str, int]) -> bool:
    """Tell whether the arrays have lengths with which a search can be made."""
    tables = [sizes[name] for name in ("heads", "short", "sieve")]
    return (
        all(size > 0 and size & (size - 1) == 0 for size in tables)
        and sizes["numbers"] == PLANE
        and sizes["powers"] == sizes["inverses"] == STRETCH + 1
        and sizes["counts"] == MOST_WORDS + 1
        and sizes["keys"] == sizes["owners"]
        and sizes["rows"] == sizes["records"]
        and 1 <= facts.most_words <= MOST_WORDS
    )


def unreadable(why: str) -> StoreError:
    """Return the error of an index that cannot be used."""
    return StoreError(
        f"the index of known values cannot be used: {why}; run `douane index build`",
        code="index_unreadable",
    )


def _aligned(at: int) -> int:
    return -(-at // _ALIGNED) * _ALIGNED
