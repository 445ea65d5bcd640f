"""Make a catalogue out of what an org answers about itself.

For each object there is its ``describe`` and its rows of ``FieldDefinition``.  Salesforce
leaves out the row of a field that the asking user cannot read, so a field without a row is
*hidden*: nobody knows what the org says about it, it counts as ``MISSION_CRITICAL``, and the
overlay cannot lower it.  A field that only has a row is listed all the same.

A part of a compound field, such as ``LastName`` of ``Name``, is described but usually defined
only through its compound: without a row of its own it takes that of the compound, since who
may see the whole may see the part.

Sources:
    REST API Developer Guide, sObject Describe; Tooling API, FieldDefinition (parity with the
    Metadata API) and EntityParticle (parity with describe).
"""

import difflib
from collections.abc import Iterable, Mapping

import msgspec

from douane.classify.catalogue import Catalogue, Entity, Listing, Relationship
from douane.classify.kinds import kind_and_shape
from douane.classify.labels import Basis, LabelMap, judge, stricter
from douane.classify.overlay import ANY, Overlay, settle
from douane.model.errors import ConfigError, Problem
from douane.model.terms import UNCLASSIFIED, Field, Label


class _DescribedField(msgspec.Struct, frozen=True):
    name: str
    label: str | None = None
    type: str = ""
    relationshipName: str | None = None  # noqa: N815 - Salesforce's spelling
    referenceTo: list[str] | None = None  # noqa: N815 - Salesforce's spelling
    compoundFieldName: str | None = None  # noqa: N815 - Salesforce's spelling


class _Described(msgspec.Struct, frozen=True):
    name: str
    fields: list[_DescribedField]
    label: str | None = None


class _Definition(msgspec.Struct, frozen=True):
    """A row; its labels stay unread, since whatever they are must end in a label."""

    QualifiedApiName: str
    Label: object = None
    DataType: object = None
    SecurityClassification: object = None
    ComplianceGroup: object = None


def build(  # noqa: PLR0913, PLR0917 - each is a different source
    tenant: str,
    describes: Iterable[Mapping[str, object]],
    definitions: Mapping[str, Iterable[Mapping[str, object]]],
    overlay: Overlay,
    labels: LabelMap,
    taken_at_ms: int,
) -> Catalogue:
    """Return the catalogue of an org.

    Args:
        tenant: Legal entity and org.
        describes: The describe result of each object, as decoded JSON.
        definitions: By object, its FieldDefinition rows, as decoded JSON.
        overlay: What Salesforce cannot say.
        labels: What the org's own levels and groups mean; usually ``overlay.labels``.
        taken_at_ms: When the org was asked, UTC milliseconds.

    Raises:
        ConfigError: An answer cannot be read, or the overlay speaks of a field that does not
            exist or would lower one.  Every problem is named.
    """
    problems: list[Problem] = []
    entities = []
    for raw in describes:
        described = _described(raw)
        rows = _definitions(definitions.get(described.name, ()))
        entities.append(_entity(described, rows, overlay, labels, problems))
    problems += _unmatched(overlay, entities)
    if problems:
        raise ConfigError(tuple(problems))
    return Catalogue(tenant, taken_at_ms, tuple(entities))


def _described(raw: Mapping[str, object]) -> _Described:
    try:
        return msgspec.convert(raw, _Described)
    except (msgspec.ValidationError, RecursionError):
        what = "a describe result from Salesforce is not one"
        raise ConfigError((Problem("describe", what, "Pull it again"),)) from None


def _definitions(rows: Iterable[Mapping[str, object]]) -> dict[str, list[_Definition]]:
    found: dict[str, list[_Definition]] = {}
    for raw in rows:
        try:
            row = msgspec.convert(raw, _Definition)
        except (msgspec.ValidationError, RecursionError):
            continue  # a row that names no field leaves its field hidden
        found.setdefault(row.QualifiedApiName, []).append(row)
    return found


def _entity(
    described: _Described,
    rows: Mapping[str, list[_Definition]],
    overlay: Overlay,
    labels: LabelMap,
    problems: list[Problem],
) -> Entity:
    fields = [*described.fields]
    fields += [
        _from_row(row[0]) for name, row in rows.items() if name not in {f.name for f in fields}
    ]
    listings = []
    for field in fields:
        path = f"{described.name}.{field.name}"
        said = overlay.about(described.name, field.name)
        own = rows.get(field.name) or rows.get(field.compoundFieldName or "", [])
        told, basis = _told(own, labels)
        label, basis, wrong = settle(told, basis, said, path)
        problems += wrong
        kind, shape = kind_and_shape(described.name, field.name, field.type)
        kind = next((one.kind for one in said if one.kind is not None), kind)
        caption = field.label or field.name
        one = Field(described.name, field.name, caption, label, kind, shape)
        listings.append(Listing(one, basis))
    return Entity(
        described.name,
        described.label or described.name,
        tuple(listings),
        _relationships(described),
    )


def _from_row(row: _Definition) -> _DescribedField:
    return _DescribedField(
        row.QualifiedApiName,
        row.Label if isinstance(row.Label, str) else None,
        row.DataType if isinstance(row.DataType, str) else "",
    )


def _told(rows: list[_Definition], labels: LabelMap) -> tuple[Label, Basis]:
    """Judge a field by its rows; of several the strictest counts."""
    if not rows:
        return UNCLASSIFIED, Basis.HIDDEN
    label, basis = judge(rows[0].SecurityClassification, rows[0].ComplianceGroup, labels)
    for row in rows[1:]:
        other, other_basis = judge(row.SecurityClassification, row.ComplianceGroup, labels)
        if (other, other_basis) != (label, basis):
            label, basis = stricter(label, other), Basis.UNKNOWN
    if basis is Basis.UNKNOWN:
        label = stricter(label, UNCLASSIFIED)
    return label, basis


def _relationships(described: _Described) -> tuple[Relationship, ...]:
    return tuple(
        Relationship(field.relationshipName, tuple(field.referenceTo))
        for field in described.fields
        if field.relationshipName and field.referenceTo
    )


def _unmatched(overlay: Overlay, entities: list[Entity]) -> list[Problem]:
    fields = {entity.name: [one.field.name for one in entity.listings] for entity in entities}
    problems = []
    for statement in overlay.statements:
        if statement.object == ANY:
            continue
        if statement.object not in fields:
            what = f"the catalogue has no object {statement.object}"
            advice = _near(statement.object, fields) or "Pull the object, or remove this"
            problems.append(Problem(statement.where, what, advice))
        elif statement.field != ANY and statement.field not in fields[statement.object]:
            what = f"{statement.object} has no field {statement.field} that we can see"
            advice = _near(statement.field, fields[statement.object])
            fix = advice or "Give the integration user access to it, or remove this"
            problems.append(Problem(statement.where, what, fix))
    return problems


def _near(word: str, valid: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, valid, n=1)
    return f"Did you mean {near[0]}?" if near else ""
