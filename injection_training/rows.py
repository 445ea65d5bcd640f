"""Texts as training sees them: a sparse matrix, one row a passage.

Features are those that ``douane.shield.injection.features`` reads; nothing is computed in another
way here than at the border.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csr_matrix

from douane.shield.injection.features import GRAM_BITS, GRAMS, MARKS, WORD_BITS, Reading, read

Array = np.ndarray

COUNT: Final = len(MARKS)
GRAM_COLUMNS: Final = len(GRAMS) << GRAM_BITS
WORD_COLUMNS: Final = 2 << WORD_BITS
FIRST_WORD: Final = GRAM_COLUMNS
FIRST_MARK: Final = FIRST_WORD + WORD_COLUMNS
FIRST_HEAD: Final = FIRST_MARK + COUNT * COUNT
BIAS: Final = FIRST_HEAD + COUNT
COLUMNS: Final = BIAS + 1
LEAST: Final = -20.0


@dataclass(frozen=True, slots=True)
class Text:
    """One text: whether it is an attack, where it is from, of which language or kind."""

    text: str
    attack: bool
    source: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages of texts.

    Attributes:
        features: One row a passage.
        owners: The number of each passage's text.
        words: How many words each text has.
    """

    features: csr_matrix
    owners: Array
    words: Array

    def of(self, rows: Array) -> "Passages":
        """Return some passages, in this order."""
        return Passages(self.features[rows], self.owners[rows], self.words)

    def best(self, weights: Array, texts: int) -> Array:
        """Return the greatest logit of each text's passages."""
        found = np.full(texts, LEAST)
        np.maximum.at(found, self.owners, self.features @ weights)
        return found


def read_all(texts: Sequence[Text]) -> Passages:
    """Read texts; of a long one the first block."""
    columns: list[Array] = []
    values: list[Array] = []
    owners: list[int] = []
    words = np.zeros(len(texts), np.int64)
    for number, text in enumerate(texts):
        reading = read(text.text)
        if reading is None:
            continue
        words[number] = len(reading.singles)
        seen: set[tuple[int, int]] = set()
        for passage in range(len(reading.firsts)):
            span = int(reading.firsts[passage]), int(reading.lasts[passage])
            if span in seen:
                continue
            seen.add(span)
            some, beside = _passage(reading, passage)
            columns.append(some)
            values.append(beside)
            owners.append(number)
    pointers = np.concatenate(([0], np.cumsum([len(some) for some in columns])))
    features = csr_matrix(
        (np.concatenate(values).astype(np.float32), np.concatenate(columns), pointers),
        shape=(len(owners), COLUMNS),
    )
    return Passages(features, np.array(owners), words)


def _passage(reading: Reading, passage: int) -> tuple[Array, Array]:
    first, last = int(reading.firsts[passage]), int(reading.lasts[passage])
    word, end = int(reading.first_words[passage]), int(reading.last_words[passage])
    grams = [
        reading.grams[at][first : max(first, last - length + 1)].astype(np.int64)
        + (at << GRAM_BITS)
        for at, length in enumerate(GRAMS)
    ]
    singles = reading.singles[word:end].astype(np.int64) + FIRST_WORD
    pairs = reading.pairs[word : end - 1].astype(np.int64) + FIRST_WORD + (1 << WORD_BITS)
    marks = bits(int(reading.marks[passage]))
    twos = np.add.outer(marks * COUNT, marks)[np.triu_indices(len(marks))] + FIRST_MARK
    heads = bits(int(reading.heads[passage])) + FIRST_HEAD
    of_grams, of_words = (last - first) ** -0.5, (end - word) ** -0.5
    parts = [
        (np.concatenate(grams), of_grams), (singles, of_words), (pairs, of_words), (twos, 1.0),
        (heads, 1.0), (np.array([BIAS]), 1.0),
    ]  # fmt: skip
    return (
        np.concatenate([part for part, _ in parts]),
        np.concatenate([np.full(len(part), value) for part, value in parts]),
    )


def bits(mask: int) -> Array:
    """Return the numbers of the bits that are set."""
    return np.array([bit for bit in range(COUNT) if mask >> bit & 1], np.int64)
