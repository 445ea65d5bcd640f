"""What goes into an index, and what is said of that which does not."""

from enum import StrEnum
from typing import Final, NamedTuple

from douane.model.token import Kind

# Value, candidate field paths, record id or empty, kind, and whether it was a JSON number.
Known = tuple[str, tuple[str, ...], str, Kind, bool]

DETECTOR: Final = "exact"
FEWEST_CHARACTERS: Final = 4


class Why(StrEnum):
    """Why a value is not looked for."""

    SHORT = "short"
    COMMON = "common"
    UNREADABLE = "unreadable"
    LONG = "long"
    PLACE = "place"


class Suppressed(NamedTuple):
    """A value that is not looked for; never the value itself.

    Attributes:
        fields: Paths that it may belong to.
        record: Its record, or empty.
        why: The reason.
    """

    fields: tuple[str, ...]
    record: str
    why: Why
