"""BICs: four letters of a bank, a country, a place, sometimes a branch.

Eight capitals whose middle is a country are often just a word (``CUSTOMER``, ``DOCUMENT``), so a
BIC needs its label, a bank that is well known, a branch ``XXX``, or a digit and a country whose
banks we meet.

Source: ISO 9362; codes of large banks as they publish them.
"""

import re
from typing import Final

from douane.detect.identifiers.contact.email_address import COUNTRIES
from douane.detect.identifiers.context.surroundings import before, behind, is_neutral, named
from douane.detect.identifiers.edges import stands_alone
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

ID: Final = "bic"

_SHORT, _LONG, _WORDS = 8, 11, 5
_SPACED = re.compile(r"[A-Z]{4} [A-Z]{2} [A-Z0-9]{2}(?: [A-Z0-9]{3})?")
_NO_COUNTRY_WORDS = "ac an eu su uk"
_NO_COUNTRY: Final = frozenset(_NO_COUNTRY_WORDS.split())
_NEAR_WORDS = (
    "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MT NL NO PL PT RO SE"
    " SI SK SM US CA JP"
)
_NEAR: Final = frozenset(_NEAR_WORDS.split())
_BANKS_WORDS = (
    "ABNA AGRI AIBK ALBP ALEI ANDL ARBA ASNB AXAB BACX BAER BAPP BARC BAWA BBPI BBRU BBVA BCEE"
    " BCIT BCOM BCYP BDFE BESC BFKK BGLL BHFB BIBL BIGB BILL BITA BKAU BKCH BKTR BLKB BLUX BMPS"
    " BNAG BNGH BNLI BNPA BOFA BOFI BPKO BPMO BPPI BREX BROU BSAB BSCH BSUI BUKB BUND BYLA CAIX"
    " CBRV CCBP CCFR CEKO CEPA CGDI CHAS CITI CMCI COBA CPBK CRBA CREG CRES CRLY DAAE DABA DABO"
    " DBSS DEKT DEUT DNBA DNBN DRES ESSE ETHN FINO FVLB GEBA GENO GIBA GIBB GKCC GOPS GUTZ HAND"
    " HASP HBUK HELA HSBC HYPT HYVE IBSP ICBK INGB INGD IRVT KBNO KRED LBBW LCLP LLOY LOYD LUKB"
    " MALA MARK MEDB MIDL MIRB MKBA MNBB MULT NATX NBAG NDEA NEDS NORD NTSB NWBK OBKL OKOY OPSK"
    " OTPV PASC PBNK PICT PKOP POFI POLU POSO PPAY PSST RABO RAIF REVO RLNW RZBA RZOO SABR SBID"
    " SCBL SEBK SNSB SOGE SOLA SPAR SWED SXPY TATR TRIO TRWI UBSB UBSW UNCR UNIC VBOE VONT VOWA"
    " WELA WIBA WIRE ZKBK"
)
_BANKS: Final = frozenset(_BANKS_WORDS.split())


def read(text: str, end: int) -> Hit | None:
    """Return the BIC that ends here."""
    for length in (_LONG, _SHORT):
        start = end - length
        code = text[max(0, start) : end]
        if start >= 0 and code.isascii() and code.isalnum() and stands_alone(text, start, end):
            country = code[4:6]
            if country.lower() not in COUNTRIES or country.lower() in _NO_COUNTRY:
                return None
            sure = _sure(text, start, end, code)
            return Hit(start, end, Kind.CODE, sure, ID) if sure else None
    return None


def _sure(text: str, start: int, end: int, code: str) -> float:
    labels = before(text, start)
    if named(labels, frozenset({ID}), _WORDS):
        return 1.0
    later = behind(text, end)
    if later and "bic" in later[0].topics and not later[0].words:
        return 1.0
    if is_neutral(labels):
        return 0.0
    if code[:4] in _BANKS and (code[4:6] in _NEAR):
        return 0.9
    if len(code) == _LONG and code.endswith("XXX"):
        return 0.8
    return 0.6 if code[4:6] in _NEAR and not code.isalpha() else 0.0


def read_spaced(text: str, end: int) -> Hit | None:
    """Return the BIC in groups that ends here; it needs its label."""
    for start in (end - 14, end - 10):
        found = _SPACED.match(text, max(0, start), end)
        alone = found and found.end() == end and stands_alone(text, start, end)
        if alone and named(before(text, start), frozenset({ID}), 0):
            return Hit(start, end, Kind.CODE, 1.0, ID)
    return None


SPACED: Final = Trigger(
    ID,
    (rb"\b[A-Z]{4} [A-Z]{2} [A-Z0-9]{2}\b", rb"\b[A-Z]{4} [A-Z]{2} [A-Z0-9]{2} [A-Z0-9]{3}\b"),
    read_spaced,
)
TRIGGER: Final = Trigger(
    ID, (rb"\b[A-Z]{6}[A-Z2-9][A-NP-Z0-9]\b", rb"\b[A-Z]{6}[A-Z0-9]{5}\b"), read
)
