"""Account and security numbers with right check digits that belong to nobody.

IBANs use bank codes that no register assigns (99…); sources: ISO 13616 (IBAN), ISO 6166
(ISIN), and the national check digits of FR (clé RIB), IT (CIN), ES (DC) and PL.
"""

from random import Random
from typing import Final

_IT_ODD: Final = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
_ES_WEIGHTS: Final = (1, 2, 4, 8, 5, 10, 9, 7, 3, 6)
_PL_WEIGHTS: Final = (3, 9, 7, 1, 3, 9, 7)


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def _as_number(text: str) -> int:
    return int("".join(str(int(char, 36)) for char in text))


def with_check(country: str, bban: str) -> str:
    """Return the IBAN of a country and a BBAN, ISO 13616 mod 97."""
    return f"{country}{98 - _as_number(bban + country + '00') % 97:02d}{bban}"


def _french(rng: Random) -> str:
    bank, branch, account = "99999", _digits(rng, 5), _digits(rng, 11)
    key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97
    return f"{bank}{branch}{account}{key:02d}"


def _italian(rng: Random) -> str:
    rest = "99999" + _digits(rng, 17)
    total = sum(
        _IT_ODD[int(digit)] if place % 2 == 0 else int(digit) for place, digit in enumerate(rest)
    )
    return chr(ord("A") + total % 26) + rest


def _spanish_digit(text: str) -> str:
    total = sum(int(d) * w for d, w in zip(text.rjust(10, "0"), _ES_WEIGHTS, strict=True)) % 11
    return str((11 - total) if total > 1 else total)


def _spanish(rng: Random) -> str:
    office, account = "9999" + _digits(rng, 4), _digits(rng, 10)
    return office + _spanish_digit(office) + _spanish_digit(account) + account


def _polish(rng: Random) -> str:
    unit = "999" + _digits(rng, 4)
    total = sum(int(d) * w for d, w in zip(unit, _PL_WEIGHTS, strict=True))
    return unit + str(-total % 10) + _digits(rng, 16)


def iban(rng: Random, country: str) -> str:
    """Return a fictional IBAN of DE, AT, CH, FR, IT, ES, NL, PL or GB, without spaces."""
    match country:
        case "DE":
            bban = "99" + _digits(rng, 16)
        case "AT":
            bban = "99999" + _digits(rng, 11)
        case "CH":
            bban = "99999" + _digits(rng, 12)
        case "FR":
            bban = _french(rng)
        case "IT":
            bban = _italian(rng)
        case "ES":
            bban = _spanish(rng)
        case "NL":
            bban = "TEST" + _digits(rng, 10)
        case "PL":
            bban = _polish(rng)
        case _:
            bban = "TEST99" + _digits(rng, 12)
    return with_check(country, bban)


def isin(country: str, number: int) -> str:
    """Return an ISIN with its check digit; the national part ``ZZ…`` is assigned to nobody."""
    body = f"{country}ZZ{number:07d}"
    digits = "".join(str(int(char, 36)) for char in body)
    total = sum(
        sum(divmod(int(digit) * (2 if place % 2 == 0 else 1), 10))
        for place, digit in enumerate(reversed(digits))
    )
    return f"{body}{-total % 10}"


def spaced(text: str) -> str:
    """Return an IBAN in groups of four, as people write it."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
