r"""Rules in prose: *wenn DTI > 40 % dann ablehnen*, *if LTV is above 80 % add 35 bp*.

A sentence is a rule when it names a factor of credit or trading, compares it with a number, and
says what follows: a decision, or by how much something changes.  A sentence that spreads at
least three percentages over such factors to make a score is one, too.  Sentences are looked at
only around factors that the gate found, so prose without any costs nothing.

Public wording that resembles rules (fees of a fund, central banks, opening hours) names no such
factor, or decides nothing.
"""

import re
from bisect import bisect_right
from typing import Final

from douane.detect.logic.passage import stripped

_MOST: Final = 600  # characters of a sentence on either side
_FEWEST_SHARES: Final = 3

_FACTOR: Final = re.compile(
    r"\b(?:ltv|cltv|dti|dsti|dscr|icr|pd|lgd|ead|fico|scores?|scoring|ratings?|leverage|arrears"
    r"|income|turnover|exposure|rsi|sma|ema|spread|duration|liquidity|revenus?|punteggio"
    r"|utili[sz]ation\w*|drawdown\w*|momentum|volatilit\w*|bonität\w*|beleihung\w*|schuldenquote"
    r"|verschuldung\w*|einkommen\w*|endettement\w*|indebitamento|reddito|endeudamiento|ingresos"
    r"|schuldenlast\w*|inkomen\w*|zadłużeni\w*|doch[oó]d\w*|zmienno\w*|loan-to-value"
    r"|debt[- ]to[- ]income|drift|mora|leva|levier|apalancamiento|morosidad|hefboom|rating\w+"
    r"|punktacj\w*|volatilidad|solvenc\w*|solvibil\w*|zdolnoś\w*|quotité|eigenkapital\w*"
    r"|zinsdeckung\w*|risikoaufschl\w*|kapitalquote"
    r"|couverture|copertura|cobertura|dźwigni\w*|wskaźnik\w*|bonitas)\b",
    re.IGNORECASE,
)
_COMPARES: Final = re.compile(
    r"[<>≤≥]|\b(?:above|over|exceed\w*|below|under|less than|more than|greater|higher"
    r"|lower|beyond|within|up to"
    r"|at least|at most|between|from|reaches|falls?|drops?|rises?|hits|crosses"
    r"|über|unter|größer|groesser|kleiner|mehr als|weniger als|höher|hoeher|niedriger|mindestens"
    r"|höchstens|übersteigt|überschreitet|unterschreitet|ab|zwischen|fällt|steigt|ueber|liegt"
    r"|dépasse\w*|supérieure?s?|inférieure?s?|plus de|moins de|au-dessus|en dessous|entre"
    r"|super[ae]\w*|superiore|inferiore|oltre|sotto|sopra|maggiore|minore|tra|fra|arriva"
    r"|scende\w*|sale (?:a|oltre|sopra)"
    r"|superior|inferior|más de|menos de|mayor|menor|por encima|por debajo|encima|debajo"
    r"|baja|sube|cae"
    r"|boven|hoger|lager|onder|meer dan|minder dan|groter|tussen|minstens"
    r"|przekracza\w*|powyżej|poniżej|wyższ\w*|niższ\w*|większ\w*|mniejsz\w*|więcej|mniej"
    r"|między|spad\w+|przekrocz\w*|franchi\w+|exc[eéè]d\w*|rebas\w+|wzro\w+|rośnie|od"
    r")\b",
    re.IGNORECASE,
)
_DECIDES: Final = re.compile(
    r"\b(?:declin\w+|reject\w*|approv\w+|refus\w+|refer|manual review|escalat\w+|sell|buy|hedge"
    r"|go (?:long|short)|short|overweight|underweight|ablehn\w+|abgelehnt|abzulehnen|genehmig\w+"
    r"|bewillig\w+|manuell\w*|kaufen|verkaufen|rejet\w+|accepter|accord\w+|acheter|vendre"
    r"|rifiut\w+|approvare|respingere|respint\w+|comprare|vendere|acquistare|rechaz\w+"
    r"|aprobar|den[ie]+g\w+|comprar|vender|afwijzen|afgewezen|afwijzing|goedkeuren|kopen|verkopen"
    r"|odrzu\w+|zaakceptuj|zatwierdź|kup|sprzedaj|odmów\w*|odmow\w*|block\w*|stop[- ]loss"
    r"|entry|exit|stop at|trade back|rebalanc\w+|halt\w*|clos(?:e|ed|es)|freez\w+|lehn\w+|sperr\w+"
    r"|respin\w+|declin\w+|nega\w+|boccia\w+|chiud\w+|cierra\w*|cerr\w+|suspend\w+|odmawia\w*"
    r"|odrzuc\w*|sprzeda\w*|kupuj\w*|zamyka\w*|wijz\w+|weiger\w*|sluit\w*|ferm\w+|liquid\w+)\b",
    re.IGNORECASE,
)
_CHANGES: Final = re.compile(
    r"\b(?:add|deduct|subtract|reduc\w+|increas\w+|rais\w+|lower|cap|charg\w+|surcharge|multipl\w+"
    r"|widen|tighten|set|scores?|award|limit|discount|price[ds]?|cut|costs?|gives?|gets?|earns?"
    r"|addier\w+|reduzier\w+|halbier\w+|verdoppel\w+|kürz\w+|abziehen|abgezogen|zieh\w*"
    r"|erhöh\w+|senk\w+|aufschlag|abschlag|zuschlag|zuzüglich"
    r"|begrenz\w+|vergeb\w+|ergibt|gibt|ajout\w+|retir\w+|major\w+|rédui\w+|augment\w+|plafonn\w+"
    r"|déduir\w+|aggiung\w+|toglier\w+|ridu\w+|aument\w+|maggior\w+|detrarre|limitare|sum\w+"
    r"|restar|reduc\w+|añad\w+|limitar|recargo|tel|trek|verhoog\w*|verlaag\w*|opslag"
    r"|toeslag|beperk\w*|dodaj|odejmij|zwiększ\w*|zmniejsz\w*|ogranicz\w*|podnieś|obniż\w*"
    r"|appl(?:y|ies|ied)|requir\w+|halv\w+|doubl\w+|schlag\w+|verlang\w+|setz\w+|berechn\w+"
    r"|appliqu\w+|exig\w+|applic\w+|richied\w+|alz\w+|abbass\w+|dimezz\w+|aplic\w+|cobr\w+"
    r"|reken\w*|rekenen|vragen|geven|podno\w+|podwyższ\w*|stosuj\w+|wymaga\w*|nalicz\w+"
    r"|skraca\w*|doliczamy|dolicz\w*|zmniejsza\w*)\b",
    re.IGNORECASE,
)
_BY_HOW_MUCH: Final = re.compile(
    r"\d[ \u00a0\u202f]?(?:bps?|basis points?|basispunkten?|pb|points? de base|punti base|puntos"
    r" básicos|basispunten|punktów bazowych|punkt\w* procentow\w+|per cento|por ciento"
    r"|pour cent|procent\w*"
    r"|prozent\w*|percent\w*|points?|punkten?|punti|puntos|punten|punkt\w*|pts|%|k\b"
    r"|x\b|times|thousand)|[-+]\s?\d",
    re.IGNORECASE,
)
_SCORES: Final = re.compile(
    r"\b(?:\w*scores?|scoring|ratings?|punktzahl|bonität|gewicht\w*|weigh\w+|weighted|pondér\w+"
    r"|pesat\w+|ponder\w+|gewogen|ważon\w+|punteggio)\b",
    re.IGNORECASE,
)
# What supposes a case, or speaks of what one's own firm does.
_SUPPOSES: Final = re.compile(
    r"\b(?:if|when|once|unless|whenever|we|our|wenn|falls|sobald|wir|unsere?|dès que|lorsqu\w+"
    r"|nous|notre|qualora|i clienti|nuestr[oa]s?|jeśli|jeżeli|gdy|zodra|wanneer|onze|wij)\b"
    # These stand within other sentences, too.
    r"|(?:\A|[,;:] )(?:bei|si|on|quand|se|quando|con|cuando|clientes|przy|dla|als|bij)\b",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(r"(\d{1,3}(?:[.,]\d)?)[ \u00a0\u202f]?%")
_TIMES: Final = re.compile(r"\d (?:times|mal|fois|volte|veces|keer|razy)\b", re.IGNORECASE)
_WHOLE: Final = 100
_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)*")
# One set of characters comes first, since a search skips quickly to those.
_END: Final = re.compile(r"[.!?\n\x00](?:(?<=[\n\x00])|(?=\s|\Z))")


