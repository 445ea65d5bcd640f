"""What a passage is judged by: one reading of a text, which training and scoring share.

- *Grams*: every stretch of ``GRAMS`` characters, every word and every two words, hashed into
  ``2**GRAM_BITS`` or ``2**WORD_BITS`` buckets.
- *Marks*: which concepts of the lexicon and which signs of structure occur (one bit each), alone
  and in twos: an order is a verb, an object and somebody addressed, in any of seven languages.
- *Head*: the marks of the first word, because orders begin with their verb.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from douane.shield.injection.concepts import Masks, concepts
from douane.shield.injection.folding import Bytes, fold, points
from douane.shield.injection.lexicon import CONCEPTS
from douane.shield.injection.passages import passages
from douane.shield.injection.structure import KINDS, structure
from douane.shield.injection.words import BLOCK, Hashes, Places, words

GRAMS: Final = (5,)
GRAM_BITS: Final = 17
WORD_BITS: Final = 16
MARKS: Final = (*CONCEPTS, *KINDS)

_GRAM_SHIFT: Final = np.uint64(64 - GRAM_BITS)
_WORD_SHIFT: Final = np.uint64(64 - WORD_BITS)
_SPREAD: Final = np.uint64(0xD6E8FEB86659FD93)
_FIRST_KIND: Final = len(CONCEPTS)


@dataclass(frozen=True, slots=True)
class Reading:
    """A block of text, read.

    Attributes:
        firsts: First character of each passage.
        lasts: One past its last.
        first_words: Number of its first word.
        last_words: One past that of its last.
        grams: Buckets, by the character at which each gram of a length begins.
        singles: Buckets of the words.
        pairs: Buckets of each two words.
        marks: Of each passage, as bits.
        heads: Of the first word of each passage, as bits.
    """

    firsts: Places
    lasts: Places
    first_words: Places
    last_words: Places
    grams: tuple[Hashes, ...]
    singles: Hashes
    pairs: Hashes
    marks: Masks
    heads: Masks


def read(text: str) -> Reading | None:
    """Return the reading of at most ``BLOCK`` characters; None when no passage is there."""
    code_points = points(text[:BLOCK])
    folded = fold(code_points)
    found = words(folded)
    first_words, last_words = passages(code_points, folded, found.starts)
    if not len(first_words):
        return None
    lasts = found.starts[last_words - 1] + found.lengths[last_words - 1]
    masks = concepts().of(found)
    heads = masks[first_words]
    _add_signs(folded, found.starts, masks)
    spans = np.empty(2 * len(first_words), np.intp)
    spans[::2], spans[1::2] = first_words, last_words
    # The last passage may end with the text: reduceat wants an index that is there.
    marks = np.bitwise_or.reduceat(np.append(masks, np.uint64(0)), spans)[::2]
    return Reading(
        found.starts[first_words], lasts, first_words, last_words,
        tuple((found.grams(length) * _SPREAD) >> _GRAM_SHIFT for length in GRAMS),
        (found.exact * _SPREAD) >> _WORD_SHIFT, (found.pairs() * _SPREAD) >> _WORD_SHIFT,
        marks, heads,
    )  # fmt: skip


def _add_signs(folded: Bytes, starts: Places, masks: Masks) -> None:
    """Set the bit of each sign at the word in or behind which it ends."""
    signs = structure().of(folded)
    if not signs:
        return
    kinds, ends = np.array(signs, np.int64).T
    at = np.maximum(np.searchsorted(starts, ends, "left") - 1, 0)
    np.bitwise_or.at(masks, at, np.uint64(1) << (kinds + _FIRST_KIND).astype(np.uint64))
