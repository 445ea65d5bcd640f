"""Which letters count as one: letter by letter, so that positions stay.

Case, diacritics and width do not matter: ``É``, ``e`` and its full-width form are one letter.
What has no base letter in Unicode but is written with a plain one where it is not on the
keyboard (``ł``, ``ø``, ``đ``) counts as that.  Letters that stand for two (``ß``, ``æ``) are
letters of their own; ``spelling`` writes them out.  Whatever is no letter and no digit stands
between words.
"""

import re
import unicodedata
from functools import cache
from typing import Final

PLANE: Final = 0x10000  # characters of the basic plane

_WORD: Final = re.compile(r"[^\W_]+")
_PLAIN: Final = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "ŧ": "t", "ĸ": "k",
    "\u03c2": "\u03c3", "\u017f": "s", "ŋ": "n",
}  # fmt: skip


@cache
def letter(character: str) -> str:
    """Return the one character that stands for all that count as the same; empty for no letter."""
    if not character.isalnum():
        return ""
    base = unicodedata.normalize("NFKD", character)
    rest = [each for each in base if not unicodedata.combining(each)]
    if len(rest) == 1 and rest[0].isalnum() and ord(rest[0]) < PLANE:
        character = rest[0]
    lower = character.lower()
    lower = lower if len(lower) == 1 else character
    return _PLAIN.get(lower, lower)


def fold(text: str) -> str:
    """Return a text of the same length with each letter's own stand-in; other signs stay."""
    if text.isascii():
        return text.lower()
    return "".join(letter(character) or character for character in text)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, with their diacritics."""
    composed = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    return _WORD.findall(composed.replace("\u0130", "I").lower())
