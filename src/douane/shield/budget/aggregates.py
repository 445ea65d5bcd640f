"""Sums over subsets of a protected column: no difference may single a group out.

Two sums over groups that differ by one person tell that person's value; so do cleverer
combinations.  The answered sums are kept as rows over the records, reduced by exact arithmetic
(fractions, so that nothing is lost to rounding).  A new sum is answered only when no row of the
reduced system then speaks of fewer than ``least`` records.

What the reduction shows is every combination that isolates one record (a single record can be
computed exactly when it stands alone in the reduced rows: Chin and Ozsoyoglu 1982), and small
groups as far as they appear as rows.  Finding *every* small group is as hard as finding the
shortest vector of a code, so ``least`` above 1 is a hurdle, and 1 a promise.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from douane.shield.budget.verdict import FULL, Grade, Verdict

SUBSETS: Final = "budget.subsets"
Row = tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums that were answered: reduced rows, each with its leading record first."""

    rows: tuple[Row, ...] = ()


def judge(state: Sums, records: Iterable[str], least: int = 5) -> tuple[Verdict, Sums]:
    """Decide on the sum over some records.

    A sum that follows from earlier ones teaches nothing and is answered.
    """
    asked = {record: Fraction(1) for record in records}
    if len(asked) < least:
        return Verdict(Grade.REFUSED, SUBSETS), state
    rest = _without(asked, state.rows)
    if not rest:
        return FULL, state
    lead = min(rest)
    fresh = {record: number / rest[lead] for record, number in rest.items()}
    rows = [_row(_minus(dict(row), fresh, lead)) for row in state.rows]
    grown = tuple(sorted((*rows, _row(fresh))))
    if any(len(row) < least for row in grown):
        return Verdict(Grade.REFUSED, SUBSETS), state
    return FULL, Sums(grown)


def _without(asked: dict[str, Fraction], rows: tuple[Row, ...]) -> dict[str, Fraction]:
    for row in rows:
        asked = _minus(asked, dict(row), row[0][0])
    return asked


def _minus(left: dict[str, Fraction], right: dict[str, Fraction], lead: str) -> dict[str, Fraction]:
    """Take as much of ``right`` away that ``lead`` is gone from ``left``."""
    times = left.get(lead, Fraction(0))
    if not times:
        return left
    left = dict(left)
    for record, number in right.items():
        remaining = left.get(record, Fraction(0)) - times * number
        if remaining:
            left[record] = remaining
        else:
            left.pop(record, None)
    return left


def _row(numbers: dict[str, Fraction]) -> Row:
    return tuple(sorted(numbers.items()))
