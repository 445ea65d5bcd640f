"""Values to disguise, and harmless words; generated, in seven languages."""

import random
import unicodedata
from collections.abc import Callable
from typing import Final

from stdnum import luhn
from stdnum.iban import calc_check_digits

from douane.detect.exact import ExactIndex
from douane.detect.standard import standard_detectors
from douane.model.token import Kind
from douane_sandbox.data.locales import LOCALES

SENTENCES: Final = (
    "Der Kunde nennt {} als Verbindung und bittet um Antwort.",
    "Please use {} for all payments until further notice.",
    "Le client a indiqué {} dans sa lettre du 3 mars.",
    "Il cliente ha scritto {} nel modulo.",
    "Klant gaf {} door aan de balie.",
    "Nota: {}",
    "El cliente usa {} desde 2021.",
    "Klient podał {} w rozmowie.",
)
HARMLESS: Final = (
    "quarterly report", "Strategieplanung", "les conditions générales", "onderhandelingen",
    "relazione trimestrale", "Bitte um Rückruf", "the annual meeting", "nota interna",
    "confirmar la reunión", "umowa ramowa", "Order 48211-77", "batch 2024-118",
    "Jahresabschluss 2025", "version 3.14.2", "Section 12, page 7", "Betreff: Termin am Montag",
    "ticket 991823", "portfolio review", "reminder for the board", "weiche Faktoren",
    "Invoice 20260314", "room 4.17",
)  # fmt: skip
_BANKS: Final = {
    "DE": "18", "FR": "23", "NL": "ABNA10", "GB": "WEST14", "IT": "X22", "ES": "20", "PL": "24",
    "AT": "16", "CH": "17", "BE": "12",
}  # fmt: skip


def _digits(number: int, rng: random.Random) -> str:
    return "".join(rng.choices("0123456789", k=number))


def _grouped(value: str, rng: random.Random) -> str:
    if rng.random() < 0.6:
        return value
    return " ".join(value[at : at + 4] for at in range(0, len(value), 4))


def iban(rng: random.Random) -> str:
    country, form = rng.choice(list(_BANKS.items()))
    letters = form.rstrip("0123456789")
    body = letters + _digits(int(form.removeprefix(letters)), rng)
    return _grouped(f"{country}{calc_check_digits(f'{country}00{body}')}{body}", rng)


def card(rng: random.Random) -> str:
    digits = "4111" + _digits(11, rng)
    return _grouped(digits + luhn.calc_check_digit(digits), rng)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "".join(filter(str.isalnum, letters)).lower()


def email(rng: random.Random) -> str:
    locale = rng.choice(LOCALES)
    local = f"{_plain(rng.choice(locale.firsts))}.{_plain(rng.choice(locale.lasts))}"
    firm = rng.choice(("firma", "bank", "mail.kontor", "acme-trust"))
    return f"{local}@{firm}.{rng.choice(('de', 'fr', 'it', 'es', 'nl', 'pl', 'com', 'co.uk'))}"


def _names() -> tuple[str, ...]:
    rng = random.Random(11)  # noqa: S311 - the same each time
    names = [
        name
        for locale in LOCALES
        for _ in range(30)
        for name in (
            f"{rng.choice(locale.firsts)} {rng.choice(locale.lasts)}",
            f"{rng.choice(locale.lasts)} {rng.choice(locale.firms)}",
        )
    ]
    return tuple(name for name in dict.fromkeys(names) if len(name) >= 8)


NAMES: Final = _names()
DETECTORS: Final = (
    *standard_detectors(),
    ExactIndex.build((name, ("Account.Name",), "", Kind.ORG, False) for name in NAMES),
)
VALUES: Final[dict[str, Callable[[random.Random], str]]] = {
    "iban": iban,
    "card": card,
    "email": email,
    "name": lambda rng: rng.choice(NAMES),
}
