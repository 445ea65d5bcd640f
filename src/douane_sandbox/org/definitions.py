"""The schema as tables: EntityDefinition and FieldDefinition, through the eyes of one user.

A field that the running user may not read has no row, and neither has an object.  As in
Salesforce, a query must be bound to an entity or a durable id.

Source: Tooling API, FieldDefinition and EntityDefinition.
"""

from collections.abc import Iterator
from functools import cache
from typing import Final

from douane_sandbox.data.objects import OBJECTS
from douane_sandbox.data.schema import FieldSpec, ObjectSpec, Record, Scalar
from douane_sandbox.ids import record_id
from douane_sandbox.org.soql.ast import All, Compare, Condition, Member
from douane_sandbox.org.state import State

_NO_ID: Final = "000000000000000AAA"


def table(name: str, columns: str, bounds: str = "") -> ObjectSpec:
    """Return the spec of a computed table; a column is ``Name`` or ``Name:type``."""
    fields = []
    for column in columns.split():
        label, _, kind = column.partition(":")
        fields.append(FieldSpec(label, kind or "string", label, length=255))
    return ObjectSpec(
        name, "", name, name, tuple(fields), virtual=True, bounds=tuple(bounds.split())
    )


ENTITIES: Final = table(
    "EntityDefinition",
    "DurableId QualifiedApiName DeveloperName Label MasterLabel PluralLabel KeyPrefix"
    " NamespacePrefix IsQueryable:boolean IsCustomizable:boolean PublisherId",
)
FIELDS: Final = table(
    "FieldDefinition",
    "Id:id DurableId QualifiedApiName DeveloperName Label MasterLabel DataType Length:int"
    " SecurityClassification ComplianceGroup BusinessStatus BusinessOwnerId EntityDefinitionId"
    " EntityDefinition.QualifiedApiName EntityDefinition.DurableId NamespacePrefix"
    " IsNillable:boolean IsCalculated:boolean RelationshipName",
    bounds="EntityDefinitionId DurableId EntityDefinition.QualifiedApiName"
    " EntityDefinition.DurableId",
)


@cache
def durable_object(name: str) -> str:
    """Return the durable id of an object: its name, or ``01I…`` of a custom one."""
    custom = [spec.name for spec in OBJECTS.values() if spec.custom]
    return record_id("01I", custom.index(name) + 1)[:15] if name in custom else name


@cache
def durable_field(spec: ObjectSpec, name: str) -> str:
    """Return the durable id of a field: ``Account.Name``, or ``Account.00N…`` of a custom one."""
    if not name.endswith("__c"):
        return f"{durable_object(spec.name)}.{name}"
    custom = [
        (one.name, field.name) for one in OBJECTS.values() for field in one.fields if field.custom
    ]
    return (
        f"{durable_object(spec.name)}.{record_id('00N', custom.index((spec.name, name)) + 1)[:15]}"
    )


def bounds(where: Condition | None) -> dict[str, set[str]]:
    """Return, by lower-case path, the texts that a condition demands with ``=`` or ``IN``."""
    out: dict[str, set[str]] = {}
    match where:
        case All(parts):
            for part in parts:
                for path, values in bounds(part).items():
                    out[path] = out[path] & values if path in out else values
        case Compare(path, "=", value):
            out[path.lower()] = {str(value)}
        case Member(path, values, False):
            out[path.lower()] = {str(value) for value in values}
        case _:
            pass  # binds nothing
    return out


def entities(where: Condition | None) -> list[ObjectSpec]:
    """Return the objects that a condition leaves: those it names, or all."""
    names = bounds(where).get("entitydefinition.qualifiedapiname")
    wanted = names and {name.lower() for name in names}
    return [spec for spec in OBJECTS.values() if not wanted or spec.name.lower() in wanted]


def entity_rows(state: State, user: str, _: Condition | None) -> Iterator[Record]:
    """Yield one row an object that the user may read."""
    for spec in OBJECTS.values():
        if state.reads_object(user, spec.name):
            yield {
                "DurableId": durable_object(spec.name),
                "QualifiedApiName": spec.name,
                "DeveloperName": spec.name.removesuffix("__c"),
                "Label": spec.label,
                "MasterLabel": spec.label,
                "PluralLabel": spec.plural,
                "KeyPrefix": spec.prefix,
                "NamespacePrefix": None,
                "IsQueryable": True,
                "IsCustomizable": True,
                "PublisherId": "<local>" if spec.custom else "System",
            }


def entity_id(spec: ObjectSpec, asked: set[str]) -> str:
    """Return ``EntityDefinitionId`` as the query spells it: by name or by durable id."""
    return spec.name if spec.name in asked else durable_object(spec.name)


def field_rows(state: State, user: str, where: Condition | None) -> Iterator[Record]:
    """Yield one row a field that the user may read."""
    asked = bounds(where).get("entitydefinitionid", set())
    for spec in entities(where):
        for field in state.fields_for(user, spec):
            if state.reads_object(user, spec.name):
                yield _field_row(spec, field, entity_id(spec, asked))


def _field_row(spec: ObjectSpec, field: FieldSpec, entity: str) -> dict[str, Scalar]:
    return {
        "Id": _NO_ID,
        "DurableId": durable_field(spec, field.name),
        "QualifiedApiName": field.name,
        "DeveloperName": field.name.removesuffix("__c"),
        "Label": field.label,
        "MasterLabel": field.label,
        "DataType": field.data_type,
        "Length": field.length,
        "SecurityClassification": field.level,
        "ComplianceGroup": field.groups,
        "BusinessStatus": "Active" if field.level else None,
        "BusinessOwnerId": None,
        "EntityDefinitionId": entity,
        "EntityDefinition.QualifiedApiName": spec.name,
        "EntityDefinition.DurableId": durable_object(spec.name),
        "NamespacePrefix": None,
        "IsNillable": field.type != "boolean",
        "IsCalculated": False,
        "RelationshipName": field.relation or None,
    }
