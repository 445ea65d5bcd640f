"""Which concepts of the lexicon the words of a text stand for: one mask a word.

Every beginning of a word, every word, pair and triple of words is looked up by its hash in one
table without collisions: a slot gives the number of the one entry that may be meant, and the
entry's hash says whether it is.
"""

from functools import cache
from typing import Final

import numpy as np

from douane.shield.injection.folding import fold, points
from douane.shield.injection.lexicon import CONCEPTS, ENTRIES
from douane.shield.injection.words import Hashes, Words, words

Masks = np.ndarray[tuple[int], np.dtype[np.uint64]]

BITS: Final = {name: number for number, name in enumerate(CONCEPTS)}

_SLOT_BITS: Final = 20
_SHIFT: Final = np.uint64(64 - _SLOT_BITS)
_OPEN: Final = 4
_LONGEST: Final = 8
_TRIES: Final = 10_000


class Concepts:
    """The table of all entries."""

    __slots__ = ("_hashes", "_masks", "_multiplier", "_prefixes", "_slots")

    def __init__(self) -> None:
        """Hash every entry; the same entries give the same table."""
        masks: dict[int, int] = {}
        lengths: set[int] = set()
        for name, entries in ENTRIES.items():
            for entry in entries:
                hashed = _hash(entry)
                masks[hashed] = masks.get(hashed, 0) | 1 << BITS[name]
                if entry.endswith("*") and "_" not in entry:
                    lengths.add(min(len(entry) - 1, _LONGEST))
        self._prefixes = np.array(sorted(lengths), np.intp)[:, np.newaxis]
        self._hashes = np.array([0, *masks], np.uint64)
        self._masks = np.array([0, *masks.values()], np.uint64)
        self._multiplier = _multiplier(self._hashes[1:])
        self._slots = np.zeros(1 << _SLOT_BITS, np.uint16)
        self._slots[(self._hashes[1:] * self._multiplier) >> _SHIFT] = np.arange(1, len(masks) + 1)

    def of(self, found: Words) -> Masks:
        """Return the mask of each word: of all that begins with it or ends in it."""
        count = len(found.exact)
        if not count:
            return np.zeros(0, np.uint64)
        pairs, triples = found.pairs(), found.triples()
        beginnings = found.prefixes(self._prefixes)
        hashes = np.concatenate(
            [beginnings.ravel(), found.exact, pairs, triples, found.pairs(_OPEN)]
        )
        at = self._slots[(hashes * self._multiplier) >> _SHIFT]
        hits = np.flatnonzero(self._hashes[at] == hashes)
        order = np.arange(count)
        owners = np.concatenate(
            [np.tile(order, len(self._prefixes) + 1), order[:-1], order[:-2], order[:-1]]
        )
        of_words = np.zeros(count, np.uint64)
        np.bitwise_or.at(of_words, owners[hits], self._masks[at[hits]])
        return of_words


@cache
def concepts() -> Concepts:
    """Return the table; making it takes some milliseconds."""
    return Concepts()


def _hash(entry: str) -> int:
    """Return the hash of an entry: of a beginning, a word, a pair, or a triple of words.

    Of a pair whose second word is open (``new_task*``) the first ``_OPEN`` letters of that count.
    """
    text = entry.rstrip("*").replace("_", " ")
    read = _read(text)
    if entry.endswith("*") and len(read.exact) == 1:
        length = min(len(text), _LONGEST)
        return int(read.prefixes(np.array(length))[0])
    if entry.endswith("*"):
        return int(read.pairs(_OPEN)[0])
    by_count: dict[int, Hashes] = {1: read.exact, 2: read.pairs(), 3: read.triples()}
    return int(by_count[len(read.exact)][0])


def _read(text: str) -> Words:
    return words(fold(points(text)))


def _multiplier(hashes: Hashes) -> np.uint64:
    """Return the first odd number by which all hashes come into slots of their own."""
    odd = 0x9E3779B97F4A7C15
    for _ in range(_TRIES):
        multiplier = np.uint64(odd)
        slots = np.unique((hashes * multiplier) >> _SHIFT)
        if len(slots) == len(hashes):
            return multiplier
        odd = (odd * 0xD1342543DE82EF95 + 2) % (1 << 64) | 1
    raise AssertionError("no table without collisions; give it more slots")
