"""Where a text names something that can be held.

Surely, by an ISIN whose check digit is right, by a listed company or a kind of instrument; and
perhaps, by a capitalised word at the place where a row or a quantity wants a name.
"""

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from douane.detect.isin import is_isin
from douane.detect.portfolio import tag
from douane.detect.portfolio.figures import Figure
from douane.detect.portfolio.vocabulary import Word

# The capital comes first, since a search skips quickly to one.
_ISIN = re.compile(r"[A-Z](?<![A-Za-z0-9].)[A-Z][A-Z0-9]{9}\d(?![A-Za-z0-9])")
_TICKER = re.compile(
    r"[A-Z](?<![\w.].)[A-Z]{1,4}[.:](?:SW|DE|PA|MI|MC|AS|L|WA|BR|VI|VX|S|F|US|N|O)(?!\w)"
)
_TRADED = re.compile(
    r"[A-Z](?<![\w.].)[A-Z]{1,4}(?=[: ] ?\d[\d.,'\u2019]{0,12} ?(?:shs?|shares|units|x|@)(?!\w))"
)
_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'\u2019&.-]{2,}+")
_BEHIND_NUMBER = re.compile(
    r"(?:[ \u00a0\u202f](?:[Ss]tück|[Ss]tk\.?|Aktien|Anteile|shares|units|actions|titres|parts"
    r"|azioni|quote|acciones|títulos|participaciones|aandelen|stuks|akcji|szt\.|x|\u00d7)"
    r"(?:[ ](?:of|de|di|der|von|van))?)?"
    r"[ \u00a0\u202f](?=[^\W\d_a-zß-öø-ÿ])"
)
_WORDS = """
    CHF EUR USD GBP PLN SEK NOK DKK CZK JPY Mio Mrd Mln Prozent Uhr Jahre Jahren Franken Euro
    January February March April May June July August September October November December Januar
    Februar März Mai Juni Juli Oktober Dezember Stück Stk Aktien Anteile Total Totale Totaal
    Razem Kurs Preis Price ISIN Kunden Tickets Personen Tage Tagen Monate Monaten
"""
_NO_NAMES: Final = frozenset(_WORDS.split())
_FEWEST_LETTERS: Final = 3
_SURE: Final = tag.ISSUER | tag.INSTRUMENT


class Named(msgspec.Struct, frozen=True, gc=False):
    """A place that names a security.

    Attributes:
        start: First character.
        end: One past the last.
        sure: An ISIN, a listed company, a kind of instrument; else only a name.
        proven: An ISIN with the right check digit, or a ticker with its exchange.
    """

    start: int
    end: int
    sure: bool
    proven: bool


def named(text: str, start: int, end: int, words: Iterable[Word]) -> list[Named]:
    """Return the sure ones in a part of a text, by position, none overlapping."""
    found = [
        Named(match.start(), match.end(), sure=True, proven=True)
        for match in _ISIN.finditer(text, start, end)
        if is_isin(match[0])
    ]
    found += [
        Named(match.start(), match.end(), sure=True, proven=True)
        for match in _TICKER.finditer(text, start, end)
    ]
    found += [
        Named(match.start(), match.end(), sure=True, proven=False)
        for match in _TRADED.finditer(text, start, end)
        if match[0] not in _NO_NAMES
    ]
    found += [
        Named(word.start, word.end, sure=True, proven=False)
        for word in words
        if word.tag & _SURE and start <= word.start and word.end <= end
        and not (word.tag & tag.UNIT and not word.tag & tag.ISSUER and text[word.start].islower())
    ]  # fmt: skip
    return _apart(found)


def perhaps(text: str, numbers: Iterable[Figure], end: int) -> list[Named]:
    """Return the names that stand behind a number, as in ``300 Helvara Holding``."""
    found = []
    for number in numbers:
        if number.percent or not number.whole:
            continue
        gap = _BEHIND_NUMBER.match(text, number.end, min(end, number.end + 30))
        if gap is None:
            continue
        name = _NAME.match(text, gap.end(), min(end, gap.end() + 60))
        if name is not None and name[0].rstrip(".") not in _NO_NAMES:
            found.append(Named(name.start(), name.end(), sure=False, proven=False))
    return found


def first_name(text: str, start: int, end: int) -> Named | None:
    """Return the name that a line begins with, behind the marks of lists and tables."""
    at = start
    while at < end and not text[at].isalpha():
        at += 1
    name = _NAME.match(text, at, end)
    if name is None or name[0] in _NO_NAMES:
        return None
    return Named(name.start(), name.end(), sure=False, proven=False)


def merged(sure: Iterable[Named], others: Iterable[Named]) -> list[Named]:
    """Join both, by position; where they overlap, the surer stands."""
    return _apart([*sure, *others])


def _apart(found: list[Named]) -> list[Named]:
    kept: list[Named] = []
    for each in sorted(found, key=lambda one: (one.start, not one.sure, -one.end)):
        if kept and each.start < kept[-1].end:
            if each.sure and not kept[-1].sure:
                kept[-1] = each
            continue
        kept.append(each)
    return kept
