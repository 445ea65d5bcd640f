"""Render ``docs/performance.md`` from the rows of one run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks import goals
from benchmarks.commit_time import CommitTime
from benchmarks.goals import Goal, Row, Table
from benchmarks.ground import NAMES
from benchmarks.scenarios import LoopSteps, OneSecond

DOUANE_FULL = "douane-full-sync"
_COLUMNS = ("p50_ms", "p99_ms", "rps", "cpu_ms_per_request", "rss_mib", "ttft_ms")
_HEAD = """\
| system | body | at a time | p50 ms | p99 ms | requests/s | CPU ms a request | memory MiB \
| first token ms |
|---|---|--:|--:|--:|--:|--:|--:|--:|"""
_VERDICT = {True: "reached", False: "**not reached**", None: "not measured"}


@dataclass(slots=True)
class Findings:
    """Everything that a run found out.

    Attributes:
        date: When, as handed in.
        machine: Lines on the machine.
        load: Load average before and after.
        versions: What was compared, by system.
        rows: The table.
        commit: The disk's own commit time.
        one_second: Latencies on a model of one second; None when it was not run.
        loop_steps: The longest steps of the event loop, by cell; empty when it was not run.
        crossed: By system and body, the most canaries seen in one body at the endpoint, and how
            many one prompt holds.
        notes: What was skipped, failed or remained unfinished.
        seconds: How long the run took.
    """

    date: str
    machine: Sequence[str]
    load: tuple[str, str]
    versions: Mapping[str, str]
    rows: Sequence[Row]
    commit: CommitTime
    one_second: OneSecond | None = None
    loop_steps: Sequence[LoopSteps] = ()
    crossed: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    notes: Sequence[str] = ()
    seconds: float = 0.0


def all_goals(found: Findings) -> list[Goal]:
    """Return every goal with its verdict."""
    table = Table(found.rows)
    overhead = found.one_second.overhead if found.one_second else None
    peaks = [table.value("douane", body, at, "rss_mib") for body in ("4k", "32k") for at in (1, 16)]
    memory = max((peak for peak in peaks if peak is not None), default=None)
    return [
        *goals.against_peers(table),
        *goals.of_durability(table, found.commit),
        *goals.of_one_second(overhead),
        *goals.of_memory(memory, NAMES),
        *goals.of_loop(
            max((one.cpu_ms for one in found.loop_steps), default=None),
            max((one.wall_ms for one in found.loop_steps), default=None),
        ),
    ]


def render(found: Findings) -> str:
    """Return the whole page."""
    judged = all_goals(found)
    parts = [
        _opening(found),
        "## The table\n\n" + "\n".join([_HEAD, *(_line(row, found.commit) for row in found.rows)]),
        _READING,
        f"## The goals\n\n{goals.summary(judged)[:1].upper()}{goals.summary(judged)[1:]}.\n\n"
        + _goals(judged),
        _slow_model(found),
        _loop(found),
        _crossing(found),
        _PEERS,
        _notes(found),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _opening(found: Findings) -> str:
    lines = [*found.machine, f"load average {found.load[0]} before, {found.load[1]} after"]
    compared = [f"{system}: {version}" for system, version in found.versions.items() if version]
    return "\n".join([
        "# Performance",
        "",
        "Written by `make bench`; do not edit. Figures are good for comparing rows of this table",
        "with each other and for little else: another machine, another load, other figures. Load",
        "generator, endpoint and systems shared the processors below.",
        "",
        f"Measured on {found.date}, in {found.seconds:.0f} s:",
        "",
        *(f"- {line}" for line in [*lines, *compared]),
        _disk(found.commit),
        f"- one worker each; Douane looks for {NAMES:,} names in every text",
    ])  # fmt: skip


def _disk(commit: CommitTime) -> str:
    return (
        f"- the disk makes a small commit durable in {commit.full_p50_ms:.2f} ms (p50), "
        f"{commit.full_p99_ms:.2f} ms (p99); without waiting for the disk in "
        f"{commit.normal_p50_ms:.2f} ms"
    )


def _line(row: Row, commit: CommitTime) -> str:
    shown = [_number(row[column]) for column in _COLUMNS]
    system = str(row["system"])
    if system == DOUANE_FULL:
        system += f" (disk {commit.full_p50_ms:.2f} ms)"
    return f"| {system} | {row['body']} | {row['concurrency']} | " + " | ".join(shown) + " |"


def _number(value: object) -> str:
    if not isinstance(value, int | float):
        return "-"
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def _goals(judged: Sequence[Goal]) -> str:
    lines = ["| goal | wanted | measured | |", "|---|---|---|---|"]
    lines += [f"| {g.what} | {g.wanted} | {g.measured} | {_VERDICT[g.reached]} |" for g in judged]
    return "\n".join(lines)


def _slow_model(found: Findings) -> str:
    slow = found.one_second
    if slow is None:
        return ""
    return f"""\
