"""Put values back into a stream whose chunks may cut a token anywhere.

What is held back is only the end of the text so far that could be the beginning of a token:
at most one character less than the longest token.  What was given out is never taken back, and
how the stream is cut changes nothing: a token's kind is upper case and its body is not, so no
token begins inside another and the leftmost match is the only one.
"""

import re
from collections.abc import Mapping
from functools import reduce
from typing import Final

from douane.model.sheet import Entry
from douane.model.token import BODY_ALPHABET, BODY_LENGTH, MAX_TOKEN_LENGTH, Kind
from douane.protect.restore import escape
from douane.protect.tokens import TOKEN

_LONGEST_TAIL: Final = MAX_TOKEN_LENGTH - 1


def _after_first(kind: str) -> str:
    """Return a pattern of what a cut token of this kind can hold after its first letter."""
    body = f"(?:_[{BODY_ALPHABET}]{{0,{BODY_LENGTH - 1}}})?"
    return reduce(lambda rest, letter: f"(?:{letter}{rest})?", reversed(kind[1:]), body)


_TAIL: Final = re.compile(
    "(?:" + "|".join(kind[0] + _after_first(kind) for kind in map(str, Kind)) + r")\Z"
)


class Restorer:
    """Restores one stream; it owns the held tail, and is used for one choice of one answer.

    Attributes:
        restored: How many tokens were replaced so far.
    """

    __slots__ = ("_held", "_json", "_opened", "restored")

    def __init__(self, opened: Mapping[str, Entry], *, json: bool = False) -> None:
        """Take what the reader may open.

        Args:
            opened: From ``entitle.opened``.
            json: True where the stream is the inside of JSON strings: values are escaped.
        """
        self._opened = opened
        self._json = json
        self._held = ""
        self.restored = 0

    def feed(self, chunk: str, *, last: bool = False) -> str:
        """Return what can be given out now.

        Args:
            chunk: The next part of the stream, of any length.
            last: True when nothing follows: what was held back is given out, too.
        """
        text = self._held + chunk if self._held else chunk
        self._held = ""
        if not text:
            return text
        marked = "_" in text
        # Every beginning of a token ends in upper case, or has a low line.
        if not last and (marked or "A" <= text[-1] <= "Z"):
            tail = _TAIL.search(text, max(0, len(text) - _LONGEST_TAIL))
            if tail is not None:
                self._held = tail[0]
                text = text[: tail.start()]
        return TOKEN.sub(self._restore, text) if marked else text

    def _restore(self, match: re.Match[str]) -> str:
        entry = self._opened.get(match[0])
        if entry is None:
            return match[0]
        self.restored += 1
        return escape(entry.value) if self._json else entry.value
