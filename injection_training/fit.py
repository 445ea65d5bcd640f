"""Fit the weights: logistic regression whose positive examples are texts, not passages.

An attack may stand in one sentence of a long mail, so a text that holds one says only that some
passage of it is one.  ``ROUNDS`` times the passage of each attack that is the most suspicious so
far, and those nearly as much, are taken for the attack, and the weights are fitted anew (multiple-
instance learning).  Every passage of a benign text is benign.

Plain numpy: L-BFGS with sums in a fixed order, so that the same inputs give the same weights.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from injection_training.rows import (
    BIAS,
    COLUMNS,
    FIRST_MARK,
    FIRST_WORD,
    Array,
    Matrix,
    Text,
)

ROUNDS: Final = 2
STEPS: Final = 60
MEMORY: Final = 8
_RIDGES: Final = (3.0, 3.0, 6.0)
"""Penalties of grams, words and marks."""
_NEAR: Final = 0.5


def fit(
    texts: Sequence[Text], passages: Matrix, weigh: Callable[[Sequence[Text]], Array],
    ridges: tuple[float, float, float] = _RIDGES, steps: int = STEPS,
) -> Array:  # fmt: skip
    """Return the weights.

    Args:
        texts: All texts.
        passages: Their passages.
        weigh: Gives the weight of each text.
        ridges: Penalties.
        steps: Of each round.
    """
    attack = np.array([text.attack for text in texts])[passages.owners]
    of_text = weigh(texts)
    weights = np.zeros(COLUMNS)
    chosen = np.ones(len(attack), np.bool_)
    for number in range(ROUNDS + 1):
        rows = np.flatnonzero(chosen)
        some = passages.of(rows)
        share = _shares(some.owners, len(texts), attack[rows]) * of_text[some.owners]
        weights = _solve(some, attack[rows], share, weights, _penalties(ridges), steps)
        if number < ROUNDS:
            chosen = ~attack | _surest(passages, passages.logits(weights), len(texts))
    return weights


def _shares(owners: Array, texts: int, attack: Array) -> Array:
    """Return how much of its text's weight each passage has."""
    counts = np.bincount(owners, minlength=texts)[owners]
    return np.where(attack, 1 / counts, counts**-0.5)


def _surest(passages: Matrix, logits: Array, texts: int) -> Array:
    best = np.full(texts, -np.inf)
    np.maximum.at(best, passages.owners, logits)
    return logits >= best[passages.owners] - _NEAR


def _penalties(ridges: tuple[float, float, float]) -> Array:
    penalties = np.full(COLUMNS, ridges[0])
    penalties[FIRST_WORD:FIRST_MARK] = ridges[1]
    penalties[FIRST_MARK:] = ridges[2]
    penalties[BIAS] = 0.0
    return penalties


def _solve(
    some: Matrix, attack: Array, share: Array, weights: Array, penalties: Array, steps: int
) -> Array:
    """Minimise the weighted log-loss plus the penalties."""
    wanted = np.where(attack, 1.0, -1.0)

    def loss(point: Array) -> tuple[float, Array]:
        margins = wanted * some.logits(point)
        value = float(share @ np.logaddexp(0, -margins) + 0.5 * penalties @ (point * point))
        slopes = -wanted * share / (1 + np.exp(np.clip(margins, -30, 30)))
        return value, some.gradient(slopes) + penalties * point

    value, gradient = loss(weights)
    kept: list[tuple[Array, Array, float]] = []
    for _ in range(steps):
        direction = _direction(gradient, kept)
        step, slope = (1.0 if kept else 1.0 / max(1.0, float(np.abs(gradient).sum()))), float(
            gradient @ direction
        )
        while True:
            point = weights + step * direction
            after, next_gradient = loss(point)
            if after <= value + 1e-4 * step * slope or step < 1e-8:  # noqa: PLR2004 - Armijo
                break
            step /= 2
        moved, turned = point - weights, next_gradient - gradient
        if (curve := float(moved @ turned)) > 1e-10:  # noqa: PLR2004 - else the pair says nothing
            kept = [*kept[-MEMORY + 1 :], (moved, turned, 1 / curve)]
        done = abs(value - after) < 1e-5 * abs(value)  # noqa: PLR2004
        weights, value, gradient = point, after, next_gradient
        if done:
            break
    return weights


def _direction(gradient: Array, kept: list[tuple[Array, Array, float]]) -> Array:
    """Return L-BFGS's two loops."""
    direction = -gradient
    steps = []
    for moved, turned, scale in reversed(kept):
        step = scale * float(moved @ direction)
        direction = direction - step * turned
        steps.append(step)
    if kept:
        moved, turned, _ = kept[-1]
        direction = direction * (float(moved @ turned) / float(turned @ turned))
    for (moved, turned, scale), step in zip(kept, reversed(steps), strict=True):
        direction = direction + moved * (step - scale * float(turned @ direction))
    return direction
