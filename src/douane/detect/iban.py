"""IBANs, grouped in any usual way, whose length and check digits are right.

National check digits inside are not asked for: who mistypes one still means an account.

Source: ISO 13616; lengths and structure per country from python-stdnum's registry.
"""

import re
from typing import Final

from stdnum import iban

from douane.detect.trigger import Hit, Trigger
from douane.model.token import Kind

ID: Final = "iban"

_COUNTRIES: Final = (
    "AD AE AL AT AZ BA BE BG BH BR BY CH CR CY CZ DE DK DO EE EG ES FI FO FR GB GE GI GL GR GT HR"
    " HU IE IL IQ IS IT JO KW KZ LB LC LI LT LU LV LY MC MD ME MK MR MT MU NL NO PK PL PS PT QA RO"
    " RS SA SC SE SI SK SM ST SV TL TN TR UA VA VG XK"
)
_SHORTEST, _LONGEST = 15, 34
_CHARACTERS = re.compile(r"[A-Za-z]{2}\d{2}(?:[ \u00a0\u202f.\-]?[A-Za-z0-9]){11,30}", re.ASCII)
_LETTER_OR_DIGIT = re.compile(r"[A-Za-z0-9]")


def read(text: str, start: int) -> Hit | None:
    """Return the IBAN that begins here; the longest reading whose checksum is right."""
    match = _CHARACTERS.match(text, start)
    if match is None or (start and text[start - 1].isalnum()):
        return None
    ends = [found.end() for found in _LETTER_OR_DIGIT.finditer(text, start, match.end())]
    for length in range(min(len(ends), _LONGEST), _SHORTEST - 1, -1):
        end = ends[length - 1]
        if text[end : end + 1].isalnum():
            continue
        if iban.is_valid(_compact(text[start:end]), check_country=False):
            return Hit(start, end, Kind.IBAN, 1.0)
    return None


def _compact(text: str) -> str:
    return "".join(_LETTER_OR_DIGIT.findall(text)).upper()


TRIGGER: Final = Trigger(
    ID,
    (rb"(?i)\b(?:" + "|".join(_COUNTRIES.split()).encode() + rb")[0-9]{2}",),
    lambda text, end: read(text, end - 4),
)
