"""Payment card numbers: a known issuer's prefix and length, and Luhn's check digit.

Source: ISO/IEC 7812-1; ranges as the schemes publish them.
"""

import re
from typing import Final

from stdnum import luhn

from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

ID: Final = "card"

# Twelve digits are allowed, too, but are an order number more often than a card.
_MAESTRO: Final = (13, 14, 15, 16, 17, 18, 19)
# Lowest and highest first six digits, and the lengths in use.
_RANGES: Final = (
    (222_100, 272_099, (16,)),  # Mastercard
    (300_000, 305_999, (14,)),  # Diners Club
    (309_500, 309_599, (14,)),
    (340_000, 349_999, (15,)),  # American Express
    (352_800, 358_999, (16,)),  # JCB
    (360_000, 369_999, (14,)),
    (370_000, 379_999, (15,)),
    (380_000, 399_999, (14,)),
    (400_000, 499_999, (13, 16, 19)),  # Visa
    (500_000, 509_999, _MAESTRO),  # Maestro
    (510_000, 559_999, (16,)),
    (560_000, 589_999, _MAESTRO),
    (601_100, 601_199, (16, 19)),  # Discover
    (620_000, 629_999, (16, 17, 18, 19)),  # UnionPay
    (630_000, 639_999, _MAESTRO),
    (644_000, 659_999, (16, 19)),
    (670_000, 679_999, _MAESTRO),
)
_TRIGGER_DIGITS = 8
_FEWEST_DIGITS: Final = 13
_NUMBER = re.compile(r"\d(?:[ \u00a0.\-]?\d){12,18}", re.ASCII)
# A mistyped IBAN is no card.
_IN_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[ \u00a0\-]\Z")
_GROUPS = re.compile(r"[ \u00a0.\-]")


def read(text: str, start: int) -> Hit | None:
    """Return the card number that begins here.

    Other digits often follow it (``4111 1111 1111 1111 12/27``): the longest run of whole groups
    that is a card number counts.
    """
    match = _NUMBER.match(text, start)
    if match is None or _IN_IBAN.search(text, max(0, start - 5), start):
        return None
    for end in range(match.end(), start + _FEWEST_DIGITS - 1, -1):
        if not text[end - 1].isdigit() or _touches_number(text, start, end):
            continue
        digits = _GROUPS.sub("", text[start:end])
        if len(digits) < _FEWEST_DIGITS:
            return None
        if _is_issued(digits) and luhn.is_valid(digits):
            return Hit(start, end, Kind.CARD, 1.0)
    return None


def _touches_number(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (
        before[-1:].isalnum()
        or before[-1:] == "+"
        or after[:1].isalnum()
        or (before[-1:] in {".", ",", "-"} and before[:1].isdigit())
        or (after[:1] in {".", ",", "-"} and after[1:].isdigit())
    )


def _is_issued(digits: str) -> bool:
    prefix = int(digits[:6])
    return any(low <= prefix <= high and len(digits) in lengths for low, high, lengths in _RANGES)


def _read_behind(text: str, end: int) -> Hit | None:
    """Read from the start of the eight digits that end here, in one group or two."""
    plain = end - _TRIGGER_DIGITS
    return read(text, plain if text[plain:end].isdecimal() else plain - 1)


TRIGGER: Final = Trigger(ID, (rb"\b[2-6][0-9]{3}(?:[ .\-]|\xc2\xa0)?[0-9]{4}",), _read_behind)
