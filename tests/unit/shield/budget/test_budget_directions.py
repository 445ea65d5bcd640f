"""What-ifs of linear scores: what is counted is what was learnt, in whatever order it is asked."""

import itertools
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.model.scoring import DAY_MS, Limits, Refill
from douane.shield.budget import Grade
from douane.shield.budget.directions import agreement, judge, span
from douane.shield.budget.state import WhatIfs
from tests.unit.shield.budget.budget_models import NAMES, NOW_MS, WIDTH, model

Change = dict[str, float]
numbers = st.floats(-1e6, 1e6, allow_nan=False) | st.sampled_from((0.0, 1e-9, 1.0, -1.0))
changes = st.dictionaries(st.sampled_from(NAMES), numbers, max_size=WIDTH)
limits = st.builds(
    lambda most, coarse: Limits(most, min(coarse, most)), st.integers(1, 5), st.integers(0, 5)
)


def rank(answered: list[tuple[float, ...]]) -> int:
    """Return the rank of what was answered, as somebody else would compute it."""
    if not answered:
        return 0
    spreads = np.array([1.0 + number for number in range(WIDTH)])
    rows = np.array(answered) / spreads
    lengths = np.linalg.norm(rows, axis=1)
    rows = rows[lengths > 0] / lengths[lengths > 0, None]
    return int(np.linalg.matrix_rank(rows, tol=1e-5)) if len(rows) else 0


@given(limits, st.lists(changes, max_size=25))
def test_answers_never_teach_more_directions_than_the_budget_has(
    budget: Limits, asked: list[Change]
) -> None:
    score, state = model(budget), WhatIfs()
    full, given_ = [], []
    for change in asked:
        judged = judge(score, state, change, NOW_MS)
        state = judged.state
        if judged.verdict.grade is not Grade.REFUSED:
            given_.append(judged.change)
        if judged.verdict.grade is Grade.FULL:
            full.append(judged.change)

    assert rank(given_) <= budget.directions
    assert rank(full) <= budget.directions - budget.coarse


@given(limits, st.lists(changes, min_size=1, max_size=10))
def test_asking_again_costs_nothing_and_is_answered_as_before(
    budget: Limits, asked: list[Change]
) -> None:
    score, state = model(budget), WhatIfs()
    for change in asked:
        judged = judge(score, state, change, NOW_MS)
        again = judge(score, judged.state, change, NOW_MS)
        assert again.verdict.grade is judged.verdict.grade
        assert not again.new
        assert again.state.basis == judged.state.basis
        furthest = max(map(abs, judged.change), default=0.0)
        assert again.change == pytest.approx(judged.change, abs=1e-5 * max(1.0, furthest))
        state = judged.state


@given(limits, st.lists(changes, min_size=1, max_size=12))
def test_the_more_is_learnt_the_stricter_the_answer_to_something_new(
    budget: Limits, asked: list[Change]
) -> None:
    score, state = model(budget), WhatIfs()
    grades = []
    for change in asked:
        judged = judge(score, state, change, NOW_MS)
        if judged.new or judged.verdict.grade is Grade.REFUSED:
            grades.append(judged.verdict.grade)
        state = judged.state

    assert grades == sorted(grades)


def test_in_any_order_as_much_is_answered() -> None:
    axes = [{name: 1.0} for name in NAMES]
    totals = set()
    for order in itertools.islice(itertools.permutations(axes), 0, 720, 37):
        state = WhatIfs()
        for change in order:
            state = judge(model(), state, change, NOW_MS).state
        totals.add(state.counts)

    assert totals == {(2, 1, 3)}


def test_what_lies_between_known_directions_is_free() -> None:
    state = WhatIfs()
    for change in ({"f0": 1.0}, {"f1": 2.0}):
        state = judge(model(), state, change, NOW_MS).state
    judged = judge(model(), state, {"f0": -17.0, "f1": 0.25}, NOW_MS)

    assert (judged.verdict.grade, judged.new) == (Grade.FULL, False)


