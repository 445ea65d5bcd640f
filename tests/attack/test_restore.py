"""What was protected comes back for who is entitled, byte for byte, and for nobody else."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attack.conftest import Stage
from tests.attack.parties import (
    ACCOUNT,
    ACME,
    ANNA,
    APP,
    BORIS,
    DESK,
    FIELDS,
    OTHER,
    RECORD,
    RIVAL,
    TOKENS,
    protect,
    reader,
    restore,
)
from tests.simulators.border import TIER, Border
from tests.simulators.endpoint import Script

RESTORE = "/v1/records:restore"
CHAT = "/v1/chat/completions"

digits = st.from_regex(
    r"-?(0|[1-9][0-9]{0,12})(\.[0-9]{1,6})?([eE][+-]?[0-9]{1,2})?", fullmatch=True
)
values = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(
    lambda value: re.search(TOKENS, value) is None
)


def raw(records: str, **members: str) -> bytes:
    """Return a body in which the records stand as they were written."""
    return (json.dumps(members)[:-1] + f', "records": {records}}}').encode()


def records_of(body: bytes) -> str:
    """Return the records of an answer as they stand in it."""
    text = body.decode()
    return text[text.index('"records":') + len('"records":') :]


MARKS = frozenset("<[]&:/\\.@\u3002\uff0e\uff61")
BROKEN = re.compile(r"[\[\] ]")


@settings(max_examples=300)
@given(name=values, phone=values, revenue=digits, ascii_only=st.booleans())
def test_records_come_back_byte_for_byte(
    stage: Stage, name: str, phone: str, revenue: str, *, ascii_only: bool
) -> None:
    border, run = stage
    members = {"attributes": {"type": "Account"}, "Id": RECORD, "Name": name, "Phone": phone}
    written = json.dumps(members, ensure_ascii=ascii_only)[:-1] + f', "AnnualRevenue": {revenue}}}'
    border.renew()

    async def there_and_back() -> tuple[str, str]:
        protected = await border.post("/v1/records:protect", raw(f"[{written}]", tier=TIER), APP)
        assert protected.status == 200, protected.body
        scope = protected.json()["scope"]
        away = records_of(protected.body).rpartition(',"actions"')[0]
        assert revenue not in away or len(revenue) < 4
        back = await border.post(RESTORE, raw(away, scope=scope), APP, reader(border, ANNA))
        assert back.status == 200, back.body
        return written, records_of(back.body)[:-1]

    before, after = run(there_and_back())

    assert json.loads(after, parse_float=str, parse_int=str) == json.loads(
        f"[{before}]", parse_float=str, parse_int=str
    )


@settings(max_examples=300)
@given(
    name=values.filter(str.strip),
    chunk=st.integers(1, 40),
    shift=st.integers(0, 30),
    stream=st.booleans(),
)
def test_a_streamed_answer_is_restored_however_it_is_cut(
    stage: Stage, name: str, chunk: int, shift: int, *, stream: bool
) -> None:
    border, run = stage
    account = {**ACCOUNT, "Name": name}
    border.renew()
    border.endpoint.script = Script(chunk=chunk)
    text = "x" * shift + json.dumps(account)
    body = {"model": TIER, "stream": stream, "messages": [{"role": "user", "content": text}]}

    reply = run(border.post(CHAT, body, APP, reader(border, ANNA)))

    sent = json.loads(border.endpoint.bodies[-1])["messages"][0]["content"]
    assert re.search(TOKENS, sent) is not None
    expected = sent
    for token, value in _tokens(json.loads(sent[shift:]), account):
        expected = expected.replace(token, value)
    said = reply.said()
    if MARKS.isdisjoint(name):
        assert said == expected
    # A value that is markup reads the same, but for what takes its power.
    assert BROKEN.sub("", said) == BROKEN.sub("", expected)


def _tokens(protected: dict[str, Any], account: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (protected[name], value)
        for name, value in account.items()
        if isinstance(value, str) and re.fullmatch(TOKENS, str(protected.get(name)))
    ]


async def test_the_reader_gets_the_very_record(border: Border) -> None:
    scope, away = await protect(border)

    back = await restore(border, scope, away, reader(border, ANNA))

    assert back.json()["records"] == ACCOUNT
    assert away != ACCOUNT


def _pem(border: Border) -> bytes:
    return border.providers[ACME].public_pem().encode()


def _unsigned(border: Border) -> str:
    return jwt.encode(border.providers[ACME].claims(ANNA), "", algorithm="none")


def _hmac_with_public_key(border: Border) -> str:
    """Sign by the classic confusion: the public key taken for a shared secret."""

    def part(value: object) -> bytes:
        return base64.urlsafe_b64encode(json.dumps(value, default=_seconds).encode()).rstrip(b"=")

    head = part({"alg": "HS256", "typ": "JWT"}) + b"." + part(border.providers[ACME].claims(ANNA))
    mac = hmac.digest(_pem(border), head, hashlib.sha256)
    return (head + b"." + base64.urlsafe_b64encode(mac).rstrip(b"=")).decode()


def _seconds(value: object) -> int:
    assert isinstance(value, datetime)
    return int(value.timestamp())


def _token(**changed: object) -> Callable[[Border], str]:
    return lambda border: border.providers[ACME].token(ANNA, **changed)


def _by_stranger(border: Border) -> str:
    return jwt.encode(
        border.providers[ACME].claims(ANNA), Ed25519PrivateKey.generate(), algorithm="EdDSA"
    )


def _forged(border: Border) -> str:
    head, _, signature = border.providers[ACME].token(BORIS).split(".")
    _, payload, _ = border.providers[ACME].token(ANNA).split(".")
    return f"{head}.{payload}.{signature}"


IN_AN_HOUR = datetime.now(UTC) + timedelta(hours=1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
BAD_READERS: dict[str, Callable[[Border], str]] = {
    "no signature (alg none)": _unsigned,
    "an HMAC with the public key": _hmac_with_public_key,
    "a stranger's signature": _by_stranger,
    "another token's signature": _forged,
    "expired": _token(exp=LONG_AGO),
    "without expiry": _token(exp=None),
    "not valid yet": _token(nbf=IN_AN_HOUR),
    "issued in the future": _token(iat=IN_AN_HOUR),
    "for another audience": _token(aud="elsewhere"),
    "for no audience": _token(aud=None),
    "of another issuer": _token(iss="https://evil.example"),
    "of the other tenant's issuer": lambda border: border.providers[RIVAL].token(ANNA),
    "for nobody": _token(sub=None),
    "for a user with punctuation": _token(sub="005' OR Id != '"),
    "for a list of users": _token(sub=[ANNA]),
    "no token at all": lambda _: "x.y.z",
}


@pytest.mark.parametrize("bad", BAD_READERS.values(), ids=BAD_READERS.keys())
async def test_a_reader_token_that_is_not_good_opens_nothing(
    border: Border, bad: Callable[[Border], str]
) -> None:
    scope, away = await protect(border)
    expected = await restore(border, scope, away, {"x-douane-reader": "garbage"})

    back = await restore(border, scope, away, {"x-douane-reader": bad(border)})

    assert (back.status, back.json()) == (401, expected.json())
    assert back.json()["error"]["code"] == "reader_invalid"


def _revoke(*names: str) -> Callable[[Border], None]:
    return lambda border: border.rights.revoke(ACME, ANNA, *names)


def _stale(border: Border) -> None:
    border.rights.age_ms = 300_001


def _from_the_future(border: Border) -> None:
    border.rights.age_ms = -60_001


def _silent(border: Border) -> None:
    border.rights.down = True


CLOSED: dict[str, Callable[[Border], None]] = {
    "the record is revoked": _revoke(RECORD),
    "every field is revoked": _revoke(*FIELDS),
    "what is known is stale": _stale,
    "what is known is from the future": _from_the_future,
    "the org is silent": _silent,
}


@pytest.mark.parametrize("close", CLOSED.values(), ids=CLOSED.keys())
async def test_access_that_is_gone_closes_every_token(
    border: Border, close: Callable[[Border], None]
) -> None:
    scope, away = await protect(border)
    close(border)

    back = await restore(border, scope, away, reader(border, ANNA))

    assert (back.status, back.json()["records"]) == (200, away)


async def test_a_revoked_field_closes_its_tokens_only(border: Border) -> None:
    scope, away = await protect(border)
    border.rights.revoke(ACME, ANNA, "Account.Phone")

    back = await restore(border, scope, away, reader(border, ANNA))

    assert back.json()["records"] == {**ACCOUNT, "Phone": away["Phone"]}


async def test_a_token_expires(border: Border) -> None:
    scope, away = await protect(border)
    border.now_ms += 24 * 3_600_000

    back = await restore(border, scope, away, reader(border, ANNA))

    assert (back.status, back.json()["records"]) == (200, away)


@pytest.mark.parametrize("key", [APP, DESK])
async def test_without_a_reader_no_field_opens(border: Border, key: str) -> None:
    scope, away = await protect(border)

    back = await restore(border, scope, away, key=key)

    assert back.json()["records"] == away


async def test_tokens_that_may_not_be_opened_look_as_if_they_did_not_exist(border: Border) -> None:
    border.rights.grant(RIVAL, ANNA, FIELDS, {RECORD})
    scope, away = await protect(border)
    _, elsewhere = await protect(border)
    rival_scope, rival = await protect(border, key=OTHER)
    border.rights.revoke(ACME, ANNA, "Account.Name")
    unknown = "ORG_0000000000"

    async def asked(scope: str, token: str, key: str = APP, tenant: str = ACME) -> tuple[int, Any]:
        headers = reader(border, ANNA, tenant)
        body = {"scope": scope, "text": f"It is {token}."}
        reply = await border.post(RESTORE, body, key, headers)
        shape = sorted(name for name in reply.headers if name != "x-request-id")
        said = reply.json()
        del said["id"]
        return reply.status, (shape, said.pop("text").replace(token, "TOKEN"), said)

    nothing = await asked(scope, unknown)
    assert nothing[0] == 200
    assert await asked(scope, away["Name"]) == nothing  # forbidden
    assert await asked(scope, elsewhere["Name"]) == nothing  # of another scope
    assert await asked(scope, rival["Name"]) == nothing  # of another tenant
    assert await asked(rival_scope, rival["Name"]) == nothing  # and its scope
    assert await asked("no-such-scope", away["Name"]) == nothing
    assert await asked(scope, away["Phone"]) != nothing  # what may be opened is
