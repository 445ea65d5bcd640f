"""The injection score: what it flags of attacks and of benign texts, and what it costs.

A text is flagged when its rate is at most ``AT``.  The rate was calibrated in training, on texts
that are in none of these sets; so what a set's benign texts are flagged is a measurement, not a
setting.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from douane.detect.disguise.search import search
from douane.detect.disguise.views import views
from douane.detect.standard import standard_detectors
from douane.jobs.evaluate.goals import Goal, percent
from douane.jobs.shield.labelled import Case, Labelled, read_labelled
from douane.jobs.shield.section import Section, table
from douane.shield.injection import Injection

AT: Final = 0.01
ROUNDS: Final = 9
_KB: Final = 1024
_SIZES: Final = (4, 32)
_MOST_GROUPS: Final = 60

Card = Mapping[str, Any]


@dataclass(slots=True)
class Count:
    """How many texts there are, and how many of them were flagged."""

    texts: int = 0
    flagged: int = 0

    @property
    def share(self) -> float | None:
        """What share was flagged; None of none."""
        return self.flagged / self.texts if self.texts else None


@dataclass(frozen=True, slots=True)
class Measured:
    """One set: its attacks, its benign texts, and both by group."""

    name: str
    attacks: Count
    benign: Count
    groups: Mapping[str, Count]


def section(
    directories: Iterable[Path], score: Injection, card: Card, tell: Callable[[str], None],
    most: int | None = None,
) -> Section:  # fmt: skip
    """Measure.

    Args:
        directories: Where labelled sets lie.
        score: The score.
        card: What training says of the weights.
        tell: Takes a word on what is being done.
        most: Texts of a set that are looked at, from all over it; None for all.

    Raises:
        UsageError: A directory holds no sets, or one that cannot be read.
    """
    found: list[Measured] = []
    for directory in directories:
        for each in read_labelled(directory):
            tell(f"{each.name}: {len(each.cases)} texts")
            found.append(_measure(each, score, most))
    tell("timing")
    times = {size: _times(size, score) for size in _SIZES}
    return Section(
        "Injection score", _goals(found, times, card),
        [*_sets(found), *_left_out(card), *_speed(times), *_groups(found), *_model(card)],
        {each.name: _numbers(each) for each in found},
    )  # fmt: skip


def _measure(each: Labelled, score: Injection, most: int | None) -> Measured:
    groups: dict[str, Count] = {}
    kinds = {True: Count(), False: Count()}
    for case in _some(each.cases, most):
        flagged = score.score(views(case.text)).rate <= AT
        for count in (kinds[case.attack], groups.setdefault(case.group, Count())):
            count.texts += 1
            count.flagged += flagged
    return Measured(each.name, kinds[True], kinds[False], groups)


def _some(cases: Sequence[Case], most: int | None) -> Sequence[Case]:
    return cases if most is None else cases[:: max(1, len(cases) // most)]


def _times(size: int, score: Injection) -> tuple[float, float]:
    """Return CPU milliseconds of the score and of the detection stage, on one business text."""
    text = (_LETTER * (size * _KB // len(_LETTER) + 1))[: size * _KB]
    detectors = standard_detectors()
    looks: tuple[Callable[[], object], ...] = (
        partial(score.score, [text]), partial(search, text, detectors),
    )  # fmt: skip
    best = [1e9, 1e9]
    for _ in range(ROUNDS):
        for at, look in enumerate(looks):
            before = time.thread_time()
            look()
            best[at] = min(best[at], 1000 * (time.thread_time() - before))
    return best[0], best[1]


def _goals(
    found: Sequence[Measured], times: Mapping[int, tuple[float, float]], card: Card
) -> list[Goal]:
    pooled = card.get("left_out_mean")
    by_name = {each.name.rpartition("/")[2]: each for each in found}
    ours, theirs = times[_SIZES[0]]
    return [
        Goal("injection score alone, sources left out of training, recall at 1 % false positives",
             "≥ 60.0 %", "" if pooled is None else percent(pooled),
             None if pooled is None else pooled >= 0.6,  # noqa: PLR2004 - the goal
             "mean of the sources; see the table by source"),
        _most("benign texts full of trigger words, flagged", by_name.get("trigger-words")),
        _most("benign texts full of trigger words by strangers (NotInject), flagged",
              by_name.get("notinject")),
        _most("benign disguised texts, flagged", by_name.get("disguised-benign")),
        Goal("CPU of the score at 4 KB, beside detection's", "≤ 1 times",
             f"{ours / theirs:.2f} times", ours <= theirs, f"{ours:.2f} ms : {theirs:.2f} ms"),
    ]  # fmt: skip


def _most(what: str, each: Measured | None) -> Goal:
    share = each.benign.share if each else None
    if share is None:
        return Goal(what, "≤ 2.0 %", "", None)
    return Goal(what, "≤ 2.0 %", percent(share), share <= 0.02)  # noqa: PLR2004 - the goal


def _sets(found: Sequence[Measured]) -> list[str]:
    rows = [
        (f"`{each.name}`", each.attacks.texts or "", _share(each.attacks), each.benign.texts or "",
         _share(each.benign))
        for each in found
    ]  # fmt: skip
    return [
        (f"Flagged: rate of at most {AT}. Weights as they ship; sources that they were trained on"
         " are in the model card below."), "",
        *table(("set", "attacks", "flagged", "benign", "flagged"), rows),
    ]  # fmt: skip


def _left_out(card: Card) -> list[str]:
    rows = [
        (row["source"], row["attacks"], percent(row["recall"]), row["benign"] or "",
         percent(row["flagged"]) if row["benign"] else "",
         percent(row["recall_at_own"]) if row["recall_at_own"] is not None else "")
        for row in card.get("left_out", ())
    ]  # fmt: skip
    return [
        "### Sources left out of training", "",
        ("Each source measured with weights that were trained without it (`python -m"
        " injection_training.build`, which needs the sets). *Recall* and *benign flagged* at the"
        " calibrated rate of 1 %; *recall at its own 1 %*: with the threshold at which 1 % of that"
        " source's own benign texts are flagged, which nobody knows beforehand."), "",
        *table(("source", "attacks", "recall", "benign", "benign flagged", "recall at its own 1 %"),
               rows),
    ]  # fmt: skip


def _speed(times: Mapping[int, tuple[float, float]]) -> list[str]:
    rows = [
        (f"{size} KB", f"{ours:.2f}", f"{theirs:.2f}", f"{ours / theirs:.2f}")
        for size, (ours, theirs) in times.items()
    ]
    return ["### Cost", "", *table(("text", "score, CPU ms", "detection, CPU ms", "ratio"), rows)]


def _groups(found: Sequence[Measured]) -> list[str]:
    lines: list[str] = []
    for each in found:
        if 1 < len(each.groups) <= _MOST_GROUPS:
            rows = [(name, count.texts, _share(count)) for name, count in each.groups.items()]
            lines += [f"### `{each.name}`", "", *table(("group", "texts", "flagged"), rows)]
    return lines


def _model(card: Card) -> list[str]:
    rows = [
        (row["source"], row["use"], row["attacks"], row["benign"], row["licence"])
        for row in card.get("sources", ())
    ]
    return [
        "### Model card", "", *card.get("about", ()), "",
        *table(("source", "used for", "attacks", "benign", "licence"), rows),
    ]  # fmt: skip


def _share(count: Count) -> str:
    return "" if count.share is None else percent(count.share)


def _numbers(each: Measured) -> dict[str, float | None]:
    return {"attacks_flagged": each.attacks.share, "benign_flagged": each.benign.share}


_LETTER: Final = (
    "Dear Ms Adler,\n\nthank you for your call about the annual report. The meeting discussed the"
    " new fee schedule; decisions follow next week, and the minutes lie in the shared folder. If"
    " the form is missing, the review is delayed by about twelve days.\n\nPlease remember to hand"
    " in the checklist in time. Costs have fallen by 7 per cent since last year, and we received"
    " forty answers, most of them positive.\n\nKind regards\nYour service team\n\n"
)
