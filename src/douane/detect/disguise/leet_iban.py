"""Letters for digits in an IBAN whose account number has letters of its own: ``LU2o 46SD CO3T …``.

Which places hold digits and which hold letters is known of each country, so most characters can
be read in one way only.  Where both may stand, every choice is tried, fewest changes first, and
the sum decides.  A sum holds by chance, too, one time in 97 for each choice: so a number in which
nothing stands where it must not is given one such choice, or none behind the word for an order,
and any other four.

Source: the structures of ``finance/iban.py``.
"""

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from douane.detect.disguise.view import Patch, Span
from douane.detect.identifiers.context.surroundings import before, is_neutral
from douane.detect.identifiers.finance.iban import LENGTHS, is_valid, places

_CANDIDATE: Final = re.compile(
    r"(?<![^\W_])[A-Za-z]{2}[ .\-]?[0-9OoQIlSsZzBGg]{2}(?:[ .\-]?[A-Za-z0-9]){11,30}(?![^\W_])",
    re.ASCII,
)
_SIGN: Final = re.compile(r"[A-Za-z0-9]")
_DIGIT: Final = dict(zip("OoQIlSsZzBGg", "000115522869", strict=True))
_LETTER: Final = dict(zip("0134568", "OIEASGB", strict=True))
_MOST_CHANGES: Final = 4
_MOST_FREE: Final = 12  # places with a choice; 12 in 4 are 793 sums


def ibans(text: str, within: Sequence[Span]) -> list[Patch]:
    """Return what reads as an IBAN in some passages once letters are digits."""
    found: list[Patch] = []
    matches = (match for first, last in within for match in _CANDIDATE.finditer(text, first, last))
    for match in matches:
        at = [sign.start() for sign in _SIGN.finditer(match[0])]
        written = "".join(match[0][place] for place in at)
        # Words may follow, and be taken for the number's end.
        size = LENGTHS.get(written[:2].upper(), 0)
        if not 0 < size <= len(written) or (size < len(at) and at[size] == at[size - 1] + 1):
            continue
        as_read = _read(written[:size], nobodys=is_neutral(before(text, match.start())))
        if as_read:
            end = at[size - 1] + 1
            characters = list(match[0][:end])
            for place, sign in zip(at, as_read, strict=False):
                characters[place] = sign
            found.append(Patch(match.start(), match.start() + end, "".join(characters), 1))
    return found


def _read(written: str, *, nobodys: bool) -> str:
    """Return the IBAN that is meant; empty when none is, or when it is right as it stands."""
    if is_valid(written.upper()):
        return ""
    ways = [_ways(*pair) for pair in zip(written, places(written[:2].upper()), strict=True)]
    if "" in ways:
        return ""
    sure = [way[0] for way in ways]
    free = [(at, way[1]) for at, way in enumerate(ways) if len(way) > 1]
    if len(free) > _MOST_FREE:
        return ""
    most = 0 if nobodys else 1
    if "".join(sure) != written.upper():
        most = _MOST_CHANGES
    for changes in range(min(most, len(free)) + 1):
        for chosen in combinations(free, changes):
            reading = sure.copy()
            for at, other in chosen:
                reading[at] = other
            number = "".join(reading)
            if is_valid(number):
                return number
    return ""


def _ways(sign: str, allowed: str) -> str:
    """Return what a sign may stand for, likeliest first; none where it cannot stand there."""
    digit = sign if sign.isdecimal() else _DIGIT.get(sign, "")
    if allowed == "n":
        return digit
    if allowed == "a":
        return sign.upper() if sign.isalpha() else _LETTER.get(sign, "")
    # In lower case among capitals, a letter was put for a digit.
    if sign.islower():
        return digit + sign.upper()
    return sign + digit if digit and digit != sign else sign
