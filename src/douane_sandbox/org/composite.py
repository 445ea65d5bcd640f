"""Several requests in one: composite with references, and collections of records."""

import copy
import json
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from douane_sandbox.data.schema import Record
from douane_sandbox.org.error import OrgError, not_found
from douane_sandbox.org.http import Json, Request, Response, answer, failure
from douane_sandbox.org.records import insert, object_of, remove, update, visible
from douane_sandbox.org.soql.run import Path, project
from douane_sandbox.org.state import State

MAX_STEPS: Final = 25
MAX_RECORDS: Final = 200
_REFERENCE: Final = re.compile(r"@\{([A-Za-z0-9_]+)((?:\.[A-Za-z0-9_]+|\[\d+\])+)\}")
_STEP: Final = re.compile(r"\.([A-Za-z0-9_]+)|\[(\d+)\]")

Route: TypeAlias = Callable[[State, Request], Response]
Tables: TypeAlias = dict[str, dict[str, Record]]


def composite(state: State, request: Request, route: Route) -> Response:
    """Answer ``POST /composite``: later steps may use ``@{earlier.id}``."""
    body = request.json()
    steps = body.get("compositeRequest")
    if not isinstance(steps, list) or not 0 < len(steps) <= MAX_STEPS:
        raise OrgError("JSON_PARSER_ERROR", f"compositeRequest needs 1 to {MAX_STEPS} entries")
    before = copy.deepcopy((state.tables, state.deleted)) if body.get("allOrNone") else None
    answers: list[Json] = []
    bodies: dict[str, Any] = {}
    for step in steps:
        done = _step(request, step, bodies, lambda inner: route(state, inner))
        answers.append(done)
        bodies[str(done["referenceId"])] = done["body"]
        if before is not None and done["httpStatusCode"] >= HTTPStatus.BAD_REQUEST:
            state.tables, state.deleted = before
            return answer({"compositeResponse": _halted(steps, answers)})
    return answer({"compositeResponse": answers})


def _halted(steps: list[Any], answers: list[Json]) -> list[Json]:
    """Return the failed step's answer, and for all others that they were rolled back."""
    error = OrgError(
        "PROCESSING_HALTED",
        "The transaction was rolled back since another operation in the same transaction failed.",
    )
    out = []
    for place, step in enumerate(steps):
        if place == len(answers) - 1:
            out.append(answers[-1])
        else:
            out.append(_shown([error.body()], error.status, str(step.get("referenceId"))))
    return out


def _shown(body: Any, status: int, reference: str) -> Json:  # noqa: ANN401 -- JSON
    return {"body": body, "httpHeaders": {}, "httpStatusCode": status, "referenceId": reference}


def _step(
    request: Request,
    step: object,
    bodies: dict[str, Any],
    run: Callable[[Request], Response],
) -> Json:
    if not isinstance(step, dict) or not isinstance(step.get("url"), str):
        raise OrgError("JSON_PARSER_ERROR", "each entry needs method, url and referenceId")
    try:
        target = urlsplit(str(_resolved(step["url"], bodies)))
        content = _resolved(step.get("body"), bodies)
        inner = Request(
            str(step.get("method", "GET")).upper(),
            unquote(target.path),
            dict(parse_qsl(target.query, keep_blank_values=True)),
            request.headers,
            json.dumps(content).encode() if content is not None else b"",
            request.user,
        )
        # Not in itself, as in Salesforce: otherwise one request could nest without end.
        nested = inner.path.rstrip("/").endswith("/composite")
        response = failure(not_found()) if nested else run(inner)
    except OrgError as error:
        response = failure(error)
    body = json.loads(response.body) if response.body else None
    return _shown(body, int(response.status), str(step.get("referenceId")))


def _resolved(value: Any, bodies: dict[str, Any]) -> Any:  # noqa: ANN401 -- JSON
    match value:
        case str():
            whole = _REFERENCE.fullmatch(value)
            if whole:
                return _look(whole, bodies)
            return _REFERENCE.sub(lambda match: str(_look(match, bodies)), value)
        case dict():
            return {name: _resolved(inner, bodies) for name, inner in value.items()}
        case list():
            return [_resolved(inner, bodies) for inner in value]
        case _:
            return value


