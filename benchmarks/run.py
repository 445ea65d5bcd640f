"""``make bench``: measure Douane and its peers, interleaved, and write what came out.

Writes ``benchmarks/results.json`` and ``docs/performance.md``.  Exits 1 when a value crossed
Douane, because a fast leak is not a result.

usage: python -m benchmarks.run [--scenario all|table|one-second|memory|loop] [--systems A,B]
                               [--quick]
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from benchmarks import commit_time, conditions, measure, peers, report, scenarios
from benchmarks.bodies import SIZES, Prompt
from benchmarks.douane_system import Setting, start_douane
from benchmarks.ground import Ground
from benchmarks.load import Effort
from benchmarks.measure import CONCURRENCIES, Cell, Reading
from benchmarks.processes import NotReadyError, System
from benchmarks.relay_system import start_relay

ROOT: Final = Path(__file__).resolve().parents[1]
RESULTS: Final = ROOT / "benchmarks" / "results.json"
PAGE: Final = ROOT / "docs" / "performance.md"
SYSTEMS: Final = ("direct", "douane", "douane-full-sync", "litellm", "litellm-presidio")
EXTRA: Final = "litellm-presidio-patterns"  # shown on the page, never in results.json
FLOOR: Final = "relay"  # likewise
OURS: Final = ("douane", "douane-full-sync")
SLOW: Final = ("litellm-presidio", EXTRA)
ROUNDS: Final = 3
CELL_S: Final = 2.0
SLOW_LIMIT_S: Final = 75.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 0 when it ran, 1 when a value crossed Douane."""
    asked = _parser().parse_args(arguments)
    started_s, before = time.monotonic(), conditions.load_average()
    with tempfile.TemporaryDirectory(dir=_cache(), prefix="bench-") as work:
        with Ground(Path(work)) as ground:
            bench = Bench(ground, asked.quick)
            if asked.scenario == "memory":
                print(f"{scenarios.memory(ground, Path(work) / 'memory'):.0f} MiB at most")
                return 0
            if asked.scenario in {"all", "table"}:
                bench.table(asked.systems.split(","))
            slow = bench.one_second() if asked.scenario in {"all", "one-second"} else None
            steps = bench.loop_steps() if asked.scenario in {"all", "loop"} else []
            commit = commit_time.measure(Path(work))
        found = report.Findings(
            date=asked.date, machine=conditions.machine(),
            load=(before, conditions.load_average()), versions=bench.versions,
            rows=measure.settle(bench.readings), commit=commit, one_second=slow, loop_steps=steps,
            crossed=bench.crossed, notes=bench.notes, seconds=time.monotonic() - started_s,
        )  # fmt: skip
    return finish(found, write=asked.scenario == "all" and not asked.quick)


def finish(found: report.Findings, *, write: bool) -> int:
    """Print the page, write both files when asked, and return the exit code."""
    page = report.render(found)
    print(page)
    if write:
        rows = [row for row in found.rows if row["system"] in SYSTEMS]
        RESULTS.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
        PAGE.write_text(page, encoding="utf-8")
        print(f"wrote {RESULTS.relative_to(ROOT)} and {PAGE.relative_to(ROOT)}")
    leaked = [
        body for (system, body), (seen, _) in found.crossed.items() if system in OURS and seen
    ]
    if leaked:
        print("values crossed Douane in plain text; see the page", file=sys.stderr)
    return 1 if leaked else 0


