"""Put values back into a stream whose chunks may cut a token anywhere.

What is held back is only the end of the text so far that could be the beginning of a token:
at most one character less than the longest token.  What was given out is never taken back, and
how the stream is cut changes nothing: a token has one low line, and no kind ends with another,
so a token that is whole is never a part of one that is still to come.
"""

from collections.abc import Mapping

from douane.model.sheet import Entry
from douane.protect.restore import escape
from douane.protect.spelling import begun, context, escape_goes_on, spelled


class Restorer:
    """Restores one stream; it owns the held tail, and is used for one choice of one answer.

    Attributes:
        restored: How many tokens were replaced so far.
    """

    __slots__ = ("_before", "_held", "_json", "_opened", "restored")

    def __init__(self, opened: Mapping[str, Entry], *, json: bool = False) -> None:
        """Take what the reader may open.

        Args:
            opened: From ``entitle.opened``.
            json: True where the stream is the inside of JSON strings: values are escaped.
        """
        self._opened = opened
        self._json = json
        self._before = ""
        self._held = ""
        self.restored = 0

    def feed(self, chunk: str, *, last: bool = False) -> str:
        """Return what can be given out now.

        Args:
            chunk: The next part of the stream, of any length.
            last: True when nothing follows: what was held back is given out, too.
        """
        if not self._opened:
            return chunk
        text = self._held + chunk if self._held else chunk
        self._held = ""
        seen = self._before + text if self._json else text
        shift = len(seen) - len(text)
        pieces: list[str] = []
        done = 0
        for start, end, token in spelled(text) if "_" in text else ():
            entry = self._opened.get(token)
            if entry is not None and not (self._json and escape_goes_on(seen, shift + start)):
                self.restored += 1
                value = escape(entry.value) if self._json else entry.value
                pieces += (text[done:start], value)
            else:
                pieces.append(text[done:end])
            done = end
        cut = len(text) if last else begun(text, done)
        if self._json:
            self._before = context(seen[: shift + cut])
        self._held = text[cut:]
        pieces.append(text[done:cut])
        return "".join(pieces)
