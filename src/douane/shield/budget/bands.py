"""Answers as bands: monotone rounding, shifted by noise that never changes.

A score is mapped to a *position* on a line on which every band is one unit long, shifted by an
amount that belongs to the record, and cut to a whole number.  The shift is a keyed function of
tenant, score and record, so asking again, from another key or after the record drifted, never
draws new noise; and for one record more is never less.

A what-if is answered from the **middle of the record's present band**, not from its exact
score.  So it tells what the change does, and nothing new about the record; otherwise a slowly
growing change would find the record's exact distance to the next edge, and a book of records
would be a book of equations.
"""

import math
from bisect import bisect_right
from typing import Final

from douane.model.scoring import Form, ScoreModel

MOST_LOG_ODDS: Final = 40.0
EFFECT_DECIMALS: Final = 9
_FULL_SCALE: Final = 2.0**64
_JUST_BELOW: Final = 1.0 - 2.0**-40


def margin(form: Form, output: float) -> float:
    """Return an output on the scale on which changes add up; never infinite.

    Raises:
        ValueError: It is not finite, or no probability where it has to be one.
    """
    if not math.isfinite(output):
        raise ValueError("a score must be finite")
    if form is not Form.LOGISTIC:
        return output
    if not 0.0 <= output <= 1.0:
        raise ValueError("a logistic score is a probability")
    if output in {0.0, 1.0}:
        return math.copysign(MOST_LOG_ODDS, output - 0.5)
    odds = math.log(output) - math.log1p(-output)
    return max(-MOST_LOG_ODDS, min(MOST_LOG_ODDS, odds))


def shift(model: ScoreModel, mac: bytes) -> float:
    """Return the noise of one record, in bands; ``mac`` is its keyed hash."""
    uniform = int.from_bytes(mac[:8], "big") / _FULL_SCALE
    return model.noise * (2.0 * uniform - 1.0)


def band(model: ScoreModel, at: float, shifted: float = 0.0) -> int:
    """Return the band of a margin, from 0."""
    place = math.floor(_position(_edges(model), at) + shifted)
    return max(0, min(len(model.labels) - 1, place))


def changed(model: ScoreModel, present: int, effect: float) -> int:
    """Return the band in which a record of a band ends when its margin changes by ``effect``."""
    # Two scores were subtracted, and how that is rounded depends on the record.
    effect = round(effect, EFFECT_DECIMALS)
    if effect == 0.0:
        return present
    return band(model, _middle(_edges(model), present) + effect)


def label(model: ScoreModel, place: int, *, coarse: bool) -> str:
    """Return how a band is called; coarsely, only which half of all bands it is in."""
    if not coarse:
        return model.labels[place]
    half = len(model.labels) // 2
    first, last = (0, half - 1) if place < half else (half, len(model.labels) - 1)
    if first == last:
        return model.labels[first]
    return f"{model.labels[first]}..{model.labels[last]}"


def _edges(model: ScoreModel) -> tuple[float, ...]:
    return tuple(margin(model.form, edge) for edge in model.edges)


def _position(edges: tuple[float, ...], at: float) -> float:
    """Return where a margin lies: band ``k`` reaches from ``k`` to ``k + 1``.

    The first and last band have no end; they count as long as their neighbours.
    """
    found = bisect_right(edges, at)
    low = edges[found - 1] if found else edges[0] - (edges[1] - edges[0])
    if found == len(edges):
        return found + (at - low) / (edges[-1] - edges[-2])
    # Rounding must not lift what lies just below an edge over it.
    return found + min((at - low) / (edges[found] - low), _JUST_BELOW)


def _middle(edges: tuple[float, ...], place: int) -> float:
    low = edges[place - 1] if place else edges[0] - (edges[1] - edges[0])
    high = edges[place] if place < len(edges) else edges[-1] + (edges[-1] - edges[-2])
    return (low + high) / 2.0
