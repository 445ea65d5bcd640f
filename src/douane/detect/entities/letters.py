"""Letters and the words made of them, as expressions that take each character once."""

import unicodedata
from typing import Final


def _capitals() -> str:
    return "".join(
        chr(code)
        for first, last in ((0x41, 0x17F), (0x218, 0x21B), (0x386, 0x3AB), (0x400, 0x42F))
        for code in range(first, last + 1)
        if unicodedata.category(chr(code)) == "Lu"
    )


CAPITAL: Final = f"[{_capitals()}]"
LETTER: Final = r"[^\W\d_]"
# O'Neill, Lehmann-Krüger, McDonald; possessive, so nothing is tried twice.
CAPITALISED: Final = f"{CAPITAL}{LETTER}*+(?:['’-]{LETTER}++)*+"
WORD: Final = f"{LETTER}++(?:['’-]{LETTER}++)*+"
# Between the parts of a name: one blank, or particles in lower case.
PARTICLES: Final = (
    "van de[rn]?|van het|van 't|van|von de[rmn]|von und zu|von|vom|zum|zur|zu|de las?|de los|de le"
    "|del|della|delle|degli|dei|de|da|di|do|dos|das|du|des|d'|ten|ter|te|in 't|'t|y|e|i|af|av|al|el"
    "|bin|ben|ibn|la|le|van den|op de[n]?|aan de[n]?"
)
