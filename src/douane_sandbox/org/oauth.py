"""Log in: JWT bearer and client credentials, as connected apps do.

Sources: Salesforce help, "OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration";
RFC 7523; RFC 6749 section 4.4.
"""

import hmac
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

import jwt
from cryptography.x509 import load_pem_x509_certificate

from douane_sandbox.org.error import not_found
from douane_sandbox.org.http import Request, Response, answer
from douane_sandbox.org.state import State
from douane_sandbox.people import INTEGRATION, ORG_ID, PEOPLE, Person

JWT_GRANT: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
MAX_AHEAD_S: Final = 180.0
_MILLISECONDS: Final = 1e11
_LOCAL: Final = frozenset({"localhost", "127.0.0.1"})


class _DeniedError(Exception):
    def __init__(self, code: str, description: str) -> None:
        super().__init__(code)
        self.code, self.description = code, description


def token(state: State, request: Request) -> Response:
    """Answer ``POST /services/oauth2/token``."""
    form = request.form()
    try:
        person = _grant(state, form)
    except _DeniedError as denied:
        body = {"error": denied.code, "error_description": denied.description}
        return answer(body, HTTPStatus.BAD_REQUEST)
    now_ms = int(state.clock() * 1000)
    return answer(
        {
            "access_token": state.open_session(person),
            "instance_url": state.instance_url,
            "id": f"{state.instance_url}/id/{ORG_ID}/{person.id}",
            "token_type": "Bearer",
            "issued_at": str(now_ms),
            "signature": "",
            "scope": "api id",
        }
    )


def _grant(state: State, form: dict[str, str]) -> Person:
    match form.get("grant_type"):
        case grant if grant == JWT_GRANT:
            return _by_assertion(state, form.get("assertion", ""))
        case "client_credentials":
            return _by_secret(state, form)
        case _:
            raise _DeniedError("unsupported_grant_type", "grant type not supported")


def _by_secret(state: State, form: dict[str, str]) -> Person:
    if form.get("client_id") != state.client_id:
        raise _DeniedError("invalid_client_id", "client identifier invalid")
    given, kept = form.get("client_secret", "").encode(), state.client_secret.encode()
    if not kept or not hmac.compare_digest(given, kept):
        raise _DeniedError("invalid_client", "invalid client credentials")
    return INTEGRATION


def _by_assertion(state: State, assertion: str) -> Person:
    if not state.certificate_pem:
        raise _DeniedError("invalid_grant", "no certificate is registered")
    key = load_pem_x509_certificate(state.certificate_pem).public_key()
    try:
        # The clock is the org's own, so times are checked below and not by the library.
        claims = jwt.decode(
            assertion,
            key,  # type: ignore[arg-type]  # RSA: serve.py made it
            algorithms=["RS256"],
            options={
                "verify_exp": False,
                "verify_nbf": False,
                "verify_iat": False,
                "verify_aud": False,
                "require": ["iss", "sub", "aud", "exp"],
            },
        )
    except jwt.PyJWTError:
        raise _DeniedError("invalid_grant", "invalid assertion") from None
    if claims["iss"] != state.client_id:
        raise _DeniedError("invalid_client_id", "client identifier invalid")
    audiences = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if not any(_is_ours(state, one) for one in audiences):
        raise _DeniedError("invalid_grant", "audience is invalid")
    if not _is_fresh(claims["exp"], state.clock()):
        raise _DeniedError("invalid_grant", "expired assertion, or one valid for over 3 minutes")
    person = next((one for one in PEOPLE if one.username == claims["sub"]), None)
    if person is None:
        raise _DeniedError("invalid_grant", "user hasn't approved this consumer")
    return person


def _is_fresh(expires: object, now_s: float) -> bool:
    if isinstance(expires, bool) or not isinstance(expires, int | float):
        return False
    if expires > _MILLISECONDS:
        # The sf CLI signs "exp: Date.now() + 300", milliseconds, and Salesforce takes it: 0.3 s
        # ahead would not outlive a slow handshake, so it may be as old as others may be ahead.
        return abs(expires / 1000 - now_s) <= MAX_AHEAD_S
    return now_s < expires <= now_s + MAX_AHEAD_S


def _is_ours(state: State, audience: object) -> bool:
    try:
        given, own = urlsplit(str(audience)), urlsplit(state.instance_url)
        port = given.port
    except ValueError:
        return False
    same = (given.scheme, port) == (own.scheme, own.port)
    return same and given.hostname in _LOCAL and given.path in {"", "/"}


def identity(state: State, request: Request) -> Response:
    """Answer the identity address of a session, ``/id/{org}/{user}``: only one's own."""
    person = next(one for one in PEOPLE if one.id == request.user)
    if request.path.rpartition("/")[2][:15] != person.id[:15]:
        raise not_found()
    return answer(
        {
            "id": f"{state.instance_url}/id/{ORG_ID}/{person.id}",
            "asserted_user": True,
            "user_id": person.id,
            "organization_id": ORG_ID,
            "username": person.username,
            "display_name": person.name,
            "email": person.username,
            "user_type": "STANDARD",
            "active": True,
            "urls": {},
        }
    )


def userinfo(state: State, request: Request) -> Response:
    """Answer ``GET /services/oauth2/userinfo``."""
    person = next(one for one in PEOPLE if one.id == request.user)
    return answer(
        {
            "sub": f"{state.instance_url}/id/{ORG_ID}/{person.id}",
            "user_id": person.id,
            "organization_id": ORG_ID,
            "preferred_username": person.username,
            "name": person.name,
            "email": person.username,
            "given_name": person.first,
            "family_name": person.last,
        }
    )
