"""Write a text with few signs: one byte a character, so that positions stay what they are.

Letters lose case and accents (the order stays the same when somebody writes without them), digits
become ``0``, every kind of blank becomes a space but the ends of lines, and letters of other
scripts become one of 96 signs each.  What disguises are undone before (``detect.disguise``) is not
this module's matter; only the compatibility forms that cost nothing are folded here.
"""

import unicodedata
from functools import cache
from typing import Final

import numpy as np

Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]
Points = np.ndarray[tuple[int], np.dtype[np.uint32]]

SPACE: Final = 0x20
NEWLINE: Final = 0x0A
DIGIT: Final = ord("0")
OTHER: Final = 0xA0  # the first of the signs for letters without a Latin form
_OTHERS: Final = 96
_PLANE: Final = 0x10000
_STROKES: Final = str.maketrans("łøđħŧıßæœ", "lodhtisao")
_FOLDED: Final = ((0x80, 0x590), (0x1E00, 0x2070), (0xFF00, 0xFFF0))
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2212"
_QUOTES: Final = "\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\u00ab\u00bb"


def points(text: str) -> Points:
    """Return the code points of a text; any text, lone surrogates, too."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def fold(code_points: Points) -> Bytes:
    """Return a byte for each code point."""
    folded: Bytes = _table()[np.minimum(code_points, _PLANE - 1)]
    return folded


@cache
def _table() -> Bytes:
    table = (np.arange(_PLANE) % _OTHERS + OTHER).astype(np.uint8)
    for number in range(0x80):
        table[number] = _ascii(chr(number))
    for first, last in _FOLDED:
        for number in range(first, last):
            folded = _folded(chr(number))
            if folded:
                table[number] = ord(folded)
    return table


def _ascii(char: str) -> int:
    if char.isdigit():
        return DIGIT
    if char in "\n\x00":
        return ord(char)
    if char == "\r" or char.isspace() or not char.isprintable():
        return SPACE
    return ord(char.lower())


def _folded(char: str) -> str:
    """Return the ASCII character that stands for another; empty where there is none."""
    if char in _DASHES:
        return "-"
    if char in _QUOTES:
        return '"'
    if char in "\u2028\u2029\u0085":
        return "\n"
    if char.isspace():
        return " "
    plain = unicodedata.normalize("NFKD", char)[:1].lower().translate(_STROKES)
    return chr(_ascii(plain)) if plain.isascii() else ""
