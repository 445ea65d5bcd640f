r"""Find the field values in JSON, wherever it stands in a text.

An object is read by the first of these that fits:

1. It names its type (``"attributes": {"type": "Account"}``): every key is a field of that
   type, known or not.  Objects in it that name theirs are parents, and ``records`` in it are
   children; all else in it belongs to its key, leaf by leaf.
2. It names none, but the schema knows at least one of its keys: ``columns.resolve``.
3. It stands under a key that belongs to a field: its leaves belong to that field, too.
4. Nothing is known: its containers are read on, and its strings are texts of their own.

A string that is wholly JSON of typed objects, of types that the schema knows, is read as those
objects, instead of as a value; one that merely holds some is both.  What cannot be read belongs
to the key before it; what is nested too deep belongs to its key, or to an unlisted field where
that is unknown.  Which findings there are depends on keys, never on what else a value says.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from douane.detect.columns import UNREADABLE, Owner, api_name, resolve, typed
from douane.detect.escaped import MAX_LEVELS, View, unescape
from douane.detect.identifiers.systems.record_id import canonical, has_shape
from douane.detect.json_scan import Form, Node, Piece, scan
from douane.detect.seam import Schema
from douane.detect.sink import Sink
from douane.model.finding import PLAIN, Finding, Place

DETECTOR: Final = "structure.json"

# A brace before a quote in prose or in a cell is known by what follows the next quote, which is
# no colon: read as an object, it would swallow the JSON behind it.
_START = re.compile(
    r'\{(?:\s|\\+[nrt])*+(?:(")(?!(?:[^"\\]|\\.){0,200}+"\s*+[^\s:=/\\])|\\+"|\\+u0022)', re.DOTALL
)
_BODY = re.compile(r'(?:[^"\\]++|\\.)*+', re.DOTALL)
_SPACE = re.compile(r"\s*+")
_QUERY_RESULT: Final = frozenset({"totalSize", "done"})
# An enumeration's member costs a call each time that it is looked up.
_STRING, _BARE, _RAW, _DEEP = Form.STRING, Form.BARE, Form.RAW, Form.DEEP
_ID_KEYS: Final = frozenset({"Id", "id", "ID"})
_HINTS: Final = (":", "=", "|", ";", ",", "\t")


class Region(NamedTuple):
    """A stretch of a view that is JSON with findings in it.

    Attributes:
        start: First character.
        end: One past the last.
        broken: True when not everything in it could be read.
        typed: True when it is an object that names its type: then all of it was read.
    """

    start: int
    end: int
    broken: bool
    typed: bool


class JsonFields:
    """Reads the JSON of one text."""

    __slots__ = ("_columns", "_owners", "_plain", "_schema", "_sink", "_typed_only")

    def __init__(
        self, schema: Schema, sink: Sink, plain: Callable[[View], None], *, typed_only: bool
    ) -> None:
        """Keep what to ask and whom to tell.

        Args:
            schema: The fields of the org.
            sink: Takes the findings.
            plain: Reads a text that belongs to no field.
            typed_only: Ignore objects that name no type.
        """
        self._schema = schema
        self._sink = sink
        self._plain = plain
        self._typed_only = typed_only
        self._owners: dict[tuple[tuple[str, ...], str], Owner] = {}
        self._columns: dict[tuple[str, ...], tuple[Owner, ...] | None] = {}

    def read(self, view: View) -> list[Region]:
        """Read all JSON of a view; return where some of it held findings."""
        text, position = view.text, 0
        regions: list[Region] = []
        while True:
            match = _START.search(text, position)
            if match is None:
                return regions
            start, found = match.start(), len(self._sink.findings)
            broken = names_type = False
            if match[1] is not None:
                node = scan(text, start)
                position, broken = node.end, node.broken
                types = _types(view, node)
                names_type = bool(types)
                self._object(view, node, None, types)
            else:
                body = _BODY.match(text, start)
                position = body.end() if body else len(text)
                self._nested(view, start, position)
            if len(self._sink.findings) > found:
                regions.append(Region(start, position, broken, names_type))

    def _object(
        self, view: View, node: Node, owner: Owner | None, types: tuple[str, ...] | None = None
    ) -> None:
        if types is None:
            types = _types(view, node)
        if types:
            self._typed(view, node, types)
            return
        columns = None if self._typed_only else self._resolve(node)
        if columns is None:
            self._leaves(view, node, owner)
            return
        container = self._sink.container()
        record = _record(view, node)
        for piece, own in zip(node.pieces, columns, strict=True):
            known = own.of(record)
            matched = bool(self._schema.named(piece.key))
            self._piece(view, piece, known, container, resolved=not matched)

    def _typed(self, view: View, node: Node, types: tuple[str, ...]) -> None:
        container = self._sink.container()
        record = _record(view, node)
        owners = self._owners
        for piece in node.pieces:
            key, below = piece.key, piece.node
            if below is not None and key == "attributes":
                self._attributes(view, below, types, record)
                continue
            known = (owners.get((types, key)) or self._owner(types, key)).of(record)
            if below is None:
                self._leaf(view, piece, known, container)
            else:
                self._below(view, below, known, resolved=False)

    def _piece(
        self, view: View, piece: Piece, owner: Owner, container: int, *, resolved: bool
    ) -> None:
        """Report one member of a field, or read on in its container.

        ``resolved`` allows objects below it to be known by their keys; otherwise only those
        that name their type stand for themselves.
        """
        node = piece.node
        if node is None:
            self._leaf(view, piece, owner, container)
        elif resolved and not node.array:
            self._object(view, node, owner)
        else:
            self._below(view, node, owner, resolved=resolved)

    def _below(self, view: View, node: Node, owner: Owner, *, resolved: bool) -> None:
        if not node.array:
            types = _types(view, node)
            if types:
                self._typed(view, node, types)
                return
        counted = _QUERY_RESULT if _is_query_result(node) else ()
        container = -1 if node.array else self._sink.container()
        for piece in node.pieces:
            if piece.key in counted and piece.form is _BARE:
                continue
            self._piece(view, piece, owner, container, resolved=resolved)

    def _leaves(self, view: View, node: Node, owner: Owner | None) -> None:
        """Read an object or array of which nothing is known but perhaps what it is under."""
        if owner is not None:
            self._below(view, node, owner, resolved=True)
            return
        for piece in node.pieces:
            child = piece.node
            if child is not None and child.array:
                self._leaves(view, child, None)
            elif child is not None:
                self._object(view, child, None)
            elif piece.form is _DEEP:
                self._leaf(view, piece, UNREADABLE, -1)
            elif piece.form is _STRING:
                self._free(view, piece)

    def _free(self, view: View, piece: Piece) -> None:
        """Read a string that belongs to no field as a text of its own."""
        raw = view.text[piece.start : piece.end]
        if "{" in raw or "\\" in raw or any(hint in raw for hint in _HINTS):
            self._nested(view, piece.start, piece.end)

    def _nested(self, view: View, start: int, end: int) -> None:
        if view.level < MAX_LEVELS:
            self._plain(view.inner(start, end))
        elif _START.search(unescape(view.text[start:end])):
            self._sink.add(
                view, UNREADABLE.finding(start, end, view.text[start:end], DETECTOR, PLAIN)
            )

    def _leaf(self, view: View, piece: Piece, owner: Owner, container: int) -> None:
        form, start, end, member = piece.form, piece.start, piece.end, piece.member_start
        if start == end:
            return
        value = view.text[start:end]
        if form is _STRING:
            if "\\" in value:
                value = unescape(value)
            if "{" in value and self._inside(view, start, end, owner):
                return
            place = PLAIN if member < 0 else Place("", member, piece.member_end, container)
            finding = Finding(
                start, end, value, owner.kind, DETECTOR, owner.fields, owner.record, place=place
            )
            if view.level or not value.isascii():
                self._sink.add(view, finding)
            else:
                self._sink.findings.append(finding)
        elif form is _RAW:
            self._sink.add(view, owner.finding(start, end, value, DETECTOR, PLAIN))
        elif value != "null":
            quote = view.quote
            known = Place(quote, member, piece.member_end, container)
            place = Place(quote) if member < 0 else known
            self._sink.add(view, owner.literal(start, end, value, DETECTOR, place))

    def _inside(self, view: View, start: int, end: int, owner: Owner) -> bool:
        """Read typed objects in a field's string; True when they are all that it is."""
        if view.level >= MAX_LEVELS:
            return False
        inner = view.inner(start, end)
        text = inner.text
        first = _SPACE.match(text)
        position = first.end() if first else 0
        if text[position] in "{[":
            node = scan(text, position)
            rest = _SPACE.fullmatch(text, node.end)
            if (
                rest is not None
                and not node.broken
                and _holds_type(inner, node, self._schema.objects())
            ):
                self._below(inner, node, owner, resolved=False)
                return True
        typed_objects(inner, self._schema, self._sink)
        return False

    def _attributes(self, view: View, node: Node, types: tuple[str, ...], record: str) -> None:
        """Report the record's id in ``url``, and anything that has no business here."""
        container = self._sink.container()
        for piece in node.pieces:
            if piece.key == "type" and piece.form is _STRING:
                name = unescape(view.text[piece.start : piece.end])
                if name == api_name(name):
                    continue
            known = self._owner(types, "Id" if piece.key == "url" else "attributes")
            known = known.of(record)
            if piece.key == "url" and piece.form is _STRING:
                self._url(view, piece, known, container)
                continue
            self._piece(view, piece, known, container, resolved=False)

    def _url(self, view: View, piece: Piece, owner: Owner, container: int) -> None:
        """Report the id at the end of a record's address; the whole address if there is none."""
        start, end = piece.start, piece.end
        last = max(start, view.text.rfind("/", start, end) + 1)
        if has_shape(view.text[last:end]):
            start = last
        if start < end:
            place = Place("", piece.member_start, piece.member_end, container)
            value = unescape(view.text[start:end])
            self._sink.add(view, owner.finding(start, end, value, DETECTOR, place))

    def _owner(self, types: tuple[str, ...], key: str) -> Owner:
        owner = self._owners.get((types, key))
        if owner is None:
            owner = self._owners[types, key] = typed(types, key, self._schema)
        return owner

    def _resolve(self, node: Node) -> tuple[Owner, ...] | None:
        names = tuple(piece.key for piece in node.pieces)
        if names not in self._columns:
            self._columns[names] = resolve(names, self._schema, 1)
        return self._columns[names]


