"""Values that go on in the next line, with the indents and signs of quoted mail between.

Identifiers are read in two ways, with nothing and with a blank for the line break.  An address
that is whole before the break is left alone.  So is a word before an address that is written with a
capital or that often stands there (*to*, *mail*): letters are wrapped before an address more often
than within.  Lines of one width that hold nothing but characters of addresses go on together.

Nothing tells that a name goes on: most lines of a wrapped letter end with a letter and begin with
one.  So ``across`` gives the whole text without its breaks, for those detectors that look through
it in no time.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from douane.detect.common_words import COMMON_WORDS
from douane.detect.disguise.view import Patch, Span, ordered
from douane.detect.identifiers.contact import email_address

_BREAK: Final = re.compile(r"[ \t]?\r?\n[ \t>|]{0,8}")
_LOCAL: Final = re.compile(r"[\w.+-]{0,40}@")
_WORD: Final = re.compile(r"[\w.+-]+")
_WITHIN: Final = frozenset("._+-0123456789@")
# Characters of a line that can hold the part of an address.
REACH: Final = 40
_BEFORE_WORDS = (
    " address adres adresse an and at bei by cc con contact contacto contactar contatto courriel"
    " da de do e email en escribir et from für il is is ist kontakt la mail me mit na naar nach"
    " oder of or ou over per po pod por przez reach scrivere see sent siehe te to tot u und unter"
    " us van via vom von with y you à über"
)
_BEFORE: Final = COMMON_WORDS | frozenset(_BEFORE_WORDS.split())
# Before what a name may go on with.  Most begin with what is found at once.
_GOES_ON = r"[ \t>|]{0,8}(?=[^\W_]|[&'/-])"
_QUICK_BREAK: Final = re.compile(r"\n")
_INDENTED_BREAK: Final = re.compile(rf"\n{_GOES_ON}")
_ANY_BREAK: Final = re.compile(rf"(?:[ \t]{{0,4}}\r?)\n{_GOES_ON}")
_HYPHEN: Final = re.compile(rf"-\r?\n{_GOES_ON}")
_INDENTED: Final = re.compile(r"\n[ \t>|]++[^\W_]")
_STOPS: Final = ".,;:!?)>]\"'"
_PIECE: Final = re.compile(r"[\w.@+-]{2,40}")


def undo(text: str, ends: Sequence[int]) -> list[list[Patch]]:
    """Return the readings.

    Args:
        text: Any text.
        ends: One past the first character of each line that may go on, in order.
    """
    joined: list[Patch] = []
    done = 0
    for end in ends:
        newline = text.rfind("\n", done, end)
        if newline < 0:
            continue
        start = newline
        while start > done and newline - start < 5 and text[start - 1] in " \t\r":  # noqa: PLR2004
            start -= 1
        match = _BREAK.match(text, start)
        if match is None:
            continue
        done = match.end()
        if not _is_whole(text, start, done):
            floor = joined[-1].end if joined else 0
            done = _join(text, joined, start, done, floor)
    joined = ordered(joined)
    if not joined:
        return []
    return [joined, [Patch(start, end, " ") for start, end, *_ in joined]]


def _join(text: str, joined: list[Patch], start: int, end: int, floor: int) -> int:
    """Join two lines, and those of the same width before and behind them; return how far."""
    joined.append(Patch(start, end, ""))
    first = text.rfind("\n", max(0, start - REACH), start) + 1
    width = start - first if first and _PIECE.fullmatch(text, first, start) else 0
    at = first - 1
    while width and at > floor and _PIECE.fullmatch(text, max(0, at - width), at):
        joined.append(Patch(at, at + 1, ""))
        if at <= width or text[at - width - 1] != "\n":
            break  # the line in which the value begins
        at -= width + 1
    if not width:
        stop = text.find("\n", end, end + REACH)
        width = stop - end if stop >= 0 and _PIECE.fullmatch(text, end, stop) else 0
    at = end + width
    while width and text[at : at + 1] == "\n" and _PIECE.fullmatch(text, at - width, at):
        joined.append(Patch(at, at + 1, ""))
        at += width + 1
    return max(end, at - width)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether an address ends before a break, or one behind it begins there."""
    line = max(text.rfind("\n", 0, start), start - 2 * REACH)
    sign = text.rfind("@", line + 1, start)
    if sign >= 0:
        hit = email_address.read(text, sign + 1)
        if hit is not None and not text[hit.end : start].strip(_STOPS):
            return True
    if _LOCAL.match(text, end) and text[end] not in _WITHIN:
        reversed_word = _WORD.match(text[max(0, start - REACH) : start][::-1])
        if reversed_word is None:
            return True
        word = reversed_word[0][::-1]
        return _WITHIN.isdisjoint(word) and (not word.islower() or word in _BEFORE)
    return False


class Joined:
    """A text without its line breaks.

    Attributes:
        text: The text, NULs in their places.
    """

    __slots__ = ("_breaks", "_expression", "_for", "_source", "_starts", "text")

    def __init__(self, source: str, expression: re.Pattern[str], put: str) -> None:
        """Put something for every break."""
        quick = expression is _QUICK_BREAK
        self.text = source.replace("\n", put) if quick else expression.sub(put, source)
        self._source, self._expression, self._for = source, expression, put
        self._starts: list[int] = []
        self._breaks: list[Span] = []

    def span(self, start: int, end: int) -> Span | None:
        """Return the span of the source, or None when there is no break in it."""
        if not self._breaks:
            self._map()
        first = bisect_right(self._starts, start)
        last = bisect_left(self._starts, end)
        if first == last:
            return None
        return self._origin(start, first), self._origin(end, last)

    def _map(self) -> None:
        shrunk = 0
        for match in self._expression.finditer(self._source):
            self._starts.append(match.start() - shrunk)
            self._breaks.append(match.span())
            shrunk += match.end() - match.start() - len(self._for)

    def _origin(self, position: int, breaks: int) -> int:
        if not breaks:
            return position
        return self._breaks[breaks - 1][1] + position - self._starts[breaks - 1] - len(self._for)


def across(text: str) -> list[Joined]:
    """Return a text without its breaks: with nothing, or with a blank, or no hyphen, for each."""
    if "\r" in text or " \n" in text or "\t\n" in text:
        joined = [Joined(text, _ANY_BREAK, put) for put in ("", " ")]
    elif _INDENTED.search(text):
        joined = [Joined(text, _INDENTED_BREAK, put) for put in ("", " ")]
    else:
        joined = [Joined(text, _QUICK_BREAK, "")]
    if "-\n" in text or "-\r\n" in text:
        joined.append(Joined(text, _HYPHEN, ""))
    return joined
