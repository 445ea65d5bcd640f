"""How telephone, account and contract numbers are written.

Blanks, hyphens, slashes, dots and brackets group them, and mean nothing.  A telephone number
goes by its national number: behind its country's prefix, a zero, both, or none.
"""

import re
from collections.abc import Iterator
from typing import Final

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from douane.detect.exact.folding import fold, words
from douane.detect.exact.phrase import ANY, Phrase

FEWEST_DIGITS: Final = 7  # that are looked for in any grouping
_SHORT_DIGITS: Final = 4
_COUNTRY_DIGITS: Final = (3, 2, 1)
_SHORTEST_NATIONAL: Final = 6
_EXTENSION: Final = re.compile(r"(?:ext|extension|durchwahl|x|#)\.?\s*\d{1,6}\s*$", re.IGNORECASE)
_COUNTRIES: Final = frozenset(map(str, COUNTRY_CODE_TO_REGION_CODE))


def is_code(value: str) -> bool:
    """Tell whether a value is a number or code rather than a name: half of it are digits."""
    letters = [each for each in value if each.isalnum()]
    digits = sum(map(str.isdecimal, letters))
    return digits >= _SHORT_DIGITS and 2 * digits >= len(letters)


def code(value: str) -> Iterator[Phrase]:
    """Yield the ways to write an account, contract or customer number."""
    found = [fold(word) for word in words(value)]
    letters = "".join(found)
    if sum(map(str.isdecimal, letters)) >= FEWEST_DIGITS or not letters.isdecimal():
        yield Phrase(letters, ANY)
    else:
        # Few digits: 50,000 in a text is no customer 50000 unless it is written like one.
        yield Phrase(letters, len(found))


def phone(value: str) -> Iterator[Phrase]:
    """Yield the ways to write a telephone number."""
    bare = _EXTENSION.sub("", value).strip()
    digits = "".join(each for each in bare if each.isdecimal() and each.isascii())
    if len(digits) < _SHORTEST_NATIONAL:
        return
    if bare.startswith(("+", "(+")):
        country, national = _split(digits)
    elif digits.startswith("00"):
        country, national = _split(digits[2:])
    else:
        country, national = "", digits.removeprefix("0")
    national = national.removeprefix("0")
    if len(national) < _SHORTEST_NATIONAL:
        yield from (Phrase(each, ANY) for each in {digits} if len(each) >= FEWEST_DIGITS)
        return
    starts = ["0", country, f"00{country}", f"{country}0", f"00{country}0"] if country else ["0"]
    if len(national) >= FEWEST_DIGITS:
        starts.append("")
    for start in dict.fromkeys(starts):
        yield Phrase(start + national, ANY)


def _split(digits: str) -> tuple[str, str]:
    for length in _COUNTRY_DIGITS:
        if digits[:length] in _COUNTRIES:
            return digits[:length], digits[length:]
    return "", digits
