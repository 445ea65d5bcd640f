"""Say which fields a set of names speaks of, when nothing says which object they belong to.

The names are the keys of a JSON object without ``attributes``, or the header of a table.  The
object that more than half of the known names can belong to is taken for it; where two objects
do equally well, both stay candidates, and where none does, every owner of a name does.  A name
that nobody knows, beside names that are known, is an unlisted field of that object: a column
that the catalogue has not heard of is not thereby harmless.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec

from douane.detect.seam import Schema
from douane.model.finding import Finding, Place
from douane.model.terms import Field
from douane.model.token import Kind

UNNAMED: Final = "unnamed"
# An enumeration's member costs a call each time that it is looked up.
_TEXT: Final = Kind.TEXT
_API_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,79}(?:\.[A-Za-z][A-Za-z0-9_]{0,79}){0,5}")


class Owner(msgspec.Struct, frozen=True, gc=False):
    """Whom a value belongs to.

    Attributes:
        fields: Candidate paths.
        kind: The kind of token for it; ``TEXT`` where the candidates differ.
        record: Salesforce id of the record, or empty.
    """

    fields: tuple[str, ...]
    kind: Kind
    record: str = ""

    def of(self, record: str) -> "Owner":
        """Return the same owner, in a record."""
        return Owner(self.fields, self.kind, record) if record else self

    def finding(self, start: int, end: int, value: str, detector: str, place: Place) -> Finding:
        """Make a finding of a text value."""
        return Finding(
            start, end, value, self.kind, detector, self.fields, self.record, place=place
        )

    def literal(self, start: int, end: int, value: str, detector: str, place: Place) -> Finding:
        """Make a finding of a number, a boolean or the like."""
        return Finding(
            start,
            end,
            value,
            self.kind,
            detector,
            self.fields,
            self.record,
            literal=True,
            place=place,
        )


UNREADABLE: Final = Owner((f"Unreadable.{UNNAMED}",), Kind.TEXT)


def api_name(name: str) -> str:
    """Return a name that is fit for a path and a log; anything else becomes ``unnamed``.

    Keys are written by whoever wrote the text, so one may hold a client's name.
    """
    return name if _API_NAME.fullmatch(name) else UNNAMED


def owner_of(fields: Sequence[Field]) -> Owner:
    """Join candidate fields into one owner."""
    if len(fields) == 1:
        return Owner((fields[0].path,), fields[0].kind)
    kinds = {field.kind for field in fields}
    kind = kinds.pop() if len(kinds) == 1 else Kind.TEXT
    return Owner(tuple(dict.fromkeys(field.path for field in fields)), kind)


def typed(objects: Sequence[str], name: str, schema: Schema) -> Owner:
    """Return the owner of a key of an object that names its type.

    A path such as ``Account.Name`` as the key of a Contact is a field of the parent, where the
    schema knows one; otherwise it is an unlisted field.
    """
    if len(objects) == 1:
        listed = schema.field(objects[0], name)
        if listed is not None:
            return Owner((f"{listed.object}.{listed.name}",), listed.kind)
    name = api_name(name)
    if "." in name:
        related = schema.named(name)
        if related:
            return owner_of(related)
    if len(objects) == 1:
        return Owner((f"{api_name(objects[0])}.{name}",), _TEXT)
    return owner_of([schema.lookup(api_name(each), name) for each in objects])


def unlisted(objects: Sequence[str], name: str) -> Owner:
    """Return the owner of a field that the schema does not know."""
    name = api_name(name)
    return Owner(tuple([f"{api_name(each)}.{name}" for each in objects]), _TEXT)


def resolve(names: Sequence[str], schema: Schema, least: int) -> tuple[Owner, ...] | None:
    """Return the owner of each name, or None when fewer than ``least`` names are known."""
    known = [schema.named(name) for name in names]
    matched = [fields for fields in known if fields]
    if len(matched) < least:
        return None
    votes = Counter(each for fields in matched for each in {field.object for field in fields})
    most = max(votes.values())
    winners = sorted(each for each, count in votes.items() if count == most)
    decided = 2 * most > len(matched)
    owners = []
    for name, fields in zip(names, known, strict=True):
        if not fields:
            owners.append(unlisted(winners, name))
            continue
        own = [field for field in fields if field.object in winners] if decided else []
        owners.append(owner_of(own or fields))
    return tuple(owners)
