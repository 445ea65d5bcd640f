"""Keyed 64-bit hashes of all phrases of a text, out of one pass over its letters.

Every letter has a secret random number, the same for all letters that count as one; everything
else has 0 and only separates words.  Over the letters alone (n of them) runs the sum

    prefix[k] = sum of number[i] * base**i for i < k            (mod 2**64)

with a secret odd base, so that the letters from s to e, whatever stands between them, have the
hash ``(prefix[e] - prefix[s]) * base**-s``: one subtraction and one multiplication for any
phrase.  Without the key nobody can tell which phrase has which hash.  The lower bits are weak
(the lowest does not see order), so tables are addressed by the upper ones.

Rabin, *Fingerprinting by random polynomials* (1981), with a table of random numbers for the
alphabet.  Texts are read in stretches of 65,536 letters at most, the length of the power tables.
"""

import hashlib
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from douane.detect.exact.folding import PLANE, letter
from douane.detect.exact.phrase import MOST_WORDS

KEY_BYTES: Final = 32
STRETCH: Final = 65_536
PADDING: Final = 8

Words64 = NDArray[np.uint64]
Places = NDArray[np.int64]

_MODULUS: Final = 1 << 64
_FAR: Final = 0x4E00  # letters beyond the basic plane share the numbers of these
_FAR_LETTERS: Final = 20_000
_FIRST: Final = np.array([0])
_IS_LETTER: Final = bytes(chr(code).isalnum() for code in range(256))
_NO_LETTERS: Final = bytes(code for code in range(256) if not chr(code).isalnum())


class Letters(NamedTuple):
    """The letters of a stretch of text, and its words.

    Attributes:
        prefix: Sums over the first k letters, one more than letters, and then the last one
            again ``PADDING`` times.
        before: Sums up to each word.
        factors: What the difference of two sums from each word on is multiplied with.
        starts: First letter of each word.
        ends: One past the last letter of each word.
        edges: Where each word begins and ends in the text, one after the other.
    """

    prefix: Words64
    before: Words64
    factors: Words64
    starts: Places
    ends: Places
    edges: Places

    def heads(self, length: int) -> Words64:
        """Return the hashes of that many letters (at most ``PADDING``) from each word on."""
        hashes = self.prefix[length:].take(self.starts)
        hashes -= self.before
        hashes *= self.factors
        return hashes


class Hasher:
    """Hashes under one key.  The tables may lie in memory that processes share."""

    __slots__ = ("_western", "counts", "inverses", "numbers", "powers")

    def __init__(
        self, numbers: Words64, powers: Words64, inverses: Words64, counts: Words64
    ) -> None:
        """Take the tables; ``of`` makes them."""
        self.counts = counts
        self.numbers = numbers
        self.powers = powers
        self.inverses = inverses
        self._western = numbers[:256].copy()

    @classmethod
    def of(cls, key: bytes) -> "Hasher":
        """Make the tables of a key; takes a tenth of a second.

        Args:
            key: ``KEY_BYTES`` unpredictable bytes.
        """
        stream = hashlib.shake_256(b"douane/known-values/1|" + key).digest(
            8 * (PLANE + MOST_WORDS + 1)
        )
        random = np.frombuffer(stream, "<u8", PLANE) | np.uint64(1 << 63)
        folded = [letter(chr(code)) for code in range(PLANE)]
        codes = np.array([ord(each) if each else 0 for each in folded], np.int64)
        numbers = np.where(codes > 0, random[codes], np.uint64(0))
        counts = np.frombuffer(stream, "<u8")[PLANE:].copy()
        base = int(counts[0]) | 1
        counts[0] = 0
        return cls(numbers, _powers(base), _powers(pow(base, -1, _MODULUS)), counts)

    def read(self, text: str) -> Letters | None:
        """Return the letters of a text of at most ``STRETCH`` characters; None without any."""
        try:
            encoded = text.encode("latin-1")
        except UnicodeEncodeError:
            codes = _within_plane(text)
            every = self.numbers.take(codes)
            inside = every != 0
            numbers = every[inside]
        else:
            inside = np.frombuffer(encoded.translate(_IS_LETTER), np.bool_)
            kept = np.frombuffer(encoded.translate(None, _NO_LETTERS), np.uint8)
            numbers = self._western.take(kept)
        count = len(numbers)
        if not count:
            return None
        prefix = np.empty(count + 1 + PADDING, np.uint64)
        prefix[0] = 0
        numbers *= self.powers[:count]
        np.add.accumulate(numbers, out=prefix[1 : count + 1])
        prefix[count + 1 :] = prefix[count]
        edges = (inside[1:] != inside[:-1]).nonzero()[0]
        edges += 1
        if inside[0]:
            edges = np.concatenate((_FIRST, edges))
        if len(edges) & 1:
            edges = np.concatenate((edges, np.array([len(text)])))
        lengths = edges[1::2] - edges[::2]
        ends = np.add.accumulate(lengths)
        starts = ends - lengths
        return Letters(prefix, prefix.take(starts), self.inverses.take(starts), starts, ends, edges)

    def spans(self, letters: Letters, starts: Places, ends: Places) -> Words64:
        """Return the hashes of stretches of letters."""
        hashes: Words64 = letters.prefix[ends] - letters.prefix[starts]
        hashes *= self.inverses[starts]
        return hashes


def _powers(base: int) -> Words64:
    made = np.full(STRETCH + 1, base, np.uint64)
    made[0] = 1
    return np.cumprod(made)


def _within_plane(text: str) -> NDArray[np.uint32]:
    """Return the codes of a text; letters beyond the basic plane get that of one within."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if codes.max() < PLANE:
        return codes
    moved = codes.copy()
    for at in np.flatnonzero(codes >= PLANE):
        far = letter(text[int(at)])
        moved[at] = 0 if not far else _FAR + ord(far) % _FAR_LETTERS
    return moved
