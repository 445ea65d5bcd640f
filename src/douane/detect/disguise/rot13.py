"""Letters moved by thirteen places, where the form of what stands there suggests it.

Digits stay, so an IBAN in rot13 begins with two letters that are a country's once moved back, and
an e-mail address ends with two that are.  Longer endings are addresses as they stand.  An ISIN, an
LEI and the id of a record have the form of one still; they are moved back where their checksum
is wrong as they stand and right thereafter.  Nothing suggests that a name is in rot13.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from stdnum.iso7064 import mod_97_10

from douane.detect.disguise.view import Patch, Span
from douane.detect.identifiers.contact.email_address import COUNTRIES
from douane.detect.identifiers.context.surroundings import before, is_neutral
from douane.detect.identifiers.finance import iban
from douane.detect.identifiers.finance.iban import LENGTHS
from douane.detect.identifiers.systems.record_id import is_record_id
from douane.detect.isin import is_isin

_LOWER, _UPPER = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ROT13: Final = str.maketrans(_LOWER + _UPPER, _LOWER[13:] + _LOWER[:13] + _UPPER[13:] + _UPPER[:13])
_NUMBERS: Final = "|".join(sorted(country.translate(ROT13) for country in LENGTHS))
_ENDINGS: Final = "|".join(
    sorted(code for code in (each.translate(ROT13) for each in COUNTRIES) if code not in COUNTRIES)
)
# For the scan, over bytes.
NUMBER: Final = rf"(?i)\b(?:{_NUMBERS})[0-9]{{2}}[ .-]?[0-9A-Z]{{4}}[ .-]?[0-9A-Z]".encode()
ADDRESS: Final = rf"[a-z0-9]\.(?:{_ENDINGS})(?:[^A-Za-z0-9]|$)".encode()
# An LEI, an ISIN, the id of a record.
_CODES: Final = re.compile(
    r"(?:[0-9A-Za-z]{4}00[0-9A-Za-z]{12}[0-9]{2}|[A-Z]{2}[0-9A-Z]{9}[0-9]"
    r"|[0-9an][0-9A-Za-z]{4}0[0-9A-Za-z]{9}[0-9A-Z]{3})(?![^\W_])",
    re.ASCII,
)
_ISIN_LENGTH, _RECORD_LENGTH = 12, 18
_PLACES: Final = re.compile(
    rf"(?<![^\W_])(?:{_NUMBERS})[0-9]{{2}}(?:[ .-]?[0-9A-Z]){{10,30}}"
    rf"|(?<![\w.+-])[\w.+-]{{1,64}}@[\w.-]{{1,120}}\.(?:{_ENDINGS})(?![\w-])",
    re.IGNORECASE,
)


def undo(text: str, within: Sequence[Span]) -> list[Patch]:
    """Return what reads in some passages as an account or an address, its letters moved back.

    Some countries are others in rot13 (Italy, Poland): an IBAN that is right as it stands is none.
    """
    return [
        Patch(match.start(), match.end(), match[0].translate(ROT13), 1)
        for first, last in within
        for match in _PLACES.finditer(text, first, last)
        if iban.read(text, match.start()) is None
    ]


def codes(text: str, starts: Iterable[int]) -> list[Patch]:
    """Return codes whose checksum is right once their letters are moved back, and only then.

    Args:
        text: Any text.
        starts: Where runs of letters and digits begin.
    """
    found: list[Patch] = []
    for match in filter(None, (_CODES.match(text, start) for start in starts)):
        written = match[0]
        moved = written.translate(ROT13)
        if moved == written or _is_code(written) or not _is_code(moved):
            continue
        if len(written) != _RECORD_LENGTH and is_neutral(before(text, match.start())):
            continue
        found.append(Patch(match.start(), match.end(), moved, 1))
    return found


def _is_code(written: str) -> bool:
    if len(written) == _ISIN_LENGTH:
        return is_isin(written)
    if len(written) == _RECORD_LENGTH:
        return is_record_id(written)
    return not written.isdecimal() and bool(mod_97_10.is_valid(written))
