"""Where a value may begin and end, so that no part of a longer word or number is taken for one."""

from typing import Final

# A digit on the other side of one of these continues a number.
_JOINS: Final = frozenset(".,-/:_+")


def ends_alone(text: str, end: int) -> bool:
    """Tell whether neither a letter, a digit nor a joined digit follows: asked before a search."""
    following = text[end : end + 2]
    if not following:
        return True
    if following[0].isalnum() or following[0] == "_":
        return False
    return not (following[0] in _JOINS and following[1:].isdigit())


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether neither a letter, a digit nor a joined digit stands on either side."""
    if start:
        last = text[start - 1]
        if last.isalnum() or last == "_":
            return False
        if last in _JOINS and start > 1 and text[start - 2].isdigit():
            return False
    return ends_alone(text, end)
