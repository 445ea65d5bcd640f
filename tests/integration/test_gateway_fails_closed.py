"""When something behind the doors fails: a clear error, nothing released without its record."""

import asyncio
import json
import socket
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping, MutableMapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from douane.audit.entry import decode
from douane.classify import Catalogue, encode
from douane.cli import compose
from douane.gateway.app import Gateway
from douane.gateway.group_commit import GroupCommit
from douane.gateway.parts import Parts
from douane.model.commit import Commit
from douane.model.errors import StoreError
from douane.model.sheet import Scope, SealedSheet
from douane.stores.memory import MemoryStore
from tests.integration.conftest import Border
from tests.simulators.endpoint import Script, always
from tests.simulators.gateway_process import (
    PROXIES,
    GatewayProcess,
    chat_body,
    free_port,
)

CHAT = "/v1/chat/completions"
CARD = "4111 1111 1111 1111"
IBAN = "DE89370400440532013000"


class FailingStore(MemoryStore):
    """A store whose disk is full or slow, or whose driver breaks in its own way."""

    failure: Exception | None = None
    disk: threading.Event | None = None
    waits: threading.Event

    def commit(self, batch: Sequence[Commit], now_ms: int) -> range:
        if self.disk is not None:
            self.waits.set()
            assert self.disk.wait(20)
        if self.failure is not None:
            raise self.failure
        return super().commit(batch, now_ms)


