"""A score of twenty features as the published attacks have it, and how well a copy agrees.

Features are spread evenly (standard normal), weights are drawn likewise, half of all cases lie
on each side of the threshold.  A copy is a direction and an offset; it agrees where both give a
fresh case the same side.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from douane.connect.scoring.weights import Weights
from douane.model.scoring import Feature, Form, Limits, ScoreModel

FEATURES: Final = 20
STEEPNESS: Final = 3.0
FRESH: Final = 20_000
EDGES: Final = {
    Form.LOGISTIC: (0.1, 0.3, 0.5, 0.7, 0.9),
    Form.LINEAR: (-3.0, -1.5, 0.0, 1.5, 3.0),
}
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Copy:
    """What an attacker believes the score to be."""

    weights: Vector
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class Widget:
    """One score to be stolen.

    Attributes:
        model: As it is protected.
        backend: What computes it.
        weights: What the attacker wants, a spread each.
    """

    model: ScoreModel
    backend: Weights
    weights: Vector


def widget(
    form: Form, seed: int, limits: Limits, *, levers: int = 0, edges: tuple[float, ...] = ()
) -> Widget:
    """Draw a score; the first ``levers`` features are levers."""
    drawn = np.random.default_rng(seed).standard_normal(FEATURES)
    weights = STEEPNESS * drawn / float(np.linalg.norm(drawn))
    names = tuple(f"f{number}" for number in range(FEATURES))
    edges = edges or EDGES[form]
    model = ScoreModel(
        name="widget",
        tenant="bank",
        form=form,
        object="Account",
        features=tuple(Feature(name, f"Account.{name}", 1.0) for name in names),
        edges=edges,
        labels=tuple(map(str, range(len(edges) + 1))),
        limits=limits,
        levers=names[:levers],
    )
    terms = tuple((float(weight), 0.0, 1.0) for weight in weights)
    return Widget(model, Weights("widget", form, 0.0, terms, ((),) * FEATURES), weights)


def agreement(one: Widget, copy: Copy, seed: int = 0) -> float:
    """Return the share of fresh cases that the copy puts on the right side."""
    cases = np.random.default_rng((seed, 1)).standard_normal((FRESH, FEATURES))
    right = cases @ one.weights > 0.0
    said = cases @ copy.weights + copy.offset > 0.0
    return float(np.mean(right == said))
