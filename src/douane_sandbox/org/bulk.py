"""Bulk API 2.0: query jobs with pages of CSV, and ingest jobs.

Source: Bulk API 2.0 Developer Guide.  Every page repeats the header, ``Sforce-Locator`` is the
string ``null`` on the last page, and ``Sforce-NumberOfRecords`` is always there.
"""

import csv
import io
import time
from http import HTTPStatus
from typing import Final, Literal

from douane_sandbox.data.schema import Scalar
from douane_sandbox.org.error import OrgError, not_found
from douane_sandbox.org.http import Json, Request, Response, answer, empty
from douane_sandbox.org.job import Job
from douane_sandbox.org.records import insert, object_of, remove, update
from douane_sandbox.org.soql import parse
from douane_sandbox.org.soql.run import select, selected
from douane_sandbox.org.state import State
from douane_sandbox.org.tables import source

DEFAULT_PAGE: Final = 50_000
_DELIMITERS: Final = {
    "COMMA": ",",
    "SEMICOLON": ";",
    "TAB": "\t",
    "PIPE": "|",
    "CARET": "^",
    "BACKQUOTE": "`",
}
_OPERATIONS: Final = frozenset({"insert", "update", "upsert", "delete", "hardDelete"})
_ENDINGS: Final = {"LF": "\n", "CRLF": "\r\n"}


def create_query(state: State, request: Request, version: str) -> Response:
    """Answer ``POST /jobs/query``: the query is checked now and run at once."""
    body = request.json()
    operation, soql = str(body.get("operation")), str(body.get("query", ""))
    if operation not in {"query", "queryAll"}:
        raise OrgError("INVALIDJOB", "operation must be query or queryAll")
    found = parse(soql)
    if found.count or found.group:
        raise OrgError("INVALIDENTITY", "a bulk query names its fields")
    spec, rows = source(state, request.user, found, deleted=operation == "queryAll")
    if spec.virtual:
        raise OrgError("INVALIDENTITY", f"Entity '{spec.name}' is not supported to use PKChunking")
    job = _job(state, request, body, operation, spec.name)
    job.query = soql
    paths = selected(state, request.user, spec, found)
    job.header = [
        ".".join([*(one.relation for one in path.relations), path.field.name]) for path in paths
    ]
    wanted = select(state, request.user, spec, found, rows)
    job.rows = [[_cell(path.get(row)) for path in paths] for row in wanted]
    return answer(_shown(job, version))


def create_ingest(state: State, request: Request, version: str) -> Response:
    """Answer ``POST /jobs/ingest``."""
    body = request.json()
    operation = str(body.get("operation"))
    if operation not in _OPERATIONS:
        raise OrgError("INVALIDJOB", f"operation must be one of {', '.join(sorted(_OPERATIONS))}")
    if operation == "upsert" and body.get("externalIdFieldName") != "Id":
        raise OrgError("INVALIDJOB", "upsert is known by Id only here")
    try:
        spec = object_of(state, request.user, str(body.get("object", "")))
    except OrgError:
        raise OrgError("INVALIDENTITY", "Unable to find object") from None
    job = _job(state, request, body, operation, spec.name)
    job.state = "Open"
    return answer(_shown(job, version))


def _job(state: State, request: Request, body: Json, operation: str, name: str) -> Job:
    delimiter, ending = body.get("columnDelimiter", "COMMA"), body.get("lineEnding", "LF")
    if delimiter not in _DELIMITERS or ending not in _ENDINGS:
        raise OrgError("INVALIDJOB", "unknown columnDelimiter or lineEnding")
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S.000+0000", time.gmtime(state.clock()))
    job = Job(
        state.next_of("750"),
        request.user,
        _kind(request),
        operation,
        name,
        delimiter=delimiter,
        line_ending=ending,
        created=stamp,
    )
    state.jobs[job.id] = job
    return job


def _kind(request: Request) -> Literal["query", "ingest"]:
    return "query" if "/jobs/query" in request.path else "ingest"


def _find(state: State, request: Request, key: str) -> Job:
    for job in state.jobs.values():
        if job.id.startswith(key) and job.user == request.user and job.kind == _kind(request):
            return job
    raise not_found()


def read_job(state: State, request: Request, version: str, key: str) -> Response:
    """Answer ``GET`` of a job; the first look at work that has begun finds it under way."""
    job = _find(state, request, key)
    body = _shown(job, version)
    if job.state == "UploadComplete":
        body["state"] = job.state = "InProgress"
    elif job.state == "InProgress":
        body["state"] = job.state = "JobComplete"
    return answer(body)


