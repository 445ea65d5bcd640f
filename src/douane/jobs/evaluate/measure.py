"""Look into every text of a set, time it, and score what was found."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from douane.detect.seam import Detector
from douane.jobs.evaluate.own import detector_of_register, detector_of_values
from douane.jobs.evaluate.peer import DEFAULT, PATTERNS, Peer
from douane.jobs.evaluate.score import Found, Scores, of_kind, score
from douane.jobs.evaluate.sets import Case, Set
from douane.jobs.inspection.looking import Look, looker
from douane.policy.plan import Plan

PEER_BYTES: Final = 40_000  # of a set: Presidio takes a tenth of a second for each KB
# Goals that are about one kind of finding, or about what the org alone adds.
KIND_OF_GOAL: Final = {"portfolios": "portfolio", "logic": "logic"}
OWN_ALONE: Final = frozenset({"org_unrelated", "copies", "unrelated"})


@dataclass(frozen=True, slots=True)
class Beside:
    """A peer and ourselves on the same rows.

    Attributes:
        rows: How many.
        ours: Our scores on them.
        theirs: The peer's, by mode.
        ours_cpu_ms_per_kb: Our CPU time.
        theirs_cpu_ms_per_kb: The peer's, by mode.
    """

    rows: int
    ours: Scores
    theirs: dict[str, Scores]
    ours_cpu_ms_per_kb: float
    theirs_cpu_ms_per_kb: dict[str, float]


@dataclass(frozen=True, slots=True)
class Result:
    """Of one set.

    Attributes:
        set: Which.
        scores: Everything that was found.
        decisive: What the set's goal is decided by: findings of its kind, or of the org's own
            values or register alone; None when that could not be measured.
        cpu_ms_per_kb: CPU time.
        beside: The peer on some of its rows; None without one.
    """

    set: Set
    scores: Scores
    decisive: Scores | None
    cpu_ms_per_kb: float
    beside: Beside | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Means:
    """What everything is measured with."""

    plan: Plan
    detectors: Sequence[Detector]
    peer: Peer | None


def measure(each: Set, means: Means) -> Result:
    """Measure one set."""
    names = detector_of_values(each.known)
    register = detector_of_register(each.register)
    detectors = [*means.detectors, *([register] if register else [])]
    look = looker(means.plan, detectors, names=names)
    found, cpu_ms = _look(each.cases, look)
    scores = score(each.cases, found)
    decisive: Scores | None = scores
    if each.goal in KIND_OF_GOAL:
        decisive = score(each.cases, of_kind(found, KIND_OF_GOAL[each.goal]))
    elif each.goal in OWN_ALONE:
        own = register if each.register else names
        alone = looker(means.plan, [own]) if own else None
        decisive = score(each.cases, _look(each.cases, alone)[0]) if alone else None
    beside = _beside(each, look, means.peer) if means.peer and each.kind == "spans" else None
    return Result(each, scores, decisive, cpu_ms, beside)


def _look(cases: Sequence[Case], look: Look) -> tuple[list[list[Found]], float]:
    """Return what is found in each text, and CPU ms per KB."""
    before = time.process_time()
    reports = [look(case.text) for case in cases]
    spent_ms = (time.process_time() - before) * 1000
    found = [
        [(one.start, one.end, frozenset(kind.value.lower() for kind in one.kinds)) for one in each]
        for each in reports
    ]
    return found, spent_ms / max(_kb(cases), 1e-9)


def _beside(each: Set, look: Look, peer: Peer) -> Beside:
    cases = sample(each.cases, PEER_BYTES)
    found, ours_ms = _look(cases, look)
    theirs: dict[str, Scores] = {}
    spent: dict[str, float] = {}
    for mode in (PATTERNS, DEFAULT):
        answers = [peer.look(case.text, mode) for case in cases]
        spent[mode] = sum(answer.cpu_s for answer in answers) * 1000 / max(_kb(cases), 1e-9)
        theirs[mode] = score(
            cases, [[(s, e, frozenset({k})) for s, e, k in answer.spans] for answer in answers]
        )
    return Beside(len(cases), score(cases, found), theirs, ours_ms, spent)


def sample(cases: Sequence[Case], most_bytes: int) -> list[Case]:
    """Return cases at equal distances, together no longer than that, and at least one."""
    size = sum(len(case.text.encode("utf-8", "replace")) for case in cases)
    step = max(1, -(-size // most_bytes))
    return list(cases[::step])


def _kb(cases: Sequence[Case]) -> float:
    return sum(len(case.text.encode("utf-8", "replace")) for case in cases) / 1024
