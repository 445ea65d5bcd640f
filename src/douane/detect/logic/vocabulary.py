"""Words that tell scoring, pricing and trading logic from other formulas and other code.

``STRONG`` words hardly stand in anything else; ``WEAK`` ones stand in any program (a font has a
weight, a match a score) and count only in company.  Names are taken apart first: ``riskScore``,
``risk_score`` and ``Risk_Score__c`` are *risk* and *score*.
"""

import re
from collections.abc import Iterable
from typing import Final

_STRONG: Final = """
    ltv cltv dti dsti dscr icr lgd ead fico pd scorecard creditworthiness underwriting bps haircut
    surcharge markup arrears delinquency delinquencies leverage collateral exposure exposures
    drawdown sharpe momentum ema sma rsi macd vwap volatility liquidity utilisation utilization
    rwa pricing repricing tenor obligor borrower borrowers loan loans mortgage affordability churn
    propensity raroc lombard suitability spread spreads rating ratings creditscore turnover
    income tenure zscore seniority probability_of_default concentration indebtedness networth
    beleihung beleihungsquote beleihungsauslauf bonität bonitaet schuldenquote einkommen
    zinsaufschlag risikoaufschlag risikopunkte ausfallwahrscheinlichkeit verschuldung liquidität
    endettement surendettement revenu revenus encours solvabilité indebitamento reddito merito
    endeudamiento ingresos solvencia schuldenlast inkomen kredietwaardigheid zadłużenie dochód
    score_client conviction overweight underweight carry backtest esg hitrate
    """
_WEAK: Final = """
    score scores scoring weight weights signal signals rate rates price prices risk factor factors
    threshold thresholds tier bonus points rating margin marge marża margen margine limit
    adjustment alpha beta age segment multiplier penalty decay rank client customer credit default
    premium fee discount base debt asset assets equity duration maturity revenue profit cap
    gewicht gewichtung punkte punktzahl alter laufzeit zins preis risiko bewertung kunde
    poids prix risque client âge taux punteggio peso prezzo rischio età tasso puntaje precio
    employment housing zuschlag aufschlag abschlag lending overdue delinquent umsatz zahlungsmoral
    antigüedad saldo impagos ancienneté impayés apport quotité anzianità insoluti grade grades
    inventory imbalance positioning counterparties enquiries claims cashflow recoveries unsecured
    residential leasing eigenkapitalquote zinsdeckung umsatzwachstum branche rücklastschrift
    kontoüberziehung betaalgedrag omzetgroei opóźnienia staż obroty zaległości
    riesgo edad tasa gewicht prijs risico leeftijd rente waga cena ryzyko wiek stopa ocena punktacja
    """
STRONG: Final = frozenset(_STRONG.split())
WEAK: Final = frozenset(_WEAK.split()) - STRONG  # fmt: skip

# Languages that write compounds as one word: Kundenscore, kredietscore, Branchenrisiko.
_ENDINGS: Final = ("score", "rating", "risiko", "risico", "quote", "aufschlag", "punkte", "marge")

_PART: Final = re.compile(r"[A-Z]{2,}(?![a-zà-ÿ])|[^\W\d_][a-zà-ÿąćęłńóśźż]*")


def parts(name: str) -> list[str]:
    """Return the words that a name is made of, in lower case."""
    return [part.lower() for part in _PART.findall(name)]


def tell(names: Iterable[str]) -> tuple[int, int]:
    """Return how many different strong and weak words the names hold."""
    words = {part for name in names for part in parts(name)}
    compound = sum(word.endswith(_ENDINGS) for word in words - STRONG - WEAK)
    return len(words & STRONG), len(words & WEAK) + compound
