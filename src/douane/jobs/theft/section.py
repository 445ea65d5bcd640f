"""The tables on protected scores of ``docs/shield.md``: stolen copies, books, honest use."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Final

from douane.jobs.theft.advisers import quarter
from douane.jobs.theft.attack import STYLES, Told, WhatIfThief, best, book_told, oracle
from douane.jobs.theft.widget import FEATURES, Widget, widget
from douane.model.scoring import Form, Limits

DEFAULT: Final = Limits(directions=5, coarse=1)
OPEN: Final = Limits(directions=FEATURES, coarse=0)
LEVERS: Final = 4
ATTEMPTS: Final = 2_000
CURVE: Final = (21, 42, 100, 500, ATTEMPTS)
GOAL: Final = 0.80
HONEST_GOAL: Final = 0.001
BOOKS: Final = (21, 42, 100, 150, 300, 750)
BANDS: Final = {
    3: (0.3, 0.7),
    6: (0.1, 0.3, 0.5, 0.7, 0.9),
    11: (0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95),
}


@dataclass(frozen=True, slots=True)
class Theft:
    """One row about what-ifs.

    Attributes:
        form: The score's.
        keys: Keys that ask together.
        limited: Whether the default budget was in force.
        answers: What-ifs that were answered, of all attempts.
        curve: Agreement of the best copy after each number of attempts of ``CURVE``.
        worst: The highest of all seeds, after all attempts.
        bound: Agreement of who is told the weights along every answered direction.
    """

    form: str
    keys: int
    limited: bool
    answers: float
    curve: tuple[float, ...]
    worst: float
    bound: float


def thefts(seeds: Sequence[int]) -> Iterator[Theft]:
    """Yield what thieves of what-ifs reach; of each seed the best of all styles and copies."""
    for limited in (True, False):
        for form in (Form.LOGISTIC, Form.LINEAR):
            for keys in (1, 5):
                runs = [_theft(form, keys, seed, limited=limited) for seed in seeds]
                yield Theft(
                    form.value, keys, limited,
                    fmean(run[0] for run in runs),
                    tuple(fmean(run[1][at] for run in runs) for at in range(len(CURVE))),
                    max(run[1][-1] for run in runs),
                    fmean(run[2] for run in runs),
                )  # fmt: skip


def _theft(
    form: Form, keys: int, seed: int, *, limited: bool
) -> tuple[int, tuple[float, ...], float]:
    scored = widget(form, seed, DEFAULT if limited else OPEN)
    thieves = []
    for style in STYLES.values():
        thief = WhatIfThief(scored, keys, seed)
        style(thief, ATTEMPTS)
        thieves.append(thief)
    curve = tuple(max(best(scored, thief.told, at, seed) for thief in thieves) for at in CURVE)
    bound = max(oracle(scored, thief.told, ATTEMPTS, seed) for thief in thieves)
    return max(thief.answers for thief in thieves), curve, bound


def books(seeds: Sequence[int]) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield what a reader's own book gives away, by how it is answered and what else is known."""
    for number, edges in BANDS.items():
        yield f"{number} bands", _curve(seeds, edges)
    yield "6 bands, and 5 weights known exactly", _curve(seeds, BANDS[6], exact=DEFAULT.directions)
    yield "6 bands, and records rewritten 500 times", _curve(seeds, BANDS[6], edits=500)


def _curve(
    seeds: Sequence[int], edges: tuple[float, ...], *, exact: int = 0, edits: int = 0
) -> tuple[float, ...]:
    def one(records: int, seed: int) -> float:
        scored = widget(Form.LOGISTIC, seed, DEFAULT, edges=edges)
        told: Told = book_told(scored, records, seed, exact=exact, edits=edits)
        return best(scored, told, told.asked, seed)

    return tuple(fmean(one(records, seed) for seed in seeds) for records in BOOKS)


