"""Letters moved by thirteen places, where the form of what stands there suggests it.

Digits stay, so an IBAN in rot13 begins with two letters that are a country's once moved back, and
an e-mail address ends with two that are.  Longer endings are addresses as they stand.  Nothing
suggests that a name is in rot13, so names are looked for in the whole text (``search``).
"""

import re
from collections.abc import Sequence
from typing import Final

from douane.detect.disguise.view import Patch, Span
from douane.detect.identifiers.contact.email_address import COUNTRIES
from douane.detect.identifiers.finance import iban
from douane.detect.identifiers.finance.iban import LENGTHS

_LOWER, _UPPER = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ROT13: Final = str.maketrans(_LOWER + _UPPER, _LOWER[13:] + _LOWER[:13] + _UPPER[13:] + _UPPER[:13])
_NUMBERS: Final = "|".join(sorted(country.translate(ROT13) for country in LENGTHS))
_ENDINGS: Final = "|".join(
    sorted(code for code in (each.translate(ROT13) for each in COUNTRIES) if code not in COUNTRIES)
)
# For the scan, over bytes.
NUMBER: Final = rf"(?i)\b(?:{_NUMBERS})[0-9]{{2}}[ .-]?[0-9A-Z]{{4}}[ .-]?[0-9]".encode()
ADDRESS: Final = rf"[a-z0-9]\.(?:{_ENDINGS})(?:[^A-Za-z0-9]|$)".encode()
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
