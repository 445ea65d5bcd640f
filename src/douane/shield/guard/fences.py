"""Tell fenced code from text in an answer that streams by (CommonMark §4.5).

The line of a fence belongs to the code.  A fence that nobody closes lasts to the end.
"""

import re
from typing import Final, NamedTuple

_PARTS: Final = re.compile(r"[^\n]*\n|[^\n]+")
_LINE_BEGUN: Final = re.compile(r"[ \t>]{0,12}(?:`{0,2}|~{0,2})\Z")
_FENCE: Final = re.compile(r"[ \t>]{0,12}(`{3,}|~{3,})")
_CLOSING: Final = re.compile(r"[ \t>]{0,12}(`{3,}|~{3,})[ \t]*\Z")


class Piece(NamedTuple):
    """A part of an answer that is all code, or all text."""

    text: str
    code: bool


class Fences:
    """Splits one answer; it owns the line that is still open."""

    __slots__ = ("_fence", "_line")

    def __init__(self) -> None:
        """Begin outside code, at the beginning of a line."""
        self._fence = ""
        self._line = ""

    def feed(self, chunk: str, *, last: bool = False) -> list[Piece]:
        """Return the parts that are certain; in order, without loss."""
        pieces: list[Piece] = []
        for part in _PARTS.findall(chunk):
            before = self._line
            self._line += part
            pending = "" if self._decided(before) else before
            if self._line.endswith("\n"):
                pieces.append(self._ended(pending + part))
            elif self._decided(self._line):
                pieces.append(Piece(pending + part, code=self._in_code()))
        if last and self._line and not self._decided(self._line):
            pieces.append(Piece(self._line, code=bool(self._fence)))
            self._line = ""
        return pieces

    def _decided(self, line: str) -> bool:
        """Tell whether nothing that follows can make this line another one."""
        return bool(line) and _LINE_BEGUN.match(line) is None

    def _in_code(self) -> bool:
        return bool(self._fence) or _FENCE.match(self._line) is not None

    def _ended(self, text: str) -> Piece:
        line, self._line = self._line.rstrip("\r\n"), ""
        if self._fence:
            closing = _CLOSING.match(line)
            if closing and closing[1].startswith(self._fence):
                self._fence = ""
            return Piece(text, code=True)
        opening = _FENCE.match(line)
        if opening:
            self._fence = opening[1]
        return Piece(text, code=opening is not None)
