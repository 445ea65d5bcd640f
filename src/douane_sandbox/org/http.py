"""A request and a response, and how errors look."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from douane_sandbox.org.error import OrgError

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """One request, read completely.

    Attributes:
        method: HTTP method in capitals.
        path: Decoded path without the query.
        query: Parameters of the address; the last of a name wins.
        headers: Names in lower case.
        body: Bytes.
        user: Salesforce user id of the session; empty where none is needed.
    """

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    user: str = ""

    def json(self) -> Json:
        """Return the body as a JSON object.

        Raises:
            OrgError: JSON_PARSER_ERROR when it is none.
        """
        try:
            found = json.loads(self.body or b"{}")
        except (ValueError, RecursionError):
            raise OrgError("JSON_PARSER_ERROR", "the body is not valid JSON") from None
        if not isinstance(found, dict):
            raise OrgError("JSON_PARSER_ERROR", "the body must be a JSON object")
        return found

    def form(self) -> dict[str, str]:
        """Return the fields of a form body; undecodable bytes become U+FFFD."""
        text = self.body.decode("utf-8", errors="replace")
        try:
            return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=50))
        except ValueError:
            return {}


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered."""

    status: int = HTTPStatus.OK
    body: bytes = b""
    content_type: str = "application/json;charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = ()


def answer(
    value: object, status: int = HTTPStatus.OK, headers: tuple[tuple[str, str], ...] = ()
) -> Response:
    """Return a JSON response."""
    return Response(int(status), json.dumps(value, ensure_ascii=False).encode(), headers=headers)


def empty() -> Response:
    """Return 204 without a body."""
    return Response(HTTPStatus.NO_CONTENT)


def failure(error: OrgError) -> Response:
    """Return an error the way the REST API does: a JSON array."""
    return answer([error.body()], error.status)
