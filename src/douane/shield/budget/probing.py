"""The budget of what-ifs of a score of unknown form: how many, and along which lines.

Nothing is known about what one answer tells of another, so every what-if counts but those that
are near an earlier one of the same record: these are answered as that one was, by asking for
that one again.  Several changes of one record along one line look for the place where its
answer flips; from the third on they count as probing and are refused.
"""

import math
from collections.abc import Mapping
from typing import Final

from douane.model.scoring import ScoreModel
from douane.shield.budget.directions import Judged, counted
from douane.shield.budget.state import Asked, WhatIfs, refilled
from douane.shield.budget.verdict import FULL, Grade, Verdict

NEAR: Final = 0.05
ALONG: Final = 0.98
ON_ONE_LINE: Final = 2
ANSWERS: Final = "budget.answers"
PROBING: Final = "budget.probing"


def judge(
    model: ScoreModel, state: WhatIfs, record: str, change: Mapping[str, float], now_ms: int
) -> Judged:
    """Decide on one change of one record; ``record`` names it without saying which it is."""
    state = refilled(state, model.limits.refill, now_ms)
    spreads = tuple(feature.spread for feature in model.features)
    steps = tuple(
        change.get(name, 0.0) / spread for name, spread in zip(model.names, spreads, strict=True)
    )
    earlier = state.asked if state.names == model.names else ()
    for number, each in enumerate(earlier):
        if each.record == record and math.dist(each.change, steps) <= NEAR:
            verdict = _grade(model, number + 1)
            return Judged(verdict, _own_unit(each.change, spreads), counted(state, verdict))
    line = sum(each.record == record and _along(each.change, steps) for each in earlier)
    # What was asked under other features still counts, though it cannot be compared.
    number = len(state.asked) + 1
    verdict = _grade(model, number) if line < ON_ONE_LINE else Verdict(Grade.REFUSED, PROBING)
    if verdict.grade is Grade.REFUSED:
        return Judged(verdict, (), counted(state, verdict))
    kept = earlier or tuple(Asked("", (0.0,) * len(steps)) for _ in state.asked)
    grown = WhatIfs(
        model.names, state.basis if earlier else (), state.since_ms, state.counts,
        (*kept, Asked(record, steps)),
    )  # fmt: skip
    return Judged(verdict, _own_unit(steps, spreads), counted(grown, verdict), new=True)


def _grade(model: ScoreModel, number: int) -> Verdict:
    limits = model.limits
    if number > limits.directions:
        return Verdict(Grade.REFUSED, ANSWERS)
    if number > limits.directions - limits.coarse:
        return Verdict(Grade.COARSE, ANSWERS)
    return FULL


def _along(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    lengths = math.hypot(*one) * math.hypot(*other)
    return (
        lengths > 0.0
        and abs(sum(a * b for a, b in zip(one, other, strict=True))) >= ALONG * lengths
    )


def _own_unit(steps: tuple[float, ...], spreads: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(step * spread for step, spread in zip(steps, spreads, strict=True))
