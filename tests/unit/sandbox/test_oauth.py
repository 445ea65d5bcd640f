"""Logging in: what opens a session, and everything that does not."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from douane_sandbox.org.app import respond
from douane_sandbox.org.http import Request, Response
from douane_sandbox.org.oauth import JWT_GRANT
from douane_sandbox.org.serve import RunningOrg, open_org
from douane_sandbox.org.tls import make_credentials
from douane_sandbox.people import ADVISER, INTEGRATION
from tests.unit.sandbox.asking import form, said

NOW_S = 1_800_000_000.0


@pytest.fixture(scope="module")
def org(tmp_path_factory: pytest.TempPathFactory) -> RunningOrg:
    credentials = make_credentials(tmp_path_factory.mktemp("tls"), time.time())
    return open_org(3, credentials, 8943, lambda: NOW_S)


def token(org: RunningOrg, fields: dict[str, str]) -> Response:
    return respond(org.state, Request("POST", "/services/oauth2/token", body=form(fields)))


def claims(org: RunningOrg, **changed: object) -> dict[str, Any]:
    good = {
        "iss": org.client_id,
        "sub": ADVISER.username,
        "aud": org.instance_url,
        "exp": NOW_S + 120,
    }
    return {name: value for name, value in (good | changed).items() if value is not None}


def assertion(org: RunningOrg, given: dict[str, Any], algorithm: str = "RS256") -> Response:
    signed = jwt.encode(given, org.private_key_file.read_bytes(), algorithm)
    return token(org, {"grant_type": JWT_GRANT, "assertion": signed})


def test_a_signed_assertion_opens_a_session_of_its_subject(org: RunningOrg) -> None:
    answer = assertion(org, claims(org))

    assert answer.status == 200
    opened = said(answer)
    assert opened["instance_url"] == org.instance_url
    assert opened["token_type"] == "Bearer"
    bearer = {"authorization": f"Bearer {opened['access_token']}"}
    who = respond(org.state, Request("GET", "/services/oauth2/userinfo", headers=bearer))
    assert said(who)["preferred_username"] == ADVISER.username


def test_the_sf_clis_milliseconds_are_taken(org: RunningOrg) -> None:
    assert assertion(org, claims(org, exp=int(NOW_S * 1000) + 300)).status == 200


WRONG: dict[str, Callable[[RunningOrg], dict[str, Any]]] = {
    "another app": lambda org: claims(org, iss="somebody-else"),
    "no app": lambda org: claims(org, iss=None),
    "an unknown user": lambda org: claims(org, sub="nobody@alpenquell.example"),
    "another host": lambda org: claims(org, aud="https://login.salesforce.com"),
    "another host at the same port": lambda org: claims(org, aud="https://org.example:8943"),
    "another port": lambda org: claims(org, aud="https://localhost:1"),
    "plain http": lambda org: claims(org, aud="http://localhost:8943"),
    "an audience that is no address": lambda org: claims(org, aud="https://localhost:x"),
    "no audience": lambda org: claims(org, aud=None),
    "expired": lambda org: claims(org, exp=NOW_S),
    "too far ahead": lambda org: claims(org, exp=NOW_S + 181),
    "milliseconds long gone": lambda org: claims(org, exp=(NOW_S - 181) * 1000),
    "no expiry": lambda org: claims(org, exp=None),
}


@pytest.mark.parametrize("make", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_claim_opens_nothing(
    org: RunningOrg, make: Callable[[RunningOrg], dict[str, Any]]
) -> None:
    before = len(org.state.sessions)

    answer = assertion(org, make(org))

    assert answer.status == 400
    assert said(answer)["error"] in {"invalid_grant", "invalid_client_id"}
    assert len(org.state.sessions) == before


def test_another_key_opens_nothing(org: RunningOrg) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    signed = jwt.encode(claims(org), other, "RS256")

    assert token(org, {"grant_type": JWT_GRANT, "assertion": signed}).status == 400


@pytest.mark.parametrize("algorithm", ["none", "RS512", "PS256"])
def test_another_algorithm_opens_nothing(org: RunningOrg, algorithm: str) -> None:
    key = "" if algorithm == "none" else org.private_key_file.read_text()
    signed = jwt.encode(claims(org), key, algorithm)

    assert token(org, {"grant_type": JWT_GRANT, "assertion": signed}).status == 400


def test_the_secret_opens_a_session_of_the_integration_user(org: RunningOrg) -> None:
    fields = {
        "grant_type": "client_credentials",
        "client_id": org.client_id,
        "client_secret": org.client_secret,
    }
    opened = said(token(org, fields))

    assert org.state.sessions[opened["access_token"]] == INTEGRATION.id
    for change in ({"client_secret": "x"}, {"client_secret": ""}, {"client_id": "x"}):
        assert token(org, fields | change).status == 400


def test_an_unknown_grant_and_an_unreadable_body_open_nothing(org: RunningOrg) -> None:
    assert said(token(org, {"grant_type": "password"}))["error"] == "unsupported_grant_type"
    for body in (b"", b"\xff\xfe=&&&", b"a=1&" * 1000):
        request = Request("POST", "/services/oauth2/token", body=body)
        assert respond(org.state, request).status == 400


def test_keys_are_for_their_owner_only_and_are_kept(tmp_path: Path) -> None:
    first = make_credentials(tmp_path, NOW_S)
    before = first.server_key_file.read_bytes()
    again = make_credentials(tmp_path, NOW_S)
    later = make_credentials(tmp_path, NOW_S + 100 * 86_400)

    assert first.server_key_file.stat().st_mode & 0o077 == 0
    assert first.app_key_file.stat().st_mode & 0o077 == 0
    assert again == later == first
    assert later.server_key_file.read_bytes() != before
