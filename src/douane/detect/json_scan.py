r"""Read JSON where it stands, keep every span, and never give up.

``json.loads`` keeps no positions and refuses what is not whole; prompts hold JSON in prose,
cut off in the middle, with raw newlines in strings or a comma too many.  So this reads on:

1. A member or an element is one match of one regular expression.
2. What cannot be read is kept as a ``RAW`` piece under the key that came before it, up to
   the next ``"key":`` or bracket.  Nothing falls between two members.
3. An end of text closes whatever is open, strings too.
4. A container deeper than ``MAX_DEPTH`` is kept whole as one ``DEEP`` piece.

Every character is looked at a bounded number of times: repetitions are possessive, and the
search for the next key starts at unescaped quotes only.

Source: RFC 8259, read leniently.
"""

import re
from enum import IntEnum
from typing import Final

import msgspec

from douane.detect.escaped import unescape

MAX_DEPTH: Final = 64

_STRING = r'"((?:[^"\\]++|\\.)*+)'
_VALUE = rf'(?:{_STRING}("|\\?\Z)|([^\s,:{{}}\[\]"]++)|([{{\[]))'
_MEMBER = re.compile(rf'[\s,]*+(){_STRING}"\s*+:\s*+{_VALUE}', re.DOTALL)
_ELEMENT = re.compile(rf"[\s,]*+()(){_VALUE}", re.DOTALL)
_CLOSE = re.compile(r"[\s,]*+([}\]])")
_RESUME = re.compile(r'(?<!\\)"((?:[^"\\]++|\\.)*+)"\s*+:|[{}\[\]]', re.DOTALL)
_BRACKETS = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|([{\[])|[}\]]', re.DOTALL)
_SKIPPED = " \t\r\n,"
_STRING_GROUP, _BARE_GROUP = 4, 5  # ``lastindex`` of a match, by the form of its value


class Form(IntEnum):
    """What a piece is."""

    STRING = 0
    BARE = 1
    NODE = 2
    RAW = 3
    DEEP = 4


class Node:
    """An object or an array.

    Attributes:
        start: Position of its opening bracket.
        end: One past its closing bracket; the end of the text when that is missing.
        array: True for an array.
        attributed: True when a member that is a container is called ``attributes``.
        broken: True when it was not well-formed.
        pieces: Its members or elements, in order.
    """

    __slots__ = ("array", "attributed", "broken", "end", "pieces", "start")

    def __init__(self, start: int, *, array: bool) -> None:
        """Open it."""
        self.start = start
        self.end = start
        self.array = array
        self.attributed = False
        self.broken = False
        self.pieces: list[Piece] = []


class Piece(msgspec.Struct, frozen=True, gc=False):
    """One member of an object, or one element of an array.

    Attributes:
        form: What the value is.
        key: The key; empty in an array.
        member_start: Where the key's opening quote stands; -1 when there is no key.
        start: First character of the value; of a string, behind its quote.
        end: One past the value; of a string, before its quote.
        member_end: One past the whole member.
        node: The container, for ``NODE``.
    """

    form: Form
    key: str
    member_start: int
    start: int
    end: int
    member_end: int
    node: Node | None = None


_STRING_FORM, _BARE_FORM = Form.STRING, Form.BARE


def scan(text: str, start: int) -> Node:
    """Read the object or array whose bracket stands at ``start``."""
    return _Scan(text, start).run()


class _Scan:
    """The state of one reading: what is open, and where we are."""

    __slots__ = ("open", "position", "text")

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.position = start + 1
        self.open = [Node(start, array=text[start] == "[")]

    def run(self) -> Node:
        """Read pieces until the root is closed."""
        root, text = self.open[0], self.text
        while self.open:
            node = self.open[-1]
            match = (_ELEMENT if node.array else _MEMBER).match(text, self.position)
            if match is not None:
                regs = match.regs
                end = self.position = regs[0][1]
                key = match[2]
                if "\\" in key:
                    key = unescape(key)
                member = -1 if node.array else regs[1][0]
                group = match.lastindex
                if group == _STRING_GROUP:
                    first, last = regs[3]
                    node.pieces.append(Piece(_STRING_FORM, key, member, first, last, end))
                elif group == _BARE_GROUP:
                    first, last = regs[5]
                    node.pieces.append(Piece(_BARE_FORM, key, member, first, last, end))
                else:
                    self._push(node, key, member)
                continue
            closing = _CLOSE.match(text, self.position)
            if closing is None:
                self._resume(node)
            else:
                self.position = closing.end()
                self._close(array=closing[1] == "]")
        return root

    def _push(self, node: Node, key: str, member_start: int) -> None:
        """Open the container whose bracket was just passed."""
        if key == "attributes":
            node.attributed = True
        start = self.position - 1
        if len(self.open) >= MAX_DEPTH:
            end = self.position = _past(self.text, start)
            node.pieces.append(Piece(Form.DEEP, key, member_start, start, end, end))
            return
        child = Node(start, array=self.text[start] == "[")
        node.pieces.append(Piece(Form.NODE, key, member_start, start, -1, -1, child))
        self.open.append(child)

    def _close(self, *, array: bool) -> None:
        """Close the innermost container of that kind; a bracket that closes none is skipped."""
        innermost = self.open[-1]
        if innermost.array is not array and all(node.array is not array for node in self.open):
            innermost.broken = True
            return
        while True:
            node = self.open.pop()
            node.end = self.position
            self._settle(node)
            if node.array is array:
                return
            node.broken = True

    def _settle(self, node: Node) -> None:
        """Tell the parent where a child that it holds has ended."""
        if not self.open:
            return
        pieces = self.open[-1].pieces
        last = pieces[-1]
        pieces[-1] = Piece(
            last.form, last.key, last.member_start, last.start, node.end, node.end, node
        )
        self.open[-1].broken |= node.broken

    def _resume(self, node: Node) -> None:
        """Keep what cannot be read under the last key, and go on behind it."""
        node.broken = True
        key = node.pieces[-1].key if node.pieces else ""
        found = _RESUME.search(self.text, self.position)
        stop = len(self.text) if found is None else found.start()
        self._keep(node, key, stop)
        if found is None:
            self.position = stop
            while self.open:
                last = self.open.pop()
                last.end = stop
                last.broken = True
                self._settle(last)
        elif self.text[stop] in "{[":
            self.position = stop + 1
            self._push(node, key, -1)
        elif found[1] is not None and stop == self.position:
            # A key without a value that could be read: what follows is kept under that key.
            self.position = found.end()
            start = found.end()
            key = unescape(found[1])
            node.pieces.append(Piece(Form.RAW, key, stop, start, start, start))
        else:
            self.position = stop

    def _keep(self, node: Node, key: str, stop: int) -> None:
        start = self.position
        while start < stop and self.text[start] in _SKIPPED:
            start += 1
        end = stop
        while end > start and self.text[end - 1] in _SKIPPED:
            end -= 1
        if start < end:
            node.pieces.append(Piece(Form.RAW, key, -1, start, end, end))


def _past(text: str, start: int) -> int:
    """Return the position behind the container that opens at ``start``, however deep it is."""
    depth = 0
    for match in _BRACKETS.finditer(text, start):
        if match[1] is not None:
            depth += 1
        elif match[0] in "}]":
            depth -= 1
            if depth == 0:
                return match.end()
    return len(text)
