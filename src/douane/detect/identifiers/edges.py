"""Where a value may begin and end, so that no part of a longer word or number is taken for one."""

from typing import Final

# A digit on the other side of one of these continues a number.
_JOINS: Final = frozenset(".,-/:_+")


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether neither a letter, a digit nor a joined digit stands on either side."""
    if start:
        last = text[start - 1]
        if last.isalnum() or last == "_":
            return False
        if last in _JOINS and start > 1 and text[start - 2].isdigit():
            return False
    if end < len(text):
        following = text[end]
        if following.isalnum() or following == "_":
            return False
        if following in _JOINS and text[end + 1 : end + 2].isdigit():
            return False
    return True
