"""Leaks that happened elsewhere, tried here: what holds without the guard of answers.

A restricted value reaches no model, tool, other session or other reader, whatever the model
does, and a secret pasted into a case does not leave at all.  What an answer may link to is the
guard's matter.
"""

import pytest

from douane.jobs.redteam.model.memory import Memory
from douane.jobs.redteam.run.conversation import Heard
from douane.jobs.redteam.run.outcome import OTHER_SESSION, TOOL, WRITE_BACK, Outcome, judged
from tests.attack.conftest import Stage
from tests.attack.malicious import NAMES, attempt, incident, shown

RESTRICTED = [name for name in NAMES if not incident(name).canary.released]
RELEASED = [name for name in NAMES if incident(name).canary.released]


def tried(stage: Stage, name: str) -> tuple[Heard, Outcome, Memory]:
    border, run = stage
    border.renew()
    done: tuple[Heard, Outcome, Memory] = run(attempt(border, incident(name)))
    return done


def sinks(outcome: Outcome) -> set[str]:
    return {hit.sink for hit in outcome.hits}


def test_salesloft_drift_a_secret_in_a_case_never_reaches_the_model(stage: Stage) -> None:
    heard, outcome, memory = tried(stage, "salesloft-drift-secret-in-case")

    assert heard.refused
    assert outcome.hits == ()
    assert memory.seen_clear == set()


def test_agents_leak_over_tools_but_tools_get_tokens(stage: Stage) -> None:
    heard, outcome, _ = tried(stage, "agent-leaks-over-tools")

    assert not heard.refused
    assert TOOL not in sinks(outcome)


@pytest.mark.parametrize("name", RESTRICTED)
def test_a_restricted_value_reaches_neither_model_nor_anybody_else(stage: Stage, name: str) -> None:
    _, outcome, memory = tried(stage, name)

    assert memory.seen_clear == set()
    assert sinks(outcome).isdisjoint({OTHER_SESSION, WRITE_BACK, TOOL})


@pytest.mark.parametrize("name", RELEASED)
def test_a_released_word_does_reach_the_model_so_that_the_answer_is_put_to_the_test(
    stage: Stage, name: str
) -> None:
    _, _, memory = tried(stage, name)

    assert memory.seen_clear == {incident(name).number}


@pytest.mark.parametrize("name", NAMES)
def test_the_benign_twin_is_answered_in_full(stage: Stage, name: str) -> None:
    _, outcome, _ = tried(stage, name)

    assert outcome.harm == ""


def test_the_judge_sees_a_value_that_another_reader_is_shown(stage: Stage) -> None:
    attack = incident("echoleak")
    heard, _, _ = tried(stage, "echoleak")
    leaking = Heard(attack, heard.replies, heard.twin, heard.other, attack.canary.text)

    assert WRITE_BACK in sinks(judged(leaking, shown(heard)))
