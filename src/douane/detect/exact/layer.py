"""Where the phrases of one image stand in the letters of a text.

The hashes of the first letters at each word, looked up twice in a bit table, leave few words
to begin at; there, the hashes of all phrases of up to sixteen words are looked up in another,
and what is found in that is searched for among the sorted hashes.  numpy does each step for all
words at once, and every call of it takes a microsecond: a short text costs what the calls do.
"""

from typing import Final

import numpy as np

from douane.detect.exact.hashing import Letters
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

# First word, less the last one, whose it is, and in which layer.
Place = tuple[int, int, int, "Layer"]

_STEPS: Final = np.arange(MOST_WORDS)
_GROUP: Final = int(GROUP)
_PLACE: Final = int(PLACE_MASK)
_NOBODY: Final = int(NOBODY)


class Layer:
    """One image, and the records of it that no longer count."""

    __slots__ = (
        "_counts", "_facts", "_gone", "_group_first", "_group_meaning", "_group_record",
        "_group_row", "_heads", "_keys", "_owners", "_records", "_rows", "_short", "_sieve",
        "_steps",
    )  # fmt: skip

    def __init__(self, image: Image, gone: frozenset[str]) -> None:
        """Look at an image."""
        arrays, facts = image.arrays, image.facts
        self._facts = facts
        self._gone = gone
        self._heads = BitTable(arrays["heads"])
        self._short = BitTable(arrays["short"]) if facts.has_short else None
        self._sieve = BitTable(arrays["sieve"])
        self._keys, self._owners = arrays["keys"], arrays["owners"]
        # One number out of a view takes a third of the time of one out of an array.
        self._rows = memoryview(arrays["rows"])
        self._group_first = memoryview(arrays["group_first"])
        self._group_row = memoryview(arrays["group_row"])
        self._group_meaning = memoryview(arrays["group_meaning"])
        self._group_record = memoryview(arrays["group_record"])
        self._records = memoryview(arrays["records"].view("u1"))
        self._steps = _STEPS if facts.has_codes else _STEPS[: facts.most_words]
        self._counts = image.hasher.counts[1 : facts.most_words + 1]

    def __len__(self) -> int:
        """Count its values."""
        return self._facts.values

    def starts(self, letters: Letters) -> Array:
        """Return the words at which some phrase may begin."""
        found = self._heads.which(letters.heads(HEAD_LETTERS))
        if self._short is None:
            return found
        return np.union1d(found, self._short.which(letters.heads(SHORT_LETTERS)))

    def places(self, letters: Letters, starts: Array) -> list[Place]:
        """Return every phrase from some words on."""
        # Behind the last word the last phrase repeats; with another number of words it is none.
        last = len(letters.starts) - 1
        ends = starts[:, None] + self._steps
        np.minimum(ends, last, out=ends)
        plain = letters.prefix.take(letters.ends.take(ends))
        plain -= letters.before.take(starts)[:, None]
        plain *= letters.factors.take(starts)[:, None]
        most = self._facts.most_words
        worded = plain[:, :most] + self._counts
        if self._facts.has_codes:
            worded = np.concatenate((worded, plain), axis=1)
        width = worded.shape[1]
        hashes = worded.ravel()
        cells = self._sieve.which(hashes)
        if not len(cells):
            return []
        wanted = hashes.take(cells)
        at = self._keys.searchsorted(wanted)
        right = self._keys.take(at, mode="clip") == wanted
        owners = self._owners.take(at[right]).tolist()
        places: list[Place] = []
        for cell, owner in zip(cells[right].tolist(), owners, strict=True):
            row, column = divmod(cell, width)
            word = int(starts[row])
            step = column if column < most else column - most
            places.append((word, -min(word + step, last), owner, self))
        return places

    def told(self, owner: int) -> tuple[Meaning, int] | None:
        """Return what a phrase is and the row of its record; None when all of those are gone.

        The row is ``NOBODY`` when several records share the phrase.
        """
        place = owner & _PLACE
        if owner & _GROUP:
            meaning = self._facts.meanings[self._group_meaning[place]]
            row = self._group_record[place]
        else:
            meaning, row = self._facts.meanings[self._rows[place]], place
        if not self._gone:
            return meaning, row
        left = {self.record(each): each for each in self._whose(owner)}
        kept = [each for record, each in left.items() if record not in self._gone]
        if not kept:
            return None
        return meaning, kept[0] if len(kept) == 1 else _NOBODY

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
