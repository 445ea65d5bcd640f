"""Leaks that happened elsewhere, with the guard of answers in place: nothing gets out at all.

Not collected under this name, since it needs the guard.
"""

import pytest

from douane.jobs.redteam.suite.build import suite
from tests.attack.conftest import Stage
from tests.attack.malicious import NAMES, attempt, incident


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_an_incident_gets_out_and_its_twin_is_answered(stage: Stage, name: str) -> None:
    border, run = stage
    border.renew()

    _, outcome, _ = run(attempt(border, incident(name)))

    assert outcome.hits == ()
    assert not outcome.failed
    assert outcome.harm == ""


def test_nothing_of_composed_attacks_gets_out(stage: Stage) -> None:
    border, run = stage
    out = []
    for attack in suite(2, 120, ["composed"]):
        border.renew()
        _, outcome, _ = run(attempt(border, attack))
        out += [(attack.name, hit) for hit in outcome.hits]

    assert out == []
