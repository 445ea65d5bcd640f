"""A value that was found in a text, and the text it was found in.

These are made hundreds of times a request, so they are msgspec Structs: a frozen dataclass
takes about six times as long to make.  ``repr`` leaves values out, because a repr ends up in
a log sooner or later.
"""

from enum import StrEnum

import msgspec

from douane.model.token import Kind


class Reading(StrEnum):
    """How much structure is looked for in a text.

    ``FULL`` reads sObject JSON, CSV, Markdown tables and ``Label: value`` lines.  ``TYPED``
    reads only JSON that names its object, for texts such as a tool's JSON Schema, whose
    property names are no field names.
    """

    FULL = "full"
    TYPED = "typed"


class Source(StrEnum):
    """Whose words a text is.

    ``TOLD`` by the application to the model, ``ASKED`` by the user, ``SAID`` by the model before,
    ``DATA`` what tools gave back and what the caller declares to be data, ``OTHER`` the rest.
    """

    TOLD = "told"
    ASKED = "asked"
    SAID = "said"
    DATA = "data"
    OTHER = "other"


class Slot(msgspec.Struct, frozen=True, gc=False):
    """One text of a request that would leave.

    Attributes:
        path: Where it stands in the body, such as ``messages[0].content``; safe to log.
        text: The text itself.
        reading: How much structure to look for.
        fixed: True for an identifier (a tool's name): a request in which protection would
            change it is refused, because a changed one means something else.
        flow: What texts have in common that are read one after the other, such as the role of
            their messages: a value may be cut over them.  Empty for a text that stands alone.
        source: Whose words it is.
    """

    path: str
    text: str
    reading: Reading = Reading.FULL
    fixed: bool = False
    flow: str = ""
    source: Source = Source.OTHER

    def __repr__(self) -> str:
        """Show where, never what."""
        return f"Slot({self.path!r}, {len(self.text)} characters)"


class Place(msgspec.Struct, frozen=True, gc=False):
    r"""How a span sits in its surroundings, so that an edit leaves them well-formed.

    Attributes:
        quote: What must stand on either side of a replacement that is not already inside
            quotes: ``"`` for a JSON number, ``\"`` one string deeper, empty in plain text.
        member_start: Where the whole member (JSON key and value, or line) begins; a dropped
            value takes it along.  -1 when there is none: then it becomes a marker.
        member_end: Where the whole member ends, before any separator.
        container: Number of the JSON object that the member belongs to; members of one
            container are dropped together so that its commas stay right.  -1 outside JSON.
    """

    quote: str = ""
    member_start: int = -1
    member_end: int = -1
    container: int = -1


PLAIN = Place()


class Part(msgspec.Struct, frozen=True, gc=False):
    """A part of a finding that is made of several, such as a position of a portfolio.

    Attributes:
        start: First character, counted in the finding's value.
        end: One past the last.
        what: What it is, in a word: ``position``, ``horizon``.
    """

    start: int
    end: int
    what: str


class Finding(msgspec.Struct, frozen=True, gc=False):
    """A value that was found, with the character span of the original text that holds it.

    Attributes:
        start: First character of the span to replace, in the original text.
        end: One past the last.
        value: The value with escapes undone; for a number its literal, digit for digit.
        kind: The kind of token that would stand for it.
        detector: Id of what found it, for the audit log.
        fields: Paths of the fields that it may belong to; the strictest answer over all of
            them counts.  Empty for a value that belongs to no field.
        record: Salesforce id of its record; empty when unknown.
        literal: True for a JSON number, boolean or the like: restored without quotes.
        confidence: 0 to 1.
        place: How it sits in its surroundings.
        parts: What it is made of, where that is known; they share its fate.
        rest: True for what one text has of a value that begins in a text before: the token or
            the bucket stands there, and nothing here.
    """

    start: int
    end: int
    value: str
    kind: Kind
    detector: str
    fields: tuple[str, ...] = ()
    record: str = ""
    literal: bool = False
    confidence: float = 1.0
    place: Place = PLAIN
    parts: tuple[Part, ...] = ()
    rest: bool = False

    def __repr__(self) -> str:
        """Show where and what kind, never the value."""
        return f"Finding({self.start}:{self.end}, {self.kind}, {self.detector}, {self.fields})"
