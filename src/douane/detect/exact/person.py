"""How a person's name is written.

``Rossi-Bianchi, Dr. Giulia Maria`` is also ``Giulia Rossi-Bianchi``, ``Rossi Bianchi Giulia``,
``G. M. Rossi Bianchi``, ``G. Rossi-Bianchi``.  Titles do not count: whoever finds a name takes
those before it along.  The family name alone is looked for where it begins with a capital, if
it is rare, and else only behind a form of address.

Where no comma says so, the family name is the last word with the particles before it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from douane.detect.exact.commonness import is_common, stands_alone
from douane.detect.exact.folding import fold, words
from douane.detect.exact.phrase import Need, Phrase
from douane.detect.exact.spelling import phrases

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
    yield from _family_alone(family, is_all=not given)
    if not given or not family:
        return
    ordinary = all(map(is_common, family))
    whole = Need.CASED if ordinary and all(map(is_common, given)) else Need.NOTHING
    chosen: dict[Words, None] = {given: None, given[:1]: None}
    if len(given) > 1:
        chosen[(given[0], *(name[0] for name in given[1:]))] = None
    for names in chosen:
        yield from _phrases((*names, *family), whole)
        yield from _phrases((*family, *names), whole)
    for initials in dict.fromkeys((tuple(name[0] for name in given), (given[0][0],))):
        yield from _phrases((*initials, *family), Need.DOTTED if ordinary else Need.INITIAL)
        yield from _phrases((*family, *initials), Need.DOTTED)


def _family_alone(family: Words, *, is_all: bool) -> Iterator[Phrase]:
    if not family:
        return
    if is_all:
        if not all(map(is_common, family)):
            yield from _phrases(family, Need.NOTHING)
            return
    elif len(family) > 1 or stands_alone(family[0]):
        yield from _phrases(family, Need.RARE)
        return
    yield from _phrases(family, Need.SALUTED)


def _phrases(words_of: Words, need: Need) -> Iterator[Phrase]:
    for letters in phrases(words_of):
        yield Phrase(letters, len(words_of), need)
