"""From logits to what they mean: the tail of benign passages, and what that flags."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from douane.shield.injection.calibration import Calibration
from injection_training.rows import Array, Passages, Text
from injection_training.sources import CALIBRATED_ON

AT: Final = 0.01
_KNOTS: Final = 48
_DEEPEST: Final = 3e-5
_TRIES: Final = 40


def calibrated(texts: Sequence[Text], passages: Passages, logits: Array) -> Calibration:
    """Return the calibration by the benign sources that are kept for it, each counting the same.

    The shares of passages are scaled so that of those texts, too, ``AT`` have a rate of ``AT``:
    the passages of one text are alike, and windows overlap sentences.
    """
    weights = _by_source(texts)
    of_passages = (
        weights[passages.owners]
        / np.bincount(passages.owners, minlength=len(texts))[passages.owners]
    )
    rows = np.flatnonzero(of_passages > 0)
    order = rows[np.argsort(-logits[rows], kind="stable")]
    shares = np.cumsum(of_passages[order]) / of_passages.sum()
    wanted = np.geomspace(_DEEPEST, 0.7, _KNOTS)
    at = np.unique(np.minimum(np.searchsorted(shares, wanted), len(order) - 1))
    points = sorted({float(np.float32(logits[order[i]])): float(shares[i]) for i in at}.items())
    low, high = 0.02, 50.0
    for _ in range(_TRIES):
        factor = math.sqrt(low * high)
        made = _scaled(points, factor)
        flagged = float(weights @ (rates(texts, passages, logits, made) <= AT) / weights.sum())
        low, high = (factor, high) if flagged > AT else (low, factor)
    return _scaled(points, high)


def _scaled(points: Sequence[tuple[float, float]], factor: float) -> Calibration:
    tails = [float(np.float32(math.log(min(1.0, factor * share)))) for _, share in points]
    return Calibration(tuple(logit for logit, _ in points), tuple(tails))


def _by_source(texts: Sequence[Text]) -> Array:
    sources = np.array([text.source for text in texts])
    weights = np.zeros(len(texts))
    for source in sorted(CALIBRATED_ON):
        chosen = sources == source
        weights[chosen] = 1 / max(1, chosen.sum())
    return weights


def rates(
    texts: Sequence[Text], passages: Passages, logits: Array, calibration: Calibration
) -> Array:
    """Return the rate of each text."""
    best = np.full(len(texts), -np.inf)
    np.maximum.at(best, passages.owners, logits)
    pairs = zip(best, passages.words, strict=True)
    found = [
        calibration.rate(float(logit), int(words)) if np.isfinite(logit) else 1.0
        for logit, words in pairs
    ]
    return np.array(found)