def typed_objects(view: View, schema: Schema, sink: Sink) -> list[Region]:
    """Read only objects that name their type, at any depth."""

    def read(inner: View) -> None:
        JsonFields(schema, sink, read, typed_only=True).read(inner)

    return JsonFields(schema, sink, read, typed_only=True).read(view)


def _types(view: View, node: Node) -> tuple[str, ...]:
    """Return the types that an object names: one, unless it contradicts itself."""
    if not node.attributed:
        return ()
    found: list[str] = []
    for piece in node.pieces:
        if piece.key == "attributes" and piece.node is not None:
            found += [
                unescape(view.text[inner.start : inner.end])
                for inner in piece.node.pieces
                if inner.key == "type" and inner.form is _STRING
            ]
    return tuple(dict.fromkeys(found))


def _holds_type(view: View, node: Node, known: frozenset[str]) -> bool:
    """Tell whether an object in here names its type, and every one that does is known."""
    types = list(_all_types(view, node))
    return bool(types) and known.issuperset(types)


def _all_types(view: View, node: Node) -> Iterator[str]:
    yield from _types(view, node)
    for piece in node.pieces:
        if piece.node is not None:
            yield from _all_types(view, piece.node)


def _record(view: View, node: Node) -> str:
    """Return the id of the record that an object is, from ``Id`` or ``attributes.url``."""
    url = ""
    for piece in node.pieces:
        if piece.form is _STRING and piece.key in _ID_KEYS:
            record = canonical(view.text[piece.start : piece.end])
            if record:
                return record
        elif piece.key == "attributes" and piece.node is not None:
            for inner in piece.node.pieces:
                if inner.key == "url" and inner.form is _STRING:
                    url = view.text[inner.start : inner.end]
    return canonical(url.rpartition("/")[2])


def _is_query_result(node: Node) -> bool:
    return any(
        piece.key == "records" and piece.node is not None and piece.node.array
        for piece in node.pieces
    )
