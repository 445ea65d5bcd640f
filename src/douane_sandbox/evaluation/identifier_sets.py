"""Identifiers in sentences: right ones, ones whose checksum is wrong, and disguised ones."""

from collections.abc import Iterator
from random import Random
from typing import Final

from stdnum import luhn

from douane_sandbox.disguise import (
    DISGUISES,
    FOR_DIGITS,
    FOR_EMAIL,
    FOR_NAMES,
    changes,
    disguise,
)
from douane_sandbox.evaluation.rows import LANGUAGES, Made, Row, put, words
from douane_sandbox.identifiers import GENERATORS, NEUTRAL, labels
from douane_sandbox.identifiers.shapes import fill

# What speaks for itself also stands without a word before it.
CLEAR: Final = frozenset(
    {
        "iban",
        "lei",
        "isin",
        "card",
        "email",
        "phone",
        "record_id",
        "wallet.btc",
        "wallet.eth",
        "mac",
    }
)
# A wrong last digit makes these wrong for certain: every single error is seen.
CHECKED: Final = (
    "iban", "lei", "isin", "cusip", "sedol", "card", "person_id.pl", "tax_id.de", "person_id.ch",
    "company_id.ch", "person_id.be", "person_id.ee", "company_id.fr",
)  # fmt: skip
_NUMBERS: Final = (
    "9999999", "99999999", "999999999", "9999999999", "99999999999", "9999-9999", "99.999.999",
    "2024-999999", "##-99999", "#999999", "9999999999999", "99 999 999", "999-99-99999",
)  # fmt: skip
DISGUISED: Final = ("iban", "card", "email", "phone", "isin", "lei", "record_id", "vat.de")
_EACH: Final = 4  # rows of a kind in each language
_A_WAY: Final = 56  # rows of a disguise


def sets(rng: Random) -> Iterator[Made]:
    """Yield the sets of identifiers and their controls."""
    plain = [kind for kind in GENERATORS if not kind.startswith("secret.")]
    secret = [kind for kind in GENERATORS if kind.startswith("secret.")]
    yield Made(
        "identifiers", "spans", "identifiers",
        "every kind of identifier, valid, in sentences of seven languages",
        list(_plain(plain, rng)),
    )  # fmt: skip
    yield Made(
        "credentials", "spans", "credentials",
        "keys, tokens, passwords and connection strings in sentences", list(_plain(secret, rng)),
    )  # fmt: skip
    yield Made(
        "lookalikes", "benign", "lookalikes",
        "numbers with a wrong checksum behind words such as order, ticket, batch",
        list(_lookalikes(rng)),
    )  # fmt: skip
    yield Made(
        "disguised", "spans", "disguised",
        "identifiers in sentences, each disguise apart", list(_disguised(rng)),
    )  # fmt: skip
    yield Made(
        "disguised-benign", "benign", "disguised_benign",
        "ordinary words under the same disguises", list(_harmless(rng)),
    )  # fmt: skip


def _sentence(kind: str, language: str, value: str, rng: Random) -> tuple[str, int, int]:
    own = words()[language]
    said = labels(kind, language)
    if said and not (kind in CLEAR and rng.random() < 0.5):  # noqa: PLR2004 - a coin
        # A word that brings its own colon or verb needs none of the sentence's.
        label = rng.choice(said).rstrip(": ")
        return put(rng.choice(own["labelled"]), "value", value, label=label)
    return put(rng.choice(own["bare"]), "value", value)


def _plain(kinds: list[str], rng: Random) -> Iterator[Row]:
    for kind in kinds:
        for language in LANGUAGES:
            for number in range(_EACH):
                text, start, end = _sentence(kind, language, GENERATORS[kind](rng), rng)
                yield {
                    "id": f"{kind}-{language}-{number}", "text": text,
                    "spans": [[start, end, kind]], "group": language,
                }  # fmt: skip


def _lookalikes(rng: Random) -> Iterator[Row]:
    for language in LANGUAGES:
        for number in range(200):
            if number % 2:
                kind = rng.choice(CHECKED)
                value = _spoilt(GENERATORS[kind](rng), rng)
            else:
                kind, value = "number", _number(rng)
            label = rng.choice(NEUTRAL[language])
            text, _, _ = put(rng.choice(words()[language]["neutral"]), "value", value, label=label)
            yield {"id": f"{language}-{number}", "text": text, "spans": [], "group": kind}


def _spoilt(value: str, rng: Random) -> str:
    """Change the last digit, which belongs to the checksum."""
    at = max(place for place, char in enumerate(value) if char.isdigit())
    digit = rng.choice([other for other in "0123456789" if other != value[at]])
    return value[:at] + digit + value[at + 1 :]


def _number(rng: Random) -> str:
    """Return a number as shops and warehouses have them, which is no card's by chance."""
    while True:
        value = fill(rng, rng.choice(_NUMBERS))
        digits = "".join(filter(str.isdigit, value))
        if not luhn.is_valid(digits) and digits[0] not in "03":
            return value


def _disguised(rng: Random) -> Iterator[Row]:
    for way in DISGUISES:
        if way in FOR_NAMES:
            continue
        kinds: tuple[str, ...] = ("email",) if way in FOR_EMAIL else DISGUISED
        if way in FOR_DIGITS:
            kinds = tuple(kind for kind in DISGUISED if kind in {"iban", "card", "isin", "lei"})
        for number in range(_A_WAY):
            kind, language = kinds[number % len(kinds)], LANGUAGES[number // len(kinds) % 7]
            value = GENERATORS[kind](rng)
            if not changes(way, value, rng):
                continue
            text, start, end = _sentence(kind, language, value, rng)
            text, start, end = disguise(way, text, start, end, rng)
            yield {
                "id": f"{way}-{number}", "text": text, "spans": [[start, end, kind]], "group": way,
            }  # fmt: skip


def _harmless(rng: Random) -> Iterator[Row]:
    for way in DISGUISES:
        for number in range(_A_WAY):
            own = words()[LANGUAGES[number % len(LANGUAGES)]]
            text, start, end = put(rng.choice(own["bare"]), "value", rng.choice(own["harmless"]))
            text, _, _ = disguise(way, text, start, end, rng)
            yield {"id": f"{way}-{number}", "text": text, "spans": [], "group": way}
