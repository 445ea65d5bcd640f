"""Scores of unknown form are budgeted by number and line; sums by what they single out."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.model.errors import StoreError
from douane.model.scoring import Form, Limits
from douane.shield.budget import Grade, aggregates, probing
from douane.shield.budget.state import Book, WhatIfs, decode, encode
from tests.unit.shield.budget.budget_models import NAMES, NOW_MS, model

OTHER = model(Limits(directions=5, coarse=2), form=Form.OTHER, edges=(1.0, 2.0, 3.0, 4.0))
asks = st.tuples(
    st.sampled_from("ab"),
    st.dictionaries(st.sampled_from(NAMES), st.floats(-20, 20, allow_nan=False), min_size=1),
)


@given(st.lists(asks, max_size=25))
def test_no_more_different_what_ifs_are_answered_than_the_budget_has(
    asked: list[tuple[str, dict[str, float]]],
) -> None:
    state = WhatIfs()
    answered = set()
    for record, change in asked:
        judged = probing.judge(OTHER, state, record, change, NOW_MS)
        state = judged.state
        if judged.verdict.grade is not Grade.REFUSED:
            answered.add((record, judged.change))

    assert len(answered) <= OTHER.limits.directions
    assert len(state.asked) == len(answered)


def test_what_is_near_is_answered_as_the_earlier_one_was() -> None:
    first = probing.judge(OTHER, WhatIfs(), "a", {"f0": 1.0}, NOW_MS)
    near = probing.judge(OTHER, first.state, "a", {"f0": 1.01}, NOW_MS)
    elsewhere = probing.judge(OTHER, first.state, "b", {"f0": 1.01}, NOW_MS)

    assert (near.new, near.change) == (False, first.change)
    assert elsewhere.new


def test_searching_along_a_line_is_refused_from_the_third_step_on() -> None:
    state, grades = WhatIfs(), []
    for step in (8.0, 4.0, 6.0, 5.0):
        judged = probing.judge(OTHER, state, "a", {"f0": step}, NOW_MS)
        state = judged.state
        grades.append((judged.verdict.grade, judged.verdict.reason))

    assert grades == [(Grade.FULL, "")] * 2 + [(Grade.REFUSED, "budget.probing")] * 2


def test_other_features_do_not_make_what_was_asked_forgotten() -> None:
    state = WhatIfs()
    for record in "abc":
        state = probing.judge(OTHER, state, record, {"f0": 1.0}, NOW_MS).state
    renamed = model(OTHER.limits, form=Form.OTHER, edges=OTHER.edges, names=("x", "y"))
    judged = probing.judge(renamed, state, "a", {"x": 1.0}, NOW_MS)

    assert judged.verdict.grade is Grade.COARSE
    assert len(judged.state.asked) == 4


people = st.frozensets(st.sampled_from("abcdefghij"), min_size=1)


@given(st.lists(people, max_size=12))
def test_no_combination_of_answered_sums_singles_anybody_out(asked: list[frozenset[str]]) -> None:
    state, answered = aggregates.Sums(), []
    for some in asked:
        verdict, state = aggregates.judge(state, some, least=2)
        if verdict.grade is Grade.FULL:
            answered.append(some)

    assert not any(follows({person}, answered) for person in "abcdefghij")


def follows(wanted: set[str], answered: list[frozenset[str]]) -> bool:
    """Tell whether a sum is a combination of others, by elimination of one's own."""
    letters = "abcdefghij"
    rows = [[Fraction(each in some) for each in letters] for some in answered]
    target = [Fraction(each in wanted) for each in letters]
    for column in range(len(letters)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows = [_cleared(row, pivot, column) for row in rows]
        target = _cleared(target, pivot, column)
    return not any(target)


def _cleared(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    times = row[column] / pivot[column]
    return [a - times * b for a, b in zip(row, pivot, strict=True)]


def test_a_difference_of_one_person_is_refused() -> None:
    _, state = aggregates.judge(aggregates.Sums(), "abcdefg")
    verdict, same = aggregates.judge(state, "abcdef")

    assert (verdict.grade, verdict.reason) == (Grade.REFUSED, "budget.subsets")
    assert same == state
    assert aggregates.judge(state, "abcdefg")[0].grade is Grade.FULL, "again it teaches nothing"


def test_small_groups_are_refused_from_the_start() -> None:
    assert aggregates.judge(aggregates.Sums(), "abcd")[0].grade is Grade.REFUSED


def test_overlaps_that_leave_enough_people_are_answered() -> None:
    state = aggregates.Sums()
    for some in ("abcdefghij", "klmnopqrst"):
        verdict, state = aggregates.judge(state, some)
        assert verdict.grade is Grade.FULL


STATES = (WhatIfs(("a",), ((1.0,),), 5, (1, 2, 3)), Book(("a",), {"x": (1,), "y": ()}, 1, 5))


@pytest.mark.parametrize("state", STATES, ids=lambda state: type(state).__name__)
def test_a_state_comes_back_as_it_went_in(state: WhatIfs | Book) -> None:
    kept = encode(state)

    assert (decode(kept, Book) if isinstance(state, Book) else decode(kept, WhatIfs)) == state


@pytest.mark.parametrize(
    "state",
    [WhatIfs(("a",), ((1.0, 2.0),)), WhatIfs(("a",), ((float("nan"),),)), WhatIfs(counts=(1,)),
     WhatIfs(counts=(-1, 0, 0)), Book(("a",), {"x": (1, 2)}), Book(moves=-1)],
)  # fmt: skip
def test_a_state_that_contradicts_itself_is_not_believed(state: WhatIfs | Book) -> None:
    kept = encode(state)
    with pytest.raises(StoreError) as refused:
        decode(kept, Book) if isinstance(state, Book) else decode(kept, WhatIfs)

    assert refused.value.code == "ledger_unreadable"


def test_every_pair_of_two_people_could_be_singled_out_by_a_third() -> None:
    state = aggregates.Sums()
    for some in (frozenset("ab"), frozenset("bc")):
        _, state = aggregates.judge(state, some, least=2)
    for some in map(frozenset, combinations("abc", 2)):
        verdict, _ = aggregates.judge(state, some, least=2)
        assert (verdict.grade is Grade.REFUSED) is (some == frozenset("ac"))
