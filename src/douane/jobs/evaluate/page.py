"""Write what was measured as a page: ``docs/detection.md``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from douane.jobs.evaluate.goals import Goal, percent, summary
from douane.jobs.evaluate.measure import KIND_OF_GOAL, Beside, Result
from douane.jobs.evaluate.score import Tally
from douane.jobs.evaluate.speed import Speed

HEADER = """\
# How well detection works

Written by `{command}` on {day}; do not edit. {machine}. Peer: {peer}.

**Read this first.** The sets of `{first}` are generated from a seed by this project; their values
are random, their sentences are few, and whoever wrote a detector could read the generator. They
show which kinds are found at all and which regress, not what a stranger's text would give. Other
sets show that, and each is listed apart. Presidio is asked in English, with its small model: it
is made for English, and our sentences are in seven languages, so on them it does worse than it
would at home. Times are CPU time of one thread, the least of several rounds, on a machine that
others use as well: their ratios are worth more than they are.

- A span is *whole* when each of its characters is masked, *touched* when one is; a finding is
  *right* when it touches a span. The kind does not matter: a name masked as a firm is masked.
- Only findings that the default policy acts upon count, at clearance `{clearance}` for purpose
  `{purpose}`.
- A set has some seconds of CPU time; *n of m* texts says that this was not enough for all, and
  that those n, from all over the set, are what counts.
- *flagged*: share of texts in which nothing stands and something is found; *found in 100 KB*:
  findings in 100,000 bytes of such texts.
"""
_HOSTILE: Final = (
    "The dearest of {count} hostile inputs of 1 MB. *More than*: only a piece was read, since more"
    " would have taken too long; the figure is the piece's, times the pieces."
)
_DEAREST: Final = 10
_MOST_ROWS: Final = 200
_SETS: Final = (
    "| set | texts | spans | touched | whole | precision | flagged | found in 100 KB | CPU ms/KB |"
)
_ALONE: Final = (
    "In some sets one thing alone counts for the goal: findings of one kind, or what the org's own"
    " values and texts add. What else is found there (whom a letter greets, the firms of a price"
    " list, the author in a licence) is no fault of it, although it flags a text above. That alone:"
)
_BESIDE: Final = (
    "| set | rows | who | touched | whole | precision | characters: precision | recall | flagged"
    " | CPU ms/KB |"
)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Under which conditions the page was made."""

    command: str
    day: str
    machine: str
    peer: str
    first: str
    clearance: str
    purpose: str


def page(
    conditions: Conditions, found: Sequence[Goal], results: Sequence[Result], speed: Speed | None
) -> str:
    """Return the page."""
    lines = [
        HEADER.format(
            command=conditions.command, day=conditions.day, machine=conditions.machine,
            peer=conditions.peer, first=conditions.first, clearance=conditions.clearance,
            purpose=conditions.purpose,
        ),
        "## Goals", "", f"{summary(found)}.", "",
        "| what | goal | measured | reached |", "|---|---|---|---|",
        *(_goal(goal) for goal in found), "",
        "## Sets", "",
        _SETS,
        "|---|---|---|---|---|---|---|---|---|",
        *(_set(result) for result in results), "",
        _ALONE, "",
        "| set, and what counts alone | touched | whole | precision | flagged |",
        "|---|---|---|---|---|",
        *(_alone(result) for result in results if _decides_alone(result)), "",
    ]  # fmt: skip
    lines += _speed(speed)
    lines += _beside(results)
    for result in results:
        lines += _details(result)
    return "\n".join(lines).rstrip("\n") + "\n"


def _goal(goal: Goal) -> str:
    reached = {True: "yes", False: "**no**", None: "not measured"}[goal.reached]
    value = f"{goal.value} ({goal.note})" if goal.value and goal.note else goal.value or goal.note
    return _row(goal.what, goal.bound, value, reached)


def _set(result: Result) -> str:
    tally = result.scores.all
    rate = tally.findings_per_100_kb
    return _row(
        f"`{result.set.name}`", _texts(result), tally.spans, _rate(tally.recall),
        _rate(tally.wholly), _rate(tally.precision) if tally.spans else "",
        _rate(tally.flagged_share), "" if rate is None else f"{rate:.1f}",
        f"{result.cpu_ms_per_kb:.3f}",
    )  # fmt: skip


