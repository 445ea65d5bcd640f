"""Measure systems in turn, round after round, so that they share whatever disturbs the machine."""

import asyncio
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import uvloop

from benchmarks.bodies import Prompt, asking_for
from benchmarks.footprint import cpu_s, peak_rss_mib
from benchmarks.load import Effort, Sample, offer
from benchmarks.processes import System

CONCURRENCIES: Final = (1, 16)
STREAM_SHARE: Final = 0.35  # of the time of a cell
MEASURES: Final = ("p50_ms", "p99_ms", "rps", "cpu_ms_per_request", "rss_mib", "ttft_ms")


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of the results."""

    system: str
    body: str
    concurrency: int


@dataclass(slots=True)
class Reading:
    """What one visit to a cell showed; a measure that could not be taken is None."""

    values: dict[str, float | None]
    failures: dict[int, int] = field(default_factory=dict)
    unfinished: int = 0
    answered: int = 0
    crossed: int | None = None


Crossed = Callable[[Sequence[Prompt]], int]
"""Returns how many canaries of the prompts stand in the last body that the endpoint received."""


def visit(system: System, prompts: Sequence[Prompt], effort: Effort, crossed: Crossed) -> Reading:
    """Measure one cell once: whole answers first, then streamed ones."""
    before_s = cpu_s(system.pids)
    bodies = [asking_for(system.model, prompt.body) for prompt in prompts]
    whole = uvloop.run(offer(system.target, bodies, effort))
    spent_s = cpu_s(system.pids) - before_s
    seen = crossed(prompts)
    shorter = Effort(
        effort.concurrency, effort.seconds * STREAM_SHARE, effort.at_least, effort.limit_s
    )
    bodies = [asking_for(system.model, prompt.streamed) for prompt in prompts]
    streamed = uvloop.run(offer(system.target, bodies, shorter))
    reading = reading_of(whole, streamed, spent_s, peak_rss_mib(system.pids))
    reading.crossed = max(seen, crossed(prompts)) if reading.answered else None
    return reading


def reading_of(whole: Sample, streamed: Sample, spent_s: float, rss_mib: float) -> Reading:
    """Turn samples into measures."""
    answered = len(whole.latencies_ms)
    values: dict[str, float | None] = {
        "p50_ms": percentile(whole.latencies_ms, 0.50),
        "p99_ms": percentile(whole.latencies_ms, 0.99),
        "rps": answered / whole.wall_s if answered else None,
        "cpu_ms_per_request": spent_s * 1000 / answered if answered else None,
        "rss_mib": rss_mib,
        "ttft_ms": percentile(streamed.first_token_ms, 0.50),
    }
    failures = dict(whole.failures)
    for status, count in streamed.failures.items():
        failures[status] = failures.get(status, 0) + count
    return Reading(values, failures, whole.unfinished + streamed.unfinished, answered)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the nearest-rank percentile; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def settle(readings: Mapping[Cell, Sequence[Reading]]) -> list[dict[str, object]]:
    """Return one row a cell: medians over its visits, and the highest memory."""
    rows: list[dict[str, object]] = []
    for cell, visits in readings.items():
        row: dict[str, object] = {
            "system": cell.system, "body": cell.body, "concurrency": cell.concurrency,
        }  # fmt: skip
        for measure in MEASURES:
            found = [v for one in visits if (v := one.values[measure]) is not None]
            middle = max if measure == "rss_mib" else statistics.median
            row[measure] = round(middle(found), 3) if found else None
        rows.append(row)
    return rows


def warm_up(system: System, prompts: Sequence[Prompt], seconds: float) -> None:
    """Ask for a while without measuring."""
    both = [body for prompt in prompts for body in (prompt.body, prompt.streamed)]
    both = [asking_for(system.model, body) for body in both]
    asyncio.run(offer(system.target, both, Effort(2, seconds, at_least=2)))
