"""The Merkle tree over the log's entries: hashes, growing, proofs.

A leaf is ``SHA-256(0x00 || entry)``, a node ``SHA-256(0x01 || left || right)``, the empty
tree's root ``SHA-256("")``.  To append, only the right edge is needed: the roots of the
complete subtrees that the size's binary digits name, largest first.  Proofs are lists of
ranges whose subtree roots are to be shown, so that any store of leaves or tiles can serve
them.

Verification is RFC 9162's, and as strict as transparency-dev/merkle where RFC 9162 is silent:
an empty first tree proves nothing, and a leaf and every hash of a proof must be 32 bytes.

Sources: RFC 6962 section 2.1; RFC 9162 sections 2.1.3.2 and 2.1.4.2.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Self

from douane.model.errors import StoreError

HASH_BYTES: Final = 32
_FORMAT: Final = b"\x01"
_SIZE_BYTES: Final = 8


def leaf_hash(entry: bytes) -> bytes:
    """Return the 32-byte hash of one entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the 32-byte hash over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of ``size`` leaves, of which only the right edge is kept.

    Attributes:
        size: Number of leaves.
        edge: Roots of its complete subtrees, largest first; one a set bit of ``size``.
    """

    size: int = 0
    edge: tuple[bytes, ...] = ()

    def extended(self, leaves: Iterable[bytes]) -> Self:
        """Return the tree after appending leaf hashes."""
        size, edge = self.size, list(self.edge)
        for leaf in leaves:
            carry, bits = leaf, size
            while bits & 1:
                carry = node_hash(edge.pop(), carry)
                bits >>= 1
            edge.append(carry)
            size += 1
        return type(self)(size, tuple(edge))

    def root(self) -> bytes:
        """Return the 32-byte root hash."""
        if not self.edge:
            return sha256(b"").digest()
        *rest, root = self.edge
        for left in reversed(rest):
            root = node_hash(left, root)
        return root

    def encode(self) -> bytes:
        """Return format version, size (8 bytes, big-endian) and edge."""
        return b"".join((_FORMAT, self.size.to_bytes(_SIZE_BYTES, "big"), *self.edge))

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Undo ``encode``.

        Raises:
            StoreError: These bytes are no edge of a known format (code ``log_corrupted``).
        """
        head = len(_FORMAT) + _SIZE_BYTES
        size = int.from_bytes(data[len(_FORMAT) : head], "big")
        if data[: len(_FORMAT)] != _FORMAT or len(data) != head + HASH_BYTES * size.bit_count():
            raise StoreError(
                "the stored edge of the log's tree cannot be read; run `douane audit verify`",
                code="log_corrupted",
            )
        starts = range(head, len(data), HASH_BYTES)
        return cls(size, tuple(data[start : start + HASH_BYTES] for start in starts))


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """Return the half-open leaf ranges whose roots prove leaf ``index``, lowest first.

    Raises:
        ValueError: There is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError("the tree has no such leaf")
    ranges = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((begin, middle))
            begin = middle
    return ranges[::-1]


def consistency_ranges(first: int, second: int) -> list[tuple[int, int]]:
    """Return the ranges whose roots prove that tree ``first`` is a prefix of ``second``.

    Raises:
        ValueError: ``first`` is empty, or larger than ``second``.
    """
    if not 0 < first <= second:
        raise ValueError("only a smaller tree that is not empty can be a prefix")
    ranges = []
    begin, end = 0, second
    while first != end:
        middle = begin + _split(end - begin)
        if first <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((begin, middle))
            begin = middle
    if begin:
        ranges.append((begin, end))
    return ranges[::-1]


def prove(ranges: Iterable[tuple[int, int]], leaves: Sequence[bytes]) -> list[bytes]:
    """Return the subtree roots of ``ranges`` over these leaf hashes."""
    return [Tree().extended(leaves[begin:end]).root() for begin, end in ranges]


def verify_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> bool:
    """Tell whether ``proof`` shows that ``leaf`` stands at ``index`` under ``root``."""
    if not 0 <= index < size or not _are_hashes(leaf, *proof):
        return False
    position, last, result = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            result = node_hash(sibling, result)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and result == root


def verify_consistency(
    first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether ``proof`` shows that the first tree is a prefix of the second."""
    if not 0 < first <= second or not _are_hashes(*proof):
        return False
    if first == second:
        return not proof and first_root == second_root
    path = list(proof) if first & (first - 1) else [first_root, *proof]
    if not path:
        return False
    position, last = first - 1, second - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _split(size: int) -> int:
    """Return the largest power of two below ``size``."""
    return 1 << ((size - 1).bit_length() - 1)


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