def _decides_alone(result: Result) -> bool:
    return result.decisive is not None and result.decisive is not result.scores


def _alone(result: Result) -> str:
    tally = result.decisive.all if result.decisive else Tally()
    what = KIND_OF_GOAL.get(result.set.goal, "values and texts of the org")
    return _row(
        f"`{result.set.name}`: {what}", _rate(tally.recall), _rate(tally.wholly),
        _rate(tally.precision) if tally.spans else "", _rate(tally.flagged_share),
    )  # fmt: skip


def _texts(result: Result) -> str:
    there = len(result.set.cases)
    return str(there) if result.texts == there else f"{result.texts} of {there}"


def _speed(speed: Speed | None) -> Iterator[str]:
    if speed is None:
        return
    yield from ("## Speed", "", "| text | Douane, CPU ms | Presidio's patterns, CPU ms | ratio |",
                "|---|---|---|---|")  # fmt: skip
    for name, ours in speed.ours_ms.items():
        theirs = speed.theirs_ms.get(name)
        said = ("", "") if theirs is None else (f"{theirs:.0f}", f"1/{theirs / ours:.0f}")
        yield _row(name, f"{ours:.3f}", *said)
    if speed.worst_ms:
        yield from ("", _HOSTILE.format(count=len(speed.worst_ms)), "",
                    "| repeated | CPU ms | characters read |", "|---|---|---|")  # fmt: skip
        for name, worst in list(speed.worst_ms.items())[:_DEAREST]:
            more = "more than " if name in speed.cut else ""
            yield _row(name, f"{more}{worst:.0f}", speed.cut.get(name, "all"))
    yield ""


def _beside(results: Sequence[Result]) -> Iterator[str]:
    if not any(result.beside for result in results):
        return
    yield from (
        "## Beside Presidio", "",
        "On some rows of each set, the same for all.", "",
        _BESIDE,
        "|---|---|---|---|---|---|---|---|---|---|",
    )  # fmt: skip
    for result in results:
        if result.beside is not None:
            yield from _who(result.set.name, result.beside)
    yield ""


def _who(name: str, beside: Beside) -> Iterator[str]:
    rows = [("Douane", beside.ours, beside.ours_cpu_ms_per_kb)]
    rows += [
        (f"Presidio, {mode}", scores, beside.theirs_cpu_ms_per_kb[mode])
        for mode, scores in beside.theirs.items()
    ]
    for who, scores, cpu in rows:
        tally = scores.all
        yield _row(
            f"`{name}`", beside.rows, who, _rate(tally.recall), _rate(tally.wholly),
            _rate(tally.precision), _rate(tally.precision_of_characters),
            _rate(tally.recall_of_characters), _rate(tally.flagged_share), f"{cpu:.3f}",
        )  # fmt: skip


def _details(result: Result) -> Iterator[str]:
    each = result.set
    yield from (f"## `{each.name}`", "")
    about = f"{each.about[:1].upper()}{each.about[1:]}. " if each.about else ""
    over = f" {each.passed_over} rows say nothing about values." if each.passed_over else ""
    yield from (f"{about}Source: {each.source}. Licence: {each.licence}.{over}", "")
    for title, tallies in (("type", result.scores.types), ("group", result.scores.groups)):
        yield from _table(title, tallies)
    if _decides_alone(result) and result.decisive:
        yield from ("Of what counts alone:", "")
        yield from _table("group", result.decisive.groups)
    kinds = result.scores.kinds
    if kinds and result.scores.types:
        yield from ("| found as | findings | right |", "|---|---|---|")
        for name, tally in sorted(kinds.items()):
            yield _row(name, tally.findings, _rate(tally.precision))
        yield ""


def _table(title: str, tallies: Mapping[str, Tally]) -> Iterator[str]:
    if not tallies:
        return
    yield from (f"| {title} | spans | touched | whole | harmless texts | flagged |",
                "|---|---|---|---|---|---|")  # fmt: skip
    for name, tally in sorted(tallies.items())[:_MOST_ROWS]:
        yield _row(
            name, tally.spans or "", _rate(tally.recall), _rate(tally.wholly),
            tally.harmless or "", _rate(tally.flagged_share),
        )  # fmt: skip
    yield ""


def _rate(value: float | None) -> str:
    return "" if value is None else percent(value)


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"
