"""Buckets: say roughly how much or when, on a ladder that is the same for everyone.

**Amounts** fall between two rungs of 1, 2, 5, 10, 20, 50 …, in every decade up to 1,000 T, the
lower one included: ``1250000`` becomes ``1M-2M``.  Everything from 0 to below 1 is ``0-1``, and
everything from the top on is ``1000T+``.  The sign is kept: ``-(1M-2M)``.  K, M, B, T are 10 to
the 3, 6, 9, 12.

**Dates** become their quarter: ``2024-08-31`` is ``2024-Q3``.  The date is taken as written;
a time of day after it is not used.

Only what Salesforce's API writes is read: JSON numbers, and ISO 8601 dates and times.  ``1.234``
and ``03/05/2024`` mean different things in different countries, so they are not guessed at;
None says: mask it.  A ladder from the data itself (quantiles) would tell about other records.
"""

import re
from bisect import bisect_right
from datetime import date
from decimal import Decimal
from typing import Final

from douane.model.token import Kind

_NUMBER: Final = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?")
_DATE: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_UNITS: Final = ("", "K", "M", "B", "T")
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_EDGES: Final = (
    Decimal(0),
    *(Decimal(step) * 1000**power for power in range(len(_UNITS)) for step in _STEPS),
    Decimal(1000) ** len(_UNITS),
)
_NAMES: Final = ("0", *(f"{step}{unit}" for unit in _UNITS for step in _STEPS), "1000T")


def generalise(kind: Kind, value: str) -> str | None:
    """Return the bucket of a value, or None when it has none and must be masked.

    Args:
        kind: ``AMOUNT`` and ``DATE`` have buckets; nothing else has.
        value: As Salesforce's API writes it.
    """
    if kind is Kind.AMOUNT:
        return amount_bucket(value)
    if kind is Kind.DATE:
        return date_bucket(value)
    return None


def amount_bucket(literal: str) -> str | None:
    """Return the bucket of a JSON number, such as ``1M-2M``; None for anything else."""
    if _NUMBER.fullmatch(literal) is None:
        return None
    amount = Decimal(literal)
    rung = bisect_right(_EDGES, abs(amount)) - 1
    bucket = f"{_NAMES[rung]}-{_NAMES[rung + 1]}" if rung + 1 < len(_NAMES) else f"{_NAMES[rung]}+"
    return f"-({bucket})" if amount < 0 else bucket


def date_bucket(text: str) -> str | None:
    """Return the quarter of an ISO 8601 date or time, such as ``2024-Q3``; None otherwise."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"
