"""No value anywhere: canaries go through a real border, and then everything written is read.

Everything: the log and vault with their side files, stdout and stderr, metrics, and the answers
to requests other than the one that brought the canary.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.integration.conftest import Border, make_border
from tests.simulators.endpoint import Script, always
from tests.simulators.gateway_process import Answer, EndpointThread, GatewayProcess, chat_body

CHAT = "/v1/chat/completions"
CONNECTOR = "/t/default/chat/completions"
PROTECT = "/v1/records:protect"
RESTORE = "/v1/records:restore"
CANARIES = {
    "name": "Kanarienvogelwitsch",
    "iban": "DE89370400440532013000",
    "email": "zebrafink.canary@example.org",
    "card": "4111111111111111",
    "phone": "+49 30 901820",
    "amount": "73519284650",
    "bad": "Stieglitzkanarie",
    "header": "Girlitzkanarie",
    "reader": "005Canarygirlitz00",
    "tier": "Hausrotschwanz",
}
RECORD = {
    "attributes": {"type": "Account", "url": "/services/data/v63.0/sobjects/Account/001A"},
    "Name": CANARIES["name"],
    "AnnualRevenue": int(CANARIES["amount"]),
    "Description": f"mail {CANARIES['email']} or {CANARIES['phone']}",
    CANARIES["bad"]: CANARIES["bad"],
}


@dataclass
class Silence:
    """A border through which all canaries have gone, and what it said to the innocent."""

    border: Border
    answers: list[Answer]


@pytest.fixture(scope="module")
def silence(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Silence]:
    with EndpointThread() as endpoint:
        gateway = GatewayProcess(tmp_path_factory.mktemp("silence"), endpoint.url)
        border = make_border(gateway, endpoint)
        gateway.start()
        innocent: list[Answer] = []
        for brings in (good, refused, bad_bodies, bad_headers, failing_endpoint):
            brings(border)
            innocent += [
                gateway.chat("hello"), gateway.chat("hello", bad=1),
                gateway.ask("GET", "/nowhere"), gateway.ask("GET", "/metrics"),
                gateway.ask("GET", "/readyz"), gateway.ask("GET", "/v1/models"),
            ]  # fmt: skip
        time.sleep(1.2)  # a checkpoint is signed
        yield Silence(border, innocent)
        gateway.stop()


def text() -> str:
    return " ".join(
        CANARIES[name] for name in ("name", "iban", "email", "phone", "amount")
    ) + " " + json.dumps(RECORD)  # fmt: skip


def good(border: Border) -> None:
    ask = border.gateway.ask
    metadata = {"records": json.dumps([RECORD]), "scope": CANARIES["header"]}
    reader = {"X-Douane-Reader": border.reader("005Canarygirlitz00", int(time.time()))}
    for stream in (False, True):
        answer = ask("POST", CHAT, chat_body(text(), stream=stream))
        assert answer.status == 200
    assert ask("POST", CHAT, chat_body(text(), metadata=metadata), headers=reader).status == 200
    assert ask("POST", CONNECTOR, chat_body(text())).status == 200
    embedded = {"model": "default", "input": [text()]}
    assert ask("POST", "/v1/embeddings", embedded).status == 200
    protected = ask("POST", PROTECT, {"tier": "default", "records": [RECORD]})
    assert protected.status == 200
    back = {"scope": protected.json["scope"], "records": protected.json["records"]}
    assert ask("POST", RESTORE, back).status == 200


def refused(border: Border) -> None:
    denied = f"charge {CANARIES['card']} of {CANARIES['name']}"
    assert border.gateway.chat(denied).status == 403
    assert border.gateway.chat(denied, path=CONNECTOR).status == 200
    assert border.gateway.chat(text(), metadata={"purpose": CANARIES["bad"]}).status == 403


def bad_bodies(border: Border) -> None:
    bad = CANARIES["bad"]
    whole = json.dumps(chat_body(text())).encode()
    for body in (
        whole[:-5], whole.replace(b"hello", b"\xff") + b"\xff", b"[" * 5000 + bad.encode(),
        json.dumps(chat_body("x") | {bad: bad}).encode(),
        json.dumps(chat_body("x") | {"model": CANARIES["tier"]}).encode(),
        json.dumps(chat_body("x", temperature=bad)).encode(),
        json.dumps({"model": "default", "messages": [{"role": bad, "content": bad}]}).encode(),
        whole[:-1] + b',"model":"' + bad.encode() + b'"}',
    ):  # fmt: skip
        answer = border.gateway.ask("POST", CHAT, body)
        assert 400 <= answer.status < 500
        assert bad.encode() not in answer.body  # not even to who sent it: proxies log answers
    border.gateway.raw(f"POST /{bad} HTTP/1.1\r\n{bad}\r\n\r\n".encode())


def bad_headers(border: Border) -> None:
    header = CANARIES["header"]
    for headers in (
        {"X-Douane-Reader": header}, {"X-Douane-Purpose": header},
        {"Content-Type": header}, {"Content-Encoding": header},
        {"Authorization": f"Bearer {header}"}, {"Cookie": header},
    ):  # fmt: skip
        border.gateway.ask("POST", CHAT, chat_body("x"), headers=headers)
    border.gateway.ask("GET", f"/{header}?{header}={header}")
    border.gateway.ask("POST", f"/t/{CANARIES['tier']}/chat/completions", chat_body("x"))


def failing_endpoint(border: Border) -> None:
    for script in (
        Script(status=500), Script(dies_after=0), Script(delay_s=0.8),
        Script(say=always(CANARIES["bad"]), dies_after=3),
    ):  # fmt: skip
        border.endpoint.script = script
        border.gateway.chat(text())
        border.gateway.chat(text(), stream=True)
    border.endpoint.script = Script()


def written(border: Border) -> dict[str, bytes]:
    """Return everything that the border wrote, by file."""
    files = [path for path in border.gateway.directory.rglob("*") if path.is_file()]
    return {str(path.relative_to(border.gateway.directory)): path.read_bytes() for path in files}


@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_no_file_and_no_output_holds_a_value(silence: Silence, canary: str) -> None:
    files = written(silence.border)
    assert {"data/douane.db", "data/douane.db-wal", "data/douane.db.checkpoint"} <= set(files)

    forms = (canary.encode(), canary.lower().encode(), json.dumps(canary)[1:-1].encode())
    found = [name for name, data in files.items() if any(form in data for form in forms)]

    assert found == []


@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_no_answer_to_somebody_else_holds_a_value(silence: Silence, canary: str) -> None:
    for answer in silence.answers:
        assert canary.encode() not in answer.body
        assert canary not in str(answer.headers)


def test_the_key_is_kept_as_its_hash_alone(silence: Silence) -> None:
    key = silence.border.gateway.key.encode()

    assert [name for name, data in written(silence.border).items() if key in data] == []


def test_nothing_went_wrong_inside(silence: Silence) -> None:
    output = silence.border.gateway.output

    assert b"Traceback" not in output
    assert b'code="internal"' not in silence.border.gateway.ask("GET", "/metrics").body


def test_a_file_with_a_value_would_be_noticed(silence: Silence, tmp_path: Path) -> None:
    planted = silence.border.gateway.data / "planted"
    planted.write_text(CANARIES["name"])
    try:
        with pytest.raises(AssertionError):
            test_no_file_and_no_output_holds_a_value(silence, CANARIES["name"])
    finally:
        planted.unlink()
