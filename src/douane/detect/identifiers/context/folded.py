"""Words as they are compared: lower case, without accents, so that ``Numéro`` is ``numero``.

One character for one, so that positions stay; only letters of European alphabets are mapped.
"""

# ruff: noqa: RUF001 - letters of other alphabets are what it folds

import re
import unicodedata
from typing import Final

_LATIN: Final = "".join(map(chr, range(0xC0, 0x250)))
_GREEK: Final = "".join(map(chr, range(0x370, 0x400)))
_OWN: Final = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "t", "æ": "a", "œ": "o", "ß": "s",
               "ı": "i", "ŋ": "n", "º": "o", "ª": "a", "’": "'", "ς": "σ"}  # fmt: skip


def _base(letter: str) -> str:
    lower = letter.lower()[:1]
    return _OWN.get(lower, unicodedata.normalize("NFD", lower)[0])


_FOLD: Final = {ord(letter): _base(letter) for letter in _LATIN + _GREEK + "ºª’ς"}
WORD: Final = re.compile(r"[^\W\d_]+")


def fold(text: str) -> str:
    """Return a text in lower case without accents, of the same length."""
    folded = text.translate(_FOLD) if not text.isascii() else text
    lowered = folded.lower()
    return lowered if len(lowered) == len(text) else folded