class Inside:
    """A gateway in this process, with a store and a vault that can be made to fail."""

    def __init__(self, parts: Parts, store: FailingStore, key: str) -> None:
        self.store = store
        self.broken_vault: StoreError | None = None
        self.world = parts.world
        self._key = key
        self._gateway = Gateway(
            replace(parts, world=replace(parts.world, read_sheets=self._sheets))
        )

    def _sheets(self, scope: Scope) -> tuple[SealedSheet, ...]:
        if self.broken_vault is not None:
            raise self.broken_vault
        return self.store.sheets(scope.tenant, scope.id, compose.now_ms())

    async def ask(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        """Ask the application; return status and what was said."""
        sent: list[MutableMapping[str, Any]] = []
        data = json.dumps(body).encode()
        asked = [False]

        async def receive() -> Mapping[str, Any]:
            if asked[0]:
                await asyncio.Event().wait()
            asked[0] = True
            return {"type": "http.request", "body": data, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        lines = {"api-key": self._key} | dict(headers or {})
        scope = {
            "type": "http", "method": method, "path": path,
            "headers": [(name.lower().encode(), value.encode()) for name, value in lines.items()],
        }  # fmt: skip
        await self._gateway(scope, receive, send)
        return sent[0]["status"], json.loads(b"".join(m.get("body", b"") for m in sent[1:]))


@asynccontextmanager
async def opened(gateway: GatewayProcess) -> AsyncIterator[Inside]:
    settings = compose.load_settings(gateway.config)
    async with compose.open_parts(settings) as parts:
        keyring = compose.open_keyring(settings)
        store = FailingStore(keyring=keyring, origin=settings.origin)
        log = GroupCommit(store, compose.now_ms, housekeeping_s=30.0)
        inside = Inside(replace(parts, world=replace(parts.world, log=log)), store, gateway.key)
        try:
            yield inside
        finally:
            await log.close()


@pytest.fixture
def made(tmp_path: Path, border: Border, monkeypatch: pytest.MonkeyPatch) -> GatewayProcess:
    """Return a border of its own that is not started."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return GatewayProcess(tmp_path / "own", border.endpoint.url)


FULL = StoreError("the disk is full; make room", code="log_unavailable")
BROKEN = {"the disk is full": FULL, "the driver breaks": OSError(28, "No space left on device")}


@pytest.mark.parametrize("failure", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("door", [CHAT, "/t/default/chat/completions"])
async def test_no_log_no_traffic(
    made: GatewayProcess, border: Border, failure: Exception, door: str
) -> None:
    async with opened(made) as inside:
        inside.store.failure = failure
        refused = await inside.ask("POST", door, chat_body("hello"))
        ready = await inside.ask("GET", "/readyz")
        assert border.endpoint.received == []

        inside.store.failure = None
        recovered = await inside.ask("POST", door, chat_body("hello"))
        ready_again = await inside.ask("GET", "/readyz")

    assert (refused[0], refused[1]["error"]["code"]) == (503, "log_unavailable")
    assert (ready[0], ready[1]["error"]["code"]) == (503, "log_unavailable")
    assert (recovered[0], ready_again[0]) == (200, 200)
    assert len(border.endpoint.received) == 1


@pytest.mark.parametrize("door", [CHAT, "/v1/embeddings", "/v1/records:protect"])
async def test_while_the_disk_is_slow_nothing_leaves_and_others_are_served(
    made: GatewayProcess, border: Border, door: str
) -> None:
    made.configure('name = "default"', 'name = "default"\nsync = "full"')
    bodies: dict[str, dict[str, object]] = {
        CHAT: chat_body("hello"),
        "/v1/embeddings": {"model": "default", "input": "hello"},
        "/v1/records:protect": {"tier": "default", "records": []},
    }
    async with opened(made) as inside:
        inside.store.disk, inside.store.waits = threading.Event(), threading.Event()
        asked = asyncio.create_task(inside.ask("POST", door, bodies[door]))
        assert await asyncio.to_thread(inside.store.waits.wait, 20)
        alive = await inside.ask("GET", "/healthz")
        await asyncio.sleep(0.05)
        assert (alive[0], asked.done(), border.endpoint.received) == (200, False, [])

        inside.store.disk.set()
        assert (await asked)[0] == 200


async def test_records_are_not_handed_out_without_their_record(made: GatewayProcess) -> None:
    record = {"attributes": {"type": "Account"}, "Name": "Muster"}
    async with opened(made) as inside:
        inside.store.failure = FULL
        body = {"tier": "default", "records": [record]}
        status, answer = await inside.ask("POST", "/v1/records:protect", body)

    assert (status, answer["error"]["code"]) == (503, "log_unavailable")
    assert "records" not in answer


async def test_nothing_is_opened_without_its_record(made: GatewayProcess) -> None:
    async with opened(made) as inside:
        inside.store.failure = FULL
        body = {"scope": "c-1", "text": "IBAN_x"}
        status, answer = await inside.ask("POST", "/v1/records:restore", body)

    assert (status, answer["error"]["code"]) == (503, "log_unavailable")
    assert "text" not in answer


async def test_a_vault_that_cannot_be_read_stops_a_conversation(
    made: GatewayProcess, border: Border
) -> None:
    async with opened(made) as inside:
        inside.broken_vault = StoreError("the vault cannot be read", code="vault_unreadable")
        conversation = {"X-Douane-Scope": "one"}
        refused = await inside.ask("POST", CHAT, chat_body("hello"), conversation)
        entries = [decode(row.entry) for row in inside.store.rows]

    assert (refused[0], refused[1]["error"]["code"]) == (503, "vault_unreadable")
    assert border.endpoint.received == []
    assert [(entry.type, entry.code) for entry in entries] == [("refusal", "vault_unreadable")]


def with_catalogue(made: GatewayProcess, age_h: float) -> None:
    taken_at_ms = int((time.time() - age_h * 3600) * 1000)
    catalogue = Catalogue("default", taken_at_ms, ())
    (made.directory / "catalogue.json").write_bytes(encode(catalogue))
    made.add('\n[[org]]\ncatalogue = "catalogue.json"\nobjects = ["Account"]\nmax_age_h = 24\n')


async def test_a_stale_catalogue_stops_everything(made: GatewayProcess, border: Border) -> None:
    with_catalogue(made, age_h=25)
    async with opened(made) as inside:
        refused = await inside.ask("POST", CHAT, chat_body("hello"))
        ready = await inside.ask("GET", "/readyz")
        alive = await inside.ask("GET", "/healthz")

    assert (refused[0], refused[1]["error"]["code"]) == (503, "catalogue_stale")
    assert (ready[0], ready[1]["error"]["code"]) == (503, "catalogue_stale")
    assert alive[0] == 200
    assert border.endpoint.received == []


async def test_a_fresh_catalogue_stops_nothing(made: GatewayProcess) -> None:
    with_catalogue(made, age_h=23)
    async with opened(made) as inside:
        assert (await inside.ask("POST", CHAT, chat_body("hello")))[0] == 200


def break_policy(made: GatewayProcess) -> None:
    made.add_rule('\n[[rule]]\nid = "x"\naction = "alow"\n')


def lose_policy(made: GatewayProcess) -> None:
    (made.directory / "policy.toml").unlink()


def lose_key(made: GatewayProcess) -> None:
    (made.data / "douane.key").unlink()


def open_key(made: GatewayProcess) -> None:
    (made.data / "douane.key").chmod(0o644)


def damage_log(made: GatewayProcess) -> None:
    (made.data / "douane.db").write_bytes(b"this is no database, but long enough" * 100)


def lose_catalogue(made: GatewayProcess) -> None:
    made.add('\n[[org]]\ncatalogue = "none.json"\nobjects = ["Account"]\n')


def go_plain(made: GatewayProcess) -> None:
    made.configure("unsafe_loopback = true", "unsafe_loopback = false")


BROKEN_STARTS: dict[str, tuple[Callable[[GatewayProcess], None], bytes]] = {
    "a rule that says nothing known": (break_policy, b"policy.toml:"),
    "no policy": (lose_policy, b"the policy cannot be read"),
    "no root key": (lose_key, b"douane.key"),
    "a root key that others may read": (open_key, b"douane.key"),
    "a damaged log": (damage_log, b"douane: "),
    "no catalogue": (lose_catalogue, b"douane catalog pull"),
    "a plain endpoint": (go_plain, b"unsafe_loopback"),
}


@pytest.mark.parametrize(("harm", "word"), BROKEN_STARTS.values(), ids=BROKEN_STARTS)
def test_a_server_that_cannot_be_safe_does_not_start(
    made: GatewayProcess, harm: Callable[[GatewayProcess], None], word: bytes
) -> None:
    harm(made)
    made.launch()

    assert made.wait() > 0
    assert word in made.output
    assert b"Traceback" not in made.output


def test_several_workers_that_cannot_be_safe_do_not_start_either(made: GatewayProcess) -> None:
    made.configure("version = 1", "version = 1\nworkers = 2")
    test_a_server_that_cannot_be_safe_does_not_start(made, damage_log, b"douane: ")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_server_whose_address_is_taken_says_so_and_promises_nothing(
    made: GatewayProcess, workers: int
) -> None:
    made.configure("version = 1", f"version = 1\nworkers = {workers}")
    with socket.create_server(("127.0.0.1", made.port)):
        made.launch()
        assert made.wait() > 0

    assert b"cannot be taken (Address already in use); stop what listens there" in made.output
    assert b"serves" not in made.output
    assert b"Traceback" not in made.output


def test_a_silent_endpoint_is_given_up(border: Border) -> None:
    border.endpoint.script = Script(delay_s=1.0)
    answer = border.gateway.chat("hello")

    assert (answer.status, answer.code) == (504, "endpoint_timeout")
    assert codes(border, answer.id) == ["decision:", "outcome:endpoint_timeout"]


FAILING = {
    "it redirects": Script(redirect_to="http://127.0.0.1:9/"),
    "it fails and quotes the request": Script(status=500),
    "it breaks off": Script(dies_after=1),
}


@pytest.mark.parametrize("script", FAILING.values(), ids=FAILING)
def test_a_failing_endpoint_is_a_502_that_quotes_nothing(border: Border, script: Script) -> None:
    border.endpoint.script = script
    answer = border.gateway.chat("hello Kanarienvogel")

    assert (answer.status, answer.code) == (502, "endpoint_failed")
    assert b"Kanarienvogel" not in answer.body
    assert len(border.endpoint.received) == 1
    assert codes(border, answer.id) == ["decision:", "outcome:endpoint_failed"]


def test_an_endpoint_that_cannot_be_reached_is_a_502(tmp_path: Path) -> None:
    gateway = GatewayProcess(tmp_path / "own", f"http://127.0.0.1:{free_port()}/v1").start()
    try:
        answer = gateway.chat("hello")
        entries = gateway.entries_of(answer.id, 2)
    finally:
        gateway.stop()

    assert (answer.status, answer.code) == (502, "endpoint_failed")
    assert [entry.code for entry in entries] == ["", "endpoint_failed"]


def codes(border: Border, request_id: str) -> list[str]:
    return [f"{e.type}:{e.code}" for e in border.gateway.entries_of(request_id, 2)]


def test_a_stream_that_dies_ends_with_an_error_event(border: Border) -> None:
    border.endpoint.script = Script(say=always("word " * 100), dies_after=10)
    answer = border.gateway.chat("hello", stream=True)
    events = [part for part in answer.body.decode().split("\n\n") if part]

    assert answer.status == 200
    assert json.loads(events[-1].removeprefix("data: "))["error"]["code"] == "endpoint_failed"
    assert "[DONE]" not in answer.body.decode()
    assert codes(border, answer.id) == ["decision:", "outcome:endpoint_failed"]


@pytest.mark.parametrize("stream", [True, False], ids=["streamed", "whole"])
def test_when_the_client_goes_away_the_endpoint_is_let_go(border: Border, *, stream: bool) -> None:
    slow = Script(say=always("word " * 400), gap_s=0.05) if stream else Script(delay_s=0.45)
    border.endpoint.script = slow
    body = json.dumps(chat_body("hello", stream=stream)).encode()
    head = (
        f"POST {CHAT} HTTP/1.1\r\nHost: x\r\napi-key: {border.gateway.key}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    before = {entry.id for entry in border.gateway.entries()}
    connection = socket.create_connection(("127.0.0.1", border.gateway.port), timeout=5)
    with connection:
        connection.sendall(head.encode() + body)
        if stream:
            assert connection.recv(65_536).startswith(b"HTTP/1.1 200 ")
        else:
            until(lambda: len(border.endpoint.received) == 1)

    until(lambda: outcomes_since(border, before) == ["client_gone"])
    if stream:
        until(lambda: border.endpoint.connections == 0)
    assert b"Traceback" not in border.gateway.output


def outcomes_since(border: Border, before: set[str]) -> list[str]:
    entries = border.gateway.entries()
    return [e.code for e in entries if e.id not in before and e.type == "outcome"]


def until(condition: Callable[[], bool], limit_s: float = 4.0) -> None:
    deadline = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.02)


def test_a_refusal_is_a_403_and_in_the_log(border: Border) -> None:
    answer = border.gateway.chat(f"charge {CARD}, then {IBAN}")
    entries = border.gateway.entries_of(answer.id, 1)

    assert (answer.status, answer.code) == (403, "policy_denied")
    assert border.endpoint.received == []
    assert [(e.type, e.code) for e in entries] == [("refusal", "policy_denied")]
    assert "no-cards-at-all" in entries[0].reasons


def test_a_refused_conversation_keeps_nothing_in_the_vault(border: Border) -> None:
    headers = {"X-Douane-Scope": "refused"}
    body = chat_body(f"charge {CARD}, then {IBAN}")
    answer = border.gateway.ask("POST", CHAT, body, headers=headers)
    scope = answer.headers["x-douane-scope"]
    with sqlite3.connect(border.gateway.data / "douane.db") as database:
        rows = database.execute("SELECT count(*) FROM sheets WHERE scope = ?", (scope,))
        number = rows.fetchone()[0]
    database.close()

    assert (answer.status, number) == (403, 0)
