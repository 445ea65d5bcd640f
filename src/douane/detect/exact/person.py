"""How a person's name is written.

``Rossi-Bianchi, Dr. Giulia Maria`` is also ``Giulia Rossi-Bianchi``, ``Rossi Bianchi Giulia``,
``G. M. Rossi Bianchi``, ``G. Rossi-Bianchi``.  Titles do not count: whoever finds a name takes
those before it along.  The family name alone is looked for where it begins with a capital, if
it is rare, and else only behind a form of address.

Where no comma says so, the family name is the last word with the particles before it; of three
words and more it may be the last two as well.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from douane.detect.exact.commonness import is_common, stands_alone
from douane.detect.exact.folding import fold, words
from douane.detect.exact.phrase import Need, Phrase
from douane.detect.exact.spelling import every

TITLES: Final = frozenset(
    [
        "dr",
        "dres",
        "prof",
        "professor",
        "professorin",
        "doktor",
        "docteur",
        "dott",
        "dottore",
        "dottoressa",
        "dottssa",
        "ing",
        "dipl",
        "mag",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "sir",
        "dame",
        "lord",
        "lady",
        "herr",
        "herrn",
        "frau",
        "fraulein",
        "hr",
        "fr",
        "mme",
        "mlle",
        "monsieur",
        "madame",
        "mademoiselle",
        "messieurs",
        "maitre",
        "sig",
        "signor",
        "signora",
        "signore",
        "sigra",
        "sra",
        "sr",
        "srta",
        "senor",
        "senora",
        "senorita",
        "don",
        "dona",
        "dhr",
        "mevr",
        "mevrouw",
        "meneer",
        "pan",
        "pani",
        "panu",
        "dra",
        "rag",
        "avv",
        "geom",
        "arch",
        "ir",
        "drs",
        "hon",
        "rev",
        "fru",
    ]
)
_AFTER: Final = frozenset(
    [
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "phd",
        "md",
        "mba",
        "msc",
        "bsc",
        "llm",
        "cfa",
        "frm",
        "cpa",
        "esq",
    ]
)
PARTICLES: Final = frozenset(
    [
        "van",
        "von",
        "vom",
        "vander",
        "de",
        "der",
        "den",
        "del",
        "della",
        "delle",
        "dello",
        "degli",
        "dei",
        "di",
        "da",
        "das",
        "dal",
        "dos",
        "du",
        "des",
        "la",
        "le",
        "lo",
        "ten",
        "ter",
        "te",
        "zu",
        "zum",
        "zur",
        "af",
        "av",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "bint",
        "st",
        "saint",
        "san",
        "santa",
        "y",
        "e",
        "o",
        "d",
        "l",
        "t",
        "mac",
    ]
)
_APOSTROPHES: Final = re.compile("(?<=[^\\W\\d_])['\u2019\u02bc`\u00b4](?=[^\\W\\d_])")

Words = tuple[str, ...]


def written(value: str) -> Iterator[Phrase]:
    """Yield the ways to write a person's name."""
    for spelled in _with_and_without_apostrophe(value):
        given, family = _parts(spelled)
        yield from _orders(given, family)
        if len(given) > 1 and "," not in spelled:
            yield from _two_families(given, family)


def _with_and_without_apostrophe(value: str) -> tuple[str, ...]:
    if _APOSTROPHES.search(value) is None:
        return (value,)
    return value, _APOSTROPHES.sub("", value)


def _parts(value: str) -> tuple[Words, Words]:
    """Return given names and family name, without titles."""
    head, comma, tail = value.partition(",")
    first, behind = _untitled(words(head)), _untitled(words(tail))
    if comma and behind and first:
        return behind, first
    known = first or behind
    if len(known) == 1 or not known:
        return (), known
    at = len(known) - len(_last_token(value, known))
    while at > 1 and fold(known[at - 1]) in PARTICLES:
        at -= 1
    return known[:at], known[at:]


def _last_token(value: str, known: Words) -> Words:
    """Return the words of the last hyphenated token, but never all words."""
    token = tuple(words(value.rsplit(maxsplit=1)[-1]))
    whole = 1 < len(token) < len(known) and known[-len(token) :] == token
    return token if whole else known[-1:]


def _untitled(found: Sequence[str]) -> Words:
    start, end = 0, len(found)
    while start < end - 1 and fold(found[start]) in TITLES:
        start += 1
    while end - 1 > start and fold(found[end - 1]) in _AFTER:
        end -= 1
    if end - start == 1 and fold(found[start]) in TITLES | _AFTER:
        return ()
    return tuple(found[start:end])


def _orders(given: Words, family: Words) -> Iterator[Phrase]:
    if not family:
        return
    alone = _need_alone(family, is_all=not given)
    ordinary = all(map(is_common, family))
    whole = Need.CASED if ordinary and all(map(is_common, given)) else Need.NOTHING
    initial = Need.DOTTED if ordinary else Need.INITIAL
    size, count = len(family), len(given)
    for spelled in every(given + family):
        names, behind = spelled[:count], "".join(spelled[count:])
        yield Phrase(behind, size, alone)
        if not names:
            continue
        first, before = names[0], "".join(names)
        yield Phrase(before + behind, count + size, whole)
        yield Phrase(behind + before, count + size, whole)
        yield Phrase(first[0] + behind, 1 + size, initial)
        yield Phrase(behind + first[0], 1 + size, Need.DOTTED)
        if count == 1:
            continue
        middle = "".join([name[0] for name in names[1:]])
        yield Phrase(first + behind, 1 + size, whole)
        yield Phrase(behind + first, 1 + size, whole)
        yield Phrase(first + middle + behind, count + size, whole)
        yield Phrase(behind + first + middle, count + size, whole)
        yield Phrase(first[0] + middle + behind, count + size, initial)
        yield Phrase(behind + first[0] + middle, count + size, Need.DOTTED)


def _two_families(given: Words, family: Words) -> Iterator[Phrase]:
    """Yield what else there is if the word before the family name belongs to it (Ibáñez Paz)."""
    before, names = len(given) - 1, (*given, *family)
    size = len(names) - before
    for spelled in every(names):
        first, behind = "".join(spelled[:before]), "".join(spelled[before:])
        yield Phrase(behind, size, Need.SALUTED)
        yield Phrase(behind + first, len(names), Need.NOTHING)
        yield Phrase(first[0] + behind, 1 + size, Need.INITIAL)
        yield Phrase(behind + first[0], 1 + size, Need.DOTTED)


def _need_alone(family: Words, *, is_all: bool) -> Need:
    """Return what the family name by itself needs; ``is_all`` when the org has no more."""
    if is_all:
        return Need.SALUTED if all(map(is_common, family)) else Need.NOTHING
    return Need.RARE if len(family) > 1 or stands_alone(family[0]) else Need.SALUTED
