"""Where a value may begin and end, so that no part of a longer word or number is taken for one.

What nobody sees, a combining mark or a zero-width character, ends no word: ``D`` before one is
the beginning of a disguised ``DE14…``, which is read when the disguise is undone.
"""

import unicodedata
from typing import Final

# A digit on the other side of one of these continues a number.
_JOINS: Final = frozenset(".,-/:_+")
_UNSEEN: Final = frozenset({"Mn", "Me", "Cf"})


def _goes_on(char: str) -> bool:
    """Tell whether a word does not end at this character."""
    if char.isascii():
        return char.isalnum() or char == "_"
    return char.isalnum() or unicodedata.category(char) in _UNSEEN


def ends_alone(text: str, end: int) -> bool:
    """Tell whether neither a letter, a digit nor a joined digit follows: asked before a search."""
    following = text[end : end + 2]
    if not following:
        return True
    if _goes_on(following[0]):
        return False
    return not (following[0] in _JOINS and following[1:].isdigit())


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether neither a letter, a digit nor a joined digit stands on either side."""
    if start:
        last = text[start - 1]
        if _goes_on(last):
            return False
        if last in _JOINS and start > 1 and text[start - 2].isdigit():
            return False
    return ends_alone(text, end)
