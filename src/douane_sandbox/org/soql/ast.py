"""What a query says, after parsing and before any name in it is looked up."""

from dataclasses import dataclass
from typing import TypeAlias

from douane_sandbox.data.schema import Scalar


@dataclass(frozen=True, slots=True)
class Date:
    """A date or date-time literal, normalised to the way records store it."""

    text: str


Literal: TypeAlias = Scalar | Date


@dataclass(frozen=True, slots=True)
class Compare:
    """``path op literal``; ``op`` is one of ``= != < > <= >= LIKE``."""

    path: str
    op: str
    value: Literal


@dataclass(frozen=True, slots=True)
class Member:
    """``path [NOT] IN (…)``."""

    path: str
    values: tuple[Literal, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """``NOT condition``."""

    inner: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """Conditions joined by AND."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Conditions joined by OR."""

    parts: tuple["Condition", ...]


Condition: TypeAlias = Compare | Member | Not | All | AnyOf


@dataclass(frozen=True, slots=True)
class Order:
    """One key of ORDER BY; nulls come first unless the query says otherwise."""

    path: str
    descending: bool = False
    nulls_last: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed SELECT.

    Attributes:
        paths: Selected field paths, as written; empty for ``COUNT()`` and ``FIELDS(…)``.
        count: ``SELECT COUNT()``.
        group: ``ALL``, ``STANDARD`` or ``CUSTOM`` of ``FIELDS(…)``; empty without it.
        object: Object of FROM, as written.
        where: Condition; None without WHERE.
        order: Keys of ORDER BY.
        limit: LIMIT; None without.
        offset: OFFSET.
    """

    paths: tuple[str, ...]
    count: bool
    group: str
    object: str
    where: Condition | None = None
    order: tuple[Order, ...] = ()
    limit: int | None = None
    offset: int = 0
