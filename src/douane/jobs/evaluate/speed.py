"""What reading costs: CPU time of this thread, the least of several rounds.

The peer is asked in turn with us, so that both meet the same disturbances.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from douane.jobs.evaluate import hostile
from douane.jobs.evaluate.peer import PATTERNS, Peer
from douane.jobs.evaluate.sets import Set
from douane.jobs.inspection.looking import Look

ROUNDS: Final = 7
PEER_ROUNDS: Final = 3
_PATIENCE_S: Final = 2.0
_LEAST_S: Final = 0.02  # below that, a clock's own steps count


@dataclass(frozen=True, slots=True)
class Speed:
    """What reading costs.

    Attributes:
        ours_ms: By name of the text.
        theirs_ms: The peer's pattern recognisers on the same texts; empty without a peer.
        worst_ms: Of each hostile text of 1 MB, the dearest first.
    """

    ours_ms: Mapping[str, float]
    theirs_ms: Mapping[str, float]
    worst_ms: Mapping[str, float]


def speed_of(timed: Sequence[Set], look: Look, peer: Peer | None, *, hostile_too: bool) -> Speed:
    """Time the texts of the sets, and the hostile ones."""
    ours: dict[str, float] = {}
    theirs: dict[str, float] = {}
    for each in timed:
        for case in each.cases:
            name = f"{round(len(case.text.encode()) / 1024)} KB"
            for number in range(ROUNDS):
                ours[name] = min(ours.get(name, 1e9), cpu_ms(partial(look, case.text)))
                if peer is not None and number < PEER_ROUNDS:
                    cpu_s = peer.look(case.text, PATTERNS).cpu_s
                    theirs[name] = min(theirs.get(name, 1e9), cpu_s * 1000)
    worst: dict[str, float] = {}
    if hostile_too:
        worst = {name: _patiently(text, look) for name, text in hostile.texts().items()}
    ordered = dict(sorted(worst.items(), key=lambda item: -item[1]))
    return Speed(ours, theirs, ordered)


def _patiently(text: str, look: Look) -> float:
    """Return the CPU ms of a text; of one that gets too slow, at least what it would take.

    Pieces of it are tried first, each four times the one before, so that a reader whose cost
    grows with the square of the length does not hold up everything.
    """
    size = len(text) // 256
    while True:
        before = time.process_time()
        look(text[:size])
        spent_s = time.process_time() - before
        if size >= len(text) or spent_s > _PATIENCE_S:
            return spent_s * 1000 * len(text) / min(size, len(text))
        size = min(size * 4, len(text))


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
