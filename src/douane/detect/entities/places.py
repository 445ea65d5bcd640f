"""Towns, regions and countries among the capitalised words."""

import re
from collections.abc import Mapping
from typing import Final

from douane.detect.entities.letters import CAPITAL
from douane.detect.entities.words import ANY_PLACE

_MOST_WORDS: Final = 6
_NEXT: Final = re.compile(r"[ -](?:[^\W\d_'’.-]|['’.-](?=[^\W\d_]))++")
_BEFORE: Final = re.compile(
    r"(?:^|[^\w])(?:in|at|from|near|to|nach|aus|bei|in der|en|à|au|aux|vers|chez|a|da|di|presso|desde"
    r"|hacia|te|uit|naar|bij|w|we|z|ze|do|od|koło|zu|through|via|across|around|visit|visiting"
    r"|town of|city of|Stadt|ville de|ciudad de|città di|miasto|miasta) $",
    re.IGNORECASE,
)
_LOOK_BACK: Final = 14
_CAPITAL: Final = re.compile(CAPITAL)


def phrase_end(text: str, start: int, end: int, last: int, classes: Mapping[str, int]) -> int:
    """Return the end of the longest place of several words that begins here; -1 for none."""
    longest = -1
    at = end
    for _ in range(_MOST_WORDS - 1):
        match = _NEXT.match(text, at, last)
        if match is None:
            break
        at = match.end()
        phrase = text[start:at]
        if classes.get(phrase, 0) & ANY_PLACE or (
            phrase.isupper() and classes.get(phrase.title(), 0) & ANY_PLACE
        ):
            longest = at
    return longest


def behind_preposition(text: str, start: int, first: int) -> bool:
    """Say whether a word of place stands right before."""
    return _BEFORE.search(text[max(first, start - _LOOK_BACK) : start]) is not None
