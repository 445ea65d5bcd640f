"""What nobody foresaw becomes a clear answer with a request id, and is not quoted anywhere."""

import json
from collections.abc import Mapping, MutableMapping
from typing import Any

import pytest

from douane.gateway import app
from douane.gateway.incoming import Incoming
from douane.gateway.parts import Parts
from douane.model.caller import Principal
from tests.simulators.border import open_border
from tests.unit.policy.policies import default_policy

CANARY = "Kanarienvogelwitsch"


async def broken(_parts: Parts, incoming: Incoming) -> None:
    await incoming.body()
    raise ValueError(CANARY)


async def test_an_unforeseen_error_is_told_by_its_kind_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(app, "DOORS", {"/v1/embeddings": ("POST", "embeddings", broken)})
    keys = {"key": Principal("app", "acme", frozenset())}
    async with open_border(keys, default_policy()) as border:
        reply = await border.post("/v1/embeddings", {"input": CANARY}, "key")

    assert (reply.status, reply.json()["error"]["code"]) == (500, "internal")
    assert reply.headers["x-request-id"] in caplog.text
    assert "ValueError" in caplog.text
    assert CANARY not in caplog.text + reply.body.decode()


async def test_a_swap_is_over_when_the_last_request_of_before_is() -> None:
    keys = {"key": Principal("app", "acme", frozenset())}
    async with open_border(keys, default_policy()) as border:
        gateway = border.gateway
        over: list[Any] = []

        async def receive() -> Mapping[str, Any]:
            over.append(gateway.swap(gateway._era.parts))  # noqa: SLF001 - the same ones again
            assert not over[0].is_set()
            return {"type": "http.request", "body": json.dumps({}).encode()}

        async def send(_message: MutableMapping[str, Any]) -> None:
            assert not over[0].is_set()

        scope = {
            "type": "http", "method": "POST", "path": "/v1/embeddings",
            "headers": [(b"api-key", b"key")],
        }  # fmt: skip
        await gateway(scope, receive, send)

        assert over[0].is_set()
        assert gateway.swap(gateway._era.parts).is_set()  # noqa: SLF001 - nobody is there
