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

_STOPS: Final = np.zeros(256, np.bool_)
_STOPS[[ord(char) for char in ".!?"]] = True
_WALLS: Final = np.zeros(256, np.bool_)
_WALLS[[ord(char) for char in "|\x00\t"]] = True


def passages(code_points: Points, folded: Bytes, words: Places) -> tuple[Places, Places]:
    """Return the first word of each passage, and one past its last.

    Args:
        code_points: A stretch of text.
        folded: The same, folded.
        words: First character of each word.
    """
    ends = _sentence_ends(code_points, folded)
    before = np.zeros(len(folded) + 1, np.intp)
    before[words + 1] = 1
    edges = np.cumsum(before)[ends]
    firsts, lasts = np.append(0, edges), np.append(edges, len(words))
    if len(words) > FEWEST:
        windows = np.arange(0, max(1, len(words) - STRIDE), STRIDE)
        firsts = np.append(firsts, windows)
        lasts = np.append(lasts, np.minimum(windows + WIDE, len(words)))
    kept = lasts - firsts >= FEWEST
    return firsts[kept], lasts[kept]


def _sentence_ends(code_points: Points, folded: Bytes) -> Places:
    """Return where sentences end, and where longer ones are cut."""
    after = np.full(len(folded), SPACE, np.uint8)
    after[:-1] = folded[1:]
    small = np.zeros(len(folded), np.bool_)
    small[:-1] = (code_points[1:] >= ord("a")) & (code_points[1:] <= ord("z"))
    blank = (after == SPACE) | (after == NEWLINE)
    ends = np.flatnonzero(
        (_STOPS[folded] & blank) | _WALLS[folded] | ((folded == NEWLINE) & ~small)
    )
    bounds = np.concatenate(([0], ends, [len(folded)]))
    wide = np.flatnonzero(np.diff(bounds) > LONGEST)
    if not len(wide):
        return ends
    cuts = [np.arange(bounds[at] + LONGEST, bounds[at + 1], LONGEST) for at in wide]
    return np.sort(np.concatenate([ends, *cuts]))
