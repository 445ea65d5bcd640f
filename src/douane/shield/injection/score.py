"""The injection score: a pure function of text, calibrated as a false-positive rate.

1. A text is read block by block (``features``); blocks overlap, so that no order falls between.
2. Every sentence and every window of words gets a logit: grams and words of our own classifier,
   concepts of seven languages and signs of structure, in twos.
3. The worst passage decides; ``calibration`` turns its logit into a rate.
4. Of passages that stand out, rules say what they want (``intents``): voices for the reader.

Callers hand in views: the text, and what it reads as once its disguises are undone.  All words of
all views count as chances to look bad, so undoing more does not flag more.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from douane.shield.injection.features import GRAMS, MARKS, Reading, read
from douane.shield.injection.intents import intents, signs
from douane.shield.injection.seam import Other
from douane.shield.injection.suspicion import BENIGN, Suspicion, Voice
from douane.shield.injection.weights import Floats, Weights, read_weights
from douane.shield.injection.words import BLOCK

OVERLAP: Final = 512
"""Characters that two blocks share: longer than any sentence that is looked at as one."""
SPEAKS: Final = 0.02
"""Share of benign passages below which a passage's voices are told."""
MOST_VOICES: Final = 16


@dataclass(frozen=True, slots=True)
class _Worst:
    logit: float
    view: int
    start: int
    end: int
    marks: int


class Injection:
    """The score, with its weights; safe to share between threads."""

    __slots__ = ("_calibration", "_others", "_weights")

    def __init__(self, weights: Weights, others: Sequence[Other] = ()) -> None:
        """Take weights, and other voices.

        Args:
            weights: Of our own classifier.
            others: Further classifiers, each with a calibration of its own.
        """
        self._weights = weights
        self._calibration = weights.calibration
        self._others = tuple(others)

    @classmethod
    def load(cls, image: bytes, sha256: str, others: Sequence[Other] = ()) -> "Injection":
        """Check the file of the weights, and take them.

        Raises:
            ConfigError: They are missing or altered; nothing is scored without them.
        """
        return cls(read_weights(image, sha256), others)

    def score(self, views: Sequence[str]) -> Suspicion:
        """Return how suspicious a text is.

        Args:
            views: The text as it is written, and as it reads otherwise.  Any text; time grows
                with its length and with nothing else.

        Raises:
            StoreError: Another voice could not be asked; nothing is known of this text.
        """
        worst: list[_Worst] = []
        words, highest = 0, -math.inf
        for number, view in enumerate(views):
            for offset, reading in blocks(view):
                logits = self.logits(reading)
                words += len(reading.singles)
                highest = max(highest, float(logits.max()))
                worst += self._standing_out(number, offset, reading, logits)
        if not words:
            return BENIGN
        own = self._calibration.rate(highest, words)
        voices = list(_voices(sorted(worst, key=lambda each: -each.logit)))
        rates = [own]
        for other in self._others:
            rate, spoke = other.hear(views)
            rates.append(rate)
            voices += spoke
        # Whoever asks several voices has as many chances of a false alarm.
        return Suspicion(min(1.0, len(rates) * min(rates)), tuple(voices[:MOST_VOICES]))

    def logits(self, reading: Reading) -> Floats:
        """Return the logit of each passage of a reading."""
        weights = self._weights
        firsts, lasts = reading.firsts, reading.lasts
        grams = np.zeros(len(firsts), np.int64)
        for length, buckets, table in zip(GRAMS, reading.grams, weights.grams, strict=True):
            ends = np.maximum(firsts, lasts - (length - 1))
            grams += _between(table[buckets], firsts, ends)
        first, last = reading.first_words, reading.last_words
        of_words = _between(weights.singles[reading.singles], first, last)
        of_words += _between(weights.pairs[reading.pairs], first, last - 1)
        marks = _bits(reading.marks)
        logits = (
            weights.bias
            + weights.gram_scale * grams / np.sqrt(lasts - firsts)
            + weights.word_scale * of_words / np.sqrt(last - first)
            + np.einsum("ij,ij->i", marks @ weights.marks, marks)
            + _bits(reading.heads) @ weights.heads
        )
        return np.asarray(logits, np.float32)

    def _standing_out(
        self, view: int, offset: int, reading: Reading, logits: Floats
    ) -> Iterator[_Worst]:
        """Yield the most suspicious passages of a block, if any stands out."""
        for at in np.argsort(-logits, kind="stable")[:MOST_VOICES]:
            logit = float(logits[at])
            if self._calibration.share(logit) > SPEAKS:
                return
            yield _Worst(
                logit, view, offset + int(reading.firsts[at]), offset + int(reading.lasts[at]),
                int(reading.marks[at]),
            )  # fmt: skip


def blocks(view: str) -> Iterator[tuple[int, Reading]]:
    """Yield each block that holds a passage, with where it begins."""
    for offset in range(0, max(1, len(view) - OVERLAP), BLOCK - OVERLAP):
        reading = read(view[offset : offset + BLOCK])
        if reading is not None:
            yield offset, reading


def _between(
    values: np.ndarray[tuple[int], np.dtype[np.int8]], starts: np.ndarray, ends: np.ndarray
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the sum of the values from each start to its end."""
    sums = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=sums[1:])
    # A short passage at the end of a text may begin behind its last gram.
    first, last = np.minimum(starts, len(values)), np.minimum(ends, len(values))
    difference: np.ndarray[tuple[int], np.dtype[np.int64]] = sums[last] - sums[first]
    return difference


def _bits(masks: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> np.ndarray:
    parts = np.ascontiguousarray(masks, "<u8").view(np.uint8).reshape(-1, 8)
    return np.unpackbits(parts, axis=1, bitorder="little")[:, : len(MARKS)].astype(np.float32)


def _voices(worst: Sequence[_Worst]) -> Iterator[Voice]:
    """Yield every voice once, where it is the most suspicious."""
    told: set[str] = set()
    for each in worst:
        for name in ("classifier", *signs(each.marks), *intents(each.marks)):
            if name not in told:
                told.add(name)
                yield Voice(name, each.view, each.start, each.end)
