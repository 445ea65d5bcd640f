"""Weights and grids told in a line: *momentum 35 %, revisions 25 %*, *first 2m at 92bp, next …*.

A line or sentence counts when a word says that figures weigh or grade something, at least three of
them stand in it, and its other words are of credit, prices or trading: two strong ones, three of
any sort, or one strong one where the figures add up to a whole.  A fund's sectors and an index's
members have weights and no such words; a price list has no word for weighing.
"""

import re
from typing import Final

from douane.detect.logic.passage import stripped
from douane.detect.logic.vocabulary import parts, tell

_MOST: Final = 800
_FEWEST_FIGURES: Final = 3
_WEIGHS: Final = re.compile(
    r"(?i)\b(?:weigh\w*|scorecards?|gewicht\w*|gewogen|weging\w*|weegt|pond[eé]r\w*|poids|pesi|peso"
    r"|pesat\w*|pesiamo|pesos|wag[aiąę]|ważon\w*|ważymy|haircuts?|grids?|buckets?|tiers?|ladders?|coefficients?|koeffizient\w*|floors?|risikopunkt\w*"
    r"|staffel\w*|abschl[aä]ge?n?|risikoabschl\w*|fasce|scaglion\w*|barème|tramos?|progi|przedział\w*"
    r"|composite|blend\w*|multipliers?)"
)
_FIGURE: Final = re.compile(
    r"(?<![\w.,:/-])[-+]?(\d{1,4}(?:[.,]\d{1,4})?)(?![\w:/]|[.,]\d|-\d)"
    r"|(?<![\w.,:/-])[-+]?(\d{1,4}(?:[.,]\d{1,4})?)(?=(?:bps?|bp|pts?|pb|x|k|m)\b)"
)
_GRADES: Final = re.compile(r"\d[ \u00a0]?(?:bps?|pb|basis points?|basispunkte?n?|punti base)\b")
# Grades of a margin over a rate that everybody knows.
_OVER: Final = re.compile(r"(?i)\b(?:euribor|sofr|saron|sonia|wibor|swap)s? ?\+ ?\d")
_MARGIN: Final = re.compile(r"\+ ?\d{2,4}\b")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_WORD: Final = re.compile(r"[^\W\d]\w*")
_WHOLES: Final = (1.0, 100.0)
_TOLERANCE: Final = 0.015
_END: Final = re.compile(r"[.!?](?=\s|\Z)|\n\s*\n|\x00")
_TWO, _THREE, _FOUR = 2, 3, 4


def read(text: str) -> list[tuple[int, int]]:
    """Return the spans of weightings and grids, in order."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        # A passage that is longer than anybody weighs in is no list of weights.
        if end - start <= _MOST:
            first, last = stripped(text, start, end)
            passage = text[first:last]
            if (_WEIGHS.search(passage) and _is_weighting(passage)) or _is_grid(passage):
                found.append((first, last))
        start = end
    return found


def _is_weighting(passage: str) -> bool:
    figures = [
        float((one or other).replace(",", "."))
        for one, other in _FIGURE.findall(passage)
        if not _YEAR.fullmatch(one or other)
    ]
    if len(figures) < _FEWEST_FIGURES:
        return False
    words = {part for word in _WORD.findall(passage) for part in parts(word)}
    words |= {word.removesuffix("s") for word in words}
    strong, weak = tell(words)
    if len(_GRADES.findall(passage)) >= _THREE and strong + weak >= _TWO:
        return True
    whole = any(_adds_up(figures, whole) for whole in _WHOLES)
    return (
        strong >= _TWO
        or (strong >= 1 and (whole or len(figures) >= _FOUR))
        or strong + weak >= _FOUR
        or (whole and strong + weak >= _THREE)
    )


def _is_grid(passage: str) -> bool:
    return _OVER.search(passage) is not None and len(_MARGIN.findall(passage)) >= _THREE


def _adds_up(figures: list[float], whole: float) -> bool:
    """Tell whether figures, or all but one threshold behind them, make a whole."""
    sums = (sum(figures), sum(figures[:-1]) if len(figures) > _THREE else -1.0)
    return any(abs(total - whole) <= _TOLERANCE * whole for total in sums)
