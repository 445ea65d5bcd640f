"""Kinds of names, firms and addresses that were missed once, and words that were taken for some."""

import pytest

from douane.detect.entities.detector import Entities
from douane.detect.entities.plain_words import plain_words
from douane.detect.entities.words import ANY_PLACE, known, look_up
from douane.model.token import Kind

DETECTOR = Entities()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Die neue Anschrift lautet Am Erlenbach 114, 80331 München.",
         "Am Erlenbach 114, 80331 München"),
        ("Bitte senden Sie alles an Am Erlenbach 3, 1010 Wien.", "Am Erlenbach 3, 1010 Wien"),
        ("Woonachtig: Lange Vijverberg 83, 2513 AC Den Haag",
         "Lange Vijverberg 83, 2513 AC Den Haag"),
        ("Resident at 32 High Street, Dublin 4", "32 High Street, Dublin 4"),
        ("The new address is Flat 7, 5 Albert Road, Leeds LS1 5DL.",
         "Flat 7, 5 Albert Road, Leeds LS1 5DL"),
        ("Zamieszkały: os. Słoneczne 6 m. 12, 00-001 Warszawa",
         "os. Słoneczne 6 m. 12, 00-001 Warszawa"),
    ],
)  # fmt: skip
def test_an_address_is_found_whole(text: str, value: str) -> None:
    assert value in {each.value for each in DETECTOR.scan(text) if each.kind is Kind.ADDRESS}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Nous travaillons avec Établissements Sud-Énergie.", "Établissements Sud-Énergie"),
        ("Facture à Établissements Valclair, payable.", "Établissements Valclair"),
        ("Lavoriamo con Brusaforte Legnami e Figli S.n.c. da anni.",
         "Brusaforte Legnami e Figli S.n.c."),
    ],
)  # fmt: skip
def test_a_firm_is_found_whole(text: str, value: str) -> None:
    assert value in {each.value for each in DETECTOR.scan(text) if each.kind is Kind.ORG}


def test_a_name_is_found_behind_a_title_in_small_letters() -> None:
    found = {each.value for each in DETECTOR.scan("Ha llamado la señora Quintarraz por la cuota.")}
    assert "Quintarraz" in found


@pytest.mark.parametrize(
    "text",
    [
        "New opening hours apply from Monday, please answer by Friday.",
        "Bitte prüfen Sie TAJ und Passnummer.",
        "The form asks for the National Insurance number.",
        "Risk indicator 4 of 7, Risikoindikator 3 von 7.",
        "Der Umsatz stieg 2024 um 12 %, Stand au 30.09.2026.",
        "name='cp1256', add 35 bp 3 times",
        "We kregen 7 reacties, de meeste positief.",
        "Towar   Ilość   Cena jedn.\nKarta funduszu\nHorizonte de inversión",
    ],
)
def test_what_is_nobody_is_left(text: str) -> None:
    assert [each.value for each in DETECTOR.scan(text)] == []


def test_a_year_before_a_town_is_no_postcode() -> None:
    found = DETECTOR.scan("Copyright 2004 George and others, 1989, 2006 Boston; by 2024 Ebeling")
    assert all(each.kind is not Kind.ADDRESS for each in found)


def test_a_sentence_below_a_name_is_no_firm() -> None:
    found = DETECTOR.scan("Jan de Vries\nWe kregen 7 reacties, de meeste positief.")
    assert [each.kind for each in found] == [Kind.PERSON]


def test_a_day_is_a_family_name_behind_a_title() -> None:
    assert [each.value for each in DETECTOR.scan("Frau Sonntag und Herr Freitag")] == [
        "Sonntag", "Freitag",
    ]  # fmt: skip


def test_towns_are_known_as_those_who_live_there_call_them() -> None:
    assert all(look_up(town) & ANY_PLACE for town in ("Nürnberg", "København", "Padova"))
    assert known()["Den Haag"] & ANY_PLACE


def test_each_plain_word_has_one_class() -> None:
    words = [word for some in plain_words(ordinary=1, given_too=2, family_too=4) for word in some]
    assert len(words) == len(set(words))
