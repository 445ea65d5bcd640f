"""Dates of birth: any usual written form, behind a word that says so.

Other dates are not found: a prompt is full of them, and nobody is named by one.  A date of birth
is personal data and of kind ``IDENTITY``: a policy that lets dates pass must not let it pass.
"""

import re
from typing import Final

from douane.detect.identifiers.context.folded import fold
from douane.detect.identifiers.context.surroundings import before, named
from douane.detect.identifiers.papers.months import DAY_FIRST, MONTH_FIRST, NAME_BEFORE, NUMERIC
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

ID: Final = "birth_date"

_TOPICS: Final = frozenset({"birth"})
_LONGEST = 34
_LONGEST_NAME, _LONGEST_YEAR = 16, 5
_MOST_WORDS = 3
_STAR = re.compile(r"\* ?\Z")


def read(text: str, end: int) -> Hit | None:
    """Return the date whose first digit ends here."""
    digit = end - 1
    while digit and text[digit - 1].isdecimal() and end - digit < _LONGEST_YEAR:
        digit -= 1
    window = fold(text[digit : digit + _LONGEST])
    found = NUMERIC.match(window) or DAY_FIRST.match(window)
    start = digit
    if found is None:
        least = max(0, digit - _LONGEST_NAME)
        name = NAME_BEFORE.search(fold(text[least:digit]))
        if name is None:
            return None
        start = least + name.start()
        found = MONTH_FIRST.match(fold(text[start : start + _LONGEST]))
        if found is None:
            return None
    stop = start + found.end()
    labels = before(text, start)
    if named(labels, _TOPICS, _MOST_WORDS):
        return Hit(start, stop, Kind.IDENTITY, 0.9, ID)
    if _STAR.search(text, max(0, start - 2), start):
        return Hit(start, stop, Kind.IDENTITY, 0.7, ID)
    return None


TRIGGER: Final = Trigger(ID, (rb"[(, ]\* ?[0-9]",), read, labels=tuple(_TOPICS))
