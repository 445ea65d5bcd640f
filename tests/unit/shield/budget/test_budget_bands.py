"""Bands: monotone, steady, and a what-if that tells nothing new about its record."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.model.scoring import Form, ScoreModel
from douane.shield.budget import bands
from tests.unit.shield.budget.budget_models import model

margins = st.floats(-30.0, 30.0)
macs = st.binary(min_size=32, max_size=32)
EVEN = model(form=Form.LINEAR, edges=(-1.0, 0.0, 1.0, 2.0))
UNEVEN = model(edges=(0.01, 0.05, 0.5, 0.9))
scores = st.sampled_from((EVEN, UNEVEN, model(edges=(0.3, 0.7))))


@given(scores, margins, margins, macs)
def test_for_one_record_more_is_never_less(
    score: ScoreModel, one: float, other: float, mac: bytes
) -> None:
    low, high = sorted((one, other))
    shift = bands.shift(score, mac)

    assert bands.band(score, low, shift) <= bands.band(score, high, shift)


@given(scores, st.integers(0, 4), margins, margins)
def test_of_one_band_a_larger_effect_is_never_less(
    score: ScoreModel, place: int, one: float, other: float
) -> None:
    place = min(place, len(score.labels) - 1)
    low, high = sorted((one, other))

    assert bands.changed(score, place, low) <= bands.changed(score, place, high)
    assert bands.changed(score, place, 0.0) == place


@given(macs)
def test_noise_moves_a_record_by_a_share_of_a_band_at_most(mac: bytes) -> None:
    assert abs(bands.shift(EVEN, mac)) <= EVEN.noise


@given(scores, margins)
def test_without_noise_a_band_is_what_its_edges_say(score: ScoreModel, at: float) -> None:
    edges = [bands.margin(score.form, edge) for edge in score.edges]

    assert bands.band(score, at) == sum(edge <= at for edge in edges)


@given(margins, margins, margins)
def test_a_what_if_depends_on_the_band_of_a_record_and_not_on_where_it_lies_in_it(
    one: float, other: float, effect: float
) -> None:
    places = {bands.band(EVEN, one), bands.band(EVEN, other)}
    ends = {bands.changed(EVEN, place, effect) for place in places}

    assert len(ends) <= len(places)


LABELS = {
    "full": (False, ["E", "D", "C", "B", "A"]),
    "coarse": (True, ["E..D", "E..D", "C..A", "C..A", "C..A"]),
}


@pytest.mark.parametrize(("coarse", "said"), LABELS.values(), ids=LABELS)
def test_coarsely_a_band_is_one_half_of_all(coarse: bool, said: list[str]) -> None:
    assert [bands.label(EVEN, place, coarse=coarse) for place in range(5)] == said


@pytest.mark.parametrize("output", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_no_score(output: float) -> None:
    for form in Form:
        with pytest.raises(ValueError, match="finite"):
            bands.margin(form, output)


@pytest.mark.parametrize("output", [-0.01, 1.01])
def test_a_logistic_score_is_a_probability(output: float) -> None:
    with pytest.raises(ValueError, match="probability"):
        bands.margin(Form.LOGISTIC, output)


def test_certainty_has_a_margin_too() -> None:
    assert bands.margin(Form.LOGISTIC, 1.0) == -bands.margin(Form.LOGISTIC, 0.0) == 40.0
