"""Speak to the stand-in org without a socket."""

import json
from typing import Any
from urllib.parse import urlencode

from douane_sandbox.org.app import respond
from douane_sandbox.org.http import Request, Response
from douane_sandbox.org.state import State
from douane_sandbox.people import Person

BASE = "/services/data/v63.0"


def ask(
    state: State,
    person: Person,
    method: str,
    path: str,
    body: object = None,
    **query: str,
) -> Response:
    """Send one request as a user."""
    token = next((key for key, user in state.sessions.items() if user == person.id), None)
    return respond(
        state,
        Request(
            method,
            f"{BASE}/{path}",
            query,
            {"authorization": f"Bearer {token or state.open_session(person)}"},
            body if isinstance(body, bytes) else json.dumps(body).encode() if body else b"",
        ),
    )


def said(response: Response) -> Any:  # noqa: ANN401 -- JSON
    """Return the body of a response."""
    return json.loads(response.body)


def rows(state: State, person: Person, soql: str) -> list[dict[str, Any]]:
    """Return the records of a query, or fail with what the org said."""
    response = ask(state, person, "GET", "query", q=soql)
    assert response.status == 200, response.body
    found: list[dict[str, Any]] = said(response)["records"]
    return found


def refused(state: State, person: Person, soql: str) -> str:
    """Return the code of a query that must fail."""
    response = ask(state, person, "GET", "query", q=soql)
    assert response.status == 400, response.body
    return str(said(response)[0]["errorCode"])


def form(fields: dict[str, str]) -> bytes:
    """Return a form body."""
    return urlencode(fields).encode()
