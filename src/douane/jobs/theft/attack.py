"""Attackers: what they ask, what they are told, and the best copy that follows.

Three ways of choosing what-ifs: dense random changes; one feature after the other, searching
the change at which the band flips; and random directions searched likewise, which is what is
left of the lattice attacks once answers are bands.  All go on inside what is still answered when
the rest is refused.  ``oracle`` is none of them but their bound: it is told the true weights
along every direction that was ever answered.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from douane.jobs.theft import estimators
from douane.jobs.theft.desk import Desk, record_of
from douane.jobs.theft.widget import FEATURES, Copy, Vector, Widget, agreement
from douane.shield.budget import bands

FURTHEST: Final = 6.0
HALVINGS: Final = 14
BEYOND: Final = 12.0


@dataclass(slots=True)
class Told:
    """What an attacker was told: points, bounds, and after how many attempts.

    Attributes:
        points: Features and a 1, or a change and a 0.
        low: Least that the margin can be.
        high: Most that it can be.
        attempts: The attempt that each was told at.
        asked: Attempts so far.
    """

    points: list[Vector] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    attempts: list[int] = field(default_factory=list)
    asked: int = 0

    def add(self, point: Vector, low: float, high: float) -> None:
        """Keep one answer."""
        self.points.append(point)
        self.low.append(low)
        self.high.append(high)
        self.attempts.append(self.asked)

    def until(self, attempts: int) -> tuple[Vector, Vector, Vector]:
        """Return points and bounds that were told by then."""
        count = sum(each <= attempts for each in self.attempts)
        points = np.array(self.points[:count]).reshape(count, FEATURES + 1)
        return points, np.array(self.low[:count]), np.array(self.high[:count])


class WhatIfThief:
    """Asks what-ifs of a few records that it may read, by one or several keys of a tenant."""

    def __init__(self, widget: Widget, keys: int, seed: int) -> None:
        """Give each key a reader with one record."""
        self._widget = widget
        self._chance = np.random.default_rng((seed, 2))
        self.desk = Desk(widget)
        self.told = Told()
        self.answers = 0
        self._callers: list[tuple[str, str, str]] = []
        self._bases: dict[str, int] = {}
        for number in range(keys):
            record, user = record_of(number), f"005{number:012d}"
            row = self._chance.standard_normal(FEATURES)
            self.desk.rows[record] = tuple(row.tolist())
            self.desk.book[user] = {record}
            self._callers.append((f"key-{number}", user, record))
            ((band, _),) = self.desk.ask(f"key-{number}", user, (record,))
            low, high = bounds(widget, band)
            self.told.add(np.append(row, 1.0), low, high)
            self._bases[record] = int(band or 0)

    def wonder(self, change: Vector) -> int | None:
        """Ask one what-if with the next key; return by how many bands it changes."""
        key, user, record = self._callers[self.told.asked % len(self._callers)]
        self.told.asked += 1
        asked = {f"f{number}": float(by) for number, by in enumerate(change) if by}
        ((_, said),) = self.desk.ask(key, user, (record,), asked)
        if said is None:
            return None
        self.answers += 1
        base = self._bases[record]
        low, high = bounds(self._widget, said)
        middle = bands._middle(bands._edges(self._widget.model), base)  # noqa: SLF001 - as published
        self.told.add(np.append(change, 0.0), low - middle, high - middle)
        return int(said.partition(".")[0]) - base

    def dense(self, attempts: int) -> None:
        """Ask random changes of all features; go on inside what was answered."""
        known: list[Vector] = []
        while self.told.asked < attempts:
            fresh = len(known) < FEATURES and self._chance.random() < 0.5  # noqa: PLR2004 - half
            change = self._chance.standard_normal(FEATURES)
            if known and not fresh:
                change = np.array(known).T @ self._chance.standard_normal(len(known))
            if self.wonder(change) is not None and fresh:
                known.append(change)

    def axes(self, attempts: int) -> None:
        """Search each feature's flips, in random order."""
        self._search(np.eye(FEATURES)[self._chance.permutation(FEATURES)], attempts)

    def directions(self, attempts: int) -> None:
        """Search flips along random directions."""
        drawn = self._chance.standard_normal((FEATURES, FEATURES))
        self._search(np.linalg.qr(drawn)[0], attempts)

    def _search(self, ways: Vector, attempts: int) -> None:
        known = [way for way in ways if self.told.asked < attempts and self._flips(way, attempts)]
        while known and self.told.asked < attempts:
            mixed = np.array(known).T @ self._chance.standard_normal(len(known))
            self._flips(mixed / float(np.linalg.norm(mixed)), attempts)
        while self.told.asked < attempts:
            self.wonder(self._chance.standard_normal(FEATURES))

    def _flips(self, way: Vector, attempts: int) -> bool:
        """Halve the change between one that flips the band and one that does not."""
        near, far = 0.0, FURTHEST
        flipped = self.wonder(far * way)
        if flipped is None:
            return False
        for _ in range(HALVINGS if flipped else 0):
            if self.told.asked >= attempts:
                break
            middle = (near + far) / 2.0
            if self.wonder(middle * way):
                far = middle
            else:
                near = middle
        return True


