"""A set of hashes that takes a few bits for each, and now and then holds one too many.

Each hash sets two bits, at the slots that its uppermost bits and the ones below them name
(Bloom 1970).  The second is only looked at where the first is set.
"""

from typing import Final

import numpy as np

from douane.detect.exact.hashing import STRETCH, Words64
from douane.detect.exact.image import Array

_FEWEST_BITS: Final = 12
_MOST_BITS: Final = 30
_WORD: Final = 64
_BITS: Final = (1 << np.arange(8)).astype("u1")


class BitTable:
    """A table to look hashes up in; the memory is the image's."""

    __slots__ = ("_bits", "_shift", "_table")

    def __init__(self, table: Array) -> None:
        """Take a table of a power of two of bytes."""
        bits = len(table).bit_length() + 2
        self._table = table
        self._bits = np.uint64(bits)
        self._shift = np.uint64(_WORD - bits)

    def which(self, hashes: Words64) -> Array:
        """Return the numbers of the hashes that it seems to hold, ascending."""
        found = self._set(hashes >> self._shift)
        if not len(found):
            return found
        again = hashes.take(found)
        again <<= self._bits
        again >>= self._shift
        return found.take(self._set(again))

    def _set(self, unsigned: Words64) -> Array:
        slots = unsigned.view(np.int64)
        bits = _BITS.take(slots & 7)
        slots >>= 3
        bits &= self._table.take(slots)
        found: Array = bits.nonzero()[0]
        return found


def filled(hashes: Array, each: int) -> Array:
    """Return the table of some hashes, with about so many bits for each."""
    bits = min(max(_FEWEST_BITS, (len(hashes) * each).bit_length()), _MOST_BITS)
    table = np.zeros(1 << (bits - 3), "u1")
    shift, second = np.uint64(_WORD - bits), np.uint64(bits)
    for at in range(0, len(hashes), STRETCH):
        some = hashes[at : at + STRETCH]
        for slots in ((some >> shift).view(np.int64), (some << second >> shift).view(np.int64)):
            np.bitwise_or.at(table, slots >> 3, _BITS[slots & 7])
    return table
