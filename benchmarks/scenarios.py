"""Questions that the table does not answer: a slow model, memory, steps of the event loop."""

import json
import os
import signal
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import uvloop

from benchmarks.bodies import SIZES, asking_for
from benchmarks.douane_system import Setting, start_douane
from benchmarks.footprint import peak_rss_mib
from benchmarks.ground import Ground
from benchmarks.load import Effort, Target, offer
from benchmarks.measure import CONCURRENCIES, percentile
from benchmarks.processes import NotReadyError, System

ONE_SECOND_MS: Final = 1000.0
PERSONS: Final = 16
TURNS: Final = 2
TURN_S: Final = 8.0
MEMORY_REQUESTS: Final = 200
STEPS_S: Final = 2.0
TELL_LIMIT_S: Final = 10.0


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


@dataclass(frozen=True, slots=True)
class LoopSteps:
    """The longest steps of the event loop while one cell was asked, whole answers and streams.

    Attributes:
        body: Size of the prompts.
        concurrency: Requests at a time.
        number: How many steps there were.
        cpu_ms: The longest by processor time, and
        cpu_of: whose it was.
        wall_ms: The longest by the clock, and
        wall_of: whose it was.
    """

    body: str
    concurrency: int
    number: int
    cpu_ms: float
    cpu_of: str
    wall_ms: float
    wall_of: str


def loop_steps(ground: Ground) -> list[LoopSteps]:
    """Ask every cell of a gateway whose loop is timed step by step."""
    directory = ground.work / "loop-steps"
    file = directory / "steps"
    setting = Setting(
        "normal", f"http://127.0.0.1:{ground.port}", ground.org_port, ground.credentials
    )
    first = ground.prompts("4k", 700_000, 1)[0].body
    douane = start_douane("douane-loop-steps", directory, setting, first, steps=file)
    found = []
    try:
        for size in SIZES:
            prompts = ground.prompts(size, 710_000)
            bodies = [asking_for(douane.model, one.body) for one in prompts]
            streams = [asking_for(douane.model, one.streamed) for one in prompts]
            uvloop.run(offer(douane.target, [*bodies, *streams], Effort(4, STEPS_S / 2)))
            for concurrency in CONCURRENCIES:
                _tell(douane, file)
                for some in (bodies, streams):
                    effort = Effort(concurrency, STEPS_S, at_least=concurrency)
                    uvloop.run(offer(douane.target, some, effort))
                found.append(LoopSteps(size, concurrency, **_tell(douane, file)))
    finally:
        douane.stop()
    return found


def _tell(douane: System, file: Path) -> dict[str, Any]:
    """Ask for the steps since the last time."""
    before = file.read_text("utf-8").count("\n") if file.exists() else 0
    os.kill(douane.pids[0], signal.SIGUSR1)
    until_s = time.monotonic() + TELL_LIMIT_S
    while time.monotonic() < until_s:
        lines = file.read_text("utf-8").splitlines(keepends=True) if file.exists() else []
        if len(lines) > before and lines[-1].endswith("\n"):
            told: dict[str, Any] = json.loads(lines[-1])
            return told
        time.sleep(0.01)
    raise NotReadyError("the gateway does not tell its steps")


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
