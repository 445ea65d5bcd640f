"""Describe objects and fields, through the eyes of one user."""

from typing import Final

from douane_sandbox.data.objects import OBJECTS
from douane_sandbox.data.schema import FieldSpec, ObjectSpec
from douane_sandbox.org.error import not_found
from douane_sandbox.org.http import Json, Request, Response, answer
from douane_sandbox.org.rights import ALWAYS_READABLE
from douane_sandbox.org.state import State
from douane_sandbox.org.tables import stored

READ_ONLY: Final = frozenset(
    {"Id", "IsDeleted", "CreatedDate", "CreatedById", "LastModifiedDate", "SystemModstamp"}
)
_SOAP_TYPES: Final = {
    "id": "tns:ID",
    "reference": "tns:ID",
    "boolean": "xsd:boolean",
    "int": "xsd:int",
    "double": "xsd:double",
    "currency": "xsd:double",
    "percent": "xsd:double",
    "date": "xsd:date",
    "datetime": "xsd:dateTime",
}


def describe_all(state: State, request: Request, version: str) -> Response:
    """Answer ``/sobjects``."""
    found = [
        _summary(state, request.user, spec, version)
        for spec in OBJECTS.values()
        if state.reads_object(request.user, spec.name)
    ]
    return answer({"encoding": "UTF-8", "maxBatchSize": 200, "sobjects": found})


def describe_one(state: State, request: Request, version: str, name: str) -> Response:
    """Answer ``/sobjects/{object}/describe``: only fields that the user may read."""
    spec = stored(state, request.user, name)
    if spec is None:
        raise not_found()
    body = _summary(state, request.user, spec, version)
    body["fields"] = [
        _field(field, write=state.writes(request.user, spec.name))
        for field in state.fields_for(request.user, spec)
    ]
    body["childRelationships"] = [
        {"childSObject": other.name, "field": field.name, "relationshipName": other.plural}
        for other in OBJECTS.values()
        for field in other.fields
        if spec.name in field.to and state.reads_field(request.user, other, field.name)
    ]
    body["recordTypeInfos"] = []
    return answer(body)


def basic(state: State, request: Request, version: str, name: str) -> Response:
    """Answer ``GET /sobjects/{object}``."""
    spec = stored(state, request.user, name)
    if spec is None:
        raise not_found()
    summary = _summary(state, request.user, spec, version)
    return answer({"objectDescribe": summary, "recentItems": []})


def _summary(state: State, user: str, spec: ObjectSpec, version: str) -> Json:
    write, base = state.writes(user, spec.name), f"/services/data/{version}/sobjects/{spec.name}"
    return {
        "name": spec.name,
        "label": spec.label,
        "labelPlural": spec.plural,
        "keyPrefix": spec.prefix,
        "custom": spec.custom,
        "customSetting": False,
        "createable": write,
        "updateable": write,
        "deletable": write,
        "undeletable": False,
        "queryable": True,
        "retrieveable": True,
        "searchable": False,
        "layoutable": True,
        "urls": {
            "sobject": base,
            "describe": f"{base}/describe",
            "rowTemplate": f"{base}/{{ID}}",
        },
    }


def _field(field: FieldSpec, *, write: bool) -> Json:
    writable = write and field.name not in READ_ONLY
    return {
        "name": field.name,
        "label": field.label,
        "type": field.type,
        "soapType": _SOAP_TYPES.get(field.type, "xsd:string"),
        "length": field.length,
        "byteLength": field.length * 3,
        "precision": 18 if field.type in {"currency", "double", "percent"} else 0,
        "scale": {"currency": 2, "percent": 2, "double": 4}.get(field.type, 0),
        "digits": 8 if field.type == "int" else 0,
        "custom": field.custom,
        "nillable": field.type != "boolean" and field.name not in ALWAYS_READABLE,
        "createable": writable,
        "updateable": writable,
        "calculated": False,
        "encrypted": False,
        "externalId": False,
        "idLookup": field.name == "Id",
        "nameField": field.name == "Name",
        "unique": False,
        "filterable": field.type != "textarea",
        "sortable": field.type != "textarea",
        "groupable": False,
        "permissionable": field.name not in ALWAYS_READABLE,
        "defaultedOnCreate": field.type == "boolean",
        "restrictedPicklist": False,
        "picklistValues": [
            {"value": one, "label": one, "active": True, "defaultValue": False}
            for one in field.values
        ],
        "referenceTo": list(field.to),
        "relationshipName": field.relation or None,
        "polymorphicForeignKey": len(field.to) > 1,
    }
