"""From samples to rows, goals and the page: no figure without a measurement behind it."""

import asyncio
import json
import time
from asyncio import Handle
from dataclasses import replace

import pytest

from benchmarks import goals, report
from benchmarks.commit_time import CommitTime
from benchmarks.goals import Table
from benchmarks.load import Sample
from benchmarks.loop_steps import Steps, timed
from benchmarks.measure import Cell, percentile, reading_of, settle
from benchmarks.scenarios import LoopSteps, OneSecond

COLUMNS = {
    "system", "body", "concurrency", "p50_ms", "p99_ms", "rps", "cpu_ms_per_request", "rss_mib",
    "ttft_ms",
}  # fmt: skip


def row(system: str, p50_ms: float | None, body: str = "4k", at: int = 1) -> dict[str, object]:
    return {
        "system": system, "body": body, "concurrency": at, "p50_ms": p50_ms, "p99_ms": p50_ms,
        "rps": None if p50_ms is None else 1000 * at / p50_ms, "cpu_ms_per_request": p50_ms,
        "rss_mib": 100.0, "ttft_ms": p50_ms,
    }  # fmt: skip


def test_a_row_has_the_documented_columns_and_the_median_of_its_visits() -> None:
    visits = [
        reading_of(Sample([latency_ms], wall_s=1.0), Sample(), 0.002, rss_mib)
        for latency_ms, rss_mib in ((1.0, 50.0), (9.0, 70.0), (2.0, 60.0))
    ]

    (settled,) = settle({Cell("douane", "4k", 1): visits})

    assert set(settled) == COLUMNS
    assert settled["p50_ms"] == 2.0
    assert settled["rss_mib"] == 70.0
    assert settled["cpu_ms_per_request"] == 2.0
    assert settled["ttft_ms"] is None


def test_no_answer_gives_no_figure() -> None:
    reading = reading_of(Sample(unfinished=3, wall_s=1.0), Sample(failures={500: 1}), 1.0, 1.0)

    assert reading.values["p50_ms"] is None
    assert reading.values["cpu_ms_per_request"] is None
    assert (reading.unfinished, reading.failures) == (3, {500: 1})


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 1.0), (0.5, 51.0), (0.99, 100.0), (1.0, 100.0)]
)
def test_percentiles_are_values_that_occurred(share: float, expected: float) -> None:
    assert percentile([float(n) for n in range(1, 101)], share) == expected


VERDICTS = {
    "a twentieth is reached": (2.0, True),
    "a little more is not": (2.01, False),
    "nothing added is reached": (1.0, True),
    "nothing measured is neither": (None, None),
}


@pytest.mark.parametrize(("own_ms", "reached"), VERDICTS.values(), ids=VERDICTS.keys())
def test_added_latency_is_compared_after_taking_off_the_direct_way(
    own_ms: float | None, reached: object
) -> None:
    rows = [row("direct", 1.0), row("litellm", 21.0), row("douane", own_ms)]

    goal = goals.against_peers(Table(rows))[0]

    assert "bare LiteLLM" in goal.what
    assert goal.reached is reached


def test_a_peer_that_was_not_installed_leaves_its_goals_open() -> None:
    table = Table([row("direct", 1.0), row("douane", 1.1)])

    assert {goal.reached for goal in goals.against_peers(table)} == {None}


def test_more_requests_are_better() -> None:
    table = Table([row("douane", 16.0, at=16), row("litellm", 320.0, at=16)])
    slower = Table([row("douane", 17.0, at=16), row("litellm", 320.0, at=16)])
    what = "requests/s, 4k"

    assert [g.reached for g in goals.against_peers(table) if g.what.startswith(what)] == [True]
    assert [g.reached for g in goals.against_peers(slower) if g.what.startswith(what)] == [False]


def test_full_sync_may_cost_what_the_disk_costs() -> None:
    table = Table([row("douane", 1.0), row("douane-full-sync", 1.4)])

    assert goals.of_durability(table, CommitTime(0.5, 1.0, 0.1))[0].reached is True
    assert goals.of_durability(table, CommitTime(0.3, 1.0, 0.1))[0].reached is False


STEPS = LoopSteps("32k", 16, 900, 4.5, "ours", 5.5, "somebody's")


def test_a_step_of_the_loop_is_judged_by_both_clocks() -> None:
    assert [goal.reached for goal in goals.of_loop(5.0, 5.1)] == [True, False]
    assert [goal.reached for goal in goals.of_loop(None, None)] == [None, None]


def test_the_page_names_the_longest_step_of_each_cell() -> None:
    shorter = replace(STEPS, body="4k", cpu_ms=1.0, wall_ms=2.0)

    page = report.render(findings(loop_steps=[shorter, STEPS]))

    assert "| 32k | 16 | 900 | 4.50 | `ours` | 5.50 | `somebody's` |" in page
    assert "processor time | at most 5 ms | 4.50 ms | reached |" in page
    assert "by the clock | at most 5 ms | 5.50 ms | **not reached** |" in page
    assert "Steps of the event loop" not in report.render(findings())


def test_a_step_is_timed_and_named_by_its_code() -> None:
    steps = Steps()
    plain = Handle._run  # noqa: SLF001 - what is timed
    timed(steps)
    try:
        asyncio.run(burn())
    finally:
        Handle._run = plain  # type: ignore[method-assign] # noqa: SLF001
    told = json.loads(steps.line())

    assert told["number"] > 0
    assert told["cpu_of"] == "burn"
    assert told["cpu_ms"] >= 5.0
    assert (steps.number, steps.cpu_ms) == (0, 0.0)


async def burn() -> None:
    until_s = time.thread_time() + 0.01
    while time.thread_time() < until_s:
        pass


def findings(**changes: object) -> report.Findings:
    rows = [row("direct", 1.0), row("douane", 1.5), row("litellm", None)]
    rows.append(row("douane-full-sync", 2.0))
    usual: dict[str, object] = {
        "date": "2026-01-02", "machine": ["2 processors"], "load": ("0.10", "0.20"),
        "versions": {"litellm": "litellm 1"}, "rows": rows, "commit": CommitTime(0.77, 2.0, 0.1),
    }  # fmt: skip
    return report.Findings(**{**usual, **changes})  # type: ignore[arg-type]


def test_the_page_says_under_which_conditions_and_what_was_not_reached() -> None:
    slow = OneSecond((1000.0, 1001.0), (1020.0, 1100.0), {"p50": 0.02, "p99": 0.09}, 64)

    page = report.render(findings(one_second=slow, notes=["presidio was skipped: no network"]))

    for expected in (
        "2026-01-02", "2 processors", "load average 0.10 before, 0.20 after", "litellm 1",
        "douane-full-sync (disk 0.77 ms)", "| litellm | 4k | 1 | - | - |", "**not reached**",
        "not measured", "2.00 % and 9.00 %", "presidio was skipped",
    ):  # fmt: skip
        assert expected in page


def test_the_page_shows_what_crossed() -> None:
    page = report.render(findings(crossed={("litellm-presidio", "4k"): (7, 31)}))

    assert "| litellm-presidio | 4k | 7 | 31 |" in page