def results(state: State, request: Request, version: str, key: str) -> Response:  # noqa: ARG001
    """Answer one page of a query job."""
    job = _find(state, request, key)
    if job.state != "JobComplete":
        raise OrgError("INVALIDJOBSTATE", "the job is not complete", HTTPStatus.BAD_REQUEST)
    start = request.query.get("locator", "0")
    size = request.query.get("maxRecords", str(DEFAULT_PAGE))
    if not start.isdigit() or not size.isdigit() or int(size) < 1:
        raise OrgError("INVALIDPARAMETER", "locator or maxRecords is not valid")
    end = int(start) + int(size)
    page = job.rows[int(start) : end]
    headers = (
        ("Sforce-Locator", str(end) if end < len(job.rows) else "null"),
        ("Sforce-NumberOfRecords", str(len(page))),
    )
    return _csv(job, [job.header, *page], headers)


def upload(state: State, request: Request, version: str, key: str) -> Response:  # noqa: ARG001
    """Answer ``PUT …/batches``: keep the CSV."""
    job = _find(state, request, key)
    if job.state != "Open" or job.rows:
        raise OrgError("INVALIDJOBSTATE", "the job takes no more data")
    try:
        text = request.body.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_DELIMITERS[job.delimiter]))
    except (UnicodeDecodeError, csv.Error):
        raise OrgError("INVALIDBATCH", "the batch is not CSV in UTF-8") from None
    rows = [row for row in rows if row]
    if not rows:
        raise OrgError("INVALIDBATCH", "the batch is empty")
    job.header, job.rows = rows[0], rows[1:]
    return Response(HTTPStatus.CREATED)


def change_job(state: State, request: Request, version: str, key: str) -> Response:
    """Answer ``PATCH`` of a job: begin or abort it."""
    job, wanted = _find(state, request, key), request.json().get("state")
    if wanted == "Aborted":
        job.state = "Aborted"
    elif wanted == "UploadComplete" and job.state == "Open" and job.kind == "ingest":
        job.state = "UploadComplete"
        for row in job.rows:
            _write(state, job, row)
    else:
        raise OrgError("INVALIDJOBSTATE", "the job cannot change to that state")
    return answer(_shown(job, version))


def _write(state: State, job: Job, row: list[str]) -> None:
    try:
        spec = object_of(state, job.user, job.object)
        body: Json = dict(zip(job.header, row, strict=True))
        key = body.pop("Id", "")
        if job.operation == "insert" or (job.operation == "upsert" and not key):
            made, created = insert(state, job.user, spec, body), "true"
        elif job.operation in {"update", "upsert"}:
            update(state, job.user, spec, key, _cleared(body))
            made, created = key, "false"
        else:
            remove(state, job.user, spec, key)
            made, created = key, "false"
        job.succeeded.append([made, created, *row])
    except OrgError as error:
        fields = ",".join(error.fields)
        job.failed.append(["", f"{error.code}:{error.message}:{fields} --", *row])
    except ValueError:
        job.failed.append(["", "INVALIDBATCH:wrong number of columns:--", *row])


def _cleared(body: Json) -> Json:
    """Drop empty cells and turn ``#N/A`` into null, as uploads do."""
    return {name: None if cell == "#N/A" else cell for name, cell in body.items() if cell != ""}


def outcome(state: State, request: Request, version: str, key: str, which: str) -> Response:  # noqa: ARG001
    """Answer the three result tables of an ingest job."""
    job = _find(state, request, key)
    match which:
        case "successfulResults":
            return _csv(job, [["sf__Id", "sf__Created", *job.header], *job.succeeded])
        case "failedResults":
            return _csv(job, [["sf__Id", "sf__Error", *job.header], *job.failed])
        case _:
            left = job.rows if job.state in {"Open", "Aborted"} else []
            return _csv(job, [job.header, *left])


def delete_job(state: State, request: Request, version: str, key: str) -> Response:  # noqa: ARG001
    """Answer ``DELETE`` of a job."""
    del state.jobs[_find(state, request, key).id]
    return empty()


def _cell(value: Scalar) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


def _csv(job: Job, rows: list[list[str]], headers: tuple[tuple[str, str], ...] = ()) -> Response:
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=_DELIMITERS[job.delimiter],
        lineterminator=_ENDINGS[job.line_ending],
        quoting=csv.QUOTE_ALL,
    )
    writer.writerows(rows)
    return Response(HTTPStatus.OK, out.getvalue().encode(), "text/csv", headers)


def _shown(job: Job, version: str) -> Json:
    body: Json = {
        "id": job.id,
        "operation": job.operation,
        "object": job.object,
        "createdById": job.user,
        "createdDate": job.created,
        "systemModstamp": job.created,
        "state": job.state,
        "concurrencyMode": "Parallel",
        "contentType": "CSV",
        "apiVersion": float(version[1:]),
        "lineEnding": job.line_ending,
        "columnDelimiter": job.delimiter,
        "jobType": "V2Query" if job.kind == "query" else "V2Ingest",
    }
    if job.kind == "query":
        body["numberRecordsProcessed"] = len(job.rows)
        return body
    return body | {
        "contentUrl": f"services/data/{version}/jobs/ingest/{job.id}/batches",
        "numberRecordsProcessed": len(job.succeeded) + len(job.failed),
        "numberRecordsFailed": len(job.failed),
    }
