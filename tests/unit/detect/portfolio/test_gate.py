"""Only where figures or labels stand close to each other is a text read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.detect.portfolio import Portfolios
from douane.detect.portfolio.gate import Gate

GATE = Gate()
TRADE = "The client holds shares of Nestlé; Depot, Konto, notes. "
LETTER = "Wir danken für das Gespräch und melden uns bald wieder bei Ihnen. "

CLOSED = {
    "words of the trade without figures": TRADE,
    "a phone number": TRADE + "+49 170 1234567, +41 44 123 45 67",
    "a date and a time": TRADE + "30.09.2026, 2026-09-30, 12:30:15",
    "an IBAN": TRADE + "DE89370400440532013000, DE89 3704 0044 0532 0130 00",
    "an e-mail address": TRADE + "jadwiga.204512@mandant.example",
    "one whole number": TRADE + "file 20417",
    "an ISIN with a wrong check digit": "US0378331006 closed.",
    "figures without words of the trade": "Revenue rose by 12.5 % to EUR 4'300.20.",
    "two subjects": "Risk class: 4\nInvestment horizon: 8 years",
    "three subjects far apart": f"{LETTER * 9}".join(
        ("Risk class: 4\n", "Investment horizon: 8 years\n", "Total assets: some\n")
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", CLOSED.values(), ids=CLOSED.keys())
def test_it_is_not_read(text: str) -> None:
    assert GATE.windows(text) == []


FIGURES = ("98.40", "1'200", "CHF 900", "15 %", "1 200 000", "120\n250\n")


@pytest.mark.parametrize("figure", FIGURES)
def test_words_of_the_trade_and_a_figure_open(figure: str) -> None:
    assert GATE.windows(f"{TRADE}Depot {figure} and so on")


def test_of_a_long_text_only_what_stands_around_figures_is_read() -> None:
    portfolio = "Depot Kunde 7:\nNestlé 1200 98.40\nSAP 50 178.20"
    before = LETTER * 200
    text = f"{before}\n\n{portfolio}\n\n{LETTER * 200}"
    (window,) = GATE.windows(text)
    assert window[1] - window[0] < 3_000
    (found,) = Portfolios().scan(text)
    assert text[found.start : found.end].endswith("Nestlé 1200 98.40\nSAP 50 178.20")


def test_a_list_longer_than_a_window_is_found_as_one() -> None:
    rows = "\n".join(f"Helvara{row:03d} AG  {row}00  98.40" for row in range(1, 400))
    text = f"Depot Kunde 7:\nNestlé 1200 98.40\n{rows}"
    (found,) = Portfolios().scan(f"{LETTER * 50}\n\n{text}\n\n{LETTER * 50}")
    assert found.value.endswith("39900  98.40")


LABELS = ("Risk class: 4\n", "Investment horizon: 8 years\n", "Total assets: some\n")


@given(
    st.lists(
        st.lists(
            st.sampled_from((*FIGURES, *LABELS, *CLOSED.values(), TRADE, " ", "US0378331005")),
            max_size=6,
        ).map("".join),
        max_size=6,
    ),
    st.sampled_from(('"a":', "\x00")),
)
def test_what_opens_by_itself_opens_as_a_part_of_a_text(parts: list[str], between: str) -> None:
    text = between.join(parts)
    seen = GATE.look(text)
    start = 0
    for part in parts:
        if GATE.windows(part):
            assert seen.windows(text)
            assert seen.within(start, start + len(part))
        start += len(part) + len(between)
