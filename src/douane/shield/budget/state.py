"""What was learnt, as it is kept: two kinds of ledger, each with its format version.

``WhatIfs`` belongs to a tenant and a score: keys that collude share it.  ``Book`` belongs to a
reader and a score.  Neither holds a score, and both are sealed before they reach a store, since
a book holds how records looked.
"""

from typing import Final, TypeVar

import msgspec

from douane.model.errors import StoreError
from douane.model.scoring import Refill

FORMAT: Final = 1
Counts = tuple[int, ...]
NO_COUNTS: Final[Counts] = (0, 0, 0)


class Asked(msgspec.Struct, frozen=True, array_like=True):
    """One what-if of a score of another form: which record, and the change in spreads."""

    record: str
    change: tuple[float, ...]


class WhatIfs(msgspec.Struct, frozen=True):
    """What the what-ifs of one tenant have taught about one score.

    Attributes:
        names: The features that directions refer to, in order.
        basis: Orthonormal directions, in spreads, in the order in which they were asked.
        since_ms: When the window began, UTC milliseconds; 0 before the first question.
        counts: Questions by grade.
        asked: What was asked of a score of another form.
    """

    names: tuple[str, ...] = ()
    basis: tuple[tuple[float, ...], ...] = ()
    since_ms: int = 0
    counts: Counts = NO_COUNTS
    asked: tuple[Asked, ...] = ()


class Book(msgspec.Struct, frozen=True):
    """What one reader has been told about records.

    Attributes:
        names: The features that places refer to, in order.
        places: Where each record stood when it last counted: features in sixteenths of a spread;
            empty where that was told of other features.
        moves: How often a record had moved.
        since_ms: When the window began, UTC milliseconds; 0 before the first question.
        counts: Answers by grade.
    """

    names: tuple[str, ...] = ()
    places: dict[str, tuple[int, ...]] = {}
    moves: int = 0
    since_ms: int = 0
    counts: Counts = NO_COUNTS


State = TypeVar("State", WhatIfs, Book)
_ENCODER: Final = msgspec.msgpack.Encoder()


def encode(state: WhatIfs | Book) -> bytes:
    """Write a state as bytes, in the clear."""
    return bytes((FORMAT,)) + _ENCODER.encode(state)


def decode(data: bytes, kind: type[State]) -> State:
    """Undo ``encode``.

    Raises:
        StoreError: These are no state of a known format (code ``ledger_unreadable``).
    """
    if data[:1] != bytes((FORMAT,)):
        raise unreadable("a budget has an unknown format")
    try:
        state = msgspec.msgpack.decode(memoryview(data)[1:], type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise unreadable("a budget cannot be read") from None
    if not _is_sound(state):
        raise unreadable("a budget contradicts itself")
    return state


def unreadable(what: str) -> StoreError:
    """Return the error of a ledger that does not open; without it nothing is answered."""
    return StoreError(
        f"{what}; restore the vault's file and keys, or begin anew with douane budget reset",
        code="ledger_unreadable",
    )


def refilled(state: State, refill: Refill, now_ms: int) -> State:
    """Return the state of the window that ``now_ms`` is in; a clock set back opens none."""
    if not state.since_ms:
        return msgspec.structs.replace(state, since_ms=now_ms)
    if refill.window_ms and now_ms - state.since_ms >= refill.window_ms:
        return type(state)(since_ms=now_ms)
    return state


def _is_sound(state: WhatIfs | Book) -> bool:
    width = len(state.names)
    if len(state.counts) != len(NO_COUNTS) or min(state.counts) < 0 or state.since_ms < 0:
        return False
    if isinstance(state, Book):
        return state.moves >= 0 and all(len(place) in {0, width} for place in state.places.values())
    rows = (*state.basis, *(each.change for each in state.asked))
    finite = all(number == number and abs(number) < 1e300 for row in rows for number in row)  # noqa: PLR0124, PLR2004 - NaN
    return finite and all(len(row) == width for row in rows)
