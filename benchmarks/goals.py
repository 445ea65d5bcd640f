"""What Douane aims for against its peers, as ratios inside one run, and whether it got there.

A goal whose numbers are missing (a peer was not installed, an answer did not come) is neither
reached nor missed: it was not measured.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.commit_time import CommitTime

Row = Mapping[str, object]
LONGEST_STEP_MS = 5.0


@dataclass(frozen=True, slots=True)
class Goal:
    """One aim.

    Attributes:
        what: In plain words.
        wanted: The bound, for people.
        measured: What came out, for people.
        reached: None when it was not measured.
    """

    what: str
    wanted: str
    measured: str
    reached: bool | None


class Table:
    """The rows of one run, looked up by cell."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Keep the rows."""
        self._rows = {(row["system"], row["body"], row["concurrency"]): row for row in rows}

    def value(self, system: str, body: str, concurrency: int, measure: str) -> float | None:
        """Return a measure, or None when there is none."""
        found = self._rows.get((system, body, concurrency), {}).get(measure)
        return float(found) if isinstance(found, int | float) else None

    def added(self, system: str, body: str, concurrency: int, measure: str) -> float | None:
        """Return a measure less that of the direct way."""
        own = self.value(system, body, concurrency, measure)
        direct = self.value("direct", body, concurrency, measure)
        return None if own is None or direct is None else own - direct


def at_most(what: str, own: float | None, peer: float | None, share: float) -> Goal:
    """Return the goal that ``own`` is at most ``peer`` divided by ``share``."""
    wanted = f"at most 1/{share:g} of it"
    if own is None or peer is None or peer <= 0:
        return Goal(what, wanted, "not measured", None)
    if own <= 0:
        return Goal(what, wanted, f"{own:.2f} against {peer:.2f}: below the noise", reached=True)
    return Goal(
        what, wanted, f"{own:.2f} against {peer:.2f}: 1/{peer / own:.1f}", own * share <= peer
    )


def at_least(what: str, own: float | None, peer: float | None, times: float) -> Goal:
    """Return the goal that ``own`` is at least ``times`` as much as ``peer``."""
    wanted = f"at least {times:g} times it"
    if own is None or peer is None or peer <= 0:
        return Goal(what, wanted, "not measured", None)
    return Goal(
        what, wanted, f"{own:.0f} against {peer:.0f}: {own / peer:.1f} times", own >= times * peer
    )


def bound(what: str, own: float | None, limit: float, unit: str) -> Goal:
    """Return the goal that ``own`` is at most ``limit``."""
    wanted = f"at most {limit:g} {unit}"
    if own is None:
        return Goal(what, wanted, "not measured", None)
    return Goal(what, wanted, f"{own:.2f} {unit}", own <= limit)


def against_peers(table: Table) -> list[Goal]:
    """Return the goals that compare with the peers, for the setting ``normal``."""
    goals = []
    for body in ("4k", "32k"):
        own = table.added("douane", body, 1, "p50_ms")
        peer = table.added("litellm", body, 1, "p50_ms")
        goals.append(
            at_most(f"added p50, {body}, one at a time, ms: bare LiteLLM's", own, peer, 20)
        )
        peer = table.added("litellm-presidio", body, 1, "p50_ms")
        what = f"added p50, {body}, one at a time, ms: LiteLLM with Presidio's"
        goals.append(at_most(what, own, peer, 200))
    for body, share in (("4k", 20.0), ("32k", 6.0)):
        own = table.value("douane", body, 1, "cpu_ms_per_request")
        peer = table.value("litellm", body, 1, "cpu_ms_per_request")
        goals.append(at_most(f"CPU a request, {body}, ms: bare LiteLLM's", own, peer, share))
    for body in ("4k", "32k"):
        own = table.value("douane", body, 16, "rps")
        peer = table.value("litellm", body, 16, "rps")
        goals.append(at_least(f"requests/s, {body}, 16 at a time: bare LiteLLM's", own, peer, 20))
    for body in ("4k", "32k"):
        own = table.added("douane", body, 1, "ttft_ms")
        peer = table.added("litellm", body, 1, "ttft_ms")
        goals.append(
            at_most(f"added time to first token, {body}, ms: bare LiteLLM's", own, peer, 10)
        )
    return goals


def of_durability(table: Table, commit: CommitTime) -> list[Goal]:
    """Return the goals that ``full`` costs at most the disk's own commit time more."""
    goals = []
    for body in ("4k", "32k"):
        full = table.value("douane-full-sync", body, 1, "p50_ms")
        normal = table.value("douane", body, 1, "p50_ms")
        more = None if full is None or normal is None else full - normal
        what = f"p50 that `full` adds to `normal`, {body}, one at a time: the disk's commit time"
        goals.append(bound(what, more, round(commit.full_p50_ms, 2), "ms"))
    return goals


def of_one_second(overhead: Mapping[str, float] | None) -> list[Goal]:
    """Return the goals on a model that takes one second; overheads are shares of the whole."""
    what = "whole overhead on a model of one second, TLS on both sides, `full`, cold: {}"
    found = overhead or {}
    return [
        bound(what.format(name), 100 * found[name] if name in found else None, limit, "%")
        for name, limit in (("p50", 1.0), ("p99", 5.0))
    ]


def of_memory(rss_mib: float | None, names: int) -> list[Goal]:
    """Return the goal on memory with a large index of names."""
    return [bound(f"memory of a worker with an index of {names:,} names", rss_mib, 150.0, "MiB")]


def of_loop(cpu_ms: float | None, wall_ms: float | None) -> list[Goal]:
    """Return the goals on the longest step of the event loop, over all cells."""
    what = "longest step of the event loop, by {}"
    return [
        bound(what.format("its own processor time"), cpu_ms, LONGEST_STEP_MS, "ms"),
        bound(what.format("the clock"), wall_ms, LONGEST_STEP_MS, "ms"),
    ]


def summary(goals: Sequence[Goal]) -> str:
    """Return how many were reached, in one line."""
    reached = sum(goal.reached is True for goal in goals)
    missed = sum(goal.reached is False for goal in goals)
    return f"{reached} reached, {missed} not reached, {len(goals) - reached - missed} not measured"
