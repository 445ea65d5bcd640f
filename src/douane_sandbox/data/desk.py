"""The trading desk: instruments, scoring models with their formulas, signals with reasons."""

from dataclasses import dataclass
from typing import Final

from douane_sandbox.data.notes import FORMULAS, METHODS, RATIONALES
from douane_sandbox.data.numbers import isin
from douane_sandbox.data.schema import Record
from douane_sandbox.data.tables import Tables
from douane_sandbox.people import INTEGRATION

_COUNTRIES: Final = ("DE", "FR", "IT", "ES", "NL", "PL", "LU", "CH")
_ISSUERS: Final = (
    "Nordlicht", "Alpenquell", "Garonne", "Vistula", "Meridian", "Brouwersgracht", "Castelvivo",
    "Peñalara", "Tidewater", "Hanseatik", "Jura", "Adriatica",
)  # fmt: skip
_KINDS: Final = (
    ("Equity", "Industries"), ("Equity", "Biotech"), ("Bond", "2,75 % 2031"), ("Bond", "FRN 2029"),
    ("Fund", "Global Equity Fund"), ("Fund", "Euro Income UCITS"), ("Structured", "Autocall 2028"),
)  # fmt: skip
_INSTRUMENTS: Final = 72
_MODELS: Final = 12
_SIGNALS: Final = 180


@dataclass(frozen=True, slots=True)
class Instrument:
    """A security that does not exist.

    Attributes:
        name: Name on a statement.
        isin: ISIN with a right check digit.
        asset_class: Value of ``AssetClass__c``.
        price: Price of one unit.
    """

    name: str
    isin: str
    asset_class: str
    price: float


def make_models(tables: Tables) -> list[Record]:
    """Add the scoring models."""
    return [
        tables.add(
            "ScoringModel__c",
            {
                "Name": f"SM-{number + 1:03d}",
                "Version__c": f"{number % 4 + 1}.{number % 3}",
                "Formula__c": FORMULAS[number % len(FORMULAS)],
                "Threshold__c": round(tables.rng.uniform(0.4, 0.95), 3),
                "Active__c": number % 3 != 0,
                "Method__c": METHODS[number % len(METHODS)],
                "OwnerId": INTEGRATION.id,
            },
        )
        for number in range(_MODELS)
    ]


def make_signals(tables: Tables, models: list[Record]) -> list[Instrument]:
    """Add the trading signals and return the instruments that they and positions speak of."""
    rng = tables.rng
    instruments = []
    for number in range(_INSTRUMENTS):
        asset_class, suffix = _KINDS[number % len(_KINDS)]
        name = f"{_ISSUERS[number % len(_ISSUERS)]} {suffix}"
        price = round(rng.uniform(8, 480), 2)
        code = isin(_COUNTRIES[number % len(_COUNTRIES)], number + 1)
        instruments.append(Instrument(name, code, asset_class, price))
    for number in range(_SIGNALS):
        instrument, strength = rng.choice(instruments), round(rng.uniform(-3, 3), 2)
        rationale = RATIONALES[number % len(RATIONALES)].format(
            instrument=instrument.name,
            isin=instrument.isin,
            target=round(instrument.price * rng.uniform(1.02, 1.2), 2),
            strength=abs(strength),
        )
        tables.add(
            "TradingSignal__c",
            {
                "Name": f"TS-{number + 1:05d}",
                "ScoringModel__c": rng.choice(models)["Id"],
                "Isin__c": instrument.isin,
                "Instrument__c": instrument.name,
                "Side__c": "Buy" if strength > 1 else "Sell" if strength < -1 else "Hold",
                "Strength__c": strength,
                "Rationale__c": rationale,
                "GeneratedAt__c": tables.moment(),
                "HorizonDays__c": rng.choice((1, 5, 20)),
                "OwnerId": INTEGRATION.id,
            },
        )
    return instruments
