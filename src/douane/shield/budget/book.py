"""The budget of records: a book is free as long as it is a book.

A reader may have the records scored that they may read.  The same record teaches nothing when
it is asked again, and little when it drifts, as figures do from day to day.  But who can edit a
record could write any features into it and so ask freely chosen questions; therefore it counts
when a record has moved further than drift from where it stood when it last counted, and the
number of such moves is limited, as is the number of records.

Slow steps add up: the place a record is compared with is where it last counted, not where it
was last seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from douane.model.scoring import Limits, ScoreModel
from douane.shield.budget.state import Book, refilled
from douane.shield.budget.verdict import FULL, Grade, Verdict

STEPS_A_SPREAD: Final = 16
MOST_STEPS: Final = 1 << 40
RECORDS: Final = "budget.records"
MOVED: Final = "budget.moved"
_LAST_SHARE: Final = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """Verdicts on the records of one question.

    Attributes:
        verdicts: By record.
        state: What the reader has been told afterwards.
    """

    verdicts: Mapping[str, Verdict]
    state: Book


def judge(
    model: ScoreModel, state: Book, rows: Mapping[str, tuple[float, ...]], now_ms: int
) -> Judged:
    """Decide on each of some records.

    Args:
        model: The score, with its limits.
        state: What the reader has been told.
        rows: The features of each record, finite, in the model's order.
        now_ms: UTC milliseconds.
    """
    state = refilled(state, model.limits.book_refill, now_ms)
    places = dict(state.places)
    if state.names != model.names:
        # Other features: where records stood cannot be compared, but that they count stays.
        places = dict.fromkeys(places, ())
    moves, counts = state.moves, list(state.counts)
    verdicts: dict[str, Verdict] = {}
    for record, here in zip(rows, _places(model, rows), strict=True):
        moved = _has_moved(model, places.get(record), here)
        known = record in places
        verdict = _verdict(model.limits, len(places), moves, known=known, moved=moved)
        if verdict.grade is not Grade.REFUSED and (moved or not places.get(record)):
            places[record] = here
            moves += moved
        counts[verdict.grade] += 1
        verdicts[record] = verdict
    return Judged(verdicts, Book(model.names, places, moves, state.since_ms, tuple(counts)))


def _has_moved(model: ScoreModel, before: tuple[int, ...] | None, here: tuple[int, ...]) -> bool:
    """Tell whether a record stands further from where it last counted than drift explains."""
    if not before:
        return False
    furthest = max(abs(a - b) for a, b in zip(before, here, strict=True))
    return furthest > model.limits.drift * STEPS_A_SPREAD


def _verdict(limits: Limits, records: int, moves: int, *, known: bool, moved: bool) -> Verdict:
    if not known and records >= limits.records:
        return Verdict(Grade.REFUSED, RECORDS)
    if moved and moves >= limits.moved:
        return Verdict(Grade.REFUSED, MOVED)
    if moved and moves >= limits.moved - limits.moved // _LAST_SHARE:
        return Verdict(Grade.COARSE, MOVED)
    return FULL


def _places(model: ScoreModel, rows: Mapping[str, tuple[float, ...]]) -> list[tuple[int, ...]]:
    """Return where records stand; what is absurdly far is as far as can be."""
    if not rows:
        return []
    spreads = np.array([feature.spread for feature in model.features])
    steps = np.array(tuple(rows.values())) / spreads * STEPS_A_SPREAD
    whole = np.rint(np.clip(steps, -MOST_STEPS, MOST_STEPS)).astype(np.int64)
    return [tuple(row) for row in whole.tolist()]
