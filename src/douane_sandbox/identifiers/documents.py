"""Passports, identity cards and visas with their machine-readable zones, and dates of birth."""

import random
from collections.abc import Callable
from typing import Final

from douane_sandbox.identifiers.shapes import day, fill

Make = Callable[[random.Random], str]

_STATES: Final = ("D<<", "FRA", "ITA", "ESP", "NLD", "POL", "CHE", "AUT", "GBR", "SWE")
_NAMES: Final = ("KELLER", "MOREAU", "ROSSI", "GARCIA", "JANSEN", "NOWAK", "LARSEN", "VIRTANEN")
_GIVEN: Final = ("ANNA", "LUC", "MARIA", "JOSE", "PIETER", "EWA", "MIKAEL", "JEAN<PAUL")
_MONTHS: Final = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października"
    " listopada grudnia",
}


def check_digit(field: str) -> str:
    """Return the digit of ICAO Doc 9303, part 3: weights 7, 3, 1; letters from 10; ``<`` is 0."""
    values = (0 if letter == "<" else int(letter, 36) for letter in field)
    return str(sum(value * (7, 3, 1)[at % 3] for at, value in enumerate(values)) % 10)


def _parts(chance: random.Random) -> tuple[str, str, str, str, str]:
    year, month, of_month = day(chance)
    number = fill(chance, "#*99*99*9")
    birth = f"{year % 100:02}{month:02}{of_month:02}"
    expiry = f"{chance.randint(27, 35)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    names = f"{chance.choice(_NAMES)}<<{chance.choice(_GIVEN)}"
    return chance.choice(_STATES), number, birth, expiry, names


def _passport(chance: random.Random) -> str:
    state, number, birth, expiry, names = _parts(chance)
    second = f"{number}{check_digit(number)}{state}{birth}{check_digit(birth)}"
    second += f"{chance.choice('MF<')}{expiry}{check_digit(expiry)}" + "<" * 14 + "0"
    second += check_digit(second[:10] + second[13:20] + second[21:43])
    return f"P<{state}{names}".ljust(44, "<") + "\n" + second


def _card(chance: random.Random) -> str:
    state, number, birth, expiry, names = _parts(chance)
    first = f"ID{state}{number}{check_digit(number)}".ljust(30, "<")
    second = f"{birth}{check_digit(birth)}{chance.choice('MF<')}{expiry}{check_digit(expiry)}"
    second += state + "<" * 11
    second += check_digit(first[5:30] + second[:7] + second[8:15] + second[18:29])
    return "\n".join((first, second, names.ljust(30, "<")))


def _older_card(chance: random.Random) -> str:
    state, number, birth, expiry, names = _parts(chance)
    second = f"{number}{check_digit(number)}{state}{birth}{check_digit(birth)}"
    second += f"{chance.choice('MF<')}{expiry}{check_digit(expiry)}" + "<" * 7
    second += check_digit(second[:10] + second[13:20] + second[21:35])
    return f"I<{state}{names}".ljust(36, "<") + "\n" + second


def _visa(chance: random.Random) -> str:
    state, number, birth, expiry, names = _parts(chance)
    second = f"{number}{check_digit(number)}{state}{birth}{check_digit(birth)}"
    second += f"{chance.choice('MF<')}{expiry}{check_digit(expiry)}"
    return f"V<{state}{names}".ljust(44, "<") + "\n" + second.ljust(44, "<")


def _number(chance: random.Random) -> str:
    shapes = ("C99X99T99", "99##99999", "##9999999", "###999999", "X9999999", "999999999")
    return fill(chance, chance.choice(shapes))


def _birth(chance: random.Random) -> str:
    year, month, of_month = day(chance)
    language = chance.choice(sorted(_MONTHS))
    word = _MONTHS[language].split()[month - 1]
    return chance.choice(
        (
            f"{of_month:02}.{month:02}.{year}",
            f"{of_month}.{month}.{year}",
            f"{of_month:02}/{month:02}/{year}",
            f"{year}-{month:02}-{of_month:02}",
            f"{of_month}. {word} {year}" if language == "de" else f"{of_month} {word} {year}",
            f"{of_month} de {word} de {year}" if language == "es" else f"{of_month} {word} {year}",
        )
    )


MAKERS: Final[dict[str, Make]] = {
    "passport.mrz": _passport,
    "id_card.mrz": lambda chance: chance.choice((_card, _older_card))(chance),
    "visa.mrz": _visa,
    "passport": _number,
    "id_card": _number,
    "birth_date": _birth,
}
