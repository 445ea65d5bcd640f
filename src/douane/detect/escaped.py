r"""Read a text inside a text, and say where each character stands in the outermost one.

JSON travels in JSON strings: ``{"prompt": "{\"Name\": \"Ann\"}"}``, sometimes several levels
deep, and escapes may be written as ``\"`` or ``\u0022``.  A ``View`` is such an inner text
with its escapes undone.  It keeps one number pair per escape, so a position is mapped back
with one binary search a level.
"""

import json
import re
from bisect import bisect_right
from typing import Final

MAX_LEVELS: Final = 8

_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u([0-9a-fA-F]{4})|(.))",
    re.DOTALL,
)
_DECODER: Final = json.JSONDecoder(strict=False)
_SHORT: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_SURROGATE = re.compile("[\ud800-\udfff]")


class View:
    """A text and where it stands.

    Attributes:
        text: With escapes undone.
        level: How many strings it is inside of; 0 for the text itself.
        quote: A double quote as it must be written at this level.
    """

    __slots__ = ("_origins", "_outer", "_starts", "level", "quote", "text")

    def __init__(self, text: str) -> None:
        """Look at a text that stands for itself."""
        self.text = text
        self.level = 0
        self.quote = '"'
        self._outer: View | None = None
        self._starts: list[int] = []
        self._origins: list[int] = []

    def inner(self, start: int, end: int) -> "View":
        """Look at the body of a JSON string (between its quotes) as a text of its own."""
        raw = self.text[start:end]
        view = View(unescape(raw))
        view.level = self.level + 1
        view.quote = "\\" * (2**view.level - 1) + '"'
        view._outer = self
        starts, origins = [0], [start]
        if "\\" in raw:
            shrunk = 0
            for match in _ESCAPE.finditer(raw):
                first, last = match.span()
                shrunk += last - first - 1
                starts.append(last - shrunk)
                origins.append(start + last)
        view._starts, view._origins = starts, origins
        return view

    def origin(self, position: int) -> int:
        """Return where a position of this text stands in the outermost one."""
        view = self
        while view._outer is not None:
            at = bisect_right(view._starts, position) - 1
            position = view._origins[at] + position - view._starts[at]
            view = view._outer
        return position


def unescape(raw: str) -> str:
    """Undo the escapes of a JSON string's body; an escape that is none keeps its character."""
    if "\\" not in raw:
        return raw
    try:
        value: str = _DECODER.decode(f'"{raw}"')
    except ValueError:
        return _ESCAPE.sub(_undone, raw)
    return value


def writable(value: str) -> str:
    """Spell out lone surrogates, which no encoding can write."""
    if _SURROGATE.search(value) is None:
        return value
    return value.encode("utf-8", "backslashreplace").decode("utf-8")


def _undone(match: re.Match[str]) -> str:
    if match[2] is not None:
        return _SHORT.get(match[2], match[2])
    if match[1] is not None:
        return chr(int(match[1], 16))
    high, low = int(match[0][2:6], 16), int(match[0][8:], 16)
    return chr(0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF))
