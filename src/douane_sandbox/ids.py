"""Record ids as Salesforce writes them: a key prefix, a counter and a checksum of the case.

Fifteen characters are case-sensitive; the last three say which of them are capitals, so that
the id survives systems that ignore case.
"""

from typing import Final

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_CHECK: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
# Instance and reserved characters: no real instance answers to them together with our counters.
_POD: Final = "Dn0"


def checksum(id15: str) -> str:
    """Return the three check characters of a 15-character id."""
    out = ""
    for start in (0, 5, 10):
        chunk = id15[start : start + 5]
        out += _CHECK[sum(1 << bit for bit, char in enumerate(chunk) if "A" <= char <= "Z")]
    return out


def record_id(prefix: str, number: int) -> str:
    """Return the 18-character id of the ``number``-th record under a 3-character prefix."""
    digits = ""
    while number:
        number, rest = divmod(number, 62)
        digits = _DIGITS[rest] + digits
    id15 = prefix + _POD + digits.rjust(9, "0")
    return id15 + checksum(id15)


def is_record_id(text: str) -> bool:
    """Whether the text is a well-formed 18-character id with the right checksum."""
    return (
        len(text) == 18  # noqa: PLR2004 -- the length is the format
        and text.isascii()
        and text.isalnum()
        and checksum(text[:15]) == text[15:]
    )
