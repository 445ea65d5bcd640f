"""Two questions that the table does not answer: a slow model, and memory."""

import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvloop

from benchmarks.bodies import asking_for
from benchmarks.douane_system import Setting, start_douane
from benchmarks.footprint import peak_rss_mib
from benchmarks.ground import Ground
from benchmarks.load import Effort, Target, offer
from benchmarks.measure import percentile
from benchmarks.processes import System

ONE_SECOND_MS: Final = 1000.0
PERSONS: Final = 16
TURNS: Final = 2
TURN_S: Final = 8.0
MEMORY_REQUESTS: Final = 200


@dataclass(frozen=True, slots=True)
class OneSecond:
    """Latencies through a model that takes one second, in milliseconds.

    Attributes:
        direct: p50 and p99 without a gateway.
        douane: p50 and p99 through Douane, ``full``.
        overhead: By percentile, the share of the whole that Douane adds.
        requests: How many went through Douane.
    """

    direct: tuple[float, float]
    douane: tuple[float, float]
    overhead: dict[str, float]
    requests: int


def one_second(ground: Ground) -> OneSecond:
    """Sixteen people ask a model of one second, TLS on both sides, nothing cached.

    Every request has a connection and a text of its own; the two ways take turns.
    """
    port = ground.endpoint(delay_ms=ONE_SECOND_MS, tls=True)
    first = ground.prompts("4k", 900_000, 1)[0]
    setting = Setting(
        "full", f"https://localhost:{port}", ground.org_port, ground.credentials, tls=True
    )
    url = f"https://localhost:{port}/v1/chat/completions"
    direct = System("direct", Target(url, {}, ground.context()))
    douane = start_douane("douane-one-second", ground.work / "one-second", setting, first.body)
    took: dict[str, list[float]] = {"direct": [], "douane": []}
    try:
        for turn in range(TURNS):
            for name, system in (("direct", direct), ("douane", douane)):
                took[name] += _turn(ground, system, turn)
    finally:
        douane.stop()
    return _compare(took["direct"], took["douane"])


def _turn(ground: Ground, system: System, turn: int) -> list[float]:
    count = int(PERSONS * TURN_S)
    prompts = ground.prompts("4k", 1_000_000 + turn * count, count)
    bodies = [asking_for(system.model, prompt.body) for prompt in prompts]
    effort = Effort(PERSONS, TURN_S, limit_s=TURN_S + 30, reconnect=True, stagger_s=1.0)
    return uvloop.run(offer(system.target, bodies, effort)).latencies_ms


def _compare(direct: list[float], douane: list[float]) -> OneSecond:
    plain = (statistics.median(direct), percentile(direct, 0.99) or 0.0)
    through = (statistics.median(douane), percentile(douane, 0.99) or 0.0)
    overhead = {
        "p50": (through[0] - plain[0]) / through[0],
        "p99": (through[1] - plain[1]) / through[1],
    }
    return OneSecond(plain, through, overhead, len(douane))


def memory(ground: Ground, directory: Path) -> float:
    """Return the peak memory in MiB of a gateway that looks for every name of the org."""
    prompts = ground.prompts("32k", 500_000)
    upstream = f"http://127.0.0.1:{ground.port}"
    setting = Setting("normal", upstream, ground.org_port, ground.credentials)
    douane = start_douane("douane-memory", directory, setting, prompts[0].body)
    try:
        bodies = [asking_for(douane.model, prompt.body) for prompt in prompts]
        uvloop.run(offer(douane.target, bodies, Effort(16, 0.0, at_least=MEMORY_REQUESTS)))
        return peak_rss_mib(douane.pids)
    finally:
        douane.stop()
