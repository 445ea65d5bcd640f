"""A text as words, so that case, punctuation and line breaks do not matter.

The words of a text come from operations of C on its bytes, because every prompt is taken apart
this way; where each word stands is worked out only for a text in which something was found.
"""

import re
from typing import Final

SIZE: Final = 5  # words of a run
BREAK: Final = b"\x00"  # a word that no text has: stands for what is claimed already

_SEPARATORS: Final = bytes(
    code if code == 0 or code > 127 or chr(code).isalnum() else 32  # noqa: PLR2004 - ASCII
    for code in range(256)
)
_WIDE_SEPARATORS: Final = (
    "\u00a0\u202f\u2009\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2026\u2022"
    "\u00b7\u2212\u00d7"
)
_CLAIMED: Final = re.compile("\x00+")
_WORD: Final = re.compile(rb"[^ ]+")


def words(text: str) -> list[bytes]:
    """Return the words; ``BREAK`` stands where text is claimed."""
    lowered = text.lower()
    if "\x00" in lowered:
        lowered = _CLAIMED.sub(" \x00 ", lowered)
    return _separated(lowered).split()


def placed(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each word of a text that has nothing claimed in it."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    data = _separated(lowered)
    spans = [match.span() for match in _WORD.finditer(data)]
    if len(data) == len(text):
        return spans
    found: list[tuple[int, int]] = []
    done = characters = 0
    for start, end in spans:
        characters += len(data[done:start].decode())
        first, characters = characters, characters + len(data[start:end].decode())
        done = end
        found.append((first, characters))
    return found


def _separated(lowered: str) -> bytes:
    if not lowered.isascii():
        for separator in _WIDE_SEPARATORS:
            lowered = lowered.replace(separator, " ")
    return lowered.encode("utf-8", "replace").translate(_SEPARATORS)
