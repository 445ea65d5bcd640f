"""Hear it when a model says its instructions back.

What the application told the model (system and developer messages) is cut into runs of
``WORDS`` words, and an answer that holds one of them is one that repeats it: so long a run
does not come about by chance (w-shingling: Broder, "On the resemblance and containment of
documents", 1997).  Letter case, punctuation and marks do not matter.
"""

import re
from collections import deque
from collections.abc import Iterable
from typing import Final

WORDS: Final = 12
_WORD: Final = re.compile(r"[^\W_]+")


class Echo:
    """Listens to one answer; it owns the last words that it heard."""

    __slots__ = ("_last", "_told")

    def __init__(self, told: Iterable[str]) -> None:
        """Take what the application told the model."""
        self._told: set[tuple[str, ...]] = set()
        for text in told:
            words = _words(text)
            self._told.update(
                tuple(words[start : start + WORDS]) for start in range(len(words) - WORDS + 1)
            )
        self._last: deque[str] = deque(maxlen=WORDS)

    def heard(self, text: str) -> bool:
        """Tell whether what was told has been repeated, now that this was said, too.

        Args:
            text: Whole words; what went before was heard in earlier calls.
        """
        if not self._told:
            return False
        for word in _words(text):
            self._last.append(word)
            if len(self._last) == WORDS and tuple(self._last) in self._told:
                return True
        return False


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
