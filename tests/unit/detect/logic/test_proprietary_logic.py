"""Logic that somebody devised is found; what everybody may know is not."""

import random
from collections import Counter

import pytest

from douane.detect.conformance import broken_promises
from douane.detect.logic.proprietary import ProprietaryLogic
from douane.model.token import Kind
from douane_sandbox.logic_samples import Row, local_code, local_prose, rows

DETECTOR = ProprietaryLogic()
ROWS = list(rows(seed=11, each=6))

METHODS = {
    "a weighted sum": "score = 0.35 * income + 0.25 * tenure - 0.4 * dti",
    "decimal commas": "Kundenscore = 0,4*Umsatz + 0,35*Zahlungsmoral + 0,25*Branchenrisiko",
    "a logistic model": "PD = 1 / (1 + exp(-(-3.2 + 0.8*ltv + 1.1*dti)))",
    "a spreadsheet": "=IF($F$3>0.8,VLOOKUP(G3,Rates!$A$2:$C$9,3)*1.12,G3*0.97)",
    "a weighted sum of cells": "=SUMMENPRODUKT(B2:B9;C2:C9)/100",
    "a formula field": "IF(Annual_Revenue__c > 5000000, Discount__c * 1.25, Discount__c * 1.1)",
    "LaTeX": r"\mathrm{score} = 25 + 3.4 \times \mathrm{income} - 7.1 \times \mathrm{arrears}",
    "conditions in a sum": 'spread_bp = 85 + 40*(ltv>0.8) + 25*(rating<"BBB")',
    "a trading signal": "alpha = 0.5*rank(momentum_12_1) - 0.3*rank(vol_60d)",
    "signed points": "Income > 5,000: +20\nIncome 3,000-5,000: +10\nIncome < 3,000: -5",
    "a grid as CSV": "Rating,Min LTV,Max LTV,Spread bp\nA,0,60,45\nA,60,80,70\nB,0,60,95",
    "a rule": "If LTV is above 80 % add 35 bp to the margin.",
    "a German rule": "wenn DTI > 40 % dann ablehnen",
    "a Polish rule": "Jeżeli scoring spadnie poniżej 520, limit zmniejszamy o 30 %.",
    "weights in prose": "Our rating weighs leverage at 40 %, liquidity at 35 % and income at 25 %.",
}
HARMLESS = {
    "compound interest": "A = P(1 + r/n)^(nt)",
    "Black and Scholes": "C = S N(d1) - K e^(-rT) N(d2)",
    "BMI": "BMI = weight / height^2",
    "Altman": "Z = 1.2 X1 + 1.4 X2 + 3.3 X3 + 0.6 X4 + 1.0 X5",
    "Mifflin": "rate = 10 \u00d7 weight + 6.25 \u00d7 height - 5 \u00d7 age + 5",
    "luminance": "gray = 0.299 * r + 0.587 * g + 0.114 * b",
    "arithmetic": "3 + 4 = 7",
    "an invoice": "total = 12 \u00d7 99.00 = 1,188.00 EUR plus 19 % VAT",
    "a benchmark": "Benchmark: 60 % MSCI World + 40 % Bloomberg Global Aggregate",
    "a fee": "A performance fee of 20 % is charged on returns above 8 %.",
    "a status": "The client's DTI is 38 % and her LTV 72 %.",
    "a league table": "Team | Won | Points\n---|---|---\nA | 10 | 30\nB | 8 | 24\nC | 5 | 15",
    "settings": "timeout=30\nretries=3\nmax_connections = 200",
    "a query string": "https://example.org/?page=2&size=50&score=3",
    "one print": 'print("hello")',
    "a shell command": "docker run -p 8080:80 --memory=512m nginx",
    "JSON": '{"name": "demo", "version": "1.2.0", "weight": 3}',
    "a sum of cells": "=SUM(A1:A10)",
    "a style sheet": "body {\n  margin: 0;\n  font-weight: 600;\n  opacity: 0.85;\n}",
}


@pytest.mark.parametrize("text", METHODS.values(), ids=METHODS)
def test_a_method_is_found(text: str) -> None:
    found = DETECTOR.scan(f"Hello,\n\n{text}\n\nBest regards\n")

    assert {finding.kind for finding in found} == {Kind.LOGIC}
    assert sum(finding.end - finding.start for finding in found) > 0.6 * len(text)


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_what_everybody_knows_is_not_found(text: str) -> None:
    assert DETECTOR.scan(f"Hello,\n\n{text}\n\nBest regards\n") == []


def test_recall_and_precision_are_above_ninety_five_percent_on_the_samples() -> None:
    seen: Counter[str] = Counter()
    chance = random.Random(2)  # noqa: S311 - the same each time
    for row in [*ROWS, *local_code(chance, 150), *local_prose(chance, 50)]:
        found = bool(DETECTOR.scan(row.text))
        seen["hit" if found and row.spans else "false" if found else "none"] += 1
        seen["positive"] += bool(row.spans)

    assert seen["hit"] >= 0.95 * seen["positive"]
    assert seen["hit"] >= 0.95 * (seen["hit"] + seen["false"])


def test_a_finding_covers_the_whole_passage_and_little_else() -> None:
    short = [row.label for row in ROWS if row.spans and not _covers(row)]

    assert len(short) <= 0.05 * len(ROWS)


def _covers(row: Row) -> bool:
    start, end = row.spans[0]
    found = DETECTOR.scan(row.text)
    return bool(found) and found[0].start <= start + 4 and found[-1].end >= end - 4


def test_the_detector_keeps_every_promise_of_a_detector() -> None:
    texts = [*METHODS.values(), *HARMLESS.values(), *(row.text for row in ROWS[:120])]

    assert broken_promises(DETECTOR, texts) == ()


@pytest.mark.parametrize(
    "hostile",
    [
        "(",
        "a*(2+",
        "1.5*a+",
        "if LTV > 2 ",
        "a > 1\n",
        "| < 2 | points\n",
        "x = 3;\n",
        "LTV ",
        "\n",
    ],
)
def test_the_work_grows_no_faster_than_the_text(hostile: str) -> None:
    short, long = (_calls(hostile * times) for times in (400, 1600))

    assert long <= 6 * short + 200


def _calls(text: str) -> int:
    import sys  # noqa: PLC0415 - only here

    count = 0

    def each(_frame: object, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(each)
    try:
        DETECTOR.scan(text)
    finally:
        sys.setprofile(None)
    return count
