"""Machine-readable zones of passports, identity cards and visas, whole.

The line with the dates carries check digits and gives the zone away; the lines with the name
above or below belong to it.  A zone of which somebody copied only that line is found, too.

Source: ICAO Doc 9303, parts 3 to 7.
"""

import re
from typing import Final

from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

_CORE = 15  # birth and check digit, sex, expiry and check digit
_FRONT = 13  # number, check digit, state: before the core in formats of two lines
_LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")
_LONGEST = 46
_WEIGHTS: Final = (7, 3, 1)
_ABOVE = re.compile(r"[A-Z0-9<]{28,44}[ \t]{0,3}(?:\r?\n|\\n| )[ \t]{0,3}\Z")
_BELOW = re.compile(r"[ \t]{0,3}(?:\r?\n|\\n| )[ \t]{0,3}[A-Z<]{28,36}(?![A-Z0-9<])")
_FIRST_LINE = 52
_CARD = 30
_COMPOSITES: Final = frozenset({44, 36})
_DETECTORS: Final = {"P": "passport.mrz", "V": "visa.mrz"}


def check_digit(field: str) -> str:
    """Return the check digit of a field: weights 7, 3, 1, letters from 10, ``<`` is nothing."""
    total = sum(
        (0 if letter == "<" else int(letter, 36)) * _WEIGHTS[at % 3]
        for at, letter in enumerate(field)
    )
    return str(total % 10)


def read(text: str, end: int) -> Hit | None:
    """Return the zone whose dates end here."""
    core = end - _CORE
    if not _dates_are_right(text[core:end]):
        return None
    first, last = _line(text, core, end)
    line = text[first:last]
    start, stop = _with_line_above(text, first), last
    above = text[start:first].removesuffix("\\n").strip() if start != first else ""
    if core - first == _FRONT and len(line) in _COMPOSITES:
        if not _two_lines_are_right(line):
            return None
        detector = _DETECTORS.get(above[:1], "id_card.mrz" if above else "passport.mrz")
    elif core == first and len(line) == _CARD:
        stop = _with_line_below(text, last)
        if not _card_is_right(above, line):
            return None
        detector = "id_card.mrz"
    else:
        return None
    return Hit(start, stop, Kind.IDENTITY, 1.0, detector)


def _two_lines_are_right(line: str) -> bool:
    """Tell whether number and whole have the right check digit; visas have no whole."""
    if check_digit(line[:9]) != line[9]:
        return False
    whole = line[:10] + line[13:20] + line[21:-1]
    return line[-1] in {"<", check_digit(whole)} or line[28:].rstrip("<")[:1].isalpha()


def _card_is_right(above: str, line: str) -> bool:
    """Tell whether the digit over both lines is right; without the first, only dates speak."""
    if len(above) != _CARD:
        return True
    return check_digit(above[5:] + line[:7] + line[8:15] + line[18:29]) == line[29]


def _dates_are_right(core: str) -> bool:
    return check_digit(core[:6]) == core[6] and check_digit(core[8:14]) == core[14]


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    least, most = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    while start > least and text[start - 1] in _LETTERS:
        start -= 1
    while end < most and text[end] in _LETTERS:
        end += 1
    return start, end


def _with_line_above(text: str, first: int) -> int:
    least = max(0, first - _FIRST_LINE)
    window = text[least:first]
    above = _ABOVE.search(window)
    if above is None or (above.start() + least and text[above.start() + least - 1].isalnum()):
        return first
    return least + above.start()


def _with_line_below(text: str, last: int) -> int:
    below = _BELOW.match(text, last)
    return below.end() if below else last


TRIGGER: Final = Trigger("passport.mrz", (rb"[0-9]{7}[MFX<][0-9]{7}",), read)
