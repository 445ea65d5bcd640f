"""Whole portfolios and dossiers are found as one; what resembles them is not."""

import itertools
import sys
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.detect.conformance import broken_promises
from douane.detect.disguise import search
from douane.detect.portfolio import Portfolios
from douane.model.token import Kind
from douane_sandbox.portfolio_samples import samples

DETECTOR = Portfolios()
SAMPLES = tuple(samples(20_260_930, 840))

PORTFOLIOS = {
    "whose data a sentence tells": (
        ("Bitte prüfen.\n\nKunde 48 hat Risikoklasse 3, einen Anlagehorizont von 12 Jahren und ein"
        " Gesamtvermögen von CHF 2.400.000.\n\nGruss"),
        ("Kunde 48 hat Risikoklasse 3, einen Anlagehorizont von 12 Jahren und ein"
        " Gesamtvermögen von CHF 2.400.000."),
    ),
    "cells under heads that nobody knows": (
        "Auszug\n\nSorte\nStück\nKurs\nNestlé N\n1'200\n98.40\nHelvara\n300\n250.10",
        "Sorte\nStück\nKurs\nNestlé N\n1'200\n98.40\nHelvara\n300\n250.10",
    ),
    "one position in a sentence": (
        "She holds 1,200 Nestlé at 98.40, 15 % of the portfolio.",
        "1,200 Nestlé at 98.40, 15 % of the portfolio",
    ),
    "several in a sentence": (
        "Herr Meier besitzt 500 Novartis-Aktien zu CHF 92.15 und 200 UBS zu 27.30.",
        "500 Novartis-Aktien zu CHF 92.15 und 200 UBS zu 27.30",
    ),
    "names that nobody knows": (
        ("Unser Kunde hat 10'000 Stück Helvara Holding zu 12.50 und 4'000 Stück Polmira zu 48.20"
        " im Depot."),
        "10'000 Stück Helvara Holding zu 12.50 und 4'000 Stück Polmira zu 48.20 im Depot",
    ),
    "nothing but ISINs and numbers": (
        "US0378331005 150 187.20\nUS5949181045 80 402.10",
        "US0378331005 150 187.20\nUS5949181045 80 402.10",
    ),
    "a CSV without quotes": (
        ("See:\n\nname,isin,quantity,price\nNestle SA,CH0038863350,1200,98.40\n"
        "Helvara AG,CH0012032048,300,250.10\n\nThanks."),
        ("name,isin,quantity,price\nNestle SA,CH0038863350,1200,98.40\n"
        "Helvara AG,CH0012032048,300,250.10"),
    ),
    "a table with its sum": (
        ("| Anlage | Nominal | Kurs |\n|---|---|---|\n| Kanton Arvental 2034 | 200'000 | 98.2 |\n"
        "| Helvara 2029 | 100'000 | 101.1 |\n| Total | | 299'000 |\nGruss"),
        ("| Anlage | Nominal | Kurs |\n|---|---|---|\n| Kanton Arvental 2034 | 200'000 | 98.2 |\n"
        "| Helvara 2029 | 100'000 | 101.1 |\n| Total | | 299'000 |"),
    ),
    "cells, one a line": (
        "Titel\nStück\nKurs\nNestlé N\n1'200\n98.40\nHelvara\n300\n250.10",
        "Titel\nStück\nKurs\nNestlé N\n1'200\n98.40\nHelvara\n300\n250.10",
    ),
    "suitability and positions of one client": (
        ("Risikoklasse: 4\nAnlagehorizont: 8 Jahre\nGesamtvermögen: CHF 2 Mio.\n\n"
        "- Nestlé: 120 Stück, 98.40\n- SAP: 50 Stück, 178.20"),
        ("Risikoklasse: 4\nAnlagehorizont: 8 Jahre\nGesamtvermögen: CHF 2 Mio.\n\n"
        "- Nestlé: 120 Stück, 98.40\n- SAP: 50 Stück, 178.20"),
    ),
}  # fmt: skip

ORDINARY = {
    "a price in a sentence": "Nestlé (CH0038863350) closed at 98.40, up 2.3 %.",
    "a market report": "UBS +3,2 % auf 27,30, Adecco +2,8 % auf 31,10, Swatch -2,1 % auf 180,40.",
    "a fund's largest positions": "Top 10 holdings: Apple 4.8%, Microsoft 4.5%, Nvidia 4.2%.",
    "an index": "Index weights: Nestlé 17.2%, Roche 14.8%, Novartis 14.5%.",
    "a list of prices": "Kursliste\nNestlé;CH0038863350;98.40\nRoche;CH0012032048;250.10",
    "a list with volumes": (
        "Name;Kurs;Tageshoch;Volumen\nNestlé;98.40;99.10;2300000\nRoche;250.10;252.00;810000"
    ),
    "an order of goods": "Product;Quantity;Price\nApple iPhone;12;899.00\nSony WH;20;329.00",
    "an invoice for licences": (
        "Invoice 118\nItem;Qty;Unit price;Amount\nSAP licence;25;120.00;3000.00\n"
        "Microsoft 365;40;34.40;1376.00"
    ),
    "employees": "SAP beschäftigt 107'000 Mitarbeiter, Siemens 320'000; Umsatz 31,2 und 78 Mrd.",
    "a stake that is public": "BlackRock now holds 5.2 % of Nestlé, up from 4.9 %.",
    "a client, a portfolio and a company in a letter": (
        "Der Kunde möchte sein Portfolio besprechen; er fragt nach Nestlé und den Kosten von 1,2 %"
        " für 2025. Bitte vereinbaren Sie einen Termin am 12. März um 9.30 Uhr. Vertrag Nr. 20417."
        " Der Kunde fragt auch nach SAP und den Kosten von 0,8 % für 2024."
    ),
    "an empty form": "Risk class: ____\nInvestment horizon: ____\nTotal assets: ____",
    "a rule about suitability": (
        "The firm asks for risk tolerance, investment horizon, knowledge and experience."
    ),
    "a fund's risk class": (
        "The fund: risk class 4 of 7, investment horizon 5 years, NAV 132.47, net assets 12m."
    ),
}


