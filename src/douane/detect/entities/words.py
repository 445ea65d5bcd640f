"""What a word may be: a name, a town, an ordinary word; one class for each known spelling.

The classes come from public lists (``gazetteer/NOTICE.md``).  ``known`` unpacks them when it is
first asked, once a process: some 0.15 s and the memory that ``docs/entities.md`` names.
"""

import base64
import lzma
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

from douane.detect.entities.native_towns import NATIVE_TOWNS
from douane.detect.entities.plain_words import plain_words
from douane.detect.entities.word_data import PACKED

GIVEN: Final = 1  # a given name wherever it stands
GIVEN_TOO: Final = 2  # a given name and an ordinary word or a town: needs a witness
FAMILY: Final = 4  # a family name wherever it stands
FAMILY_TOO: Final = 8  # a family name behind a given name or a title
TOWN: Final = 16
TOWN_TOO: Final = 32  # behind a preposition or a postcode
COUNTRY: Final = 64
ORDINARY: Final = 128
HEAD: Final = 256  # the first word of a place of several words
IN_DICTIONARY: Final = 512  # a name that dictionaries list as a word, too
_ACCENTS: Final = re.compile("[\u0300-\u036f]+")
ANY_NAME: Final = GIVEN | GIVEN_TOO | FAMILY | FAMILY_TOO
ANY_PLACE: Final = TOWN | TOWN_TOO | COUNTRY


@cache
def known() -> Mapping[str, int]:
    """Return the classes of all known words and of places of several words, as written."""
    plain = lzma.decompress(base64.b85decode(PACKED)).decode()
    classes: dict[str, int] = {}
    for block in plain.split("\n\n"):
        bits, _, words = block.partition("\n")
        classes.update(dict.fromkeys(words.split("\n"), int(bits)))
    for plain_ones in plain_words(ordinary=ORDINARY, given_too=GIVEN_TOO, family_too=FAMILY_TOO):
        classes.update(plain_ones)
    for town in NATIVE_TOWNS:
        head, blank, _ = town.partition(" ")
        classes[town] = classes.get(town, 0) | TOWN
        if blank:
            classes[head] = classes.get(head, 0) | HEAD
    return classes


@cache
def _by_head() -> Mapping[str, tuple[str, ...]]:
    heads: dict[str, list[str]] = {}
    for word in known():
        head, blank, _ = word.partition(" ")
        if blank:
            heads.setdefault(head, []).append(word)
    return {head: tuple(places) for head, places in heads.items()}


def places_of(head: str) -> tuple[str, ...]:
    """Return the places of several words that begin with a word."""
    return _by_head().get(head, ())


def look_up(word: str) -> int:
    """Return the class of a capitalised word, without its accents where it is unknown."""
    classes = known()
    found = classes.get(word)
    if found is not None:
        return found
    if "-" in word:
        parts = [look_up(part) for part in word.split("-")]
        return _both(parts)
    return 0 if word.isascii() else classes.get(_bare(word), 0)


def _bare(word: str) -> str:
    return _ACCENTS.sub("", unicodedata.normalize("NFD", word))


def _both(parts: list[int]) -> int:
    """Judge a double name: a given one when all parts are, a family name when one is."""
    if all(bits & (GIVEN | GIVEN_TOO) and not bits & ORDINARY for bits in parts):
        return GIVEN
    if any(bits & ORDINARY and not bits & ANY_NAME for bits in parts):
        return ORDINARY
    if all(bits & ANY_NAME for bits in parts):
        return FAMILY
    return FAMILY_TOO if any(bits & (FAMILY | FAMILY_TOO) for bits in parts) else 0
