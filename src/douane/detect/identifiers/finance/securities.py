"""Securities and who issues or trades them: ISIN, LEI, CUSIP, SEDOL, WKN, Valor, MIC.

ISIN and LEI carry a country or two check digits and stand by themselves.  The others are
short: they are read behind their label alone (``BY_LABEL``), check digits and all.

Sources: ISO 6166 (ISIN), ISO 17442 (LEI), ISO 10383 (MIC), CUSIP Global Services, LSE, SIX.
"""

# ruff: noqa: RUF001 - Swiss digit groups

import re
from collections.abc import Callable
from typing import Final

from stdnum import cusip
from stdnum.gb import sedol
from stdnum.iso7064 import mod_97_10

from douane.detect.identifiers.context.surroundings import before, is_neutral, named
from douane.detect.identifiers.context.trigger_words import alternatives
from douane.detect.identifiers.edges import stands_alone
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.detect.isin import is_isin
from douane.model.token import Kind

_ISIN_LENGTH, _LEI_LENGTH = 12, 20
_GAPS = re.compile(r"[ \u00a0\-]")
_MIC = re.compile(r"[^0-9\x00]{0,24}?(?<![A-Za-z0-9])([A-Z][A-Z0-9]{3})(?![A-Za-z0-9])")
_MIC_BACK, _WORDS = 24, 5


def read_isin(text: str, end: int) -> Hit | None:
    """Return the ISIN that ends here."""
    start = end - _ISIN_LENGTH
    if not stands_alone(text, start, end) or not is_isin(text[start:end]):
        return None
    labels = before(text, start)
    if is_neutral(labels):
        return None
    named_so = named(labels, frozenset({"isin"}), _WORDS)
    return Hit(start, end, Kind.CODE, 1.0 if named_so else 0.9, "isin")


def read_lei(text: str, end: int) -> Hit | None:
    """Return the LEI that ends here."""
    start = end - _LEI_LENGTH
    if not stands_alone(text, start, end) or not mod_97_10.is_valid(text[start:end]):
        return None
    # Twenty digits without a letter are rather an account or a shipment.
    if not text[start:end].isdecimal():
        return Hit(start, end, Kind.CODE, 1.0, "lei")
    return None if is_neutral(before(text, start)) else Hit(start, end, Kind.CODE, 0.6, "lei")


def read_mic(text: str, end: int) -> Hit | None:
    """Return the market code behind a label that ends here."""
    code = _MIC.match(text, end)
    if code is None:
        return None
    labels = before(text, code.start(1))
    if not named(labels, frozenset({"mic"}), 1):
        return None
    if code[1][0] != "X" and text[max(0, end - _MIC_BACK) : end].upper().find("MIC") < 0:
        return None
    return Hit(code.start(1), code.end(1), Kind.CODE, 0.8, "mic")


def _form(pattern: str, passes: Callable[[str], bool] = bool) -> Callable[[str, int], int]:
    form = re.compile(rf"(?:{pattern})" + r"(?![0-9A-Za-z])", re.ASCII)

    def end(text: str, start: int) -> int:
        """Return where what begins here ends; 0 for nothing."""
        found = form.match(text, start)
        if found is None or not passes(_GAPS.sub("", found[0]).upper()):
            return 0
        return found.end()

    return end


BY_LABEL: Final = {
    "isin": _form(r"[A-Z]{2}(?:[ \u00a0\-]?[0-9A-Z]){9}[ \u00a0\-]?[0-9]", is_isin),
    "lei": _form(
        r"[0-9A-Z]{4}(?:[ \u00a0\-]?[0-9A-Z]){14}(?:[ \u00a0\-]?[0-9]){2}", mod_97_10.is_valid
    ),
    "cusip": _form(r"[0-9A-Z]{3}[ \-]?[0-9A-Z]{3}[ \-]?[0-9A-Z]{2}[ \-]?[0-9]", cusip.is_valid),
    "sedol": _form(r"[0-9B-DF-HJ-NP-TV-Z]{6}[0-9]", sedol.is_valid),
    "wkn": _form(r"[0-9A-HJ-NP-Za-hj-np-z]{6}"),
    "valor": _form(r"[0-9]{1,3}(?:[ .'’]?[0-9]{3}){1,2}|[0-9]{5,9}"),
}

ISIN: Final = Trigger("isin", (rb"\b[A-Z]{2}[0-9A-Z]{9}[0-9]\b",), read_isin)
LEI: Final = Trigger("lei", (rb"\b[0-9A-Z]{18}[0-9]{2}\b",), read_lei)
MIC: Final = Trigger("mic", tuple(each + rb"\b" for each in alternatives(["mic"])), read_mic)