@pytest.mark.parametrize(("text", "whole"), PORTFOLIOS.values(), ids=PORTFOLIOS.keys())
def test_it_is_found_as_one(text: str, whole: str) -> None:
    (found,) = DETECTOR.scan(text)
    assert found.value == whole
    assert found.kind is Kind.PORTFOLIO
    assert found.parts


@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY.keys())
def test_it_is_nobodys_portfolio(text: str) -> None:
    assert DETECTOR.scan(text) == []


def test_each_position_is_a_part() -> None:
    (found,) = DETECTOR.scan("Depot Kunde 7:\nNestlé 1200 98.40\nSAP 50 178.20\nUBS 900 27.30")
    assert [found.value[part.start : part.end] for part in found.parts] == [
        "Nestlé 1200 98.40", "SAP 50 178.20", "UBS 900 27.30",
    ]  # fmt: skip
    assert {part.what for part in found.parts} == {"position"}


def test_each_statement_about_a_client_is_a_part_with_its_subject() -> None:
    (found,) = DETECTOR.scan("Risk class: 4\nInvestment horizon: 8 years\nTotal assets: EUR 2m")
    assert [part.what for part in found.parts] == ["risk", "horizon", "assets"]


def test_most_samples_are_found_as_one_and_hardly_any_other() -> None:
    hits: Counter[tuple[str, bool]] = Counter()
    number: Counter[str] = Counter()
    for text, spans, label in SAMPLES:
        sort = label.partition(".")[0]
        number[sort] += 1
        found = DETECTOR.scan(text)
        hits[sort, bool(found)] += 1
        if spans and found:
            hits["one", len(found) == 1] += 1
    recall = hits["portfolio", True] / number["portfolio"]
    precision = hits["portfolio", True] / (hits["portfolio", True] + hits["benign", True])
    assert recall >= 0.97
    assert precision >= 0.98
    assert hits["one", False] <= 0.02 * hits["one", True]


def test_it_keeps_the_promises_of_every_detector() -> None:
    texts = [text for text, _ in PORTFOLIOS.values()] + [text for text, _, _ in SAMPLES[:60]]
    assert broken_promises(DETECTOR, texts) == ()


def test_a_portfolio_behind_escapes_is_found_where_it_stands() -> None:
    text = 'He wrote "Depot:\\nNestl\\u00e9 1200 98.40\\nSAP 50 178.20\\n\\nGruss"'
    spans = [(found.start, found.end) for found in search(text, [DETECTOR])]
    start, end = text.index("Nestl"), text.index("178.20") + 6
    assert min(first for first, _ in spans) == start
    assert max(last for _, last in spans) == end


def test_what_stands_in_the_line_above_a_table_stays_out_however_lines_are_undone() -> None:
    table = (
        "Titel\tISIN\tStück\tKurs\nNestlé\tCH0038863350\t1200\t98.40\nSAP\tDE0007164600\t3\t9.10"
    )
    found = search(f"Konto DE89 3704 0044 0532 0130 00\n{table}", [DETECTOR])
    assert max(found, key=lambda each: each.end - each.start).value == table


def test_no_finding_reaches_from_one_member_of_an_object_into_the_next() -> None:
    first = "Depot: 1200 Nestlé zu 98.40, 50 SAP zu 178.20"
    text = f'{{"Description": "{first}", "Other": "{first}"}}'
    for found in DETECTOR.scan(text):
        assert '"' not in found.value


words = st.sampled_from(
    ("Nestlé", "SAP", "Depot", "Kunde", "Stück", "Kurs", "Titel", "ISIN", "CH0038863350", "1'200",
     "98.40", "15 %", "\n", "\n\n", "|", ";", "\t", ", ", "Risikoklasse:", "4", "8 Jahre", "\x00",
     "Anlagehorizont", "Total", '":', "Helvara", "à", "-")
)  # fmt: skip


@given(st.lists(words, max_size=60).map(" ".join) | st.lists(words, max_size=60).map("".join))
def test_whatever_stands_there_spans_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    found = DETECTOR.scan(text)
    for one, other in itertools.pairwise(found):
        assert one.end <= other.start
    for each in found:
        assert each.value == text[each.start : each.end] != ""
        assert all(0 <= part.start < part.end <= len(each.value) for part in each.parts)


HOSTILE = {
    "numbers": "1 ",
    "names": "Nestlé ",
    "rows": "Nestlé 1200 98.40\n",
    "heads": "Titel Stück Kurs ",
    "labels": "Risikoklasse: 4 Anlagehorizont 8 Jahre Vermögen 3 ",
    "digits": "1234567890",
    "groups": "000 ",
    "lines": "\n",
    "cells": "Nestlé\n1'200\n",
    "commas": "Nestle,1,",
    "capitals": "Aaa ",
    "a tab": "Depot Kunde\t",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    opening = "Depot Kunde Nestlé SAP 1200 98.40 Risikoklasse: 4\n"
    short, long = (_steps(opening + piece * (size // len(piece))) for size in (8_000, 32_000))
    assert long <= 6 * short


def _steps(text: str) -> int:
    """Count the lines of Python that a scan executes."""
    steps = 0

    def trace(*_: object) -> Any:  # noqa: ANN401 - as sys.settrace has it
        nonlocal steps
        steps += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        DETECTOR.scan(text)
    finally:
        sys.settrace(before)
    return steps
