"""The measurement of protected scores: small, but asked through the real path."""

import pytest

from douane.jobs.theft.advisers import quarter
from douane.jobs.theft.attack import STYLES, WhatIfThief, best, oracle
from douane.jobs.theft.section import DEFAULT, LEVERS, OPEN
from douane.jobs.theft.widget import Copy, agreement, widget
from douane.model.scoring import Form
from douane.shield.budget.directions import agreement as bound

ATTEMPTS = 120


@pytest.mark.parametrize("style", STYLES)
def test_a_thief_learns_no_more_than_the_answered_directions(style: str) -> None:
    scored = widget(Form.LINEAR, 3, DEFAULT)
    thief = WhatIfThief(scored, 2, 3)
    STYLES[style](thief, ATTEMPTS)
    changes = [point[:-1] for point in thief.told.points if point[-1] == 0.0]

    assert thief.told.asked == ATTEMPTS
    assert len({tuple(change.nonzero()[0]) for change in changes}) > 0
    assert best(scored, thief.told, ATTEMPTS, 3) <= 0.85
    assert oracle(scored, thief.told, ATTEMPTS, 3) <= 0.85


def test_without_a_budget_the_same_thief_has_the_score() -> None:
    scored = widget(Form.LINEAR, 3, OPEN)
    thief = WhatIfThief(scored, 1, 3)
    thief.directions(400)

    assert best(scored, thief.told, 400, 3) > 0.9


def test_agreement_is_what_the_angle_says() -> None:
    scored = widget(Form.LOGISTIC, 1, DEFAULT)
    half = scored.weights.copy()
    half[:10] = 0.0

    assert agreement(scored, Copy(scored.weights)) == 1.0
    assert 0.5 < agreement(scored, Copy(half)) < 1.0
    assert bound(6, 20) == pytest.approx(0.684, abs=1e-3)


def test_honest_use_is_never_refused() -> None:
    use = quarter(widget(Form.LOGISTIC, 1, DEFAULT, levers=LEVERS), 1, 20, 1)

    assert set(use.book) == set(use.what_ifs) == {"full"}
