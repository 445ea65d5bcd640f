"""A real server killed (SIGKILL) under load: no acknowledged record lost, none missing.

Each round starts the server on the same log, lets eight clients ask, and kills it at a moment
of its own.  Then every request whose answer arrived has its decision in the log, and every body
that the endpoint received was decided before: there are never fewer decisions than bodies.
"""

import json
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from douane.audit.verify import verify
from douane.stores.local_keyring import LocalKeyring
from douane.stores.sqlite_log import read_log
from tests.simulators.gateway_process import EndpointThread, GatewayProcess

CLIENTS = 8


@pytest.fixture
def endpoint() -> Iterator[EndpointThread]:
    with EndpointThread() as endpoint:
        yield endpoint


class Clients:
    """Clients that ask until the server is gone.

    Attributes:
        answered: Ids of requests whose whole answer arrived, by the marker that was sent.
        strange: Answers other than 200; there should be none.
    """

    def __init__(self, gateway: GatewayProcess, round_: int) -> None:
        self.answered: dict[str, str] = {}
        self.strange: list[bytes] = []
        self._gateway = gateway
        self._threads = [
            threading.Thread(target=self._ask, args=(f"marker-{round_}-{number}",))
            for number in range(CLIENTS)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(20)
            assert not thread.is_alive()

    def _ask(self, name: str) -> None:
        for turn in range(10_000):
            marker = f"{name}-{turn}"
            try:
                answer = self._gateway.chat(f"{marker} of DE89370400440532013000")
            except (OSError, ValueError, EOFError):
                return  # killed
            except Exception as error:  # noqa: BLE001 - http.client's many words for a cut answer
                assert type(error).__module__ == "http.client"  # noqa: PT017 - a thread
                return
            if answer.status != 200 or not whole(answer.body):
                self.strange.append(answer.body)
                return
            self.answered[marker] = answer.id


def whole(body: bytes) -> bool:
    try:
        return bool(json.loads(body)["choices"])
    except ValueError:
        return False


def marker_of(body: bytes) -> str:
    content: str = json.loads(body)["messages"][0]["content"]
    return content.split(maxsplit=1)[0]


def kill_under_load(directory: Path, endpoint: EndpointThread, times: int) -> None:
    gateway = GatewayProcess(directory / "border", endpoint.url)
    moments = random.Random(11)  # noqa: S311 - when to kill, not a secret
    answered: dict[str, str] = {}
    for round_ in range(times):
        gateway.start()
        clients = Clients(gateway, round_)
        clients.start()
        time.sleep(moments.uniform(0.02, 0.2))
        gateway.kill()
        clients.join()
        assert clients.strange == []
        answered |= clients.answered
        if round_ % 5 == 4 or round_ == times - 1:
            check(gateway, endpoint, answered)
    assert len(answered) > times
    gateway.start()  # and it serves after all that
    assert gateway.chat("still there").status == 200
    assert gateway.stop() == 0
    assert_whole(gateway)


def check(gateway: GatewayProcess, endpoint: EndpointThread, answered: dict[str, str]) -> None:
    entries = gateway.entries()
    decided = [entry.id for entry in entries if entry.type == "decision"]
    received = [marker_of(request.body) for request in endpoint.received]
    assert len(decided) == len(set(decided))
    assert set(answered.values()) <= set(decided)
    assert set(answered) <= set(received)
    assert len(received) == len(set(received))
    assert len(received) <= len(decided)  # a body that left has its decision
    outcomes = {entry.id for entry in entries if entry.type == "outcome"}
    assert outcomes <= set(decided)
    assert b"Traceback" not in gateway.output


def assert_whole(gateway: GatewayProcess) -> None:
    keyring = LocalKeyring.open(gateway.data / "douane.key")
    with read_log(gateway.data / "douane.db") as log:
        report = verify(list(log.rows), log.checkpoints, log.edge, log.origin, keyring.public_key())
    assert report.faults == ()


def test_twenty_five_kills_lose_no_answered_record_and_leak_no_body(
    tmp_path: Path, endpoint: EndpointThread
) -> None:
    kill_under_load(tmp_path, endpoint, 25)


@pytest.mark.slow
def test_five_hundred_kills_lose_no_answered_record_and_leak_no_body(
    tmp_path: Path, endpoint: EndpointThread
) -> None:
    kill_under_load(tmp_path, endpoint, 500)
