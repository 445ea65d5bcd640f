"""What detection is to reach, and whether it does: computed, never written by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from douane.jobs.evaluate.measure import Result
from douane.jobs.evaluate.peer import DEFAULT
from douane.jobs.evaluate.score import Scores, Tally
from douane.jobs.evaluate.speed import Speed

KB: Final = 1024


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal.

    Attributes:
        what: What is measured.
        bound: What is wanted, in words.
        value: What was measured, in words; empty when it was not.
        reached: None when it was not measured.
        note: What a reader should know of the value.
    """

    what: str
    bound: str
    value: str
    reached: bool | None
    note: str = ""


def goals(results: Sequence[Result], speed: Speed | None) -> list[Goal]:
    """Return every goal, in the order of the table."""
    by_goal = {result.set.goal: result for result in results if result.set.goal}
    decisive = {name: result.decisive for name, result in by_goal.items()}
    found = [
        _least("structured identifiers, plain, wholly masked", 0.995,
               _all(decisive.get("identifiers"), _wholly)),
        _most("look-alikes with a wrong checksum in neutral context, flagged", 0.01,
              _all(decisive.get("lookalikes"), _flagged)),
        _worst_group("identifiers under each disguise, wholly masked (the worst one)",
                     decisive.get("disguised"), _wholly, at_least=0.98),
        _worst_group("benign text under each disguise, flagged (the worst one)",
                     decisive.get("disguised_benign"), _flagged, at_most=0.02),
        _least("values of the org, with variants, in 4 KB, wholly masked", 0.999,
               _all(decisive.get("org"), _wholly)),
        _false_hits(decisive.get("org_unrelated")),
        *_strangers(by_goal.get("strangers")),
        Goal("people, organisations, addresses with a model, wholly masked",
             "≥ 90.0 % at precision ≥ .85", "", None, "no model is part of the default tier"),
    ]  # fmt: skip
    for name in ("portfolios", "logic"):
        of = decisive.get(name)
        found += [
            _least(f"{name}, found", 0.95, _all(of, lambda tally: tally.recall)),
            _least(f"{name}, precision", 0.95, _all(of, lambda tally: tally.precision)),
        ]
    found += [
        _least("copies of registered texts, found", 0.95,
               _all(decisive.get("copies"), lambda tally: tally.recall)),
        _most("unrelated documents that count as a copy", 1 / 10_000,
              _all(decisive.get("unrelated"), _flagged), digits=3),
    ]  # fmt: skip
    return found + _of_speed(speed)


def summary(found: Sequence[Goal]) -> str:
    """Return how many were reached, in one line."""
    reached = sum(goal.reached is True for goal in found)
    missed = sum(goal.reached is False for goal in found)
    return f"{reached} reached, {missed} not reached, {len(found) - reached - missed} not measured"


Rate = Callable[[Tally], float | None]


def _wholly(tally: Tally) -> float | None:
    return tally.wholly


def _flagged(tally: Tally) -> float | None:
    return tally.flagged_share


def _all(scores: Scores | None, rate: Rate) -> float | None:
    return None if scores is None else rate(scores.all)


def _least(what: str, bound: float, value: float | None) -> Goal:
    wanted = f"≥ {100 * bound:.1f} %"
    if value is None:
        return Goal(what, wanted, "", None)
    return Goal(what, wanted, percent(value), value >= bound)


def _most(what: str, bound: float, value: float | None, digits: int = 1) -> Goal:
    wanted = f"≤ {100 * bound:.{max(1, digits - 1)}f} %"
    if value is None:
        return Goal(what, wanted, "", None)
    return Goal(what, wanted, f"{100 * value:.{digits}f} %", value <= bound)


