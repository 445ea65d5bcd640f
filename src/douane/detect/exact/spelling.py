"""How else a word may be written where a keyboard, a form or a habit lacks its letters.

``Müller`` is written ``Muller`` (which folding sees to) and ``Mueller``; a CRM that holds
``Mueller`` will meet ``Müller``.  ``Strauß`` is ``Strauss`` and the other way round.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Final

from douane.detect.exact.folding import fold

MOST: Final = 6  # spellings of one phrase

_TWO: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe", "ß": "ss",
     "þ": "th", "ĳ": "ij"}
)  # fmt: skip
_HAS_TWO: Final = re.compile("[äöüåøæœßþĳ]")
_WRITTEN_OUT: Final = re.compile(r"(?<![aeq])ue|(?<!o)oe|ae")
_SHARP: Final = re.compile(r"(?<=[aeiou])ss(?=$|[emnt])")


@lru_cache(maxsize=65_536)
def spellings(word: str) -> tuple[str, ...]:
    """Return every folded spelling of a word in lower case; the usual one first."""
    plain = fold(word)
    found = {plain: None}
    if not word.isascii() and _HAS_TWO.search(word):
        found[fold(word.translate(_TWO))] = None
        if "ß" in word:
            found[fold(word.replace("ß", "ss"))] = None
    if _WRITTEN_OUT.search(plain):
        found[_WRITTEN_OUT.sub(lambda match: match[0][0], plain)] = None
    if "ss" in plain and _SHARP.search(plain):
        found[_SHARP.sub("ß", plain)] = None
    return tuple(found)


def every(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the spellings of several words, each word's with each other's; six at most."""
    each = [spellings(word) for word in words]
    plain = tuple([some[0] for some in each])
    if max(map(len, each)) == 1:
        return [plain]
    return list(islice(product(*each), MOST))


def phrases(words: Sequence[str]) -> list[str]:
    """Return the spellings of several words written one after the other, without blanks."""
    return ["".join(spelled) for spelled in every(words)] if words else []
