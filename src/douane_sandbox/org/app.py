"""The org as an ASGI application: read the request, find out who asks, route, answer.

Every error below the router is an ``OrgError``; anything else is a fault of this package and
answered as UNKNOWN_EXCEPTION without its text.
"""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl

from douane_sandbox.org import bulk, composite, describe, oauth, query, records
from douane_sandbox.org.error import OrgError, not_found
from douane_sandbox.org.http import Request, Response, answer, failure
from douane_sandbox.org.state import DAILY_REQUESTS, State

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Handler: TypeAlias = Callable[..., Response]

VERSIONS: Final = tuple(f"{number}.0" for number in range(50, 64))
MAX_BODY: Final = 150_000_000
_ID: Final = "([A-Za-z0-9]{15}|[A-Za-z0-9]{18})"
_NAME: Final = "([A-Za-z][A-Za-z0-9_]*)"

_ROUTES: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("GET", "(?:tooling/)?query", query.query),
    ("GET", "queryAll", query.query),
    ("GET", r"(?:tooling/)?query/([0-9A-Za-z-]+)", query.more),
    ("GET", "sobjects", describe.describe_all),
    ("GET", f"sobjects/{_NAME}", describe.basic),
    ("POST", f"sobjects/{_NAME}", records.create),
    ("GET", f"sobjects/{_NAME}/describe", describe.describe_one),
    ("GET", f"sobjects/{_NAME}/{_ID}", records.read),
    ("PATCH", f"sobjects/{_NAME}/{_ID}", records.change),
    ("DELETE", f"sobjects/{_NAME}/{_ID}", records.delete),
    ("POST", "composite/sobjects", composite.insert_many),
    ("PATCH", "composite/sobjects", composite.update_many),
    ("DELETE", "composite/sobjects", composite.delete_many),
    ("POST", f"composite/sobjects/{_NAME}", composite.read_many),
    ("POST", "jobs/query", bulk.create_query),
    ("GET", f"jobs/query/{_ID}", bulk.read_job),
    ("GET", f"jobs/query/{_ID}/results", bulk.results),
    ("PATCH", f"jobs/query/{_ID}", bulk.change_job),
    ("DELETE", f"jobs/query/{_ID}", bulk.delete_job),
    ("POST", "jobs/ingest", bulk.create_ingest),
    ("GET", f"jobs/ingest/{_ID}", bulk.read_job),
    ("PUT", f"jobs/ingest/{_ID}/batches", bulk.upload),
    ("PATCH", f"jobs/ingest/{_ID}", bulk.change_job),
    ("DELETE", f"jobs/ingest/{_ID}", bulk.delete_job),
    (
        "GET",
        f"jobs/ingest/{_ID}/(successfulResults|failedResults|unprocessedrecords)",
        bulk.outcome,
    ),
)
_COMPILED: Final = tuple((method, re.compile(path), handler) for method, path, handler in _ROUTES)
_IDENTITY: Final = re.compile("/id/00D[A-Za-z0-9]+/005[A-Za-z0-9]+")
_DATA: Final = re.compile(r"/services/data/(v\d\d\.\d)/(.+?)/?")


def route(state: State, request: Request) -> Response:
    """Answer one request of a user who is logged in.

    Raises:
        OrgError: What the router's caller answers.
    """
    if request.path.rstrip("/") in {f"/services/data/v{version}" for version in VERSIONS}:
        base = request.path.rstrip("/")
        return answer({name: f"{base}/{name}" for name in ("query", "sobjects", "tooling", "jobs")})
    match = _DATA.fullmatch(request.path)
    if match is None or match[1][1:] not in VERSIONS:
        raise not_found()
    if (request.method, match[2]) == ("POST", "composite"):
        return composite.composite(state, request, route)
    if (request.method, match[2]) == ("GET", "limits"):
        left = DAILY_REQUESTS - len(state.seen)
        return answer({"DailyApiRequests": {"Max": DAILY_REQUESTS, "Remaining": left}})
    allowed = False
    for method, pattern, handler in _COMPILED:
        found = pattern.fullmatch(match[2])
        if found and method == request.method:
            return handler(state, request, match[1], *found.groups())
        allowed = allowed or bool(found)
    if allowed:
        raise OrgError(
            "METHOD_NOT_ALLOWED", f"HTTP Method '{request.method}' not allowed.",
            HTTPStatus.METHOD_NOT_ALLOWED,
        )  # fmt: skip
    raise not_found()


def respond(state: State, request: Request) -> Response:
    """Answer one request, whoever sent it; raises nothing."""
    state.seen.append((request.method, request.path))
    if state.fail_next:
        return failure(state.fail_next.pop(0))
    try:
        return _open(state, request) or route(state, _known(state, request))
    except OrgError as error:
        return failure(error)
    except Exception:  # noqa: BLE001 -- a stand-in must outlive its faults; the text may hold data
        return failure(OrgError("UNKNOWN_EXCEPTION", "the stand-in failed", 500))


def _open(state: State, request: Request) -> Response | None:
    """Answer what needs no session, or names its session in the body."""
    match request.method, request.path.rstrip("/"):
        case "POST", "/services/oauth2/token":
            return oauth.token(state, request)
        case "GET", "/services/data":
            return answer(
                [
                    {"label": f"stand-in {one}", "url": f"/services/data/v{one}", "version": one}
                    for one in VERSIONS
                ]
            )
        case "GET" | "POST", "/services/oauth2/userinfo":
            return oauth.userinfo(state, _known(state, request))
        case "GET", path if _IDENTITY.fullmatch(path):
            return oauth.identity(state, _known(state, request))
        case _:
            return None


def _known(state: State, request: Request) -> Request:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    person = state.person(token.strip())
    if person is None or scheme.lower() not in {"bearer", "oauth"}:
        raise OrgError("INVALID_SESSION_ID", "Session expired or invalid", HTTPStatus.UNAUTHORIZED)
    return replace(request, user=person.id)


def make_app(state: State) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    """Return the ASGI application over a state; it wants no lifespan."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body, more = bytearray(), True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > MAX_BODY:
                too_large = OrgError("REQUEST_TOO_LARGE", "the body is too large", 413)
                await _send(state, send, failure(too_large))
                return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        text = scope["query_string"].decode("ascii", errors="replace")
        request = Request(
            scope["method"], scope["path"], dict(parse_qsl(text, keep_blank_values=True)), headers,
            bytes(body),
        )  # fmt: skip
        await _send(state, send, respond(state, request))

    return app


async def _send(state: State, send: Send, response: Response) -> None:
    headers = [
        ("server", "douane-sandbox"),
        ("content-type", response.content_type),
        ("sforce-limit-info", f"api-usage={len(state.seen)}/{DAILY_REQUESTS}"),
        *response.headers,
    ]
    if response.status != HTTPStatus.NO_CONTENT:
        headers.append(("content-length", str(len(response.body))))
    pairs = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": int(response.status), "headers": pairs})
    await send({"type": "http.response.body", "body": response.body})
