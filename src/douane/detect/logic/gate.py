r"""One pass that says whether a text can hold logic, and of which sort.

Most text holds none, so this pass must cost next to nothing: each expression reports once, and
whatever did not fire is not looked at again.  Only factors (*LTV*, *Einkommen*) report every
place, because rules in prose are read around them.  Expressions see UTF-8 bytes.
"""

from enum import IntFlag
from typing import Final

import hyperscan


class Sort(IntFlag):
    """What a text may hold."""

    NOTHING = 0
    FORMULA = 1
    CODE = 2
    TABLE = 4
    FACTOR = 8
    WEIGHT = 16


_TIMES: Final = rb"(?:\*|\xc3\x97|\xc2\xb7|\xe2\x8b\x85|\\(?:cdot|times)\b)"
_COMPARES: Final = rb"(?:[<>]=?|==|\xe2\x89[\xa4\xa5])"
_NUMBER: Final = rb"[0-9](?:[ \t]?%)?"
_FUNCTIONS: Final = (
    rb"(?:if|ifs|iif|case|switch|sumproduct|summenprodukt|sommeprod|wenn|si|se|als|je\xc5\xbceli"
    rb"|round|vlookup|xlookup|sverweis|ispickval|nullvalue|blankvalue)"
)
# Short ones as whole words; the others also with what grammar adds to them.
_FACTORS: Final = (
    "ltv|cltv|dti|dsti|dscr|icr|pd|lgd|ead|fico|scores?|scoring|ratings?|leverage|arrears|income"
    "|turnover|exposure|rsi|sma|ema|spread|signal|duration|liquidity|revenus?|punteggio|volatility"
    "|drift|mora|leva|levier|apalancamiento|morosidad|hefboom"
)
_STEMS: Final = (
    "utili[sz]ation|drawdown|momentum|volatilit|bonität|beleihung|schuldenquote|verschuldung"
    "|einkommen|endettement|indebitamento|reddito|endeudamiento|ingresos|schuldenlast|inkomen"
    "|zadłużeni|doch[oó]d|zmienno|loan-to-value|debt[- ]to[- ]income"
    "|rating|punktacj|volatilidad|solvenc|solvibil|kredytow|quotité|eigenkapital"
    "|zinsdeckung|risikoaufschl|dźwigni|wskaźnik|bonitas|rapporto rata"
)
EXPRESSIONS: Final = (
    (_NUMBER + rb"[ \t]?" + _TIMES + rb"[ \t]?[a-zA-Z_(\\\[\x80-\xff]", Sort.FORMULA),
    (rb"[a-zA-Z_)\]}\x80-\xff][0-9]{0,5}[ \t]?" + _TIMES + rb"[ \t]?[-(]?[0-9]", Sort.FORMULA),
    (rb"[a-zA-Z0-9_)\]}][ \t]?" + _COMPARES + rb"[ \t]?-?[0-9.]", Sort.FORMULA),
    (rb"(?i)\b" + _FUNCTIONS + rb"[ \t]?\(", Sort.FORMULA),
    (rb"[0-9][ \t]?%[ \t]?[^\n+%0-9]{1,30}\+[ \t]?[0-9]", Sort.FORMULA),
    (
        (
            rb"[0-9](?:\\[,;!]|[ ]?\\(?:sigma|alpha|beta|gamma|delta|lambda|mu|rho|math|text|log|ln"
            rb"|exp|frac)|[ ]?x[ ]?\()"
        ),
        Sort.FORMULA,
    ),
    (rb"(?i)\b(?:rank|zscore|ts_\w{2,20}|ema|sma|rsi|crossover)[ \t]?\(", Sort.FORMULA),
    (
        (
            rb"(?m)^[ \t>]*(?:def|class|function|sub|public|private|protected|static|export|const"
            rb"|let|var|select|create|declare|dim|elif|elseif|double|float|decimal|namespace|func|fn)"
            rb"[ \t]+[a-zA-Z_]"
        ),
        Sort.CODE,
    ),
    (rb"(?:;|\)[ \t]?[:{]|\b[Tt]hen)[ \t]?\r?\n", Sort.CODE),
    (rb"<-[ \t]?(?:function|[-(0-9a-z])", Sort.CODE),
    (rb"(?i)\b(?:when[^\n;]{1,60}then|select[ \t\n]+[a-z0-9_.*]{1,40}[, \t\n])", Sort.CODE),
    (
        (
            rb"(?i)(?:\b(?:points?|pts|pkt|punkte?n?|punti|puntos?|punten|punkty|punkt\xc3\xb3w|bps?)\b"
            rb"|\b(?:decision|entscheidung|d\xc3\xa9cision|decisione|decisi\xc3\xb3n|beslissing"
            rb"|decyzja|weight|gewicht|poids|peso|waga|margin|spread|marge|margine|margen|surcharge"
            rb"|[a-z]*aufschlag|action)\b[ \t]*[|;,\t\n])"
        ),
        Sort.TABLE,
    ),
    (rb":[ \t]?[+-][0-9]{1,3}[ \t]?\r?\n", Sort.TABLE),
    (rb"[0-9] x [a-zA-Z\x80-\xff]", Sort.FORMULA),
    (
        (
            rb"(?i)\b(?:weigh|scorecard|gewicht|gewogen|weging|weegt|pond(?:e|\xc3\xa9)r|poids|pesi\b"
            rb"|peso|pesat|pesiamo|wag(?:[ai]|\xc4[\x85\x99])\b|wa\xc5\xbc|haircut|grids?\b|bucket"
            rb"|tiers?\b|coefficient|koeffizient|floors?\b|risikopunkt|ladder|staffel|abschl|risikoabschl|fasce\b|scaglion|bar\xc3\xa8me|tramo"
            rb"|progi\b|przedzia|composite|blend|multiplier"
            rb"|(?:euribor|sofr|saron|sonia|wibor|swap)s?[ ]?\+[ ]?[0-9])"
        ),
        Sort.WEIGHT,
    ),
    (rb"(?i)\b(?:" + _FACTORS.encode() + rb")\b", Sort.FACTOR),
    (rb"(?i)\b(?:" + _STEMS.replace("[oó]", "(?:o|ó)").encode() + rb")", Sort.FACTOR),
)


