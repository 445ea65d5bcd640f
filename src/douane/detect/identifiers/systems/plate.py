"""Registration plates, behind a word that says so: countries' forms are too alike to others'."""

import re
from typing import Final

from douane.detect.identifiers.context.surroundings import before, named
from douane.detect.identifiers.context.trigger_words import alternatives
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

ID: Final = "plate"

_FEWEST, _MOST = 4, 9
_AHEAD = 48
_MOST_WORDS = 2
_FORM = re.compile(
    r"(?<![A-Za-z0-9ÄÖÜ])(?=[A-ZÄÖÜ0-9 \-·]{0,8}[0-9])"
    r"[A-ZÄÖÜ0-9]{1,8}(?:[ \-·:]{1,3}[A-Z0-9]{1,6}){0,3}(?![A-Za-z0-9])"
)


def read(text: str, end: int) -> Hit | None:
    """Return the plate that follows the label that ends here."""
    stop = text.find("\x00", end, end + _AHEAD)
    found = _FORM.search(text, end, stop if stop >= 0 else end + _AHEAD)
    if found is None:
        return None
    letters = sum(map(str.isalpha, found[0]))
    digits = sum(map(str.isdecimal, found[0]))
    if not letters or not digits or not _FEWEST <= letters + digits <= _MOST:
        return None
    labels = before(text, found.start())
    if not named(labels, frozenset({ID}), _MOST_WORDS):
        return None
    return Hit(found.start(), found.end(), Kind.CODE, 0.8, ID)


TRIGGER: Final = Trigger(ID, tuple(alternatives([ID])), read)
