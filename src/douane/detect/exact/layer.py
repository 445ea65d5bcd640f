"""Where the phrases of one image stand in the letters of a text.

The hashes of the first letters at each word, looked up twice in a bit table, leave few words
to begin at; there, the hashes of all phrases of up to sixteen words are looked up in another,
and what is found in that is searched for among the sorted hashes.  numpy does each step for all
words at once, and every call of it takes a microsecond: a short text costs what the calls do.
"""

from itertools import repeat
from operator import itemgetter
from typing import Final

import numpy as np

from douane.detect.exact.hashing import Letters, Words64
from douane.detect.exact.image import (
    GROUP,
    HEAD_LETTERS,
    NOBODY,
    PLACE_MASK,
    RECORD_BYTES,
    SHORT_LETTERS,
    Array,
    Image,
    Meaning,
)
from douane.detect.exact.phrase import MOST_WORDS
from douane.detect.exact.slots import BitTable

# First word, last word, where they begin and end in the stretch, number of the meaning, whose,
# and number of the layer.
Place = tuple[int, int, int, int, int, int, int]

_STEPS: Final = np.arange(MOST_WORDS)[::-1]  # the longest first
_GROUP: Final = int(GROUP)
_PLACE: Final = int(PLACE_MASK)
_NOBODY: Final = int(NOBODY)


def longest_first(places: list[Place]) -> None:
    """Put places in the order of their first words, and of several the longest first."""
    places.sort(key=itemgetter(1), reverse=True)
    places.sort(key=itemgetter(0))


class Layer:
    """One image, and the records of it that no longer count."""

    __slots__ = (
        "_arrays", "_counts", "_facts", "_gone", "_group_first", "_group_meaning", "_group_record",
        "_group_row", "_heads", "_number", "_numbers", "_records", "_rows", "_short",
        "_sieve", "_steps",
    )  # fmt: skip

    def __init__(
        self, number: int, image: Image, gone: frozenset[str], numbers: dict[Meaning, int]
    ) -> None:
        """Look at an image.

        Args:
            number: Of this layer.
            image: The index.
            gone: Records that no longer count.
            numbers: Numbers of meanings, the same in all layers; is added to.
        """
        arrays, facts = image.arrays, image.facts
        self._number = number
        some = [numbers.setdefault(meaning, len(numbers)) for meaning in facts.meanings]
        self._numbers = np.array(some, np.int64)
        self._arrays = arrays
        self._facts = facts
        self._gone = gone
        self._heads = BitTable(arrays["heads"])
        self._short = BitTable(arrays["short"]) if facts.has_short else None
        self._sieve = BitTable(arrays["sieve"])
        # One number out of a view takes a third of the time of one out of an array.
        self._rows = arrays["rows"].data
        self._group_first = arrays["group_first"].data
        self._group_row = arrays["group_row"].data
        self._group_meaning = arrays["group_meaning"].data
        self._group_record = arrays["group_record"].data
        self._records = arrays["records"].view("u1").data
        self._steps = _STEPS[-facts.most_words :]
        self._counts = image.hasher.counts[facts.most_words : 0 : -1]

    def __len__(self) -> int:
        """Count its values."""
        return self._facts.values

    def starts(self, letters: Letters) -> Array:
        """Return the words at which some phrase may begin."""
        found = self._heads.which(letters.heads(HEAD_LETTERS))
        if self._short is None:
            return found
        short = self._short.which(letters.heads(SHORT_LETTERS))
        if not len(short):
            return found
        return np.union1d(found, short) if len(found) else short

    def places(self, letters: Letters, starts: Array) -> list[Place]:
        """Return every phrase from some words on; for each word the longest first."""
        ends = _ends(letters, starts, self._steps)
        hashes = _hashes(letters, starts, ends)
        found = self._found(letters, starts, ends, hashes + self._counts)
        if self._facts.has_codes:
            ends = _ends(letters, starts, _STEPS)
            found += self._found(letters, starts, ends, _hashes(letters, starts, ends))
            longest_first(found)
        return found

    def _found(
        self, letters: Letters, starts: Array, ends: Array, hashes: Words64
    ) -> list[Place]:  # fmt: skip
        """Return which of the hashes are phrases, row by row."""
        flat = hashes.ravel()
        cells = self._sieve.which(flat)
        if not len(cells):
            return []
        wanted = flat.take(cells)
        keys = self._arrays["keys"]
        at = keys.searchsorted(wanted)
        right = (keys.take(at, mode="clip") == wanted).nonzero()[0]
        if not len(right):
            return []
        owners = self._arrays["owners"].take(at.take(right))
        cells = cells.take(right)
        first = starts.take(cells // ends.shape[1])
        final = ends.take(cells)
        return list(
            zip(
                first.tolist(), final.tolist(), letters.edges.take(2 * first).tolist(),
                letters.edges.take(2 * final + 1).tolist(), self._meant(owners).tolist(),
                owners.tolist(), repeat(self._number, len(cells)), strict=True,
            )
        )  # fmt: skip

    def _meant(self, owners: Array) -> Array:
        """Return the numbers of what phrases mean."""
        whose = owners & PLACE_MASK
        grouped = (owners & GROUP).astype(np.bool_)
        meant = self._arrays["rows"].take(whose, mode="clip")
        if grouped.any():
            meant[grouped] = self._arrays["group_meaning"].take(whose[grouped])
        return self._numbers.take(meant)

    def row(self, owner: int) -> int | None:
        """Return the row of a phrase's record; None when all its records are gone.

        It is ``NOBODY`` when several records share the phrase.
        """
        place = owner & _PLACE
        row = self._group_record[place] if owner & _GROUP else place
        if not self._gone:
            return row
        left = {self.record(each): each for each in self._whose(owner)}
        kept = [each for record, each in left.items() if record not in self._gone]
        if not kept:
            return None
        return kept[0] if len(kept) == 1 else _NOBODY

    def record(self, row: int) -> str:
        """Return the id of a row's record; empty for nobody's."""
        if row == _NOBODY:
            return ""
        at = row * RECORD_BYTES
        return bytes(self._records[at : at + RECORD_BYTES]).rstrip(b"\x00").decode("ascii")

    def records(self, owner: int) -> tuple[str, ...]:
        """Return the records of a phrase that still count, each once."""
        found = dict.fromkeys(map(self.record, self._whose(owner)))
        return tuple(each for each in found if each not in self._gone)

    def _whose(self, owner: int) -> list[int]:
        """Return the rows of the values that share a phrase."""
        place = owner & _PLACE
        if not owner & _GROUP:
            return [place]
        first = self._group_first
        return self._group_row[first[place] : first[place + 1]].tolist()


def _ends(letters: Letters, starts: Array, steps: Array) -> Array:
    """Return the last word of each phrase from some words on, as a table."""
    # Behind the last word the last phrase repeats; with another number of words it is none.
    ends = starts[:, None] + steps
    np.minimum(ends, len(letters.starts) - 1, out=ends)
    return ends


def _hashes(letters: Letters, starts: Array, ends: Array) -> Words64:
    hashes = letters.prefix.take(letters.ends.take(ends))
    hashes -= letters.before.take(starts)[:, None]
    hashes *= letters.factors.take(starts)[:, None]
    return hashes
