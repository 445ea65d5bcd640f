"""What is written anew takes force at a running server: as one, in every worker, or not at all."""

import hashlib
import json
import os
import re
import signal
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Self

import pytest

from douane.audit.entry import LogEntry
from douane.classify import Catalogue, encode
from tests.integration.conftest import DENY_CARDS
from tests.simulators.certificates import Authority
from tests.simulators.endpoint import Script, always
from tests.simulators.gateway_process import EndpointThread, GatewayProcess, chat_body

WORKERS = 2
CLIENTS = 4
CARD = "charge 4111 1111 1111 1111"
BROKEN_RULE = '\n[[rule]]\nid = "x"\naction = "alow"\n'
LIMIT_S = 60.0


@pytest.fixture(scope="module")
def endpoint() -> Iterator[EndpointThread]:
    with EndpointThread() as endpoint:
        yield endpoint


@pytest.fixture
def made(tmp_path: Path, endpoint: EndpointThread) -> Iterator[GatewayProcess]:
    gateway = GatewayProcess(tmp_path / "border", endpoint.url)
    yield gateway
    assert gateway.stop() == 0
    assert b"Traceback" not in gateway.output


@pytest.fixture(scope="module")
def shared(
    tmp_path_factory: pytest.TempPathFactory, endpoint: EndpointThread
) -> Iterator[GatewayProcess]:
    gateway = GatewayProcess(tmp_path_factory.mktemp("shared") / "border", endpoint.url)
    yield gateway.start()
    assert gateway.stop() == 0
    assert b"Traceback" not in gateway.output


@pytest.fixture
def one(shared: GatewayProcess) -> Iterator[GatewayProcess]:
    """Return a server of one worker, and give it back as it was: by a reload, of course."""
    files = (shared.config, shared.directory / "policy.toml")
    texts = [file.read_text() for file in files]
    yield shared
    for file, text in zip(files, texts, strict=True):
        file.write_text(text)
    assert [entry.code for entry in reload(shared)] == ["ok"]


@pytest.fixture
def many(made: GatewayProcess) -> GatewayProcess:
    made.configure("version = 1", f"version = 1\nworkers = {WORKERS}")
    made.start()
    until(lambda: len(acts(made)) == WORKERS, "a worker did not start")
    return made


def until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def acts(gateway: GatewayProcess) -> list[LogEntry]:
    return [entry for entry in gateway.entries() if entry.type == "administration"]


def reload(gateway: GatewayProcess, workers: int = 1) -> list[LogEntry]:
    """Ask for it; return what the log says once every worker has ended it."""
    before = len(acts(gateway))
    gateway.signal(signal.SIGHUP)
    until(lambda: len(acts(gateway)) >= before + workers, gateway.output.decode())
    # A worker swaps, or speaks, right behind its entry.
    until(
        lambda: gateway.output.count(b"in force") >= len(acts(gateway)),
        gateway.output.decode(),
    )
    return acts(gateway)[before:]


def deny_cards(gateway: GatewayProcess) -> None:
    gateway.add_rule(DENY_CARDS)


