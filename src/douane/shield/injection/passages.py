"""Where a text is looked at by itself: its sentences, and windows of words across them.

A sentence ends at a full stop, question or exclamation mark that a blank follows, at the end of a
line unless the next one goes on with a small letter, at the border of a table's cell, and where a
view was put together (NUL).  Longer than ``LONGEST`` it is cut.  Sentences alone would be evaded
by ends of lines and cells within an order, so windows of ``WIDE`` words are looked at as well.
"""

from typing import Final

import numpy as np

from douane.shield.injection.folding import NEWLINE, SPACE, Bytes, Points
from douane.shield.injection.words import Places

LONGEST: Final = 280
WIDE: Final = 24
STRIDE: Final = 12
FEWEST: Final = 2
"""Words that a passage has at least."""

_STOP: Final = 1
_WALL: Final = 2
_LINE: Final = 3
_KINDS: Final = np.zeros(256, np.uint8)
_KINDS[[ord(char) for char in ".!?"]] = _STOP
_KINDS[[ord(char) for char in "|\x00\t"]] = _WALL
_KINDS[NEWLINE] = _LINE


def passages(code_points: Points, folded: Bytes, words: Places) -> tuple[Places, Places]:
    """Return the first word of each passage, and one past its last.

    Args:
        code_points: A stretch of text.
        folded: The same, folded.
        words: First character of each word.
    """
    ends = _sentence_ends(code_points, folded)
    edges = np.searchsorted(words, ends)
    firsts, lasts = np.append(0, edges), np.append(edges, len(words))
    if len(words) > FEWEST:
        windows = np.arange(0, max(1, len(words) - STRIDE), STRIDE)
        firsts = np.append(firsts, windows)
        lasts = np.append(lasts, np.minimum(windows + WIDE, len(words)))
    kept = lasts - firsts >= FEWEST
    return firsts[kept], lasts[kept]


def _sentence_ends(code_points: Points, folded: Bytes) -> Places:
    """Return where sentences end, and where longer ones are cut."""
    kinds = _KINDS[folded]
    at = np.flatnonzero(kinds)
    kinds, last = kinds[at], len(folded) - 1
    then = np.minimum(at + 1, last)
    after, letters = folded[then], code_points[then]
    ends_there = at == last
    blank = (after == SPACE) | (after == NEWLINE) | ends_there
    small = (letters >= ord("a")) & (letters <= ord("z")) & ~ends_there
    ends = at[(kinds == _WALL) | ((kinds == _STOP) & blank) | ((kinds == _LINE) & ~small)]
    bounds = np.concatenate(([0], ends, [len(folded)]))
    wide = np.flatnonzero(np.diff(bounds) > LONGEST)
    if not len(wide):
        return np.asarray(ends, np.intp)
    cuts = [np.arange(bounds[at] + LONGEST, bounds[at + 1], LONGEST) for at in wide]
    return np.sort(np.concatenate([ends, *cuts]))
