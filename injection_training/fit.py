"""Fit the weights: logistic regression whose positive examples are texts, not passages.

An attack may stand in one sentence of a long mail, so a text that holds one says only that some
passage of it is one.  ``ROUNDS`` times (once is enough) the passage of each attack that is the most
suspicious so far, and those nearly as much, are taken for the attack, and the weights are fitted
anew (multiple-instance learning).  Every passage of a benign text is benign.

L-BFGS on one thread, with sums in a fixed order: the same inputs give the same weights.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.optimize import minimize

from injection_training.rows import (
    BIAS,
    COLUMNS,
    FIRST_MARK,
    FIRST_WORD,
    Array,
    Passages,
    Text,
)

ROUNDS: Final = 1
STEPS: Final = 60
RIDGES: Final = (0.7, 0.7, 0.4)
"""Penalties of grams, words and marks."""
_NEAR: Final = 0.5
_OURS: Final = frozenset({"crm", "templates"})


def fit(
    texts: Sequence[Text], passages: Passages, ridges: tuple[float, float, float] = RIDGES
) -> Array:
    """Return the weights."""
    attack = np.array([text.attack for text in texts])[passages.owners]
    of_text = balanced(texts)
    weights = np.zeros(COLUMNS)
    chosen = np.ones(len(attack), np.bool_)
    for number in range(ROUNDS + 1):
        rows = np.flatnonzero(chosen)
        some = passages.of(rows)
        share = _shares(some.owners, len(texts), attack[rows]) * of_text[some.owners]
        weights = _solve(some, attack[rows], share, weights, _penalties(ridges))
        if number < ROUNDS:
            logits = passages.features @ weights
            best = passages.best(weights, len(texts))
            chosen = ~attack | (logits >= best[passages.owners] - _NEAR)
    return weights


def balanced(texts: Sequence[Text]) -> Array:
    """Return the weight of each text, so that no source speaks much louder than another."""
    kinds = [
        (text.source, text.group if text.source in _OURS else "", text.attack) for text in texts
    ]
    counts = Counter(kinds)
    weights = np.array([counts[kind] ** -0.5 for kind in kinds])
    return weights * (len(texts) / weights.sum())


def _shares(owners: Array, texts: int, attack: Array) -> Array:
    """Return how much of its text's weight each passage has."""
    counts = np.bincount(owners, minlength=texts)[owners]
    return np.where(attack, 1 / counts, counts**-0.5)


def _penalties(ridges: tuple[float, float, float]) -> Array:
    penalties = np.full(COLUMNS, ridges[0])
    penalties[FIRST_WORD:FIRST_MARK] = ridges[1]
    penalties[FIRST_MARK:] = ridges[2]
    penalties[BIAS] = 0.0
    return penalties


def _solve(some: Passages, attack: Array, share: Array, weights: Array, penalties: Array) -> Array:
    """Minimise the weighted log-loss plus the penalties."""
    wanted = np.where(attack, 1.0, -1.0)
    features = some.features
    turned = features.T.tocsr()

    def loss(point: Array) -> tuple[float, Array]:
        margins = wanted * (features @ point)
        value = float(share @ np.logaddexp(0, -margins) + 0.5 * penalties @ (point * point))
        slopes = -wanted * share / (1 + np.exp(np.clip(margins, -30, 30)))
        return value, turned @ slopes + penalties * point

    done = minimize(loss, weights, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.asarray(done.x)