class Bench:
    """One run: starts systems, visits cells, and keeps what came out."""

    def __init__(self, ground: Ground, quick: bool) -> None:  # noqa: FBT001 - one caller
        """Nothing is started yet."""
        self._ground = ground
        self._rounds, self._cell_s = (1, 0.7) if quick else (ROUNDS, CELL_S)
        self._quick = quick
        self._prompts = {size: ground.prompts(size) for size in SIZES}
        self.readings: dict[Cell, list[Reading]] = {}
        self.versions: dict[str, str] = {}
        self.notes: list[str] = []
        self.crossed: dict[tuple[str, str], tuple[int, int]] = {}

    def table(self, wanted: Sequence[str]) -> None:
        """Start the wanted systems, visit every cell in rounds, and stop them."""
        running = self._start(wanted)
        try:
            for system in running:
                _say(f"warming up {system.name}")
                for prompts in self._prompts.values():
                    few = prompts[:1] if system.name in SLOW else prompts
                    measure.warm_up(system, few, 0.0 if system.name in SLOW else 0.5)
            for number in range(self._rounds):
                self._round(running, number)
            self._last(running)
        finally:
            for system in running:
                system.stop()

    def one_second(self) -> scenarios.OneSecond | None:
        """Run the scenario of a slow model; a gateway that does not come up is a note."""
        _say("a model that takes one second, TLS on both sides")
        try:
            return scenarios.one_second(self._ground)
        except NotReadyError as error:
            self.notes.append(f"the model of one second was not measured: {error}")
            return None

    def loop_steps(self) -> list[scenarios.LoopSteps]:
        """Time the steps of the event loop; a gateway that does not come up is a note."""
        _say("steps of the event loop")
        try:
            return scenarios.loop_steps(self._ground)
        except NotReadyError as error:
            # Where its log stands is for the terminal, not for the page.
            why = str(error).partition("; see ")[0]
            self.notes.append(f"the steps of the event loop were not measured: {why}")
            return []

    def _start(self, wanted: Sequence[str]) -> list[System]:
        if "douane" in wanted:
            wanted = [*wanted, FLOOR]
        if "litellm-presidio" in wanted and not self._quick:
            wanted = [*wanted, EXTRA]
        for name, needs in (("litellm", peers.LITELLM), ("presidio", peers.PRESIDIO)):
            if any(name in system for system in wanted):
                wanted = self._with_environment(name, needs, wanted)
        with ThreadPoolExecutor() as pool:
            started = list(pool.map(self._started, wanted))
        return [system for system in started if system is not None]

    def _with_environment(
        self, name: str, needs: Sequence[str], wanted: Sequence[str]
    ) -> list[str]:
        try:
            peers.environment(name, needs, _cache())
        except peers.MissingPeerError as error:
            self.notes.append(f"{name} was skipped: {error}")
            return [system for system in wanted if name not in system]
        return list(wanted)

    def _started(self, name: str) -> System | None:
        _say(f"starting {name}")
        try:
            system = self._start_one(name)
        except NotReadyError as error:
            self.notes.append(f"{name} was skipped: {error}")
            return None
        self.versions[name] = system.version
        return system

    def _start_one(self, name: str) -> System:
        ground = self._ground
        upstream, body = f"http://127.0.0.1:{ground.port}", self._prompts["4k"][0].body
        if name == "direct":
            return ground.direct()
        if name == FLOOR:
            return start_relay(upstream, ground.work / name, body)
        if name in OURS:
            sync = "full" if name == "douane-full-sync" else "normal"
            setting = Setting(sync, upstream, ground.org_port, ground.credentials)
            return start_douane(name, ground.work / name, setting, body)
        recognisers = {"litellm-presidio": "names", EXTRA: "patterns"}.get(name, "")
        return peers.start_litellm(upstream, _cache(), ground.work, body, presidio=recognisers)

    def _round(self, running: Sequence[System], number: int) -> None:
        for size in SIZES:
            for concurrency in CONCURRENCIES:
                _say(f"round {number + 1} of {self._rounds}: {size}, {concurrency} at a time")
                for system in running:
                    if self._has_turn(system.name, size, concurrency, number):
                        effort = Effort(concurrency, self._cell_s, at_least=concurrency)
                        self._visit(system, size, effort)

    def _has_turn(self, name: str, size: str, concurrency: int, number: int) -> bool:
        """Say whether a slow system is asked: it gets the cells that end within seconds."""
        if name == EXTRA:
            return (size, concurrency) == ("4k", 1)
        return name not in SLOW or size == "4k" or (concurrency == 1 and number == 0)

    def _last(self, running: Sequence[System]) -> None:
        """Ask the slowest cell, once and at the end: it keeps the machine busy for long."""
        for system in running:
            if system.name == "litellm-presidio" and not self._quick:
                _say("last: 32k, 16 at a time, litellm-presidio")
                self._visit(system, "32k", Effort(16, 0.0, at_least=16, limit_s=SLOW_LIMIT_S))

    def _visit(self, system: System, size: str, effort: Effort) -> None:
        prompts = self._prompts[size]
        cell = Cell(system.name, size, effort.concurrency)
        reading = measure.visit(system, prompts, effort, self._ground.crossed)
        self.readings.setdefault(cell, []).append(reading)
        where = f"{system.name}, {size}, {effort.concurrency} at a time"
        if reading.failures:
            self.notes.append(f"{where}: failed answers by status {reading.failures}")
        if reading.unfinished:
            self.notes.append(f"{where}: {reading.unfinished} without an answer in time")
        if reading.crossed is not None:
            seen, _ = self.crossed.get((system.name, size), (0, 0))
            self.crossed[system.name, size] = (max(seen, reading.crossed), _held(prompts))


def _held(prompts: Sequence[Prompt]) -> int:
    return sum(len(prompt.canaries) for prompt in prompts) // len(prompts)


def _cache() -> Path:
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    return cache


def _say(what: str) -> None:
    print(f"· {what}", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure Douane beside its peers.")
    parser.add_argument(
        "--scenario", choices=("all", "table", "one-second", "memory", "loop"), default="all"
    )
    parser.add_argument("--systems", default=",".join(SYSTEMS))
    parser.add_argument("--quick", action="store_true", help="one short round; writes nothing")
    parser.add_argument("--date", default=time.strftime("%Y-%m-%d"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
