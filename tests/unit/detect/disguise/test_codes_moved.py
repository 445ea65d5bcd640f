"""Codes in rot13, and accounts with letters of their own in leet, are found by their checksum."""

import pytest

from douane.detect.disguise import characters, leet_iban, rot13, spaced
from douane.detect.disguise.search import search
from douane.detect.identifiers.finance.iban import LENGTHS, is_valid, places
from douane.detect.identifiers.scan import Identifiers

DETECTORS = [Identifiers()]


@pytest.mark.parametrize(
    ("text", "value", "detector"),
    [
        ("Please check HF0378331005 today.", "HF0378331005", "isin"),
        ("We noted 5493006ZUO84QQ0MJI18 there.", "5493006ZUO84QQ0MJI18", "lei"),
        ("LUBZ is wrong, LU28 OO19 4OO6 4475 0000 is not.", "LU28 OO19 4OO6 4475 0000", "iban"),
        ("IBAN FR14 2OO4 1010 0505 0001 3MO2 606 is new.", "FR14 2OO4 1010 0505 0001 3MO2 606",
         "iban"),
        ("IBAN FR14 2004 1010 0505 0001 3\u039c02 606 is new.",
         "FR14 2004 1010 0505 0001 3\u039c02 606", "iban"),
    ],
)  # fmt: skip
def test_a_code_is_found(text: str, value: str, detector: str) -> None:
    assert (value, detector) in {(each.value, each.detector) for each in search(text, DETECTORS)}


@pytest.mark.parametrize(
    "text",
    [
        "Order 5493006ZUO84QQ0MJI18 was sent.",
        "Bestellung LI79 3212 2ALB 4SF4 SQI5 B ist da.",
        "Please check HF0378331006 today.",
        "Please check US0378331006 today.",
    ],
)
def test_what_only_resembles_one_is_left(text: str) -> None:
    assert search(text, DETECTORS) == []


def test_a_code_that_is_right_as_it_stands_is_not_moved() -> None:
    assert rot13.codes("US0378331005", [0]) == []
    assert leet_iban.ibans("DE89 3704 0044 0532 0130 00", [(0, 27)]) == []


def test_the_places_of_an_account_are_as_many_as_its_characters() -> None:
    assert {country: len(places(country)) for country in LENGTHS} == LENGTHS
    assert not places("QQ")
    assert is_valid("LU280019400644750000")


def test_one_tag_between_letters_that_are_seen_says_nothing() -> None:
    between = "L\U000e0061i\U000e0061e"
    assert [patch.text for reading in characters.undo(between) for patch in reading] == ["", ""]


def test_the_last_letter_of_a_spaced_number_may_be_a_word() -> None:
    text = "0 0 3 A f 0 0 0 0 0 0 k P B C I A 2 y pidió"
    read = set()
    for reading in spaced.undo(text):
        out, done = "", 0
        for start, end, kept, _ in reading:
            out, done = out + text[done:start] + kept, end
        read.add((out + text[done:]).split(" ")[0])
    assert "003Af000000kPBCIA2" in read


def test_an_underscore_of_a_spaced_address_stays() -> None:
    text = "m___r_o_s_s_i_2_7_@_b_a_n_k_4_._i_t"
    found = search(f"Hij stuurde ons {text} en vroeg", DETECTORS)
    assert text in {each.value for each in found}
