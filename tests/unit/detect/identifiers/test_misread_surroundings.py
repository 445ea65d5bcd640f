"""Words that look like a label in another language, and records that look like a number."""

import pytest

from douane.detect.identifiers.scan import Identifiers
from douane.model.token import Kind

DETECTOR = Identifiers()


@pytest.mark.parametrize(
    "text",
    [
        "Los papeles mencionan US0378331005 y nada más.",
        "Los US0378331005 fueron vendidos.",
        "Nos envió US0378331005 y pidió una llamada.",
        "The papers mention US0378331005 and nothing else.",
        "Die Unterlagen nennen US0378331005 und sonst nichts.",
        "Les papiers mentionnent US0378331005 et rien de plus.",
        "Le carte citano US0378331005 e basta.",
        "De stukken noemen US0378331005 en verder niets.",
        "Dokumenty wymieniają US0378331005 i nic więcej.",
    ],
)
def test_an_isin_is_found_in_a_sentence_of_any_language(text: str) -> None:
    assert [(each.detector, each.value) for each in DETECTOR.scan(text)] == [
        ("isin", "US0378331005")
    ]


@pytest.mark.parametrize(
    "text", ["El albarán de envío US0378331005 falta.", "Bestellung US0378331005 ist da."]
)
def test_behind_the_word_for_an_order_it_is_nobodys(text: str) -> None:
    assert DETECTOR.scan(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Zamówienie RC-10078 jest gotowe.",
        "ticket RC 10078",
        "rekord RC-10078, numer RC-10078",
        "case BI-10078 and CF-10078",
    ],
)
def test_the_number_of_a_record_is_no_persons(text: str) -> None:
    assert DETECTOR.scan(text) == []


def test_a_staff_number_may_be_short() -> None:
    assert [each.value for each in DETECTOR.scan("Personalnummer 10078")] == ["10078"]


@pytest.mark.parametrize("text", ["born on 12.03.1985 in Bern", "(* 12.03.1985)"])
def test_a_date_of_birth_identifies_a_person_and_is_no_mere_date(text: str) -> None:
    assert [each.kind for each in DETECTOR.scan(text)] == [Kind.IDENTITY]


@pytest.mark.parametrize("number", ["1000003.02", "1000003,2"])
def test_a_decimal_number_is_no_persons_whatever_stands_before_it(number: str) -> None:
    assert DETECTOR.scan(f"employee number {number}") == []
