"""Look into every text of a set, time it, and score what was found."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from douane.detect.seam import Detector
from douane.jobs.evaluate.limits import FULL, Limits
from douane.jobs.evaluate.own import detector_of_register, detector_of_values
from douane.jobs.evaluate.peer import DEFAULT, PATTERNS, Answer, Peer
from douane.jobs.evaluate.score import Found, Scores, of_kind, score
from douane.jobs.evaluate.sets import Case, Set
from douane.jobs.inspection.looking import Look, looker
from douane.policy.plan import Plan

_GOLDEN: Final = 0x9E3779B1  # 2**32 over the golden ratio: multiples of it lie far apart
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
        texts: How many of its texts were read before the time for a set was over.
        scores: Everything that was found in these.
        decisive: What the set's goal is decided by: findings of its kind, or of the org's own
            values or register alone; None when that could not be measured.
        cpu_ms_per_kb: CPU time.
        beside: The peer on some of its rows; None without one.
    """

    set: Set
    texts: int
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
    limits: Limits = FULL


def measure(each: Set, means: Means) -> Result:
    """Measure one set."""
    names = detector_of_values(each.known)
    register = detector_of_register(each.register)
    detectors = [*means.detectors, *([register] if register else [])]
    look = looker(means.plan, detectors, names=names)
    limit_s = means.limits.set_s
    read = _look(each.cases, look, limit_s)
    scores = score(read.cases, read.found)
    decisive: Scores | None = scores
    if each.goal in KIND_OF_GOAL:
        decisive = score(read.cases, of_kind(read.found, KIND_OF_GOAL[each.goal]))
    elif each.goal in OWN_ALONE:
        own = register if each.register else names
        alone = _look(each.cases, looker(means.plan, [own]), limit_s) if own else None
        decisive = score(alone.cases, alone.found) if alone else None
    beside = None
    if means.peer and each.kind == "spans":
        beside = _beside(each, look, means.peer, means.limits)
    return Result(each, len(read.cases), scores, decisive, read.cpu_ms_per_kb, beside)


@dataclass(frozen=True, slots=True)
class _Read:
    cases: Sequence[Case]
    found: Sequence[list[Found]]
    cpu_ms_per_kb: float


def _look(cases: Sequence[Case], look: Look, limit_s: float) -> _Read:
    """Read texts from all over the set, until there are no more or the time is over."""
    read: list[Case] = []
    reports = []
    before = time.process_time()
    for case in scattered(cases):
        reports.append(look(case.text))
        read.append(case)
        if time.process_time() - before > limit_s:
            break
    spent_ms = (time.process_time() - before) * 1000
    found = [
        [(one.start, one.end, frozenset(kind.value.lower() for kind in one.kinds)) for one in each]
        for each in reports
    ]
    return _Read(read, found, spent_ms / max(_kb(read), 1e-9))


def scattered(cases: Sequence[Case]) -> list[Case]:
    """Return all, so mixed that any beginning of them is from everywhere; always the same way."""
    order = sorted(range(len(cases)), key=lambda number: number * _GOLDEN % 2**32)
    return [cases[number] for number in order]


def _beside(each: Set, look: Look, peer: Peer, limits: Limits) -> Beside:
    answers: dict[str, list[Answer]] = {PATTERNS: [], DEFAULT: []}
    cases: list[Case] = []
    for case in scattered(sample(each.cases, limits.peer_bytes)):
        cases.append(case)
        for mode, given in answers.items():
            given.append(peer.look(case.text, mode))
        if any(sum(one.cpu_s for one in given) > limits.peer_s for given in answers.values()):
            break
    ours = _look(cases, look, limits.set_s)
    kb = max(_kb(cases), 1e-9)
    return Beside(
        rows=len(cases),
        ours=score(ours.cases, ours.found),
        theirs={mode: _score_of(cases, given) for mode, given in answers.items()},
        ours_cpu_ms_per_kb=ours.cpu_ms_per_kb,
        theirs_cpu_ms_per_kb={
            mode: sum(one.cpu_s for one in given) * 1000 / kb for mode, given in answers.items()
        },
    )


def _score_of(cases: Sequence[Case], given: Sequence[Answer]) -> Scores:
    return score(cases, [[(s, e, frozenset({k})) for s, e, k in one.spans] for one in given])


def sample(cases: Sequence[Case], most_bytes: int) -> list[Case]:
    """Return cases at equal distances, together no longer than that, and at least one."""
    size = sum(len(case.text.encode("utf-8", "replace")) for case in cases)
    step = max(1, -(-size // most_bytes))
    return list(cases[::step])


def _kb(cases: Sequence[Case]) -> float:
    return sum(len(case.text.encode("utf-8", "replace")) for case in cases) / 1024
