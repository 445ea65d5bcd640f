"""Words of a folded text, and a hash of any stretch of it in constant time.

The hash of a stretch is polynomial: with the sums ``C[i]`` of ``T[byte] * R**i`` over all that
stands before ``i``, a stretch has the hash ``(C[end] - C[start]) * R**-start``, modulo 2**64;
``R`` is odd, so its powers have inverses.  Each further length costs three operations an array.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from douane.shield.injection.folding import OTHER, Bytes

Hashes = np.ndarray[tuple[int], np.dtype[np.uint64]]
Lengths = np.ndarray[tuple[int, ...], np.dtype[np.intp]]
Places = np.ndarray[tuple[int], np.dtype[np.intp]]

BLOCK: Final = 1 << 14
"""Most characters that are read at once."""

_SEED: Final = 0x9E3779B97F4A7C15
_BASE: Final = 0xD1342543DE82EF95
_EXACT: Final = np.uint64(0xA0761D6478BD642F)
_FIRST: Final = np.uint64(0xE7037ED1A0B428DB)
_SECOND: Final = np.uint64(0x8EBC6AF09C88C6E3)
_MODULUS: Final = 1 << 64


def _mixed(number: int) -> int:
    """Return splitmix64 of a number."""
    number = (number + _SEED) % _MODULUS
    number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9 % _MODULUS
    number = (number ^ (number >> 27)) * 0x94D049BB133111EB % _MODULUS
    return number ^ (number >> 31)


def _powers(base: int) -> Hashes:
    powers = np.full(BLOCK + 1, base, np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


_SIGNS: Final = np.array([_mixed(number) for number in range(256)], np.uint64)
_POWERS: Final = _powers(_BASE)
_INVERSES: Final = _powers(pow(_BASE, -1, _MODULUS))
_LETTERS: Final = np.array(
    [number >= OTHER or (chr(number).isascii() and chr(number).isalnum()) for number in range(256)]
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch of at most ``BLOCK`` characters.

    Attributes:
        starts: First character of each.
        lengths: Characters of each.
        exact: A hash of each.
    """

    starts: Places
    lengths: Places
    exact: Hashes
    _sums: Hashes

    def prefixes(self, lengths: Lengths) -> Hashes:
        """Return a hash of the first characters of each word; 0 where it has fewer.

        Args:
            lengths: How many, with a dimension for several at once.
        """
        starts = self.starts
        ends = np.minimum(starts + lengths, len(self._sums) - 1)
        hashes: Hashes = (self._sums[ends] - self._sums[starts]) * _INVERSES[starts]
        return np.where(self.lengths >= lengths, hashes, np.uint64(0))

    def grams(self, length: int) -> Hashes:
        """Return the hash of the stretch that begins at each character."""
        sums = self._sums
        count = max(0, len(sums) - length)
        return (sums[length:] - sums[:count]) * _INVERSES[:count]

    def pairs(self, length: int = 0) -> Hashes:
        """Return a hash of each two words that follow each other.

        Args:
            length: How much of the second counts; 0 is all.
        """
        second = self.prefixes(np.array(length))[1:] if length else self.exact[1:]
        return self.exact[:-1] * _FIRST + second

    def triples(self) -> Hashes:
        """Return a hash of each three words that follow each other."""
        return (self.exact[:-2] * _FIRST + self.exact[1:-1]) * _SECOND + self.exact[2:]


def words(folded: Bytes) -> Words:
    """Return the words of a stretch of at most ``BLOCK`` characters."""
    sums = np.zeros(len(folded) + 1, np.uint64)
    np.cumsum(_SIGNS[folded] * _POWERS[: len(folded)], out=sums[1:])
    inside = np.zeros(len(folded) + 2, np.int8)
    inside[1:-1] = _LETTERS[folded]
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    hashes = (sums[ends] - sums[starts]) * _INVERSES[starts]
    return Words(starts, ends - starts, hashes * _EXACT, sums)
