"""A rate is a share of benign texts: above 0, at most 1, and falling as a text looks worse."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.shield.injection.calibration import Calibration

KNOTS = Calibration((-6.0, -2.0, 0.0, 3.0), (-0.1, -2.0, -4.5, -8.0))

logits = st.floats(-1e6, 1e6)


@given(logits, logits, st.integers(1, 5000))
def test_what_looks_worse_is_rarer(one: float, other: float, words: int) -> None:
    low, high = sorted((one, other))
    assert KNOTS.rate(low, words) >= KNOTS.rate(high, words)


@given(st.floats(allow_nan=True, allow_infinity=True), st.integers(0, 10**9))
def test_a_rate_is_above_0_and_at_most_1(logit: float, words: int) -> None:
    assert 0 < KNOTS.rate(logit, words) <= 1


@given(logits, st.integers(1, 1000), st.integers(1, 1000))
def test_a_longer_text_needs_a_worse_passage(logit: float, few: int, more: int) -> None:
    low, high = sorted((few, more))
    assert KNOTS.rate(logit, low) <= KNOTS.rate(logit, high)


def test_what_is_no_number_counts_as_the_worst() -> None:
    assert KNOTS.rate(math.nan, 1) <= KNOTS.rate(1e6, 1)


@pytest.mark.parametrize(
    ("logits", "tails"),
    [
        ((0.0,), (-1.0,)),
        ((0.0, 0.0), (-1.0, -2.0)),
        ((0.0, 1.0), (-2.0, -1.0)),
        ((0.0, 1.0), (0.5, -1.0)),
        ((0.0, math.nan), (-1.0, -2.0)),
        ((0.0, 1.0), (-1.0, math.nan)),
    ],
    ids=["one knot", "logits that stand", "shares that rise", "more than all", "NaN", "NaN share"],
)
def test_knots_that_mean_nothing_are_refused(
    logits: tuple[float, ...], tails: tuple[float, ...]
) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each has a message of its own
        Calibration(logits, tails)