class Gate:
    """The compiled expressions; safe to ask from several threads."""

    __slots__ = ("_database", "_scratches")

    def __init__(self) -> None:
        """Compile; this takes some milliseconds."""
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=[expression for expression, _ in EXPRESSIONS],
            ids=[int(sort) for _, sort in EXPRESSIONS],
            elements=len(EXPRESSIONS),
            flags=[
                0 if sort is Sort.FACTOR else hyperscan.HS_FLAG_SINGLEMATCH
                for _, sort in EXPRESSIONS
            ],
        )
        # One scan at a time may use a scratch; popping and appending are atomic.
        self._scratches: list[hyperscan.Scratch] = []

    def sorts(self, text: str) -> tuple[int, list[int]]:
        """Return what the text may hold, as flags of ``Sort``, and where factors end.

        The places are byte offsets in UTF-8, each once, in order.
        """
        found: list[tuple[int, int]] = []
        try:
            scratch = self._scratches.pop()
        except IndexError:
            scratch = self._database.scratch.clone()
        try:
            self._database.scan(
                text.encode("utf-8", "replace"),
                match_event_handler=_collect,
                context=found,
                scratch=scratch,
            )
        finally:
            self._scratches.append(scratch)
        flags = 0
        for sort, _ in found:
            flags |= sort
        if not flags & Sort.FACTOR:
            return flags, []
        return flags, sorted({end for sort, end in found if sort == Sort.FACTOR})


# Hyperscan keeps no reference to its handler, so it must be one that stays.
def _collect(sort: int, _start: int, end: int, _flags: int, found: object) -> None:
    found.append((sort, end))  # type: ignore[attr-defined]
