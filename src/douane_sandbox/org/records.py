"""Create, read, change and delete records, within what the user may see."""

import time
from datetime import date, datetime
from http import HTTPStatus
from typing import Any, Final

from douane_sandbox.data.schema import FieldSpec, ObjectSpec, Record, Scalar
from douane_sandbox.ids import is_record_id
from douane_sandbox.org.describe import READ_ONLY
from douane_sandbox.org.error import OrgError, not_found
from douane_sandbox.org.http import Json, Request, Response, answer, empty
from douane_sandbox.org.soql.run import Path, project
from douane_sandbox.org.state import State
from douane_sandbox.org.tables import stored

_REQUIRED: Final = {"Account": "Name", "Contact": "LastName", "Lead": "LastName"}
_NUMBERS: Final = frozenset({"currency", "double", "percent", "int"})


def object_of(state: State, user: str, name: str) -> ObjectSpec:
    """Return a stored object by name.

    Raises:
        OrgError: NOT_FOUND when it is not there for this user.
    """
    spec = stored(state, user, name)
    if spec is None:
        raise not_found()
    return spec


def visible(state: State, user: str, spec: ObjectSpec, record: str) -> Record:
    """Return a record.

    Raises:
        OrgError: NOT_FOUND when it is not there, or not for this user.
    """
    found = state.find(record)
    if found is None or found[0] is not spec or not state.sees(user, *found):
        raise OrgError(
            "NOT_FOUND", "Provided external ID field does not exist or is not accessible: Id",
            HTTPStatus.NOT_FOUND,
        )  # fmt: skip
    return found[1]


def read(state: State, request: Request, version: str, name: str, record: str) -> Response:
    """Answer ``GET /sobjects/{object}/{id}?fields=…``."""
    spec = object_of(state, request.user, name)
    row = visible(state, request.user, spec, record)
    names = [one for one in request.query.get("fields", "").split(",") if one]
    if not names:
        names = [field.name for field in state.fields_for(request.user, spec)]
    paths = [Path(state, request.user, spec, one) for one in names]
    return answer(project(spec, paths, row, f"/services/data/{version}/sobjects"))


def create(state: State, request: Request, version: str, name: str) -> Response:  # noqa: ARG001
    """Answer ``POST /sobjects/{object}``."""
    spec = object_of(state, request.user, name)
    made = insert(state, request.user, spec, request.json())
    return answer({"id": made, "success": True, "errors": []}, HTTPStatus.CREATED)


def change(state: State, request: Request, version: str, name: str, record: str) -> Response:  # noqa: ARG001
    """Answer ``PATCH /sobjects/{object}/{id}``."""
    spec = object_of(state, request.user, name)
    update(state, request.user, spec, record, request.json())
    return empty()


def delete(state: State, request: Request, version: str, name: str, record: str) -> Response:  # noqa: ARG001
    """Answer ``DELETE /sobjects/{object}/{id}``."""
    remove(state, request.user, object_of(state, request.user, name), record)
    return empty()


def insert(state: State, user: str, spec: ObjectSpec, body: Json) -> str:
    """Add a record and return its id.

    Raises:
        OrgError: A field or value that does not fit, or a user who may not.
    """
    values = _checked(state, user, spec, body)
    required = _REQUIRED.get(spec.name)
    if required and not values.get(required):
        raise OrgError(
            "REQUIRED_FIELD_MISSING", f"Required fields are missing: [{required}]",
            fields=(required,),
        )  # fmt: skip
    record: Record = {
        field.name: False if field.type == "boolean" else None for field in spec.fields
    }
    record |= {"OwnerId": user, "CreatedById": user} if "OwnerId" in record else {}
    record |= {"Id": state.next_id(spec.name), "CreatedDate": _now(state)}
    record |= values
    _touch(state, spec, record)
    state.tables[spec.name][str(record["Id"])] = record
    return str(record["Id"])


def update(state: State, user: str, spec: ObjectSpec, record: str, body: Json) -> None:
    """Change a record; all fields or none.

    Raises:
        OrgError: As for ``insert``, or NOT_FOUND.
    """
    row = visible(state, user, spec, record)
    values = _checked(state, user, spec, body)
    row |= values
    _touch(state, spec, row)


