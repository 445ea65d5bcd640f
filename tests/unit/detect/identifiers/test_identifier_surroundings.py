"""Words beside a number: which of them count, and how far."""

import re
from itertools import filterfalse

import pytest

from douane.detect.identifiers import Identifiers
from douane.detect.identifiers.context.folded import fold
from douane.detect.identifiers.context.label_scan import LabelScan, is_plain
from douane.detect.identifiers.context.surroundings import before, is_neutral
from douane.detect.identifiers.context.topics import LABELS
from douane.detect.identifiers.context.trigger_words import before_digit, shortest

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


def test_every_label_is_found_however_it_is_spelled() -> None:
    scan = LabelScan({0: tuple(LABELS)})
    short = [label for label in shortest(LABELS) if not is_plain(label)]
    expressions = [re.compile(each.decode("latin-1")) for each in before_digit(short)]
    assert {"αφμ", "булстат", "cf"} & set(short)
    assert len(short) < 50
    labels = {label.strip() for labels in LABELS.values() for label in labels.split(",")}
    for label in filterfalse(re.compile("[0-9]").search, labels):
        for spelled in (label, label.upper(), fold(label), label.replace(" ", "\u00a0-")):
            for start in ("", "Die ", "\u201e", "\U0001f4de"):
                text = f"{start}{spelled}: ##4711"
                digits = {end for end, _ in scan.digits(text)}
                data = text.encode().decode("latin-1")
                assert text.index("4711") + 1 in digits or any(
                    one.search(data) for one in expressions
                ), text


def test_a_label_is_only_followed_to_the_first_digit_soon_behind_it() -> None:
    scan = LabelScan({0: ("account",)})
    assert scan.digits("account" + " " * 33 + "4711") == set()
    assert scan.digits("account\x00 4711") == set()
    assert scan.digits("acc\x00ount 4711") == set()
    assert scan.digits("\x00account 4711") == {(10, 0)}
    assert scan.digits("subaccount 4711") == set()
    assert scan.digits("the account, account no. 4711 or 4712") == {(26, 0)}


@pytest.mark.parametrize("unseen", ["\u2060", "\u200b", "\u00ad", "\u0301"])
def test_a_letter_before_what_nobody_sees_is_no_check_letter(unseen: str) -> None:
    found = IDENTIFIERS.scan(f"+49 30 10000202 D{unseen}E03")

    assert [one.detector for one in found] == ["phone"]
