"""Check digits that python-stdnum does not have, or for which it would read a file.

Sources: Verband Deutscher Rentenversicherungsträger (VKVV section 2); Hungarian Act XX of 1996;
Luxembourg, règlement grand-ducal of 21 November 2003; HMRC NIM39110; Austrian BMF.
"""

from typing import Final

from stdnum import luhn, verhoeff

_MONTHS, _DAYS = 12, 31
_ELEVEN = 11
_PENSION_WEIGHTS: Final = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
_NEVER_ISSUED: Final = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})


def austrian_tax(number: str) -> bool:
    """Tell whether the ninth digit is Luhn's, from the left."""
    total = sum(
        int("0246813579"[int(digit)]) if at % 2 else int(digit)
        for at, digit in enumerate(number[:8])
    )
    return (10 - total) % 10 == int(number[8])


def german_pension(number: str) -> bool:
    """Tell whether a pension insurance number has a possible date and the right last digit."""
    # The area may be 50 higher; the day, too, for those who had a second number.
    if not 1 <= int(number[4:6]) <= _MONTHS or int(number[2:4]) > _DAYS:
        return False
    plain = f"{number[:8]}{ord(number[8]) - 64:02}{number[9:11]}"
    products = (int(digit) * weight for digit, weight in zip(plain, _PENSION_WEIGHTS, strict=True))
    return sum(each // 10 + each % 10 for each in products) % 10 == int(number[11])


def hungarian_insurance(number: str) -> bool:
    """Tell whether a TAJ number's ninth digit is right."""
    total = sum(int(digit) * (3, 7)[at % 2] for at, digit in enumerate(number[:8]))
    return total % 10 == int(number[8])


def hungarian_tax(number: str) -> bool:
    """Tell whether the tenth digit is right; a remainder of ten is never given."""
    total = sum(int(digit) * at for at, digit in enumerate(number[:9], 1))
    return total % _ELEVEN == int(number[9])


def luxembourgish(number: str) -> bool:
    """Tell whether a matricule has a possible date, Luhn's digit and Verhoeff's."""
    if not (1 <= int(number[4:6]) <= _MONTHS and 1 <= int(number[6:8]) <= _DAYS):
        return False
    return bool(luhn.is_valid(number[:12]) and verhoeff.is_valid(number[:11] + number[12]))


def maltese(number: str) -> bool:
    """Tell whether an identity card number has a serial number; it has no check digit."""
    return number[:-1].strip("0") != ""


def british_insurance(number: str) -> bool:
    """Tell whether the prefix of a National Insurance number has been given to anybody."""
    return number[:2] not in _NEVER_ISSUED
