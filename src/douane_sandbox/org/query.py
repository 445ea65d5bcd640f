"""REST and Tooling queries, page by page."""

from typing import Final

from douane_sandbox.data.schema import ObjectSpec
from douane_sandbox.org.error import OrgError
from douane_sandbox.org.http import Json, Request, Response, answer
from douane_sandbox.org.soql import parse
from douane_sandbox.org.soql.run import Path, project, select, selected
from douane_sandbox.org.state import Cursor, State
from douane_sandbox.org.tables import source

DEFAULT_BATCH: Final = 2_000
MIN_BATCH: Final = 200
MAX_CURSORS: Final = 50


def query(state: State, request: Request, version: str) -> Response:
    """Answer ``/query``, ``/queryAll`` and ``/tooling/query``."""
    found = parse(request.query.get("q", ""))
    spec, rows = source(state, request.user, found, deleted="/queryAll" in request.path)
    wanted = select(state, request.user, spec, found, rows)
    if found.count:
        return answer({"totalSize": len(wanted), "done": True, "records": []})
    paths = selected(state, request.user, spec, found)
    if request.query.get("columns") == "true":
        return answer(_columns(spec, paths))
    prefix = f"/services/data/{version}/sobjects"
    records = [project(spec, paths, row, prefix) for row in wanted]
    cursor = state.next_of("0r8")
    state.cursors[cursor] = Cursor(request.user, records)
    while len(state.cursors) > MAX_CURSORS:
        del state.cursors[next(iter(state.cursors))]
    return _page(state, request, cursor, 0, _batch(request))


def more(state: State, request: Request, version: str, locator: str) -> Response:  # noqa: ARG001
    """Answer the address in ``nextRecordsUrl``."""
    cursor, _, start = locator.partition("-")
    start, _, size = start.partition("-")
    kept = state.cursors.get(cursor)
    if not kept or kept.user != request.user or not start.isdigit() or not size.isdigit():
        raise OrgError("INVALID_QUERY_LOCATOR", "invalid query locator")
    return _page(state, request, cursor, int(start), int(size))


def _batch(request: Request) -> int:
    """Return the page size that ``Sforce-Query-Options: batchSize=…`` asks for."""
    options = request.headers.get("sforce-query-options", "")
    _, _, size = options.lower().partition("batchsize=")
    asked = int(size) if size.isdigit() and len(size) < 6 else DEFAULT_BATCH  # noqa: PLR2004
    return min(max(asked, MIN_BATCH), DEFAULT_BATCH)


def _page(state: State, request: Request, cursor: str, start: int, size: int) -> Response:
    records = state.cursors[cursor].records
    end = start + size
    body: Json = {"totalSize": len(records), "done": end >= len(records)}
    if end < len(records):
        base = request.path.split("/query")[0]
        body["nextRecordsUrl"] = f"{base}/query/{cursor}-{end}-{size}"
    else:
        del state.cursors[cursor]
    body["records"] = records[start:end]
    return answer(body)


def _columns(spec: ObjectSpec, paths: list[Path]) -> Json:
    """Return what ``columns=true`` asks for: the shape of the result, for the sf CLI."""
    return {
        "columnMetadata": [_column(path) for path in paths],
        "entityName": spec.name,
        "groupBy": False,
        "idSelected": any(path.field.name == "Id" for path in paths),
        "keyPrefix": spec.prefix or None,
    }


def _column(path: Path) -> Json:
    name = ".".join([*(one.relation for one in path.relations), path.field.name])
    return {
        "aggregate": False,
        "apexType": path.field.type,
        "booleanType": path.field.type == "boolean",
        "columnName": name,
        "custom": path.field.custom,
        "displayName": name,
        "foreignKeyName": None,
        "insertable": True,
        "joinColumns": [],
        "numberType": path.field.type in {"currency", "double", "int", "percent"},
        "textType": path.field.textual,
        "updatable": True,
    }