def test_what_is_tolerated_is_taken_out_before_the_model_is_asked() -> None:
    score = model(Limits(directions=1, coarse=0))
    state = judge(score, WhatIfs(), {"f0": 1.0}, NOW_MS).state
    hidden = judge(score, state, {"f0": 1.0, "f3": 1e-7}, NOW_MS)
    shown = judge(score, state, {"f0": 1.0, "f3": 1e-3}, NOW_MS)

    assert (hidden.verdict.grade, hidden.change) == (Grade.FULL, (1.0, 0.0, 0.0, 0.0, 0.0, 0.0))
    assert shown.verdict.grade is Grade.REFUSED


def test_levers_are_answered_whatever_else_was_asked() -> None:
    score = model(Limits(directions=3, coarse=1), levers=("f4", "f5"))
    state, chance = WhatIfs(), random.Random(1)  # noqa: S311 - the same each time
    for _ in range(50):
        change = {name: chance.gauss(0.0, 1.0) for name in NAMES}
        state = judge(score, state, change, NOW_MS).state

    for change in ({"f4": 1.0}, {"f5": -3.0}, {"f4": 0.1, "f5": 7.0}):
        assert judge(score, state, change, NOW_MS).verdict.grade is Grade.FULL
    assert judge(score, state, {"f0": 1.0}, NOW_MS).verdict.grade is Grade.REFUSED


def test_a_question_that_needs_a_coarse_direction_stays_coarse() -> None:
    state = WhatIfs()
    for name in ("f0", "f1", "f2"):
        state = judge(model(), state, {name: 1.0}, NOW_MS).state

    assert judge(model(), state, {"f1": 1.0}, NOW_MS).verdict.grade is Grade.FULL
    assert judge(model(), state, {"f1": 1.0, "f2": 1.0}, NOW_MS).verdict.grade is Grade.COARSE


REFILLS = {
    "a day": (Refill.DAY, 1, 2),
    "a quarter": (Refill.QUARTER, 92, 2),
    "never": (Refill.NEVER, 10_000, 3),
}


@pytest.mark.parametrize(("refill", "days", "spent"), REFILLS.values(), ids=REFILLS)
def test_a_budget_begins_anew_when_its_window_is_over(
    refill: Refill, days: int, spent: int
) -> None:
    score = model(Limits(2, 0, refill))
    state = WhatIfs()
    for name in ("f0", "f1"):
        state = judge(score, state, {name: 1.0}, NOW_MS).state
    just_before = judge(score, state, {"f2": 1.0}, NOW_MS + days * DAY_MS - 1)
    after = judge(score, state, {"f2": 1.0}, NOW_MS + days * DAY_MS)

    assert just_before.verdict.grade is Grade.REFUSED
    assert (after.verdict.grade is Grade.REFUSED) is (spent == 3)


def test_a_clock_set_back_opens_no_window() -> None:
    score = model(Limits(1, 0, Refill.DAY))
    state = judge(score, WhatIfs(), {"f0": 1.0}, NOW_MS).state

    assert judge(score, state, {"f1": 1.0}, NOW_MS - 5 * DAY_MS).verdict.grade is Grade.REFUSED


def test_what_was_learnt_stays_learnt_when_features_are_added_or_reordered() -> None:
    state = WhatIfs()
    for name in ("f0", "f1"):
        state = judge(model(), state, {name: 1.0}, NOW_MS).state
    other = model(names=("new", *reversed(NAMES)))

    assert len(span(other, state)) == 2
    assert not judge(other, state, {"f1": 1.0}, NOW_MS).new


def test_a_copy_of_half_the_directions_agrees_in_three_cases_of_four() -> None:
    assert agreement(10, 20) == pytest.approx(0.75)
    assert agreement(0, 20) == pytest.approx(0.5)
    assert agreement(20, 20) == pytest.approx(1.0)
