"""Write a text and, while writing, note the findings that a perfect detector would report.

The text can be JSON at any depth of nesting in strings; positions and places come out right
because they are noted and not searched for.
"""

import json

from douane.model.finding import PLAIN, Finding, Place
from douane.model.terms import Action, Decision
from douane.model.token import Kind

SENDER = "user:005A"
RECORD = "001000000000000AAA"


class Leaf:
    """A value of a draft and what is to be done with it; ``literal`` is written as it is."""

    def __init__(self, value: str, action: Action, *, literal: bool = False) -> None:
        self.value = value
        self.action = action
        self.literal = literal


class Draft:
    """A text under way."""

    def __init__(self) -> None:
        self.decided: list[tuple[Finding, Decision]] = []
        self._pieces: list[str] = []
        self._length = 0
        self._containers = 0

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def write(self, piece: str, depth: int = 0) -> int:
        """Add text, escaped once for each string it lies in; return where it began."""
        for _ in range(depth):
            piece = json.dumps(piece, ensure_ascii=False)[1:-1]
        start = self._length
        self._pieces.append(piece)
        self._length += len(piece)
        return start

    def value(self, leaf: Leaf, depth: int) -> tuple[int, int]:
        if leaf.literal:
            start = self.write(leaf.value, depth)
            return start, self._length
        self.write('"', depth)
        start = self.write(leaf.value, depth + 1)
        end = self._length
        self.write('"', depth)
        return start, end

    def json(self, value: object, spaces: str = "", depth: int = 0) -> None:
        """Add a JSON text; ``Nested`` in it becomes a string that holds JSON."""
        if isinstance(value, dict):
            self._object(value, spaces, depth)
        elif isinstance(value, Nested):
            self.write('"', depth)
            self.json(value.value, spaces, depth + 1)
            self.write('"', depth)
        elif isinstance(value, Leaf):
            start, end = self.value(value, depth)
            self.note(value, start, end, depth)
        else:
            self.write(json.dumps(value, ensure_ascii=False), depth)

    def _object(self, members: dict[str, object], spaces: str, depth: int) -> None:
        container = self._containers
        self._containers += 1
        self.write("{" + spaces, depth)
        for number, (name, value) in enumerate(members.items()):
            if number:
                self.write(f"{spaces},{spaces}", depth)
            member = self.write(json.dumps(name), depth)
            self.write(f":{spaces}", depth)
            if isinstance(value, Leaf):
                start, end = self.value(value, depth)
                place = Place("", member, self._length, container)
                self.note(value, start, end, depth, place)
            else:
                self.json(value, spaces, depth)
        self.write(spaces + "}", depth)

    def note(self, leaf: Leaf, start: int, end: int, depth: int = 0, place: Place = PLAIN) -> None:
        """Report a value between two positions; an empty one is not reported."""
        if start == end:
            return
        quote = '"'
        for _ in range(depth):
            quote = json.dumps(quote)[1:-1]
        placed = Place(
            quote if leaf.literal else "", place.member_start, place.member_end, place.container
        )
        finding = Finding(
            start,
            end,
            leaf.value,
            Kind.TEXT,
            "structure.json",
            ("Account.Name",),
            RECORD,
            literal=leaf.literal,
            place=placed,
        )
        self.decided.append((finding, Decision(leaf.action, (leaf.action.word,))))


class Nested:
    """A JSON value that is written as a string holding its text."""

    def __init__(self, value: object) -> None:
        self.value = value


def found(
    text: str,
    value: str,
    action: Action = Action.TOKENISE,
    kind: Kind = Kind.PERSON,
    *,
    fields: tuple[str, ...] = (),
    detector: str = "exact",
    place: Place = PLAIN,
) -> tuple[Finding, Decision]:
    """Note the first place of a value in a text."""
    start = text.index(value)
    finding = Finding(start, start + len(value), value, kind, detector, fields, RECORD, place=place)
    return finding, Decision(action, (f"rule.{action.word}",))
