"""Cut an answer into what must be searched together, and what can be given out at once.

A value that must not leave shows: it holds a capital letter, a digit, an ``@``, something that
nobody sees.  Words of lower-case letters are given out as soon as they end; from the first word
of another kind on, text is held until such a *run* has ended, and is searched as a whole with
what stood before.  A run is never longer than ``HELD_AT_MOST``: then it is given out piece by
piece, each searched with the end of the one before, and what is found to have begun there is an
exposure.  A token by itself is no such word: it stands for a value that is not there.  Where a
stream is cut changes nothing: all is decided by words.
"""

import re
from typing import Final, NamedTuple

from douane.model.token import TOKEN_PATTERN

HELD_AT_MOST: Final = 256
CONTEXT: Final = 96

_WORD: Final = re.compile(r"\s*\S+\s")
_QUIET: Final = re.compile(
    r"\s*[(\"'„“«]?[a-zß-öø-ÿāăąćčďđēęěğīįķĺľłńňőœŕřśšťūůűųźżž]{2,24}"
    r"(?:['\u2019-][a-zß-öø-ÿ]{1,24})?[.,;:!?)\"'“”»]{0,3}\s*"
)
_MARKS: Final = re.compile(r"\s*[-\u2013\u2014*#|+/&=•.,;:]{1,6}\s*")
_TOKEN: Final = re.compile(rf"\s*{TOKEN_PATTERN}[.,;:!?)]{{0,2}}\s*")
# Between the parts of a name, an address, a date.
_LINKING: Final = re.compile(
    r"\s*(?:von|van|der|den|de|di|del|della|da|do|dos|du|des|la|le|zu|zum|zur|am|an|im|ter|ten|y|e|i"
    r"|und|et|of|and|bei|c/o)\s+"
)
_FIRST_WORD: Final = re.compile(r"\s*[(\"'„“«*_#>-]{0,4}\s?[A-ZÀ-ÖØ-Þ][^\W\d_]*[.,;:!?)]{0,2}\s*")


class Window(NamedTuple):
    """A part of an answer, in order.

    Attributes:
        before: The end of what was given out before it.
        text: The part.
        search: Whether something may stand in it.
    """

    before: str
    text: str
    search: bool


class Windows:
    """Cuts one answer; it owns what is held."""

    __slots__ = ("_before", "_held", "_run")

    def __init__(self) -> None:
        """Begin at the beginning of an answer."""
        self._before = ""
        self._held = ""  # a word that may go on
        self._run = ""  # whole words that are searched together

    def feed(self, chunk: str, *, last: bool = False) -> list[Window]:
        """Return the windows that are complete; together they are the text."""
        text = self._held + chunk
        windows: list[Window] = []
        done = 0
        for word in _WORD.finditer(text):
            self._slices(word[0], windows)
            done = word.end()
        if last:
            self._slices(text[done:], windows)
            self._end_run(windows)
            self._held = ""
            return windows
        while len(text) - done > HELD_AT_MOST:
            self._word(text[done : done + HELD_AT_MOST], windows)
            done += HELD_AT_MOST
        self._held = text[done:]
        return windows

    def _slices(self, word: str, windows: list[Window]) -> None:
        for start in range(0, len(word), HELD_AT_MOST):
            self._word(word[start : start + HELD_AT_MOST], windows)

    def _word(self, word: str, windows: list[Window]) -> None:
        linking = _LINKING.fullmatch(word) is not None
        quiet = linking or _QUIET.fullmatch(word) is not None or _MARKS.fullmatch(word) is not None
        if not self._run:
            if quiet or ("_" in word and _TOKEN.fullmatch(word)):
                self._give(word, windows, search=False)
            else:
                self._run = word
            return
        if quiet and not linking and not _MARKS.fullmatch(word):
            self._end_run(windows)
            self._give(word, windows, search=False)
            return
        if len(self._run) + len(word) > HELD_AT_MOST:
            self._end_run(windows)
        self._run += word

    def _end_run(self, windows: list[Window]) -> None:
        run, self._run = self._run, ""
        if run:
            begins = not self._before.strip() or self._before.rstrip()[-1:] in ".!?:"
            self._give(run, windows, search=not (begins and _FIRST_WORD.fullmatch(run)))

    def _give(self, text: str, windows: list[Window], *, search: bool) -> None:
        windows.append(Window(self._before, text, search))
        self._before = (self._before + text)[-CONTEXT:]
