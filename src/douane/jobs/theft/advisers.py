"""Honest use for a quarter: books scored every working day, and plausible what-ifs.

Every feature of every client drifts a little each day, and now and then one jumps, as when
somebody sells a company.  A what-if takes a client of one's own and changes one to three of the
levers by a plausible step.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np

from douane.jobs.theft.desk import Desk, record_of
from douane.jobs.theft.widget import FEATURES, Widget

WORKING_DAYS: Final = 63
WORKING_DAYS_A_WEEK: Final = 5
DRIFT: Final = 0.02
JUMP: Final = 3.0
JUMPS_A_CLIENT: Final = 0.05
WHAT_IFS_A_DAY: Final = 2


@dataclass(frozen=True, slots=True)
class Use:
    """How a quarter went.

    Attributes:
        book: Answers about records by how they were given.
        what_ifs: What-ifs likewise.
    """

    book: Counter[str]
    what_ifs: Counter[str]


def quarter(
    widget: Widget, advisers: int, clients: int, seed: int, *, elsewhere: float = 0.0
) -> Use:
    """Let advisers work for a quarter.

    Args:
        widget: The score; its levers are what advisers vary.
        advisers: How many.
        clients: In each book.
        seed: Of everything that happens.
        elsewhere: Share of what-ifs that vary a feature which is no lever.
    """
    chance = np.random.default_rng((seed, 4))
    desk = Desk(widget)
    where = chance.standard_normal((advisers, clients, FEATURES))
    books = [
        tuple(record_of(adviser * clients + client) for client in range(clients))
        for adviser in range(advisers)
    ]
    users = [f"005{adviser:012d}" for adviser in range(advisers)]
    desk.book = {user: set(book) for user, book in zip(users, books, strict=True)}
    use = Use(Counter(), Counter())
    for day in range(WORKING_DAYS):
        desk.day = day // WORKING_DAYS_A_WEEK * 7 + day % WORKING_DAYS_A_WEEK
        where += DRIFT * chance.standard_normal(where.shape)
        jumps = chance.random(where.shape[:2]) < JUMPS_A_CLIENT / WORKING_DAYS
        for adviser, client in np.argwhere(jumps):
            where[adviser, client, chance.integers(FEATURES)] += JUMP * chance.choice((-1, 1))
        for adviser, (user, book) in enumerate(zip(users, books, strict=True)):
            desk.rows.update(zip(book, map(tuple, where[adviser].tolist()), strict=True))
            use.book.update(_grade(band) for band, _ in desk.ask("widget", user, book))
            for _ in range(WHAT_IFS_A_DAY):
                change = _change(chance, widget.model.levers, elsewhere)
                record = book[chance.integers(clients)]
                ((_, said),) = desk.ask("widget", user, (record,), change)
                use.what_ifs[_grade(said)] += 1
    return use


def _change(
    chance: np.random.Generator, levers: tuple[str, ...], elsewhere: float
) -> dict[str, float]:
    if chance.random() < elsewhere:
        return {f"f{chance.integers(len(levers), FEATURES)}": float(chance.normal())}
    chosen = chance.choice(levers, size=chance.integers(1, 4), replace=False)
    return {str(name): float(chance.normal()) for name in chosen}


def _grade(said: str | None) -> str:
    if said is None:
        return "refused"
    return "coarse" if ".." in said else "full"
