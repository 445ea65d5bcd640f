"""A detector that fails lets nothing pass, at any door; that is recorded and quotes nothing."""

import json
from typing import NoReturn

import pytest

from douane.model.caller import Principal
from tests.simulators.border import TIER, open_border
from tests.unit.policy.policies import default_policy

CANARY = "Kanarienvogelwitsch"
MESSAGES = {"model": TIER, "messages": [{"role": "user", "content": CANARY}]}
RECORD = {"attributes": {"type": "Account"}, "Description": CANARY}
DOORS = {
    "/v1/chat/completions": json.dumps(MESSAGES),
    f"/t/{TIER}/chat/completions": json.dumps(MESSAGES),
    "/v1/embeddings": json.dumps({"model": TIER, "input": [CANARY]}),
    "/v1/records:protect": json.dumps({"tier": TIER, "records": [RECORD]}),
    "/v1/documents:protect": CANARY,
}


class Failing:
    """A detector that breaks its promise never to raise."""

    id = "failing"

    def scan(self, text: str) -> NoReturn:
        """See ``Detector``."""
        raise LookupError(text)


@pytest.mark.parametrize("length", [1, 2_000], ids=["in place", "in a thread"])
@pytest.mark.parametrize("path", DOORS)
async def test_what_a_failing_detector_did_not_look_at_is_refused_and_recorded(
    path: str, length: int, caplog: pytest.LogCaptureFixture
) -> None:
    keys = {"key": Principal("app", "acme", frozenset({TIER}))}
    body = DOORS[path].replace(CANARY, " ".join([CANARY] * length)).encode()
    headers = {}
    if "documents" in path:
        headers = {"content-type": "text/plain", "x-douane-tier": TIER}
    async with open_border(keys, default_policy(), names={"acme": Failing()}) as border:
        reply = await border.post(path, body, "key", headers)
        entries = [json.loads(row.entry) for row in border.store.rows]
        reached = border.endpoint.bodies

    assert (reply.status, reply.json()["error"]["code"]) == (500, "internal")
    assert [(entry["type"], entry["code"]) for entry in entries] == [("refusal", "internal")]
    assert list(reached) == []
    assert f"request {reply.headers['x-request-id']} failed: LookupError" in caplog.text
    assert CANARY not in caplog.text + reply.body.decode() + str(entries)
