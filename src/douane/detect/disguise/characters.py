r"""Characters that look like others, or like nothing: what a reader takes them for.

In this order, for each character that is rare in business texts of Europe:

1. What is not seen goes: zero-width characters, soft hyphens, controls of direction, variation
   selectors, tag characters, combining marks.
2. Digits of any script become 0 to 9.
3. Compatibility forms become what they stand for (NFKC): full-width, mathematical, circled.
4. What looks like a Latin letter becomes it (``confusables``); accents that no language of the
   European Union writes go.

There are two more readings, which the first would spoil: tag characters as the ASCII characters
that they are a copy of, and letters composed with the first of their marks (``u`` and U+0308).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from douane.detect.disguise.confusables import LOOKALIKES
from douane.detect.disguise.view import Patch, ordered

_INVISIBLE_RANGES = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_MARK_RANGES = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_RARE_RANGES = (
    "\u00b2\u00b3\u00b9\u0180-\u0217\u021c-\u02ff\u0370-\u1fff\u2000-\u200a\u2010-\u2012\u2028\u2029"
    "\u205f\u2070-\u209f\u2100-\u2115\u2117-\u2121\u2123-\u218f\u2212\u2215\u2460-\u24ff"
    "\u2c00-\u2dff\u3000-\u303f\u3200-\u33ff\ua000-\uabff\uf900-\ufaff\ufb00-\uffef"
    "\U00010000-\U0001dfff\U0001f100-\U0001f1ff"
)
# What a finding takes along at its edges.
UNSEEN: Final = re.compile(f"[{_INVISIBLE_RANGES}{_MARK_RANGES}]+")
_RARE: Final = re.compile(f"[{_INVISIBLE_RANGES}{_MARK_RANGES}{_RARE_RANGES}]+")
_MARKED: Final = re.compile(f"[^\\W\\d_][{_MARK_RANGES}]++")
_TAGGED: Final = re.compile("[\U000e0020-\U000e007e]++")
_TAGS: Final = 0xE0000


def undo(text: str) -> list[list[Patch]]:
    """Return the readings of a text that holds rare characters; alternatives, each in order."""
    plain = [patch for run in _RARE.finditer(text) for patch in _of_run(run)]
    readings = [plain] if plain else []
    marked = [patch for match in _MARKED.finditer(text) if (patch := _composed(match))]
    if marked:
        readings.append(ordered([*marked, *plain]))
    tagged = [
        Patch(match.start(), match.end(), "".join(chr(ord(char) - _TAGS) for char in match[0]), 1)
        for match in _TAGGED.finditer(text)
    ]
    # Where each stands alone between letters that are seen, they hide a word and say nothing.
    if any(len(patch.text) > 1 for patch in tagged):
        readings.append(tagged)
    return readings


def _of_run(run: re.Match[str]) -> list[Patch]:
    written, start = run[0], run.start()
    if UNSEEN.fullmatch(written):
        return [Patch(start, run.end(), "")]
    read = [_taken_for(char) for char in written]
    if all(len(one) == 1 for one in read):
        text = "".join(read)
        return [] if text == written else [Patch(start, run.end(), text, 1)]
    return [
        Patch(start + at, start + at + 1, one)
        for at, (one, char) in enumerate(zip(read, written, strict=True))
        if one != char
    ]


@lru_cache(maxsize=4096)
def _taken_for(char: str) -> str:
    """Return what a reader takes a character for; may be empty."""
    if UNSEEN.match(char):
        return ""
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    return "".join(LOOKALIKES.get(one, one) for one in _without_accents(_compatible(char)))


def _compatible(char: str) -> str:
    form = unicodedata.normalize("NFKC", char)
    # Some stand for a whole phrase: nobody would hide a value in those.
    return form if len(form) <= 4 else char  # noqa: PLR2004 - circled and squared ones have fewer


def _without_accents(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if not UNSEEN.match(one))


def _composed(match: re.Match[str]) -> Patch | None:
    letter = unicodedata.normalize("NFC", match[0][:2])
    return Patch(match.start(), match.end(), letter) if len(letter) == 1 else None