STYLES: Final[dict[str, Callable[[WhatIfThief, int], None]]] = {
    "dense": WhatIfThief.dense,
    "feature by feature": WhatIfThief.axes,
    "random directions": WhatIfThief.directions,
}


def bounds(widget: Widget, label: str | None) -> tuple[float, float]:
    """Return between which margins a band, or several named ``first..last``, lies."""
    edges = bands._edges(widget.model)  # noqa: SLF001 - the operator publishes them
    first, _, last = (label or f"0..{len(edges)}").partition("..")
    low, high = int(first), int(last or first)
    return (
        edges[low - 1] if low else -BEYOND,
        edges[high] if high < len(edges) else BEYOND,
    )


def best(widget: Widget, told: Told, attempts: int, seed: int) -> float:
    """Return how well the best copy agrees that follows from what was told by then."""
    points, low, high = told.until(attempts)
    if not len(points):
        return 0.5
    copies = (
        estimators.least_squares(points, low, high),
        estimators.logistic(points, low, high),
        estimators.ordinal(points, low, high),
        estimators.sampled(points, low, high, seed),
    )
    return max(agreement(widget, copy, seed) for copy in copies)


def oracle(widget: Widget, told: Told, attempts: int, seed: int) -> float:
    """Return how well a copy agrees that knows the true weights along all that was answered."""
    points, _, _ = told.until(attempts)
    changes = points[points[:, -1] == 0.0][:, :-1]
    if not len(changes):
        return 0.5
    _, sizes, ways = np.linalg.svd(changes, full_matrices=False)
    ways = ways[sizes > sizes[0] * 1e-9]
    return agreement(widget, Copy(ways.T @ (ways @ widget.weights)), seed)


def book_told(widget: Widget, records: int, seed: int, *, edits: int = 0, exact: int = 0) -> Told:
    """Return what a reader learns from a book of records.

    Args:
        widget: The score.
        records: Records in the book.
        seed: Of the records.
        edits: Attempts to rewrite a record and have it scored anew, after its first score.
        exact: Features whose weights are known already, as from what-ifs.
    """
    chance = np.random.default_rng((seed, 3))
    desk, told = Desk(widget), Told()
    edges_apart = 1e-3
    for at in range(exact):
        weight = float(widget.weights[at])
        told.add(np.eye(FEATURES + 1)[at], weight - edges_apart, weight + edges_apart)
    mine = [(record_of(number), "005000000000001") for number in range(records)]
    for record, user in mine:
        desk.book.setdefault(user, set()).add(record)
        desk.rows[record] = tuple(chance.standard_normal(FEATURES).tolist())
    todo = [*mine, *(mine[number % len(mine)] for number in range(edits))]
    for number, (record, user) in enumerate(todo):
        if number >= records:
            desk.rows[record] = tuple(chance.standard_normal(FEATURES).tolist())
        told.asked += 1
        ((band, _),) = desk.ask("key", user, (record,))
        if band is not None:
            told.add(np.append(desk.rows[record], 1.0), *bounds(widget, band))
    return told