## A model that takes one second

Sixteen people, {slow.requests} requests, a new TLS connection and a new text for each, TLS to the
endpoint too, `full`: {slow.direct[0]:.1f} ms (p50) and {slow.direct[1]:.1f} ms (p99) without a
gateway, {slow.douane[0]:.1f} ms and {slow.douane[1]:.1f} ms through Douane: \
{100 * slow.overhead["p50"]:.2f} % and {100 * slow.overhead["p99"]:.2f} % of the whole."""


def _loop(found: Findings) -> str:
    if not found.loop_steps:
        return ""
    lines = [
        f"| {one.body} | {one.concurrency} | {one.number:,} | {one.cpu_ms:.2f} | `{one.cpu_of}` "
        f"| {one.wall_ms:.2f} | `{one.wall_of}` |"
        for one in found.loop_steps
    ]
    return "\n".join([_LOOP, *lines])


def _crossing(found: Findings) -> str:
    if not found.crossed:
        return ""
    lines = [
        "## What reached the endpoint", "",
        "The endpoint keeps the last body that it received. The harness looks in it for names,",
        "e-mail addresses and accounts of the prompts; one that crossed Douane fails the run.",
        "", "| system | body | values found in one body, at most | values in a prompt, about |",
        "|---|---|--:|--:|",
    ]  # fmt: skip
    lines += [
        f"| {system} | {body} | {seen} | {held} |"
        for (system, body), (seen, held) in found.crossed.items()
    ]
    return "\n".join(lines)


_READING = """\
How to read it. `direct` is the endpoint without a gateway; its CPU and memory are the endpoint's.
Each row is the median of rounds in which the systems took turns, after a warm-up; memory is the
highest of each process, added up. `douane` has everything on and `sync = "normal"` (a record
survives a killed process). `douane-full-sync` waits for the disk (a record survives power loss);
beside its name stands what this disk takes for one commit of its own. `relay` is uvicorn and
aiohttp with nothing between them: what Douane costs more than that row is its own. First token:
a streamed answer of twenty events, 5 ms apart. A dash: no answer within the time, or not
measured."""

_LOOP = """\
## Steps of the event loop

While one step lasts, every other request of the worker waits. Each step was timed, on asyncio's own
loop, because uvloop's cannot be; the code in a step is the same. Only the longest is shown. By the
clock, a step also waits for a thread that holds the interpreter, and for the processor, which
load generator, endpoint and gateway shared.

| body | at a time | steps | longest, processor ms | in | longest, clock ms | in |
|---|--:|--:|--:|---|--:|---|"""

_PEERS = """\
## What the peers do and do not do here

- `litellm` passes everything through; it filters nothing. It is the price of a gateway as such.
- `litellm-presidio` asks two more servers for every text. They are a stand-in with the official
  endpoints and spaCy's small English model (the official image has the large one). It knows
  nothing of fields, of the org's own names, or of German; some values cross, see above.
- `litellm-presidio-patterns`, where it is shown, has no language model and so finds no names.
- Neither writes a record that is durable before the first byte leaves, decides by field and
  purpose, checks the reader before a value is restored, or proves afterwards what was sent.
- Douane finds names by an index of the org's own values. It has no language model either: a name
  that the org does not hold is not found in free text."""


def _notes(found: Findings) -> str:
    if not found.notes:
        return ""
    return "## Notes of this run\n\n" + "\n".join(f"- {note}" for note in found.notes)
