"""What an attacker makes of answers: four ways to a copy.

An answer says between which bounds ``w·x + b`` lies; of a what-if, ``w·change`` alone, so that the
last column of a point is 1 or 0.  Least squares takes the middle of the
bounds for the value; logistic regression takes the side of the threshold alone; the ordinal fit
takes both bounds as they are; and sampling walks among all models that fit every bound and
returns their mean, which for a uniform prior is the best there is.
"""

import math
from typing import Final

import numpy as np

from douane.jobs.theft.widget import FEATURES, Copy, Vector

RIDGE: Final = 0.5
STEPS: Final = 400
SWEEPS: Final = 120
FAR: Final = 12.0
PRIOR: Final = 1.0


def least_squares(points: Vector, low: Vector, high: Vector) -> Copy:
    """Fit the middles of the bounds; a band without end counts as a wide one."""
    middles = (np.clip(low, -FAR / 2, FAR / 2) + np.clip(high, -FAR / 2, FAR / 2)) / 2.0
    ridge = RIDGE * np.eye(FEATURES + 1)
    solved = np.linalg.solve(points.T @ points + ridge, points.T @ middles).astype(np.float64)
    return Copy(solved[:-1], float(solved[-1]))


def logistic(points: Vector, low: Vector, high: Vector) -> Copy:
    """Fit sides of the threshold alone, by Newton's method."""
    sides = (low + high > 0.0).astype(float)
    solved = np.zeros(FEATURES + 1)
    for _ in range(25):
        chance = 1.0 / (1.0 + np.exp(-np.clip(points @ solved, -30.0, 30.0)))
        slope = points.T @ (chance - sides) + 0.1 * solved
        bend = (points * (chance * (1.0 - chance))[:, None]).T @ points
        solved = solved - np.linalg.solve(bend + 0.1 * np.eye(FEATURES + 1), slope)
    return Copy(solved[:-1], float(solved[-1]))


def ordinal(points: Vector, low: Vector, high: Vector) -> Copy:
    """Fit both bounds: squared distance outside them, by gradient descent."""
    solved = np.zeros(FEATURES + 1)
    largest = float(np.linalg.norm(points, 2)) ** 2
    pace = 1.0 / (largest + RIDGE / 10)
    for _ in range(STEPS):
        said = points @ solved
        outside = np.minimum(said - low, 0.0) + np.maximum(said - high, 0.0)
        solved = solved - pace * (points.T @ outside + RIDGE / 10 * solved)
    return Copy(solved[:-1], float(solved[-1]))


def sampled(points: Vector, low: Vector, high: Vector, seed: int) -> Copy:
    """Return the mean of models that fit all bounds, by Gibbs sampling.

    The latent margins are drawn between their bounds, the weights given the margins.
    """
    chance = np.random.default_rng(seed)
    noise = 0.3
    covariance = np.linalg.inv(points.T @ points / noise**2 + PRIOR * np.eye(FEATURES + 1))
    root = np.linalg.cholesky(covariance)
    solved = ordinal(points, low, high)
    weights = np.append(solved.weights, solved.offset)
    total = np.zeros(FEATURES + 1)
    for sweep in range(SWEEPS):
        latent = _between(chance, points @ weights, noise, low, high)
        mean = covariance @ (points.T @ latent) / noise**2
        weights = mean + root @ chance.standard_normal(FEATURES + 1)
        if sweep >= SWEEPS // 3:
            total += weights
    return Copy(total[:-1], float(total[-1]))


def _between(
    chance: np.random.Generator, mean: Vector, noise: float, low: Vector, high: Vector
) -> Vector:
    """Draw normal numbers between bounds, by rejection and at last anywhere in between."""
    floor, ceiling = np.maximum(low, mean - FAR), np.minimum(high, mean + FAR)
    floor, ceiling = np.minimum(floor, high - 1e-9), np.maximum(ceiling, low + 1e-9)
    drawn = np.clip(mean + noise * chance.standard_normal(len(mean)), -math.inf, math.inf)
    wrong = (drawn < low) | (drawn > high)
    for _ in range(6):
        if not wrong.any():
            break
        fresh = mean + noise * chance.standard_normal(len(mean))
        drawn = np.where(wrong, fresh, drawn)
        wrong = (drawn < low) | (drawn > high)
    nearest = np.clip(mean, low, high)
    inward = noise * np.abs(chance.standard_normal(len(mean))) * 0.5
    moved = np.where(mean < low, nearest + inward, nearest - inward)
    return np.where(wrong, np.clip(moved, floor, ceiling), drawn)