def _look(match: re.Match[str], bodies: dict[str, Any]) -> Any:  # noqa: ANN401 -- JSON
    found = bodies.get(match[1])
    for name, place in _STEP.findall(match[2]):
        if name and isinstance(found, dict) and name in found:
            found = found[name]
        elif place and isinstance(found, list) and int(place) < len(found):
            found = found[int(place)]
        else:
            raise OrgError(
                "PROCESSING_HALTED", "Invalid reference specified. No value for a reference."
            )
    return found


def _records(body: Json) -> list[Json]:
    found = body.get("records")
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise OrgError("JSON_PARSER_ERROR", "records must be a list of objects")
    if len(found) > MAX_RECORDS:
        raise OrgError("EXCEEDED_ID_LIMIT", f"record limit reached, at most {MAX_RECORDS}")
    return found


def _collect(state: State, work: list[Callable[[], str]], *, all_or_none: bool) -> Response:
    before = copy.deepcopy((state.tables, state.deleted)) if all_or_none else None
    out: list[Json] = []
    for one in work:
        try:
            out.append({"id": one(), "success": True, "errors": []})
        except OrgError as error:
            shown = {
                "statusCode": error.code,
                "message": error.message,
                "fields": list(error.fields),
            }
            out.append({"success": False, "errors": [shown]})
    if before is not None and not all(one["success"] for one in out):
        state.tables, state.deleted = before
        rolled = {
            "statusCode": "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "message": "Record rolled back",
            "fields": [],
        }
        out = [one if not one["success"] else {"success": False, "errors": [rolled]} for one in out]
    return answer(out)


def _type(record: Json) -> str:
    attributes = record.get("attributes")
    return str(attributes.get("type", "")) if isinstance(attributes, dict) else ""


def insert_many(state: State, request: Request, version: str) -> Response:  # noqa: ARG001
    """Answer ``POST /composite/sobjects``."""
    body, user = request.json(), request.user

    def work(record: Json) -> Callable[[], str]:
        return lambda: insert(state, user, object_of(state, user, _type(record)), record)

    tasks = [work(record) for record in _records(body)]
    return _collect(state, tasks, all_or_none=bool(body.get("allOrNone")))


def update_many(state: State, request: Request, version: str) -> Response:  # noqa: ARG001
    """Answer ``PATCH /composite/sobjects``."""
    body, user = request.json(), request.user

    def work(record: Json) -> Callable[[], str]:
        def change() -> str:
            values = {name: value for name, value in record.items() if name.lower() != "id"}
            key = str(record.get("id", record.get("Id", "")))
            update(state, user, object_of(state, user, _type(record)), key, values)
            return key

        return change

    tasks = [work(record) for record in _records(body)]
    return _collect(state, tasks, all_or_none=bool(body.get("allOrNone")))


def delete_many(state: State, request: Request, version: str) -> Response:  # noqa: ARG001
    """Answer ``DELETE /composite/sobjects?ids=…``."""
    keys = [key for key in request.query.get("ids", "").split(",") if key]
    if not 0 < len(keys) <= MAX_RECORDS:
        raise OrgError("EXCEEDED_ID_LIMIT", f"ids must name 1 to {MAX_RECORDS} records")

    def work(key: str) -> Callable[[], str]:
        def drop() -> str:
            found = state.find(key)
            if found is None:
                raise OrgError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")
            remove(state, request.user, found[0], key)
            return key

        return drop

    all_or_none = request.query.get("allOrNone") == "true"
    return _collect(state, [work(key) for key in keys], all_or_none=all_or_none)


def read_many(state: State, request: Request, version: str, name: str) -> Response:
    """Answer ``POST /composite/sobjects/{object}`` with ids and fields; null where unseen."""
    body, spec = request.json(), object_of(state, request.user, name)
    ids, fields = body.get("ids"), body.get("fields")
    if not isinstance(ids, list) or not isinstance(fields, list) or len(ids) > MAX_RECORDS:
        raise OrgError("JSON_PARSER_ERROR", "ids and fields must be lists")
    paths = [Path(state, request.user, spec, str(one)) for one in fields]
    out: list[Json | None] = []
    for key in ids:
        try:
            row = visible(state, request.user, spec, str(key))
        except OrgError:
            out.append(None)
        else:
            out.append(project(spec, paths, row, f"/services/data/{version}/sobjects"))
    return answer(out)