def _worst_group(
    what: str, scores: Scores | None, rate: Rate, *, at_least: float = 0.0, at_most: float = 1.0
) -> Goal:
    wanted = f"≥ {100 * at_least:.1f} %" if at_least else f"≤ {100 * at_most:.1f} %"
    rates = {} if scores is None else _rates(scores.groups, rate)
    if not rates:
        return Goal(what, wanted, "", None)
    good = {name for name, value in rates.items() if at_least <= value <= at_most}
    worst = (min if at_least else max)(rates, key=lambda name: rates[name])
    note = f"{worst}; {len(good)} of {len(rates)} disguises keep to it"
    return Goal(what, wanted, percent(rates[worst]), len(good) == len(rates), note)


def _rates(groups: Mapping[str, Tally], rate: Rate) -> dict[str, float]:
    found = {name: rate(tally) for name, tally in groups.items()}
    return {name: value for name, value in found.items() if value is not None}


def _false_hits(scores: Scores | None) -> Goal:
    what = "false hits of the org's values in 100 KB of unrelated business text"
    value = None if scores is None else scores.all.findings_per_100_kb
    if value is None:
        return Goal(what, "≤ 1", "", None)
    return Goal(what, "≤ 1", f"{value:.2f}", value <= 1)


def _strangers(result: Result | None) -> list[Goal]:
    better = "people, organisations, addresses of nobody: wholly masked, beside Presidio's default"
    cost = "the same: CPU beside Presidio's default"
    beside = result.beside if result else None
    if beside is None:
        return [Goal(better, "better on every type", "", None, "no peer was given"),
                Goal(cost, "≤ 1/20", "", None, "no peer was given")]  # fmt: skip
    theirs = beside.theirs[DEFAULT].types
    pairs = {
        kind: (tally.wholly or 0.0, (theirs[kind].wholly if kind in theirs else None) or 0.0)
        for kind, tally in beside.ours.types.items()
    }
    shown = ", ".join(f"{kind} {percent(a)} : {percent(b)}" for kind, (a, b) in pairs.items())
    precise = beside.ours.all.precision, beside.theirs[DEFAULT].all.precision
    note = "precision " + " : ".join("-" if each is None else percent(each) for each in precise)
    ratio = beside.theirs_cpu_ms_per_kb[DEFAULT] / max(beside.ours_cpu_ms_per_kb, 1e-9)
    return [
        Goal(better, "better on every type", shown, all(a > b for a, b in pairs.values()), note),
        Goal(cost, "≤ 1/20", f"1/{ratio:.0f}", ratio >= 20),  # noqa: PLR2004 - the goal
    ]


def _of_speed(speed: Speed | None) -> list[Goal]:
    found = []
    for name, times in (("4 KB", 300), ("32 KB", 400)):
        what = f"CPU of the default tier, {name}, beside Presidio's pattern recognisers"
        ours = speed.ours_ms.get(name) if speed else None
        theirs = speed.theirs_ms.get(name) if speed else None
        if ours is None or theirs is None:
            said = "" if ours is None else f"{ours:.2f} ms"
            found.append(Goal(what, f"≤ 1/{times}", "", None, said or "not timed"))
            continue
        ratio = theirs / ours
        note = f"{ours:.2f} ms : {theirs:.0f} ms"
        found.append(Goal(what, f"≤ 1/{times}", f"1/{ratio:.0f}", ratio >= times, note))
    what = "the dearest of the hostile inputs of 1 MB, beside 32 KB of ordinary text"
    ours = speed.ours_ms.get("32 KB") if speed else None
    if speed is None or not ours or not speed.worst_ms:
        return [*found, Goal(what, "≤ 40 times", "", None)]
    name, worst = next(iter(speed.worst_ms.items()))
    within: bool | None = worst <= 40 * ours
    more = "more than " if name in speed.cut else ""
    if within and speed.cut:
        within = None  # what was not read to its end may be dearer than it seems
    note = f"{name}: {more}{worst:.0f} ms"
    return [*found, Goal(what, "≤ 40 times", f"{more}{worst / ours:.0f} times", within, note)]


def percent(value: float) -> str:
    """Return a share as a person reads it; nothing is rounded up to 100."""
    return f"{int(1000 * value) / 10:.1f} %"
