"""Whether twelve characters are an ISIN: its form, its country and its check digit.

Written out here because asking python-stdnum takes ten microseconds a number, and a table of
holdings has many; a test compares the two.

Source: ISO 6166.
"""

import re
from functools import lru_cache
from string import ascii_uppercase, digits
from typing import Final

from stdnum import isin

_FORM: Final = re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]")
_VALUES: Final = {character: str(int(character, 36)) for character in digits + ascii_uppercase}
_DOUBLED: Final = {digit: sum(map(int, str(2 * int(digit)))) for digit in digits}


def is_isin(number: str) -> bool:
    """Say whether a number in capitals and without gaps is an ISIN."""
    if _FORM.fullmatch(number) is None:
        return False
    written = "".join([_VALUES[character] for character in number])[::-1]
    total = sum(map(int, written[::2])) + sum([_DOUBLED[digit] for digit in written[1::2]])
    return total % 10 == 0 and _is_country(number[:2])


@lru_cache(maxsize=26 * 26)
def _is_country(code: str) -> bool:
    number = f"{code}000000000"
    return isin.is_valid(number + isin.calc_check_digit(number))
