"""Measure every set of some directories, and say what was reached."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from douane.jobs.evaluate.goals import Goal, goals
from douane.jobs.evaluate.measure import Means, Result, measure
from douane.jobs.evaluate.sets import Set, read_sets
from douane.jobs.evaluate.speed import Speed, speed_of


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that was measured."""

    results: Sequence[Result]
    speed: Speed | None
    goals: Sequence[Goal]


def evaluate(
    directories: Iterable[Path], means: Means, tell: Callable[[str], None], *, hostile: bool
) -> Evaluation:
    """Measure.

    Args:
        directories: Where sets lie.
        means: What is measured with.
        tell: Takes a word on what is being done, as its turn comes.
        hostile: Whether to time hostile inputs, too.

    Raises:
        DouaneError: A directory holds no sets, or one that cannot be read.
    """
    results: list[Result] = []
    timed: list[Set] = []
    for directory in directories:
        for each in read_sets(directory):
            if each.kind == "speed":
                timed.append(each)
                continue
            tell(f"{each.name}: {len(each.cases)} texts")
            results.append(measure(each, means))
    speed = None
    if timed:
        speed = speed_of(timed, means, tell, hostile_too=hostile)
    return Evaluation(results, speed, goals(results, speed))
