"""A formula as a tree.

Precedence climbing over the pieces of a run; deeper than ``DEEPEST`` brackets or longer than
``MOST_PIECES`` it is no formula but an attempt to make us work, and the answer is None.  What
the grammar does not know also ends in None: the run is then judged by its pieces alone.
"""

import re
from typing import Final, NamedTuple

from douane.detect.logic.formula import Piece, Run

DEEPEST: Final = 40
MOST_PIECES: Final = 600

_BINARY: Final = {
    "or": 1, "||": 1, "oder": 1, "and": 2, "&&": 2, "und": 2, "<": 4, ">": 4, "<=": 4, ">=": 4,
    "==": 4, "=": 4, "!=": 4, "<>": 4, "\u2264": 4, "\u2265": 4, "\u2260": 4, "&": 5, "+": 6,
    "-": 6, "\u2212": 6, "\u2013": 6, "*": 7, "/": 7, "\u00d7": 7, "\u00b7": 7, "\u22c5": 7,
    "\u00f7": 7, "\\cdot": 7, "\\times": 7, "\\ast": 7, "^": 9, "**": 9,
}  # fmt: skip
_SAME: Final = {
    "\u2212": "-", "\u2013": "-", "\u00d7": "*", "\u00b7": "*", "\u22c5": "*", "\u00f7": "/",
    "\\cdot": "*", "\\times": "*", "\\ast": "*", "**": "^", "||": "or", "oder": "or", "&&": "and",
    "und": "and", "\u2264": "<=", "\u2265": ">=", "\u2260": "!=", "<>": "!=", "=": "==",
    "wenn": "if", "si": "if", "se": "if", "als": "if", "iif": "if", "runden": "round",
    "sommeprod": "sumproduct", "summenprodukt": "sumproduct",
}  # fmt: skip
_UNARY: Final = 8
_NO_NAMES: Final = frozenset(("if", "else", "then"))
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")


class Node(NamedTuple):
    """A tree: ``number`` with value and tolerance, ``variable``, ``string``, or an operation.

    Attributes:
        sort: The operator, the function's name, or one of the words above.
        children: Operands.
        value: Of a number.
        tolerance: Largest relative error that rounding explains.
    """

    sort: str
    children: tuple["Node", ...] = ()
    value: float = 0.0
    tolerance: float = 0.0


VARIABLE: Final = Node("variable")


class _Unreadable(Exception):  # noqa: N818 - it only leaves the recursion
    pass


def parse(run: Run) -> Node | None:
    """Return the tree of a run without what it is assigned to; None when it has none."""
    pieces = [piece for piece in run if piece.sort != "newline"]
    if len(pieces) > MOST_PIECES:
        return None
    pieces = _right_side(pieces)
    reader = _Reader(pieces)
    try:
        node = reader.expression(0, 0)
    except _Unreadable:
        return None
    return node if reader.at >= len(pieces) else None


def _right_side(pieces: Run) -> Run:
    """Return what stands behind the last assignment outside of brackets."""
    depth = first = 0
    for place, piece in enumerate(pieces):
        depth += (piece.sort == "open") - (piece.sort == "close")
        if piece.sort == "assign" and not depth:
            first = place + 1
    return pieces[first:]


def number(written: str) -> tuple[float, float]:
    """Return a number's value, and the relative error that its last place allows."""
    text = written.rstrip(" %")
    if _THOUSANDS.fullmatch(text) or ("," in text and "." in text and text[-4:-3] != ","):
        text = text.replace(",", "")
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    elif "," in text:
        text = text.replace(".", "").replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        raise _Unreadable from None
    if not abs(value) < 1e12:  # noqa: PLR2004 - beyond, nobody's coefficient; also keeps NaN out
        raise _Unreadable
    places = len(text.partition("e")[0].partition(".")[2])
    tolerance = min(0.03, 0.5 * 10.0**-places / abs(value)) if value else 0.0
    return (value / 100 if written.endswith("%") else value), tolerance + 0.001


class _Reader:
    def __init__(self, pieces: Run) -> None:
        self.pieces = pieces
        self.at = 0

    def _peek(self) -> Piece | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def _word(self) -> str:
        piece = self._peek()
        return piece.text.lower() if piece is not None else ""

    def expression(self, least: int, depth: int) -> Node:
        if depth > DEEPEST:
            raise _Unreadable
        left = self._operand(depth)
        while (piece := self._peek()) is not None:
            word = piece.text.lower()
            strength = _BINARY.get(word, 0) if piece.sort != "string" else 0
            if not strength and left.sort == "number" and self._is_more_of_a_name(piece):
                strength, word = _BINARY["*"], ""  # 1.2 X1
            if not strength or strength < least:
                break
            self.at += bool(word)
            right = self.expression(strength + 1, depth + 1)
            left = Node(_SAME.get(word, word or "*"), (left, right))
        return self._choice(left, depth) if not least else left

    def _choice(self, left: Node, depth: int) -> Node:
        """Read ``a if c else b`` and ``c ? a : b`` behind their first part."""
        word = self._word()
        if word not in {"if", "?"}:
            return left
        self.at += 1
        second = self.expression(1, depth + 1)
        if self._word() not in {"else", ":"}:
            raise _Unreadable
        self.at += 1
        third = self.expression(0, depth + 1)
        order = (second, left, third) if word == "if" else (left, second, third)
        return Node("if", order)

    def _operand(self, depth: int) -> Node:
        piece = self._peek()
        if piece is None:
            raise _Unreadable
        self.at += 1
        if piece.text in {"-", "\u2212", "\u2013"}:
            return Node("negative", (self.expression(_UNARY, depth + 1),))
        if piece.text == "+":
            return self.expression(_UNARY, depth + 1)
        if piece.sort == "number":
            value, tolerance = number(piece.text)
            return Node("number", (), value, tolerance)
        if piece.sort == "open":
            return self._inside(depth)[0]
        return self._named(piece, depth)

    def _named(self, piece: Piece, depth: int) -> Node:
        """Read a string, a call or a variable."""
        if piece.sort == "string":
            return Node("string")
        if piece.sort != "name":
            raise _Unreadable
        after = self._peek()
        if after is not None and after.sort == "open" and after.text == "(":
            self.at += 1
            name = piece.text.lower().rpartition(".")[2]
            return Node(_SAME.get(name, name), self._inside(depth))
        while (after := self._peek()) is not None and self._is_more_of_a_name(after):
            self.at += 1
        return VARIABLE

    def _is_more_of_a_name(self, piece: Piece) -> bool:
        word = piece.text.lower()
        return piece.sort == "name" and word not in _BINARY and word not in _NO_NAMES

    def _inside(self, depth: int) -> tuple[Node, ...]:
        """Read what stands in brackets, with the one that closes them."""
        found: list[Node] = []
        while True:
            piece = self._peek()
            if piece is None:
                raise _Unreadable
            if piece.sort == "close":
                self.at += 1
                break
            if piece.sort == "comma":
                self.at += 1
                continue
            found.append(self.expression(0, depth + 1))
        if not found:
            raise _Unreadable
        return tuple(found)