def read(text: str, factors: list[int]) -> list[tuple[int, int]]:
    """Return the spans of rules, in order; neighbours are joined.

    Args:
        text: A text.
        factors: Characters behind which a factor may end, in order.
    """
    if not factors:
        return []
    ends = [match.end() for match in _END.finditer(text)]
    found: list[tuple[int, int]] = []
    done = -1
    for place in factors:
        if place <= done:
            continue
        at = bisect_right(ends, place - 1)
        start = ends[at - 1] if at else 0
        done = end = ends[at] if at < len(ends) else len(text)
        start, end = max(start, place - _MOST), min(end, place + _MOST)
        first, last = stripped(text, start, end)
        if _is_rule(text[first:last]):
            if found and not text[found[-1][1] : first].strip():
                first = found.pop()[0]
            found.append((first, last))
    return found


def _is_rule(sentence: str) -> bool:
    figures = len(_FIGURE.findall(sentence))
    if not figures or _FACTOR.search(sentence) is None:
        return False
    if _COMPARES.search(sentence):
        if _DECIDES.search(sentence):
            return True
        if figures > 1 and _SUPPOSES.search(sentence) and _BY_HOW_MUCH.search(sentence):
            return True
        if figures > 1 and _CHANGES.search(sentence) and _BY_HOW_MUCH.search(sentence):
            return True
    return _SCORES.search(sentence) is not None and _is_weighting(sentence)


def _is_weighting(sentence: str) -> bool:
    """Tell whether a sentence spreads shares or multiples over factors."""
    if len(_TIMES.findall(sentence)) > 1:
        return True
    shares = _SHARE.findall(sentence)
    if len(shares) < _FEWEST_SHARES:
        return False
    factors = len({match.lower() for match in _FACTOR.findall(sentence)})
    whole = sum(float(share.replace(",", ".")) for share in shares)
    return factors >= _FEWEST_SHARES or (factors > 1 and abs(whole - _WHOLE) <= 1)
