"""What reading costs: CPU time of this thread, the least of several rounds.

The peer is asked in turn with us, so that both meet the same disturbances.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from douane.jobs.evaluate import hostile
from douane.jobs.evaluate.measure import Means
from douane.jobs.evaluate.peer import PATTERNS
from douane.jobs.evaluate.sets import Set
from douane.jobs.inspection.looking import Look, looker

PEER_ROUNDS: Final = 3
_PARTS: Final = 256
_STEP: Final = 4
_LEAST_S: Final = 0.02  # below that, a clock's own steps count


@dataclass(frozen=True, slots=True)
class Speed:
    """What reading costs.

    Attributes:
        ours_ms: By name of the text.
        theirs_ms: The peer's pattern recognisers on the same texts; empty without a peer.
        worst_ms: Of each hostile text of 1 MB, the dearest first; of one that was not read to its
            end, the least that it would take.
        cut: How many characters were read of each of those.
    """

    ours_ms: Mapping[str, float]
    theirs_ms: Mapping[str, float]
    worst_ms: Mapping[str, float]
    cut: Mapping[str, int] = field(default_factory=dict)


def speed_of(
    timed: Sequence[Set], means: Means, tell: Callable[[str], None], *, hostile_too: bool
) -> Speed:
    """Time the texts of the sets, and the hostile ones."""
    look = looker(means.plan, means.detectors)
    ours: dict[str, float] = {}
    theirs: dict[str, float] = {}
    for case in (case for each in timed for case in each.cases):
        name = f"{round(len(case.text.encode()) / 1024)} KB"
        tell(f"timing {name}")
        for number in range(means.limits.rounds):
            ours[name] = min(ours.get(name, 1e9), cpu_ms(partial(look, case.text)))
            if means.peer is not None and number < PEER_ROUNDS:
                cpu_s = means.peer.look(case.text, PATTERNS).cpu_s
                theirs[name] = min(theirs.get(name, 1e9), cpu_s * 1000)
    worst: dict[str, float] = {}
    cut: dict[str, int] = {}
    for name, text in hostile.texts().items() if hostile_too else ():
        worst[name], read = patiently(text, look, means.limits.hostile_s)
        tell(f"1 MB of {name}: {'' if read == len(text) else 'more than '}{worst[name]:.0f} ms")
        if read < len(text):
            cut[name] = read
    ordered = dict(sorted(worst.items(), key=lambda item: -item[1]))
    return Speed(ours, theirs, ordered, cut)


def patiently(text: str, look: Look, limit_s: float) -> tuple[float, int]:
    """Return the CPU ms of a text, and how many characters of it were read.

    Pieces of it are tried first, each four times the one before, and the next only if it can be
    expected to keep to the limit, by how the cost grew so far.  Where that ends before the text
    does, the ms are those of the piece, times the pieces: the least for whatever costs no less
    where more stands before it.
    """
    size, last_s = -(-len(text) // _PARTS), 0.0
    while True:
        before = time.process_time()
        look(text[:size])
        spent_s = time.process_time() - before
        grows = max(_STEP, spent_s / last_s if last_s > _LEAST_S else _STEP)
        if size >= len(text) or spent_s * grows > limit_s:
            read = min(size, len(text))
            return spent_s * 1000 * len(text) / read, read
        size, last_s = min(size * _STEP, len(text)), spent_s


def cpu_ms(work: Callable[[], object]) -> float:
    """Return the CPU time of one call, over as many as a clock can tell apart."""
    times = 1
    while True:
        before = time.process_time()
        for _ in range(times):
            work()
        spent = time.process_time() - before
        if spent >= _LEAST_S:
            return spent / times * 1000
        times *= 4