def remove(state: State, user: str, spec: ObjectSpec, record: str) -> None:
    """Move a record to the recycle bin.

    Raises:
        OrgError: NOT_FOUND, or a user who may not.
    """
    row = visible(state, user, spec, record)
    _may_write(state, user, spec)
    key = str(row["Id"])
    state.deleted.setdefault(spec.name, {})[key] = row | {"IsDeleted": True}
    del state.tables[spec.name][key]


def _may_write(state: State, user: str, spec: ObjectSpec) -> None:
    if not state.writes(user, spec.name):
        raise OrgError(
            "INSUFFICIENT_ACCESS_OR_READONLY", f"no write access to {spec.name}",
            HTTPStatus.FORBIDDEN,
        )  # fmt: skip


def _checked(state: State, user: str, spec: ObjectSpec, body: Json) -> Record:
    _may_write(state, user, spec)
    values: Record = {}
    for name, value in body.items():
        if name == "attributes":
            continue
        field = spec.by_name.get(name.lower())
        if field is None or not state.reads_field(user, spec, field.name):
            raise OrgError(
                "INVALID_FIELD", f"No such column '{name}' on sobject of type {spec.name}"
            )
        if field.name in READ_ONLY:
            raise OrgError(
                "INVALID_FIELD_FOR_INSERT_UPDATE",
                f"Unable to create/update fields: {field.name}. Please check the security settings"
                " of this field and verify that it is read/write for your profile.",
                fields=(field.name,),
            )
        values[field.name] = _value(state, user, field, value)
    if spec.name in {"Contact", "Lead"} and {"FirstName", "LastName"} & set(values):
        parts = (values.get("FirstName"), values.get("LastName"))
        values["Name"] = " ".join(str(part) for part in parts if part)
    return values


def _value(state: State, user: str, field: FieldSpec, value: Any) -> Scalar:  # noqa: ANN401 -- JSON
    """Return a JSON value as the field stores it, or raise what Salesforce raises."""
    if value is None or value == "":
        return False if field.type == "boolean" else None
    wrong = OrgError(
        "JSON_PARSER_ERROR", f"the value of {field.name} does not fit its type {field.type}",
        fields=(field.name,),
    )  # fmt: skip
    if field.type == "boolean":
        return _boolean(value, wrong)
    if field.type in _NUMBERS:
        return _number(value, wrong)
    if not isinstance(value, str):
        raise wrong
    if field.type == "reference":
        found = state.find(value)
        if not is_record_id(value) and len(value) != 15:  # noqa: PLR2004 -- the short form
            raise OrgError(
                "MALFORMED_ID", f"{field.name}: id value of incorrect type", fields=(field.name,)
            )
        if found is None or found[0].name not in field.to or not state.sees(user, *found):
            raise OrgError(
                "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", fields=(field.name,)
            )
        return str(found[1]["Id"])
    if field.type in {"date", "datetime"}:
        return _moment(field, value, wrong)
    if field.length and len(value) > field.length:
        raise OrgError(
            "STRING_TOO_LONG", f"{field.label}: data value too large (max length={field.length})",
            fields=(field.name,),
        )  # fmt: skip
    return value


def _boolean(value: object, wrong: OrgError) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    raise wrong


def _number(value: object, wrong: OrgError) -> float:
    try:
        # A CSV upload has only texts; NaN and infinity are not numbers of this org.
        found = float(value) if isinstance(value, int | float | str) else float("nan")
    except ValueError:
        raise wrong from None
    if isinstance(value, bool) or not abs(found) < 1e16:  # noqa: PLR2004 -- Currency(16, 2)
        raise wrong
    return found


def _moment(field: FieldSpec, value: str, wrong: OrgError) -> str:
    try:
        if field.type == "date":
            return date.fromisoformat(value).isoformat()
        found = datetime.fromisoformat(value)
    except ValueError:
        raise wrong from None
    if found.tzinfo is None:
        raise wrong
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(found.timestamp()))
    return f"{stamp}.000+0000"


def _now(state: State) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.000+0000", time.gmtime(state.clock()))


def _touch(state: State, spec: ObjectSpec, record: Record) -> None:
    for name in ("LastModifiedDate", "SystemModstamp"):
        if name.lower() in spec.by_name:
            record[name] = _now(state)
