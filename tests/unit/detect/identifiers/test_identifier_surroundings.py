"""Words beside a number: which of them count, and how far."""

import pytest

from douane.detect.identifiers import Identifiers
from douane.detect.identifiers.context.folded import fold
from douane.detect.identifiers.context.surroundings import before, is_neutral
from douane.detect.identifiers.context.topics import LABELS
from douane.detect.identifiers.context.trigger_words import rare_and_usual

IDENTIFIERS = Identifiers()
NAMED = {
    "a word": ("PESEL ", "person_id.pl"),
    "two words": ("codice fiscale: ", "person_id.it"),
    "a compound": ("Kundennummer ", "customer"),
    "an abbreviation": ("USt-IdNr. ", "vat"),
    "another case": ("STEUERNUMMER=", "tax_number.de"),
    "accents left out": ("numero de securite sociale ", "person"),
    "Greek": ("ΑΦΜ: ", "tax_id.gr"),
    "a verb between": ("Meine Steuer-ID lautet ", "tax_id.de"),
}


@pytest.mark.parametrize(("text", "topic"), NAMED.values(), ids=NAMED.keys())
def test_a_label_is_read(text: str, topic: str) -> None:
    assert topic in before(text, len(text))[0].topics


def test_the_nearest_label_counts() -> None:
    text = "Reisepass liegt vor. Bestellung "

    assert is_neutral(before(text, len(text)))
    assert IDENTIFIERS.scan(text + "123456789") == []


def test_nothing_is_read_across_a_nul() -> None:
    assert before("PESEL \x00", 7) == []
    assert IDENTIFIERS.scan("PESEL \x0044051401359") == []


def test_short_labels_count_in_capitals() -> None:
    assert before("GET /favicon.ico ", 17) == []
    assert before("IČO ", 4) != []


def test_folding_keeps_positions() -> None:
    for text in ("Straße", "İstanbul", "Łódź", "n.º", "ﬁ", "\ud800"):
        assert len(fold(text)) == len(text)


def test_a_bare_number_is_nobodys() -> None:
    for text in ("123456789", "we sold 123456782 of them", "44051401359", "7971234563 units"):
        assert IDENTIFIERS.scan(text) == []


def test_a_wrong_check_digit_counts_only_at_once_behind_its_label() -> None:
    assert [one.detector for one in IDENTIFIERS.scan("PESEL: 44051401358")] == ["person_id"]
    assert IDENTIFIERS.scan("PESEL was asked for twice by our branch: 44051401358") == []


def test_an_amount_behind_a_label_is_none() -> None:
    text = "The client paid 12500.00, account 2024, policy 12.500 EUR, Vertrag vom 12.03.2024"

    assert IDENTIFIERS.scan(text) == []


def test_every_label_is_in_some_expression() -> None:
    rare, usual = rare_and_usual(LABELS)
    spelled = b"".join(rare + usual)
    assert b"pesel" in spelled
    assert b"isikukood" in spelled
    assert b"konto" in spelled
