"""The stand-in's identifiers: the same again for a seed, and valid by an independent judge."""

import random
from importlib import import_module

import pytest

from douane_sandbox.identifiers import GENERATORS, LANGUAGES, labels
from douane_sandbox.ids import is_record_id

JUDGES = {"lei": "lei", "isin": "isin", "cusip": "cusip", "bic": "bic"}
JUDGES |= {"person_id.fr": "fr.nir", "person_id.it": "it.codicefiscale", "person_id.ch": "ch.ssn"}
JUDGES |= {"card": "luhn", "tax_id.fr": "fr.nif", "vat.de": "de.vat", "person_id.pl": "pl.pesel"}


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same values each time


@pytest.mark.parametrize("kind", sorted(GENERATORS))
def test_a_seed_gives_the_same_values_again(kind: str) -> None:
    first, again = seeded(5), seeded(5)

    assert [GENERATORS[kind](first) for _ in range(9)] == [
        GENERATORS[kind](again) for _ in range(9)
    ]


@pytest.mark.parametrize("kind", sorted(JUDGES))
def test_values_are_valid_by_an_independent_judge(kind: str) -> None:
    judge = import_module(f"stdnum.{JUDGES[kind]}")
    chance = seeded(6)

    assert all(judge.is_valid(GENERATORS[kind](chance).replace(" ", "")) for _ in range(50))


def test_record_ids_carry_their_checksum() -> None:
    chance = seeded(7)

    assert all(is_record_id(GENERATORS["record_id"](chance)) for _ in range(50))


def test_a_passport_has_two_lines_of_forty_four() -> None:
    lines = GENERATORS["passport.mrz"](seeded(8)).split("\n")

    assert [len(line) for line in lines] == [44, 44]


def test_words_are_known_in_every_language() -> None:
    assert all(labels("account", language) for language in LANGUAGES)
    assert labels("person_id.fi", "fr")
    assert labels("vat.de", "de") == ("USt-IdNr.", "Umsatzsteuer-ID")
