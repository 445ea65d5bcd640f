"""Geo-coordinates: decimal pairs of five digits, or fewer behind a word; degrees and minutes.

Pairs of four decimals without a word are exchange rates as often as places.
"""

# ruff: noqa: RUF001 - minutes are written with any of these marks

import re
from typing import Final

from douane.detect.identifiers.edges import stands_alone
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

ID: Final = "geo"

_DECIMAL = re.compile(
    r"[+\-]?(?:[0-8]?[0-9]|90)\.([0-9]{4,15})[ \u00a0]?(°?[ \u00a0]?[NS]?)[ \u00a0]?"
    r"[,;/ ][ \u00a0]?"
    r"(?:lon(?:gitude)?[:= ]{1,2}|lng[:= ]{1,2})?"
    r"[+\-]?(?:1[0-7][0-9]|180|[0-9]{1,2})\.([0-9]{4,15})"
    r"(?:[ \u00a0]?°?[ \u00a0]?[EWO](?![A-Za-z]))?"
)
_ANGLE = (
    r"[0-9]{1,3}[ \u00a0]?°[ \u00a0]?[0-9]{1,2}(?:\.[0-9]{1,6})?[ \u00a0]?['′’][ \u00a0]?"
    r"(?:[0-9]{1,2}(?:[.,][0-9]{1,6})?[ \u00a0]?(?:[\"″”]|''))?[ \u00a0]?"
)
_ANGLES = re.compile(rf"{_ANGLE}[NS][ \u00a0]?[,;/]?[ \u00a0]?{_ANGLE}[EWO](?![A-Za-z])")
_WORD = re.compile(
    r"(?i)(?:gps|coord\w{0,12}|koord\w{0,12}|coördinaten|współrzędne|lat(?:itude|\.)?|position"
    r"|location|geo\w{0,10}|standort|posizione|ubicación|locatie|położenie)\W{0,8}\Z"
)
_BACK = 40
_FULL = 5
_LONGEST_DEGREES = 4


def read(text: str, end: int) -> Hit | None:
    """Return the pair of numbers whose second has four decimals up to here."""
    for start in range(max(0, end - 2 * _BACK), end):
        if not (text[start].isdecimal() or text[start] in "+-"):
            continue
        found = _DECIMAL.match(text, start)
        if found is None or found.end() < end:
            continue
        if not stands_alone(text, start, found.end()):
            return None
        fine = min(len(found[1]), len(found[3])) >= _FULL
        marked = bool(found[2].strip()) or bool(_WORD.search(text[max(0, start - _BACK) : start]))
        if not fine and not marked:
            return None
        return Hit(start, found.end(), Kind.PLACE, 0.9 if marked else 0.7, ID)
    return None


def read_angles(text: str, end: int) -> Hit | None:
    """Return the latitude and longitude whose first minutes end here."""
    sign = text.rfind("°", max(0, end - 6), end)
    start = sign
    while (
        start
        and sign - start < _LONGEST_DEGREES
        and (text[start - 1].isdecimal() or text[start - 1] == " ")
    ):
        start -= 1
    while start < sign and text[start] == " ":
        start += 1
    found = _ANGLES.match(text, start) if sign >= 0 else None
    if found is None:
        return None
    return Hit(start, found.end(), Kind.PLACE, 1.0, ID)


_FIRST: Final = rb"\b[0-9]{1,2}\.[0-9]{4,15}(?: |\xc2\xa0|\xc2\xb0|[NS,;/]){1,5}"
DECIMAL: Final = Trigger(
    ID,
    (_FIRST + rb"(?:(?:lon(?:gitude)?|lng)[:= ]{1,2})?[+\-]?[0-9]{1,3}\.[0-9]{4}",),
    read,
)
ANGLES: Final = Trigger(
    ID,
    (rb"[0-9] ?\xc2\xb0 ?[0-9]{1,2}(?:\.[0-9]{1,6})? ?(?:'|\xe2\x80\xb2|\xe2\x80\x99)",),
    read_angles,
)
