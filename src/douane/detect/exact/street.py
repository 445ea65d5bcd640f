"""How a street address is written.

A street is looked for with its house number; a town, a country or a postal code by itself
tells nobody who lives there, and every text is full of them.  ``Bahnhofstraße 12`` is also
``Bahnhofstr. 12`` and ``12 Bahnhofstrasse``; ``221b Baker Street`` is also ``Baker St 221 B``.
"""

import re
from collections.abc import Iterator
from typing import Final

from douane.detect.exact.folding import words
from douane.detect.exact.phrase import Phrase
from douane.detect.exact.spelling import phrases

_ABBREVIATED: Final = (
    ("straße", "strasse", "str"), ("street", "st", "str"), ("road", "rd"), ("avenue", "ave", "av"),
    ("boulevard", "blvd", "bd", "boul"), ("place", "pl"), ("platz", "pl"), ("square", "sq"),
    ("lane", "ln"), ("drive", "dr"), ("court", "ct"), ("terrace", "ter"), ("gasse", "g"),
    ("rue", "r"), ("chemin", "ch"), ("route", "rte"), ("allee", "al"), ("allée", "all"),
    ("via", "v"), ("viale", "vle", "v le"), ("piazza", "pza", "p za"), ("corso", "cso", "c so"),
    ("calle", "c", "cl"), ("avenida", "avda", "av"), ("plaza", "pza", "pl"), ("paseo", "pº", "po"),
    ("straat", "str"), ("laan", "ln"), ("plein", "pl"), ("ulica", "ul"), ("aleja", "al"),
    ("saint", "st"), ("sankt", "st"), ("north", "n"), ("south", "s"), ("east", "e"), ("west", "w"),
)  # fmt: skip
_SAME: Final = {
    name: tuple(dict.fromkeys(other for some in _ABBREVIATED if name in some for other in some))
    for names in _ABBREVIATED
    for name in names
}
_ENDINGS: Final = ("straße", "strasse", "str", "gasse", "straat")
_MADE: Final = {
    "straße": ("straße", "str"), "strasse": ("straße", "str"), "str": ("straße", "str"),
    "gasse": ("gasse", "g"), "straat": ("straat", "str"),
}  # fmt: skip
_NUMBER: Final = re.compile(r"(\d{1,5})([a-z])?")
_MOST: Final = 24
_SHORTEST_STEM: Final = 3

Words = tuple[str, ...]


def written(value: str) -> Iterator[Phrase]:
    """Yield the ways to write the street and number in an address; none without both."""
    for line in value.splitlines():
        found = tuple(words(line))
        at = next((i for i, word in enumerate(found) if _NUMBER.fullmatch(word)), None)
        if at is None or not any(len(word) >= _SHORTEST_STEM and word.isalpha() for word in found):
            continue
        # What follows are lines with town and postal code.
        yield from _orders(found, at)
        return


def _orders(found: Words, at: int) -> Iterator[Phrase]:
    number, letter, behind = _number(found, at)
    street = (*found[:at], *found[behind:])
    numbers = {(number + letter,), (number, letter)} if letter else {(number,)}
    made = 0
    for variant in _variants(street):
        for digits in numbers:
            for ordered in ((*variant, *digits), (*digits, *variant)):
                for letters in phrases(ordered):
                    yield Phrase(letters, len(ordered))
                made += 1
        if made >= _MOST:
            return


def _number(found: Words, at: int) -> tuple[str, str, int]:
    """Return house number, its letter, and where the street goes on."""
    match = _NUMBER.fullmatch(found[at])
    number, letter = (match[1], match[2] or "") if match else (found[at], "")
    if not letter and at + 1 < len(found) and len(found[at + 1]) == 1 and at > 0:
        return number, found[at + 1], at + 2
    return number, letter, at + 1


def _variants(street: Words) -> Iterator[Words]:
    """Yield the street as it is, then with each word as it may be shortened or written out."""
    yield street
    for at, word in enumerate(street):
        for other in _others(word):
            yield (*street[:at], *other.split(), *street[at + 1 :])


def _others(word: str) -> Iterator[str]:
    yield from (other for other in _SAME.get(word, ()) if other != word)
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            for other in _MADE[ending]:
                yield stem + other
                yield f"{stem} {other}"
            return
