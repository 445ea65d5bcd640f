"""The SOAP calls that clients make besides REST."""

from http import HTTPStatus

from douane_sandbox.org.http import Request, Response
from douane_sandbox.org.state import State


def answer_soap(_state: State, _request: Request) -> Response:
    """Answer a SOAP call."""
    return Response(HTTPStatus.NOT_FOUND)
