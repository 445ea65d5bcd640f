"""Letters for digits in ISIN and LEI: ``US0378331OO5``, ``529900T8BM49AUR5DO55``.

Their letters may be letters, so every choice is tried, and the checksum decides.  A checksum
holds by chance, too, one time in ten for an ISIN: so a code that is not named as one may hold
no more than ``MOST_UNNAMED`` letters of which that is chosen, one behind the word for an order or
a ticket is left alone, each choice must fit the code's form, and what is right as it is written
is left so.  Letters that can be nothing but digits in their place (in lower case, for the zeros
and the check digits) are no choice; nor is it one to read all letters that could be digits as
digits.

Sources: ISO 6166 (country, nine characters, check digit); ISO 17442 (characters 5 and 6 are
zeros, the last two are digits).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Final

from stdnum.iso7064 import mod_97_10

from douane.detect.disguise.view import Patch
from douane.detect.identifiers.context.surroundings import before, is_neutral
from douane.detect.isin import is_isin

ISIN_LENGTH: Final = 12
MOST_UNNAMED: Final = 3
MOST_NAMED: Final = 8
MOST_FREE: Final = 9  # choices double with each
ENOUGH_FORCED: Final = 2  # letters where only digits can be: nobody writes so by chance
_COUNTRY: Final = 2
_LEI_LENGTH: Final = 20
_LEI_ZEROS: Final = (4, 5)
_LEI_CHECK: Final = 18
_FEWEST_DIGITS = 3
_LABEL_BACK = 24
_CODE: Final = re.compile(r"(?:[A-Za-z0-9]{12}|[A-Za-z0-9]{20})(?![^\W_])")
_LABEL: Final = re.compile(r"\b(?:isin|lei|legal entity identifier)\b", re.IGNORECASE)
_DIGIT: Final = dict(zip("OoQIlSsZzBGg", "000115522869", strict=True))


def codes(text: str, starts: Iterable[int]) -> list[Patch]:
    """Return what reads as an ISIN or LEI once letters are digits.

    Args:
        text: Any text.
        starts: Where runs of letters and digits begin.
    """
    found: list[Patch] = []
    for match in filter(None, (_CODE.match(text, start) for start in starts)):
        written = match[0]
        if sum(map(str.isdecimal, written)) < _FEWEST_DIGITS:
            continue
        if is_neutral(before(text, match.start())):
            continue
        label = _LABEL.search(text[max(0, match.start() - _LABEL_BACK) : match.start()])
        most = MOST_NAMED if label else MOST_UNNAMED
        valid = is_isin if len(written) == ISIN_LENGTH else _is_lei
        as_read = _read(written, most, valid)
        if as_read and as_read != written:
            found.append(Patch(match.start(), match.end(), as_read, 1))
    return found


def _read(written: str, most: int, valid: Callable[[str], bool]) -> str:
    ways = [_ways(written, at) for at in range(len(written))]
    free = sum(len(way) > 1 for way in ways)
    if "" in ways or free > MOST_FREE:
        return ""
    forced = sum(len(way) == 1 and way != sign for way, sign in zip(ways, written, strict=True))
    if forced >= ENOUGH_FORCED:
        most = MOST_NAMED
    for reading in _fewest_changes_first(ways, written):
        changed = sum(one != other for one, other in zip(reading, written, strict=True))
        if changed - forced > most:
            break
        if valid(reading):
            return reading
    digits = "".join(way[-1] for way in ways)
    return digits if digits[_COUNTRY:].isdecimal() and valid(digits) else ""


def _fewest_changes_first(ways: list[str], written: str) -> Iterator[str]:
    readings = ["".join(way) for way in product(*ways)]
    readings.sort(key=lambda each: sum(a != b for a, b in zip(each, written, strict=True)))
    yield from readings


def _ways(written: str, at: int) -> str:
    """Return the characters that one may stand for; none when the code cannot have it there."""
    sign = written[at]
    digit = _DIGIT.get(sign, sign if sign.isdecimal() else "")
    if len(written) == ISIN_LENGTH:
        if at < 2:  # noqa: PLR2004 - the country
            return sign if sign.isupper() else ""
        if at == ISIN_LENGTH - 1:
            return digit
    elif at in _LEI_ZEROS:
        return digit if digit == "0" else ""
    elif at >= _LEI_CHECK:
        return digit
    if sign.islower():
        return digit
    return sign if not digit or sign == digit else sign + digit


def _is_lei(code: str) -> bool:
    return bool(mod_97_10.is_valid(code)) and not code.isdecimal()
