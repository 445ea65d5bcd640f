"""Salesforce record ids: 15 characters that mind their case, or 18 with a checksum.

The last three characters of the long form say which of the first fifteen are upper case, five
to a character.  So a random word of 18 letters is an id once in about 32,000 times.
"""

import re
from string import ascii_uppercase
from typing import Final

from douane.detect.identifiers.edges import stands_alone
from douane.detect.identifiers.systems.key_prefixes import OBJECTS, PREFIX_LENGTH
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

ID: Final = "record_id"

_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_SHORT, _LONG = 15, 18
_IS_UPPER: Final = {letter: "1" if chr(letter) in ascii_uppercase else "0" for letter in range(128)}
_BACK = 32
_SAYS_ID = re.compile(
    r"(?i)(?:\bid|_id|__c|\bids|\brecord|\bdatensatz|salesforce|lightning/r/[a-z_]{1,20}/|/sobjects/"
    r"[a-z_]{1,20}/|force\.com/)[^0-9A-Za-z\x00]{0,6}\Z"
)
_SHAPE = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")


def is_record_id(text: str) -> bool:
    """Tell whether a text is an 18-character id whose checksum is right.

    An id that somebody wrote in upper or lower case throughout has lost its checksum, and
    one without a digit is a word.
    """
    return (
        len(text) == _LONG
        and _SHAPE.fullmatch(text) is not None
        and not text.isalpha()
        and checksum(text[:_SHORT]) == text[_SHORT:].upper()
    )


def canonical(text: str) -> str:
    """Return the 18-character form of an id of either length; empty for anything else.

    A checksum that is there is believed: with a wrong one, nobody has access to the record.
    """
    if _SHAPE.fullmatch(text) is None:
        return ""
    return text if len(text) == _LONG else text + checksum(text)


def checksum(short: str) -> str:
    """Return the three characters that complete a 15-character id."""
    # The first letter is the lowest bit.
    upper = int(short.translate(_IS_UPPER)[::-1], 2)
    return _ALPHABET[upper & 31] + _ALPHABET[upper >> 5 & 31] + _ALPHABET[upper >> 10]


def has_shape(text: str) -> bool:
    """Tell whether ``canonical`` would return something."""
    return _SHAPE.fullmatch(text) is not None


def read(text: str, end: int) -> Hit | None:
    """Return the id of 18 characters that ends here and stands alone."""
    start = end - _LONG
    if (start and text[start - 1].isalnum()) or text[end : end + 1].isalnum():
        return None
    if not is_record_id(text[start:end]):
        return None
    return Hit(start, end, Kind.RECORD, 1.0, _detector(text[start : start + PREFIX_LENGTH]))


def read_short(text: str, end: int) -> Hit | None:
    """Return the id of 15 characters that ends here: of a known object, or behind a word.

    It has no checksum; only its case, its digits and what stands before it speak for it.
    """
    start = end - _SHORT
    written = text[start:end]
    if start < 0 or not stands_alone(text, start, end) or written.isdecimal():
        return None
    known = written[:PREFIX_LENGTH] in OBJECTS
    custom = written[0] == "a" and written[1].isdecimal()
    shaped = any(map(str.isupper, written)) and any(map(str.isdecimal, written[PREFIX_LENGTH:]))
    said = _SAYS_ID.search(text, max(0, start - _BACK), start) is not None
    if not (known or (custom and said)) or not (shaped or said):
        return None
    return Hit(start, end, Kind.RECORD, 0.9 if said else 0.7, _detector(written[:PREFIX_LENGTH]))


def _detector(prefix: str) -> str:
    name = OBJECTS.get(prefix)
    return f"{ID}.{name}" if name else ID


LONG: Final = Trigger(ID, (rb"\b[0-9A-Za-z]{18}\b",), read)
SHORT: Final = Trigger(ID, (rb"\b[0-9a][0-9A-Za-z]{4}0[0-9A-Za-z]{9}\b",), read_short)
