"""The budget of what-ifs of a linear or logistic score: the rank of what was asked.

A what-if changes features by a vector, and its answer depends on the weights along that vector
alone.  Whoever asks in ``k`` independent directions, however often and however cleverly, can at
most learn the weights along those, exactly.  So the rank is what is counted: a change inside
the span of earlier ones teaches nothing that was not paid for, and costs nothing.

If a model's weights spread evenly, knowing ``k`` of ``d`` directions exactly gives a copy that
agrees with it in ``1 - arccos(sqrt(k/d))/pi`` of all cases: 3/4 at half of them, .72 at 8 of 20
(``agreement``).  This is a cap that no number of attempts moves, unlike a count of questions.

Whatever part of a change is no longer than the tolerance, along a direction that is not known or
only coarsely, is taken out before the model is asked: what is tolerated must not be answered
either, or a search would amplify it.

Changes are measured in spreads of their feature.  The levers, which what-ifs may always vary,
are part of the span from the start: what they teach is spent by declaring them.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from douane.model.scoring import ScoreModel
from douane.shield.budget.state import WhatIfs, refilled
from douane.shield.budget.verdict import FULL, Grade, Verdict

TOLERANCE: Final = 1e-6
DIRECTIONS: Final = "budget.directions"

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict on one change.

    Attributes:
        verdict: How exactly it is answered.
        change: The change that is answered, by feature, in the feature's own unit.
        state: What has been learnt afterwards.
        new: Whether it teaches a direction that was not known.
    """

    verdict: Verdict
    change: tuple[float, ...]
    state: WhatIfs
    new: bool = False


def judge(model: ScoreModel, state: WhatIfs, change: Mapping[str, float], now_ms: int) -> Judged:
    """Decide on one change of features.

    Args:
        model: The score, with its limits.
        state: What the tenant has learnt.
        change: By how much features change; all of them are features of the model.
        now_ms: UTC milliseconds.
    """
    state = refilled(state, model.limits.refill, now_ms)
    spreads = np.array([feature.spread for feature in model.features])
    asked = np.array([change.get(name, 0.0) for name in model.names]) / spreads
    basis = span(model, state)
    tolerated = TOLERANCE * max(1.0, float(np.linalg.norm(asked)))
    parts = basis @ asked
    rest = asked - basis.T @ parts
    length = float(np.linalg.norm(rest))
    if length <= tolerated:
        full = model.limits.directions - model.limits.coarse
        parts[full:][np.abs(parts[full:]) <= tolerated] = 0.0
        # Directions of which the last were answered coarsely stay coarse.
        verdict = _grade(model, _used(parts, model))
        return Judged(verdict, _own_unit(basis.T @ parts, spreads), counted(state, verdict))
    verdict = _grade(model, len(basis) + 1)
    if verdict.grade is Grade.REFUSED:
        return Judged(verdict, (), counted(state, verdict))
    # Orthogonalised twice: once is not enough for nearly parallel directions.
    direction = rest / length
    direction -= basis.T @ (basis @ direction)
    direction /= float(np.linalg.norm(direction))
    grown = WhatIfs(
        names=model.names,
        basis=(*_own(state, model), tuple(direction.tolist())),
        since_ms=state.since_ms,
        counts=state.counts,
    )
    return Judged(verdict, _own_unit(asked, spreads), counted(grown, verdict), new=True)


def span(model: ScoreModel, state: WhatIfs) -> Vector:
    """Return an orthonormal basis of what is known, a direction a row: the levers come first."""
    width = len(model.names)
    levers = [model.names.index(name) for name in model.levers]
    rows = [np.eye(width)[at] for at in levers]
    for direction in _own(state, model):
        vector = np.array(direction)
        for _ in range(2):
            for row in rows:
                vector = vector - row * float(row @ vector)
        length = float(np.linalg.norm(vector))
        if length > TOLERANCE:
            rows.append(vector / length)
    return np.array(rows).reshape(len(rows), width)


def agreement(known: int, width: int) -> float:
    """Return the share of cases in which a copy agrees that knows so many directions exactly.

    For features and weights that spread evenly over all directions, and a threshold that halves
    the cases.
    """
    return 1.0 - math.acos(math.sqrt(min(known, width) / width)) / math.pi


def counted(state: WhatIfs, verdict: Verdict) -> WhatIfs:
    """Return the state with one more question of this grade."""
    counts = list(state.counts)
    counts[verdict.grade] += 1
    return WhatIfs(state.names, state.basis, state.since_ms, tuple(counts), state.asked)


def _grade(model: ScoreModel, rank: int) -> Verdict:
    limits = model.limits
    if rank > limits.directions:
        return Verdict(Grade.REFUSED, DIRECTIONS)
    if rank > limits.directions - limits.coarse:
        return Verdict(Grade.COARSE, DIRECTIONS)
    return FULL


def _used(parts: Vector, model: ScoreModel) -> int:
    """Return the number of the last direction that a change inside the span needs."""
    needed = np.nonzero(parts)[0]
    last = int(needed[-1]) + 1 if len(needed) else 0
    # Whatever limits say now, what was once answered is answered again, as coarsely as can be.
    return min(last, model.limits.directions)


def _own(state: WhatIfs, model: ScoreModel) -> tuple[tuple[float, ...], ...]:
    """Return the state's directions in the order of the model's features; others are zero."""
    if state.names == model.names:
        return state.basis
    at = {name: place for place, name in enumerate(state.names)}
    return tuple(
        tuple(direction[at[name]] if name in at else 0.0 for name in model.names)
        for direction in state.basis
    )


def _own_unit(change: Vector, spreads: Vector) -> tuple[float, ...]:
    return tuple((change * spreads).tolist())
