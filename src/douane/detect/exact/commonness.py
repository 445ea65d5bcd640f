"""Which words are too ordinary to be looked for alone."""

from functools import lru_cache
from typing import Final

from douane.detect.common_words import COMMON_WORDS
from douane.detect.exact.folding import fold
from douane.detect.exact.spelling import spellings

# Words that two-word names can be mistaken for together with another ordinary one.
_LITTLE: Final = """
    a an and any are as at be but by can do for from had has have he her his how i if in is it
    its me my no not of off on or our out over so than that the their then there they this to
    up us was were what when which who why with you your der die das ein eine und oder im am um
    zu zur zum von vor mit bei nach aus auf für la le les un une et ou du des de il lo gli e o
    di da el los las y en con por para het een van en
"""

_COMMON: Final = frozenset(
    spelled for word in (*COMMON_WORDS, *_LITTLE.split()) for spelled in spellings(word)
)


@lru_cache(maxsize=65_536)
def is_common(word: str) -> bool:
    """Tell whether ordinary text is full of a word, in whatever spelling."""
    return fold(word) in _COMMON


def stands_alone(word: str) -> bool:
    """Tell whether a family name by itself is rare enough to be looked for where it is cased."""
    return len(word) >= ALONE_LETTERS and word.isalpha() and not is_common(word)


ALONE_LETTERS: Final = 6