def section(seeds: Sequence[int] = range(8), advisers: int = 300) -> str:
    """Measure and return the section; minutes of work."""
    scored: Widget = widget(Form.LOGISTIC, 1, DEFAULT, levers=LEVERS)
    usual = quarter(scored, advisers, 150, 1)
    beside = quarter(scored, min(advisers, 20), 150, 2, elsewhere=0.01)
    return "\n".join(
        (
            *_theft_lines(tuple(thefts(seeds)), len(seeds)),
            *_book_lines(tuple(books(seeds))),
            *_honest_lines(advisers, usual.book, usual.what_ifs, beside.what_ifs),
        )
    )


def as_json(seeds: Sequence[int]) -> str:
    """Return what thieves reach, for machines."""
    rows = [asdict(row) for row in thefts(seeds)]
    return json.dumps({"goal": GOAL, "attempts": CURVE, "thefts": rows})


def _theft_lines(rows: Sequence[Theft], seeds: int) -> Iterator[str]:
    yield "### A score stolen by what-ifs"
    yield ""
    yield (
        f"A widget of {FEATURES} features; {ATTEMPTS:,} freely chosen what-ifs; agreement of the "
        "best copy on fresh cases, of three ways to ask and four ways to fit, mean of "
        f"{seeds} scores. A coin flip agrees in .500. *Bound*: who is told the true weights along "
        "every direction that was answered. The attackers also know the band of one record a key."
    )
    yield ""
    attempts = " | ".join(f"{each:,}" for each in CURVE)
    yield f"| score | keys | budget | answered | {attempts} | worst | bound | goal (mean) |"
    yield "|---|---|---|---|" + "---|" * len(CURVE) + "---|---|---|"
    for row in rows:
        curve = " | ".join(f"{each:.3f}" for each in row.curve)
        goal = "none" if not row.limited else _verdict(reached=row.curve[-1] <= GOAL)
        budget = "default" if row.limited else "none"
        yield (
            f"| {row.form} | {row.keys} | {budget} | {row.answers:.0f} | {curve} | {row.worst:.3f} "
            f"| {row.bound:.3f} | {goal} |"
        )
    yield ""


def _book_lines(rows: Sequence[tuple[str, tuple[float, ...]]]) -> Iterator[str]:
    yield "### The same from records of the attacker's own book"
    yield ""
    yield (
        "Agreement of the best copy by the number of records that the attacker may read, each "
        "scored once. This is not prevented: whoever may see the scores of many clients sees what "
        "the score does. What can be traded: [scoring](scoring.md#what-a-book-gives-away)."
    )
    yield ""
    yield "| answers | " + " | ".join(map(str, BOOKS)) + " |"
    yield "|---|" + "---|" * len(BOOKS)
    for name, curve in rows:
        yield f"| {name} | " + " | ".join(f"{each:.3f}" for each in curve) + " |"
    yield ""


def _honest_lines(
    advisers: int, book: Mapping[str, int], what_ifs: Mapping[str, int], beside: Mapping[str, int]
) -> Iterator[str]:
    yield "### Honest use"
    yield ""
    yield (
        f"{advisers} advisers with books of 150 clients, every score every working day of a "
        "quarter while features drift and some jump; two what-ifs a day each, of one to three of "
        f"the {LEVERS} levers."
    )
    yield ""
    yield "| question | asked | coarse | refused | share | goal |"
    yield "|---|---|---|---|---|---|"
    yield _honest_row("records", book, 0.0)
    yield _honest_row("what-ifs of levers", what_ifs, HONEST_GOAL)
    yield _honest_row("what-ifs, one in a hundred of another feature (20 advisers)", beside, None)
    yield ""


def _honest_row(name: str, counts: Mapping[str, int], goal: float | None) -> str:
    asked = sum(counts.values())
    coarse, refused = counts.get("coarse", 0), counts.get("refused", 0)
    share = (coarse + refused) / asked
    verdict = "none" if goal is None else _verdict(reached=share <= goal)
    return f"| {name} | {asked:,} | {coarse:,} | {refused:,} | {share:.4%} | {verdict} |"


def _verdict(*, reached: bool) -> str:
    return "reached" if reached else "**not reached**"
