"""Scorecards and decision tables: rows of conditions, and what each is worth.

A table counts when its rows hold ranges or comparisons and end in points, a margin or a
decision, about things that credit or trading is about.  A league table has points and no
ranges; a price list has prices and no factors; a fund's sectors have weights and no ranges.
"""

import re
from typing import Final

from douane.detect.logic.vocabulary import tell

FEWEST_ROWS: Final = 3
_FEWEST_CELLS: Final = 2

_OUTCOME: Final = re.compile(
    r"\b(?:points?|pts|pkt|punkte?n?|punti|puntos?|punten|punkty|punktów|score|scores|punktzahl"
    r"|decision|entscheidung|décision|decisione|decisión|beslissing|decyzja|action|aktion"
    r"|margin|marge|margine|margen|marża|spread|surcharge|\w*aufschlag|\w*zuschlag|bps?|haircut"
    r"|weight|gewicht|poids|peso|waga|rate|zins|multiplier|faktor|factor|limit|pricing)\b",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(
    r"[<>≤≥]\s?-?\d|\d\s?%?\s?(?:-|\u2013|\u2026|\.\.|to|bis|à|a|tot|do)\s?\d"
    r"|\d\s?%?\s?(?:\+|and (?:over|above)|or (?:more|less)|und mehr|et plus|e oltre|o más)"
    r"|\b(?:under|over|above|below|up to|more than|less than|unter|über|bis zu|bis|ab|mehr als"
    r"|moins de|plus de|jusqu|sotto|oltre|fino a|menos de|más de|hasta|onder|boven|tot"
    r"|poniżej|powyżej|do)\b\s?\d",
    re.IGNORECASE,
)
_DECISION: Final = re.compile(
    r"\b(?:approve|decline|reject|refer|accept|deny|manual|ablehnen|genehmigen|prüfen|refuser"
    r"|accepter|rifiutare|approvare|rechazar|aprobar|afwijzen|goedkeuren|odrzuć|zaakceptuj)\b"
    r"|[-+]\s?\d+\s?(?:bps?|pb|%|pts?|points?|punkte?)",
    re.IGNORECASE,
)
_CELLS: Final = re.compile(r"[|;\t]|^[^,\n]{0,30}(?:,[^,\n.]{0,30}){2,12}$")
_BOUNDS: Final = re.compile(
    r"\b(?:min|max|from|to|von|bis|de|da|a|tot|od|do|low|high)\b", re.IGNORECASE
)
_SIGNED_ROW: Final = re.compile(r"[:=]\s*[-+]\d{1,3}\s*\Z")
_FEWEST_WORTHS: Final = 4  # of one line that is a whole scorecard
_POINTS_ROW: Final = re.compile(
    r"(?:[:=]|->|→)\s*[-+]?\d+(?:[.,]\d+)?\s?(?:points?|pts|pkt|punkte?n?|punti|puntos?|punten"
    r"|punkty|punktów|bps?|pb)?\s*[.;,]?\s*\Z",
    re.IGNORECASE,
)
_WORTH: Final = re.compile(
    r"\d\s?(?:points?|pts|pkt|punkte?n?|punti|puntos?|punten|punkty|punktów)\b", re.IGNORECASE
)
_DIGIT: Final = re.compile(r"\d")
_RULE_LINE: Final = re.compile(r"[\s|:+-]*\Z")
_WORDS: Final = re.compile(r"[^\W\d_]+")

# A line: start, end, text.
Line = tuple[int, int, str]


def read(text: str) -> list[tuple[int, int]]:
    """Return the spans of scorecards and decision tables, in order."""
    found: list[tuple[int, int]] = []
    block: list[Line] = []
    at = 0
    for raw in text.split("\n"):
        line = (at, at + len(raw.rstrip()), raw)
        at += len(raw) + 1
        if _is_card_in_a_line(raw):
            found += [*_judged(block), (line[0] + len(raw) - len(raw.lstrip()), line[1])]
            block = []
            continue
        if _is_row(raw):
            block.append(line)
            continue
        found += _judged(block)
        block = []
    return found + _judged(block)


def _is_row(line: str) -> bool:
    """Tell whether a line can be a row or a header."""
    if not line.strip() or len(line) > 1_000:  # noqa: PLR2004 - no table has such rows
        return False
    return _CELLS.search(line) is not None or (
        _DIGIT.search(line) is not None and _POINTS_ROW.search(line.rstrip()) is not None
    )


def _is_card_in_a_line(line: str) -> bool:
    if len(_WORTH.findall(line)) < _FEWEST_WORTHS:
        return False
    strong, weak = tell(_WORDS.findall(line))
    return strong > 0 or weak >= 3  # noqa: PLR2004


def _judged(block: list[Line]) -> list[tuple[int, int]]:
    rows = [line for line in block if not _RULE_LINE.match(line[2])]
    numbered = [line for line in rows if _DIGIT.search(line[2])]
    if len(numbered) < FEWEST_ROWS:
        return []
    text = "\n".join(line[2] for line in block)
    ranges = sum(_RANGE.search(line[2]) is not None for line in numbered)
    strong, weak = tell(_WORDS.findall(text))
    header = rows[0][2] if rows[0] not in numbered else ""
    worth = sum(_WORTH.search(line[2]) is not None for line in numbered)
    decisions = sum(_DECISION.search(line[2]) is not None for line in numbered)
    outcome = bool(_OUTCOME.search(header)) or worth >= FEWEST_ROWS or decisions >= FEWEST_ROWS
    half = len(numbered) / 2
    is_card = outcome and ranges >= half and strong + weak >= 2  # noqa: PLR2004
    is_list = worth >= FEWEST_ROWS and worth >= half and strong >= 2  # noqa: PLR2004
    is_table = ranges >= half and decisions >= half and strong >= 1
    signed = sum(_SIGNED_ROW.search(line[2]) is not None for line in numbered)
    is_signed = signed >= 2 and ranges >= 2 and strong >= 1  # noqa: PLR2004
    is_grid = (
        bool(_OUTCOME.search(header))
        and len(_BOUNDS.findall(header)) >= 2  # noqa: PLR2004
        and tell(_WORDS.findall(header))[0] >= 2  # noqa: PLR2004
    )
    if is_card or is_list or is_table or is_signed or is_grid:
        first = block[0][0] + len(block[0][2]) - len(block[0][2].lstrip(" >"))
        return [(first, block[-1][1])]
    return []
