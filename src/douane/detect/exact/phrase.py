"""A way in which a value may be written, and what must be seen around it to count."""

from enum import IntEnum
from typing import Final, NamedTuple

MOST_WORDS: Final = 16
MOST_LETTERS: Final = 160
FEWEST_LETTERS: Final = 4
ANY: Final = 0  # of words: letters and digits may be grouped in any way


class Need(IntEnum):
    """What else must be true of a place in a text, from least to most."""

    NOTHING = 0
    CASED = 1  # every word begins with a capital
    INITIAL = 2  # the initial has its full stop, or every word begins with a capital
    DOTTED = 3  # the initial has its full stop
    RARE = 4  # a capital; and behind a form of address only, if many bear this family name
    SALUTED = 5  # a capital, and a form of address or title before it


class Phrase(NamedTuple):
    """Letters and digits, folded, without anything between them.

    Attributes:
        letters: Of all words, one after the other.
        words: Into how many words they must be divided; ``ANY`` for however many.
        need: What else must be true.
    """

    letters: str
    words: int
    need: Need = Need.NOTHING
