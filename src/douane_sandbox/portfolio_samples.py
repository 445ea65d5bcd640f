"""Portfolios, client dossiers, and what merely resembles them, in seven languages.

``samples(seed, number)`` yields ``(text, spans, label)``: a text, the character spans of the
portfolios in it (none in what only resembles one), and how it was made, such as
``portfolio.markdown.de`` or ``benign.factsheet.fr``.  The same seed gives the same texts.

Half of the securities carry names of listed companies, half invented ones, so that a detector
that only knows names is seen to be one.
"""

import random
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

LANGUAGES: Final = ("de", "en", "fr", "it", "es", "nl", "pl")
Span = tuple[int, int]
Sample = tuple[str, list[Span], str]

_WORDS: Final = "portfolio_words.toml"
# Thousands and decimals as each language writes them; Swiss and British German differ.
_MARKS: Final = {
    "de": (("'", "."), (".", ","), ("\u2019", ".")),
    "en": ((",", "."),),
    "fr": (("\u202f", ","), (" ", ","), ("'", ".")),
    "it": ((".", ","), ("'", ".")),
    "es": ((".", ","),),
    "nl": ((".", ","),),
    "pl": ((" ", ","), ("\u00a0", ",")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Position:
    """One line of a portfolio, as it is written.

    Attributes:
        name: The security.
        isin: With a right check digit.
        ticker: Empty when it has none.
        quantity: Number of units.
        price: Of one unit.
        value: Of all of them.
        weight: Share of the portfolio, with its percent sign.
    """

    name: str
    isin: str
    ticker: str
    quantity: str
    price: str
    value: str
    weight: str


class _Language:
    """The words of one language, and a source of chance."""

    def __init__(self, name: str, chance: random.Random) -> None:
        self.name = name
        self._words = _words()[name]
        self._chance = chance
        self._marks = chance.choice(_MARKS[name])

    def one(self, key: str) -> str:
        found = self._words[key]
        return found if isinstance(found, str) else self._chance.choice(found)

    def several(self, key: str) -> tuple[str, ...]:
        return tuple(self._words[key])

    def client(self) -> str:
        return self.one("clients")

    def number(self, value: float, decimals: int) -> str:
        thousands, point = self._marks
        text = f"{value:,.{decimals}f}"
        return text.replace(",", "\x00").replace(".", point).replace("\x00", thousands)

    def positions(self, number: int) -> list[Position]:
        chance = self._chance
        pool = [*_securities("listed"), *_securities("unknown")]
        chosen = chance.sample(pool, number)
        shares = [chance.uniform(1, 10) for _ in chosen]
        space = chance.choice(("", " "))
        decimals = chance.choice((0, 1, 2))
        made = []
        for (name, country, ticker), share in zip(chosen, shares, strict=True):
            quantity = chance.choice((50, 75, 120, 300, 450, 1200, 2500, 10_000, 25_000))
            price = chance.choice((9.85, 48.2, 98.4, 101.25, 250.1, 612.0, 1204.5))
            weight = self.number(100 * share / sum(shares), decimals)
            made.append(
                Position(
                    name, isin(country, chance), ticker, self.number(quantity, 0),
                    self.number(price, 2), self.number(quantity * price, chance.choice((0, 2))),
                    f"{weight}{space}%",
                )
            )  # fmt: skip
        return made


@cache
def _words() -> Mapping[str, Mapping[str, str | list[str]]]:
    text = resources.files("douane_sandbox").joinpath(_WORDS).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _securities(which: str) -> tuple[tuple[str, str, str], ...]:
    rows = [row.split("|") for row in _words()[which]]
    return tuple((name, country, ticker) for name, country, ticker in rows)


def isin(country: str, chance: random.Random) -> str:
    """Return an ISIN with a right check digit (ISO 6166: Luhn over letters as numbers)."""
    body = country + "".join(chance.choice("0123456789") for _ in range(9))
    digits = "".join(str(int(each, 36)) for each in body)
    total = sum(
        sum(divmod(int(digit) * (2 if at % 2 == 0 else 1), 10))
        for at, digit in enumerate(reversed(digits))
    )
    return body + str(-total % 10)


Columns = list[tuple[str, Callable[[Position], str]]]


def _columns(words: _Language, chance: random.Random) -> Columns:
    """Choose columns: a security, a quantity, and one or more of the rest."""
    names: Columns = [(words.one("security"), lambda row: row.name)]
    if chance.random() < 0.6:  # noqa: PLR2004 - a share, not a rule
        names.insert(chance.choice((0, 1)), ("ISIN", lambda row: row.isin))
    rest: Columns = [
        (words.one("price"), lambda row: row.price),
        (words.one("value"), lambda row: row.value),
        (words.one("weight"), lambda row: row.weight),
    ]
    chosen = sorted(chance.sample(range(3), chance.choice((1, 2, 3))))
    quantity: Columns = [(words.one("quantity"), lambda row: row.quantity)]
    columns = names + quantity + [rest[at] for at in chosen]
    return quantity + names + columns[len(names) + 1 :] if chance.random() < 0.2 else columns  # noqa: PLR2004


def _grid(words: _Language, chance: random.Random, *, total: bool) -> list[list[str]]:
    columns = _columns(words, chance)
    positions = words.positions(chance.choice((2, 3, 4, 6, 8)))
    rows = [[name for name, _ in columns]]
    rows += [[read(row) for _, read in columns] for row in positions]
    if total and chance.random() < 0.4:  # noqa: PLR2004
        rows.append([words.one("total"), *[""] * (len(columns) - 2), positions[0].value])
    return rows


def _markdown(words: _Language, chance: random.Random) -> str:
    head, *rows = _grid(words, chance, total=True)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _csv(words: _Language, chance: random.Random) -> str:
    separator = chance.choice((";", "\t", ","))
    rows = _grid(words, chance, total=False)
    quoted = separator == "," or chance.random() < 0.3  # noqa: PLR2004
    return "\n".join(
        separator.join(f'"{cell}"' if quoted else cell for cell in row) for row in rows
    )


def _aligned(words: _Language, chance: random.Random) -> str:
    rows = _grid(words, chance, total=True)
    if chance.random() < 0.3:  # noqa: PLR2004
        rows = rows[1:]
    widths = [max(len(row[at]) for row in rows) + 2 for at in range(len(rows[0]))]
    return "\n".join(
        "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _cells(words: _Language, chance: random.Random) -> str:
    """Write one cell a line, as text is taken out of documents."""
    return "\n".join(cell for row in _grid(words, chance, total=False) for cell in row if cell)


def _list(words: _Language, chance: random.Random) -> str:
    unit = words.one("units")
    mark = chance.choice(("- ", "* ", "• ", "{n}. "))
    form = chance.choice(
        (
            "{name}: {n} {unit}, {price}, {weight}", "{name} ({isin}): {n} @ {price} = {value}",
            "{n} x {name} @ {price} ({weight})", "{name}, {n} {unit}, {value}",
            "{isin} {name} {n} {price}", "{name} [{ticker}] {n} {unit} = {weight}",
        )
    )  # fmt: skip
    rows = [
        mark.format(n=at)
        + form.format(
            name=row.name, isin=row.isin, ticker=row.ticker or row.isin, n=row.quantity,
            unit=unit, price=row.price, value=row.value, weight=row.weight,
        )
        for at, row in enumerate(words.positions(chance.choice((2, 3, 5))), 1)
    ]  # fmt: skip
    return "\n".join(rows)


def _prose(words: _Language, chance: random.Random) -> str:
    form = words.one("position")
    parts = [
        form.format(
            n=row.quantity, name=row.name, price=row.price, weight=row.weight, value=row.value
        )
        for row in words.positions(chance.choice((2, 3, 4)))
    ]
    return ", ".join(parts[:-1]) + words.one("joiner") + parts[-1]


def _weights(words: _Language, chance: random.Random) -> str:
    """Write names and shares only: whose they are stands in the heading."""
    rows = words.positions(chance.choice((3, 5)))
    return "\n".join(f"{row.name}{chance.choice((': ', '  '))}{row.weight}" for row in rows)


def _suitability(words: _Language, chance: random.Random) -> str:
    rows = [label.split("|") for label in words.several("labels")]
    chosen = chance.sample(rows, chance.choice((4, 5, 6, 7)))
    mark = chance.choice((": ", " | ", "\t", "\n", " = "))
    return "\n".join(f"{label}{mark}{chance.choice(values)}" for label, *values in chosen)


def _suitability_prose(words: _Language, chance: random.Random) -> str:
    return words.one("prose").format(
        client=words.client(), risk=chance.choice(("3", "4", "5")), years=chance.choice((5, 8, 12)),
        total=words.number(chance.choice((850_000, 2_400_000, 12_000_000)), 0),
    )  # fmt: skip


def _dossier(words: _Language, chance: random.Random) -> str:
    table = chance.choice((_markdown, _csv, _aligned, _list))
    return f"{_suitability(words, chance)}\n\n{table(words, chance)}"


_LAYOUTS: Final[Mapping[str, Callable[[_Language, random.Random], str]]] = {
    "markdown": _markdown, "csv": _csv, "aligned": _aligned, "cells": _cells, "list": _list,
    "prose": _prose, "weights": _weights, "suitability": _suitability,
    "suitability_prose": _suitability_prose, "dossier": _dossier,
}  # fmt: skip
_NEEDS_TITLE: Final = frozenset({"weights"})
_SENTENCE: Final = frozenset({"suitability_prose"})


def _portfolio(layout: str, words: _Language, chance: random.Random) -> tuple[str, list[Span]]:
    core = _LAYOUTS[layout](words, chance)
    before = words.one("opening") + "\n\n" if chance.random() < 0.6 else ""  # noqa: PLR2004
    after = "\n\n" + words.one("closing") if chance.random() < 0.6 else ""  # noqa: PLR2004
    if layout == "prose":
        before += words.one("holds").format(client=words.client())
        after = "." + after
    elif layout in _NEEDS_TITLE:
        titles = [each for each in words.several("titles") if "{client}" in each]
        before += chance.choice(titles).format(client=words.client()) + "\n"
    elif layout not in _SENTENCE and chance.random() < 0.6:  # noqa: PLR2004
        before += words.one("titles").format(client=words.client()) + chance.choice(("\n", "\n\n"))
    return before + core + after, [(len(before), len(before) + len(core))]


def _weighted(words: _Language, chance: random.Random, number: int = 5) -> str:
    rows = words.positions(number)
    return "\n".join(f"{row.name}{chance.choice((' ', ': ', '  '))}{row.weight}" for row in rows)


def _factsheet(words: _Language, chance: random.Random) -> str:
    text = words.one("factsheet")
    return text.format(fund="Alpenquell Global Equity Fund", rows=_weighted(words, chance))


def _index(words: _Language, chance: random.Random) -> str:
    return words.one("index").format(rows=_weighted(words, chance, 6))


def _pricelist(words: _Language, chance: random.Random) -> str:
    separator = chance.choice((";", "\t", " | "))
    rows = [
        separator.join((row.name, row.isin, row.price, chance.choice("+-") + "0,8 %"))
        for row in words.positions(5)
    ]
    first, second, head = words.several("pricelist")
    return "\n".join((chance.choice((first, second)), head.replace(";", separator), *rows))


def _news(words: _Language, chance: random.Random) -> str:
    (row,) = words.positions(1)
    return " ".join(
        form.format(name=row.name, isin=row.isin, price=row.price, change=row.weight)
        for form in chance.sample(words.several("news"), 2)
    )


def _invoice(words: _Language, chance: random.Random) -> str:
    number, *head, tax = words.several("invoice")
    separator = chance.choice((";", "\t", " | ", "   "))
    rows = [
        separator.join(
            (article, str(chance.choice((1, 2, 10, 120))), words.number(12.5, 2),
             words.number(chance.choice((25, 1500.0)), 2))
        )
        for article in chance.sample(words.several("articles"), 4)
    ]  # fmt: skip
    return "\n".join((number, separator.join(head), *rows, f"{tax}  {words.number(123.4, 2)}"))


def _form(words: _Language, _chance: random.Random) -> str:
    return words.one("form")


def _plain(words: _Language, _chance: random.Random) -> str:
    return " ".join(words.several("plain"))


def _sports(_words: _Language, chance: random.Random) -> str:
    teams = ("FC Basel", "Juventus", "Ajax", "Bayern München", "Sevilla", "Legia Warszawa")
    rows = [
        f"{at}  {team}  {chance.randint(8, 12)}  {chance.randint(5, 30)}:{chance.randint(3, 20)}"
        f"  {chance.randint(9, 30)}"
        for at, team in enumerate(chance.sample(teams, 5), 1)
    ]
    return "\n".join(("Pl  Team  Sp  Tore  Pkt", *rows))


def _menu(words: _Language, chance: random.Random) -> str:
    dishes = ("Rösti", "Gazpacho", "Risotto", "Pierogi", "Stamppot", "Crème brûlée", "Fish pie")
    rows = chance.sample(dishes, 5)
    return "\n".join(
        f"{dish} .... {words.number(chance.choice((9.5, 18, 24.5)), 2)}" for dish in rows
    )


def _ordinary(_words: _Language, chance: random.Random) -> str:
    rows = [
        f"{chance.choice(('north', 'south', 'west'))},{chance.randint(10, 99)},"
        f"{chance.randint(100, 999)},{chance.random():.2f}"
        for _ in range(6)
    ]
    return "\n".join(("region,tickets,minutes,share", *rows))


_BENIGN: Final[Mapping[str, Callable[[_Language, random.Random], str]]] = {
    "factsheet": _factsheet, "index": _index, "pricelist": _pricelist, "news": _news,
    "invoice": _invoice, "form": _form, "plain": _plain, "sports": _sports, "menu": _menu,
    "ordinary": _ordinary,
}  # fmt: skip


def samples(seed: int, number: int) -> Iterator[Sample]:
    """Yield portfolios and what resembles them, in turn; each layout in each language.

    Args:
        seed: Decides everything.
        number: How many texts.
    """
    chance = random.Random(seed)
    makers: Sequence[tuple[str, str]] = [
        *(("portfolio", name) for name in _LAYOUTS), *(("benign", name) for name in _BENIGN),
    ]  # fmt: skip
    for at in range(number):
        sort, name = makers[at % len(makers)]
        language = LANGUAGES[at // len(makers) % len(LANGUAGES)]
        words = _Language(language, chance)
        label = f"{sort}.{name}.{language}"
        if sort == "portfolio":
            text, spans = _portfolio(name, words, chance)
            yield text, spans, label
        else:
            yield _BENIGN[name](words, chance), [], label