class Load:
    """Clients that ask without a pause over connections that stay open.

    Attributes:
        answers: Status and request id of every answer.
        failures: What went wrong between client and server; there should be nothing.
    """

    def __init__(self, gateway: GatewayProcess) -> None:
        self.answers: list[tuple[int, str]] = []
        self.failures: list[str] = []
        self._gateway = gateway
        self._ending = threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(CLIENTS)]

    def __enter__(self) -> Self:
        """Start asking."""
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop asking, and wait for the last answers."""
        self._ending.set()
        for thread in self._threads:
            thread.join(LIMIT_S)

    def _ask(self) -> None:
        body = json.dumps(chat_body(CARD)).encode()
        headers = {"Content-Type": "application/json", "api-key": self._gateway.key}
        connection = HTTPConnection("127.0.0.1", self._gateway.port, timeout=LIMIT_S)
        try:
            while not self._ending.is_set():
                connection.request("POST", "/v1/chat/completions", body, headers)
                answer = connection.getresponse()
                answer.read()
                self.answers.append((answer.status, answer.headers["x-request-id"]))
        except Exception as error:  # noqa: BLE001 - whatever it is, the test says so
            self.failures.append(type(error).__name__)
        finally:
            connection.close()


def test_a_stricter_policy_takes_effect_in_every_worker_and_no_request_is_lost(
    many: GatewayProcess, endpoint: EndpointThread
) -> None:
    with Load(many) as load:
        until(lambda: len(load.answers) > 20, "no load")
        deny_cards(many)
        entries = reload(many, WORKERS)
        settled = len(load.answers) + CLIENTS
        left = len(endpoint.received)
        until(lambda: len(load.answers) > settled + 40, "no load after it")

    assert load.failures == []
    assert {status for status, _ in load.answers} == {200, 403}
    assert {status for status, _ in load.answers[settled:]} == {403}
    assert len(endpoint.received) <= left + CLIENTS  # those that were on their way
    (snapshot,) = {entry.snapshot for entry in entries}
    assert [entry.code for entry in entries] == ["ok"] * WORKERS
    of_requests = {entry.id: entry for entry in many.entries() if entry.type != "administration"}
    for status, request_id in load.answers:
        assert (of_requests[request_id].snapshot == snapshot) == (status == 403)


def test_a_broken_policy_changes_nothing_and_all_of_it_is_said(many: GatewayProcess) -> None:
    before = many.ask("GET", "/readyz").json["snapshot"]
    many.add_rule(BROKEN_RULE)
    many.add('\n[[key]]\nid = "short"\nsha256 = "12"\ntiers = ["nowhere"]\n')

    with Load(many) as load:
        entries = reload(many, WORKERS)
        until(lambda: len(load.answers) > 20, "no load")

    assert load.failures == []
    assert {status for status, _ in load.answers} == {200}
    assert [(entry.code, entry.snapshot) for entry in entries] == [("config", before)] * WORKERS
    for part in (b"stays in force", b"'alow'", b"nowhere", b"64 hexadecimal digits"):
        assert part in many.output, part
    assert many.ask("GET", "/readyz").json["snapshot"] == before


def test_a_worker_that_dies_over_a_broken_policy_does_not_end_the_others(
    many: GatewayProcess,
) -> None:
    policy = many.directory / "policy.toml"
    good = policy.read_text()
    many.add_rule(BROKEN_RULE)
    os.kill(workers(many)[0], signal.SIGKILL)
    until(lambda: b"a worker cannot start" in many.output, many.output.decode())
    assert many.chat("hello").status == 200

    policy.write_text(good)
    many.signal(signal.SIGHUP)
    until(lambda: len(acts(many)) == WORKERS + 2, "nothing started again")  # reload and start
    assert many.chat("hello").status == 200


def workers(gateway: GatewayProcess) -> list[int]:
    """Return the processes that serve, without Python's own helper."""
    children = Path(f"/proc/{gateway.pid}/task/{gateway.pid}/children").read_text().split()
    return [
        int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


def test_what_was_refused_is_in_force_once_it_is_mended(one: GatewayProcess) -> None:
    before = reloads(one)
    policy = one.directory / "policy.toml"
    good = policy.read_text()
    one.add_rule(BROKEN_RULE)
    assert [entry.code for entry in reload(one)] == ["config"]
    policy.write_text(good + DENY_CARDS)

    assert [entry.code for entry in reload(one)] == ["ok"]
    assert one.chat(CARD).status == 403
    counted = {name: value - before[name] for name, value in reloads(one).items()}
    assert counted == {"ok": 1, "refused": 1}


def reloads(gateway: GatewayProcess) -> dict[str, float]:
    """Return the reloads by outcome, as the metrics page counts them."""
    page = gateway.ask("GET", "/metrics").body.decode()
    assert re.search(r"^douane_in_force_since_seconds 1\.\d+e\+09$", page, re.MULTILINE)
    found = re.findall(r'^douane_reloads_total\{outcome="(\w+)"\} (\S+)$', page, re.MULTILINE)
    return {"ok": 0.0, "refused": 0.0} | {name: float(value) for name, value in found}


def test_a_revoked_key_is_refused_and_a_new_one_let_in(one: GatewayProcess) -> None:
    assert one.chat("hello").status == 200
    old = hashlib.sha256(one.key.encode()).hexdigest()
    one.configure(old, "0" * 64)
    fresh = one.add_key("fresh", "default")
    reload(one)

    assert (one.chat("hello").status, one.chat("hello").code) == (401, "unauthenticated")
    assert one.ask("POST", "/v1/chat/completions", chat_body("hello"), key=fresh).status == 200


def test_a_request_ends_with_the_version_that_it_began_with(
    one: GatewayProcess, endpoint: EndpointThread
) -> None:
    endpoint.received.clear()
    endpoint.script = Script(say=always("word " * 40), gap_s=0.02)
    answers = []
    asking = threading.Thread(target=lambda: answers.append(one.chat("hello", stream=True)))
    asking.start()
    until(lambda: len(endpoint.received) == 1, "it did not begin")
    one.configure('endpoints = ["model"]', 'endpoints = ["other"]')
    one.configure('name = "model"', 'name = "other"')
    (entry,) = reload(one)
    asking.join(LIMIT_S)
    endpoint.script = Script()
    later = one.chat("hello")

    assert answers[0].body.endswith(b"data: [DONE]\n\n")
    assert {each.endpoint for each in one.entries_of(answers[0].id, 2)} == {"model"}
    (decision, *_) = one.entries_of(later.id, 2)
    assert (decision.endpoint, decision.snapshot) == ("other", entry.snapshot)


def test_a_refreshed_catalogue_ends_staleness(made: GatewayProcess) -> None:
    catalogue = made.directory / "catalogue.json"
    now_ms = int(time.time() * 1000)
    catalogue.write_bytes(encode(Catalogue("default", now_ms - 25 * 3_600_000, ())))
    made.add('\n[[org]]\ncatalogue = "catalogue.json"\nobjects = ["Account"]\nmax_age_h = 24\n')
    made.launch()
    until(lambda: answers(made), made.output.decode())
    assert made.chat("hello").code == "catalogue_stale"
    catalogue.write_bytes(encode(Catalogue("default", now_ms, ())))
    reload(made)

    answer = made.chat("hello")
    assert answer.status == 200
    assert made.entries_of(answer.id, 1)[0].catalogue == Catalogue("default", now_ms, ()).version


def answers(gateway: GatewayProcess) -> bool:
    try:
        return gateway.ask("GET", "/healthz").status == 200
    except OSError:
        return False


def test_what_cannot_change_while_running_is_named_and_refused_as_a_whole(
    one: GatewayProcess,
) -> None:
    lines = ('listen = "127.0.0.1:1"', 'data_dir = "elsewhere"', "workers = 3")
    kept = [line for line in one.config.read_text().splitlines() if not line.startswith("listen")]
    one.config.write_text("\n".join([*lines, *kept, "[audit]", 'origin = "other/log"']))
    deny_cards(one)
    (entry,) = reload(one)

    assert entry.code == "config"
    for name in ("listen", "data_dir", "workers", "audit.origin"):
        assert f" {name}: it cannot change while running. Restart".encode() in one.output, name
    assert one.chat(CARD).status == 200


def test_a_renewed_certificate_is_shown_and_a_broken_one_refused(
    made: GatewayProcess, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    made.add('\n[tls]\ncertificate = "chain.pem"\nkey = "key.pem"\n')
    first = put_certificate(made, authority)
    made.launch()
    until(lambda: shown(made) == first, made.output.decode())
    second = put_certificate(made, authority)
    assert [entry.code for entry in reload(made)] == ["ok"]
    assert shown(made) == second != first

    (made.directory / "key.pem").write_text("no key")
    assert [entry.code for entry in reload(made)] == ["config"]
    assert b"do not belong together" in made.output
    assert shown(made) == second


def put_certificate(gateway: GatewayProcess, authority: Authority) -> str:
    identity = authority.issue()
    for file, name in ((identity.chain_file, "chain.pem"), (identity.key_file, "key.pem")):
        (gateway.directory / name).write_bytes(file.read_bytes())
    return identity.chain_file.read_text()


def shown(gateway: GatewayProcess) -> str:
    try:
        return ssl.get_server_certificate(("127.0.0.1", gateway.port), timeout=LIMIT_S)
    except OSError:
        return ""


def test_the_log_tells_what_was_in_force_when(one: GatewayProcess) -> None:
    (start, *_) = acts(one)
    before = acts(one)[-1]
    deny_cards(one)
    (change,) = reload(one)
    asked = one.entries_of(one.chat("hello").id, 1)[0]

    assert (start.door, change.door) == ("start", "reload")
    assert start.tenant == change.tenant == "*"
    assert start.principal == change.principal
    assert start.principal.startswith("uid:")
    assert before.snapshot != change.snapshot == asked.snapshot
    assert before.policy != change.policy == asked.policy
