"""A book is free as long as it is a book: same records, drifting as figures do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.model.scoring import DAY_MS, Limits
from douane.shield.budget import Grade
from douane.shield.budget.book import judge
from douane.shield.budget.state import Book
from tests.unit.shield.budget.budget_models import NAMES, NOW_MS, WIDTH, model

LIMITS = Limits(directions=3, coarse=1, records=4, moved=3)
STILL = (0.0,) * WIDTH
rows = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.tuples(*[st.floats(-50.0, 50.0, allow_nan=False)] * WIDTH),
    min_size=1,
)


def far(number: int) -> tuple[float, ...]:
    return (10.0 * number, *STILL[1:])


@given(st.lists(rows, max_size=12))
def test_however_it_is_asked_no_more_records_and_moves_are_answered(
    asked: list[dict[str, tuple[float, ...]]],
) -> None:
    score, state = model(LIMITS), Book()
    given_: dict[str, list[tuple[float, ...]]] = {}
    for some in asked:
        judged = judge(score, state, some, NOW_MS)
        state = judged.state
        for record, row in some.items():
            if judged.verdicts[record].grade is not Grade.REFUSED:
                given_.setdefault(record, []).append(row)

    assert len(given_) <= LIMITS.records
    assert state.moves <= LIMITS.moved


@given(rows)
def test_asking_again_is_answered_alike_and_costs_nothing(
    some: dict[str, tuple[float, ...]],
) -> None:
    first = judge(model(LIMITS), Book(), some, NOW_MS)
    again = judge(model(LIMITS), first.state, some, NOW_MS + DAY_MS)

    assert again.verdicts == first.verdicts
    assert (again.state.places, again.state.moves) == (first.state.places, first.state.moves)


def test_a_drift_is_free_and_its_steps_add_up() -> None:
    score, state = model(LIMITS), Book()
    for step in range(11):
        state = judge(score, state, {"a": (step * 0.1, *STILL[1:])}, NOW_MS).state
    assert state.moves == 0

    state = judge(score, state, {"a": (1.2, *STILL[1:])}, NOW_MS).state
    assert state.moves == 1


def test_rewriting_records_is_answered_coarsely_and_then_not_at_all() -> None:
    score, state = model(LIMITS), Book()
    grades = []
    for number in range(6):
        judged = judge(score, state, {"a": far(number)}, NOW_MS)
        state = judged.state
        grades.append(judged.verdicts["a"].grade)

    assert grades == [Grade.FULL] * 3 + [Grade.COARSE] + [Grade.REFUSED] * 2


def test_a_record_that_comes_back_to_where_it_was_answered_is_answered() -> None:
    score, state = model(LIMITS), Book()
    for number in range(6):
        state = judge(score, state, {"a": far(number)}, NOW_MS).state

    assert judge(score, state, {"a": far(3)}, NOW_MS).verdicts["a"].grade is Grade.FULL


def test_a_quarter_later_it_begins_anew() -> None:
    score, state = model(LIMITS), Book()
    for number in range(6):
        state = judge(score, state, {"a": far(number)}, NOW_MS).state
    later = judge(score, state, {"a": far(9)}, NOW_MS + 92 * DAY_MS)

    assert later.verdicts["a"].grade is Grade.FULL


def test_other_features_make_no_move_and_no_room() -> None:
    state = judge(model(LIMITS), Book(), dict.fromkeys("abcd", STILL), NOW_MS).state
    other = model(LIMITS, names=tuple(reversed(NAMES)))
    judged = judge(other, state, {"a": far(1), "z": STILL}, NOW_MS)

    assert judged.state.moves == 0
    assert judged.verdicts["a"].grade is Grade.FULL
    assert judged.verdicts["z"].grade is Grade.REFUSED


@pytest.mark.parametrize("number", [1e300, -1e300])
def test_absurd_features_are_only_far(number: float) -> None:
    state = judge(model(LIMITS), Book(), {"a": STILL}, NOW_MS).state

    assert judge(model(LIMITS), state, {"a": (number, *STILL[1:])}, NOW_MS).state.moves == 1
