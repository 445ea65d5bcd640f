"""The master test (DESIGN.md §2.7): what must not leave changes nothing of what leaves.

Every door is asked twice, with secrets that differ and all else equal: labels, nulls, equality
pattern, randomness, time.  What reaches the endpoint, or comes back protected, must be the same
bytes wherever the policy drops, masks or tokenises.
"""

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from douane.model.caller import Principal
from douane.policy import Policy
from douane.policy.plan import Plan
from tests.attack.confidential import SCHEMA, Secrets, secrets
from tests.attack.requests import Text, Thing, Writer, dumps, policies, texts, things
from tests.simulators.border import TIER, Border, open_border
from tests.simulators.endpoint import Script, always
from tests.unit.policy.policies import default_policy

EXAMPLES = 2_000
KEY = "key"
DOCUMENTS = "/v1/documents:protect"

Judged = tuple[Policy, Plan]
Left = tuple[int, tuple[bytes, ...]]
Build = Callable[[Writer], dict[str, Any]]
Crossing = Callable[[Judged, tuple[Secrets, Secrets], Sequence[Text | Thing], str, Build], None]
several = st.lists(texts, min_size=1, max_size=2)
at_hand = st.lists(things(), max_size=1)
records = st.lists(things(depth=2), min_size=1, max_size=3)
pairs = st.tuples(secrets(), secrets())
each_door = settings(max_examples=EXAMPLES)


@pytest.fixture(scope="module")
def same() -> Iterator[Crossing]:
    """Check that two requests, planned as one, leave the same behind."""
    with asyncio.Runner() as runner:
        opening = open_border(
            {KEY: Principal("app", "acme", frozenset({TIER}))}, default_policy(), schema=SCHEMA
        )
        border = runner.run(opening.__aenter__())
        border.endpoint.script = Script(always("ok"))

        def check(
            judged: Judged, pair: tuple[Secrets, Secrets], planned: Sequence[Text | Thing],
            path: str, build: Build,
        ) -> None:  # fmt: skip
            border.judge_by(judged[0])
            bodies = [dumps(build(Writer(judged[1], each, planned))).encode() for each in pair]
            ours, theirs = [runner.run(_left(border, path, body)) for body in bodies]
            assert ours == theirs

        yield check
        runner.run(opening.__aexit__(None, None, None))


async def _left(border: Border, path: str, body: bytes) -> Left:
    border.renew()
    headers = {}
    if path == DOCUMENTS:
        body = json.loads(body)[""].encode()
        headers = {"content-type": "text/plain", "x-douane-tier": TIER}
    reply = await border.post(path, body, KEY, headers)
    assert reply.status < 500, reply.body  # a request may be refused; nothing may fail
    if path.endswith(":protect"):
        json.loads(reply.body)
        return reply.status, (reply.body,)
    return reply.status, tuple(border.endpoint.bodies)


def _chat(written: Sequence[str], hand: list[Any], *, stream: bool) -> dict[str, Any]:
    system, *users = written
    messages = [{"role": "system", "content": system}]
    messages += [{"role": "user", "content": user} for user in users]
    return {
        "model": TIER, "messages": messages, "stream": stream, "metadata": {"records": hand}
    }  # fmt: skip


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@each_door
@given(judged=policies(), pair=pairs, written=several, hand=at_hand)
def test_chat_tells_nothing_of_a_secret(
    same: Crossing, *, stream: bool, judged: Judged, pair: tuple[Secrets, Secrets],
    written: list[Text], hand: list[Thing],
) -> None:  # fmt: skip
    def build(writer: Writer) -> dict[str, Any]:
        records = [writer.record(thing) for thing in hand]
        return _chat([writer.text(text) for text in written], records, stream=stream)

    same(judged, pair, [*written, *hand], "/v1/chat/completions", build)


@each_door
@given(policies(), pairs, several)
def test_neither_the_connector_nor_a_protected_document_tells_anything_of_a_secret(
    same: Crossing, judged: Judged, pair: tuple[Secrets, Secrets], written: list[Text]
) -> None:
    # In one test, because making up an example takes twice as long as asking a door.
    def document(writer: Writer) -> dict[str, Any]:
        return {"": "\n\n".join(writer.text(text) for text in written)}

    def build(writer: Writer) -> dict[str, Any]:
        messages = [{"role": "user", "content": writer.text(text)} for text in written]
        return {"model": TIER, "messages": messages}

    same(judged, pair, written, f"/t/{TIER}/chat/completions", build)
    same(judged, pair, written, DOCUMENTS, document)


@each_door
@given(policies(), pairs, several, at_hand)
def test_embeddings_tell_nothing_of_a_secret(
    same: Crossing, judged: Judged, pair: tuple[Secrets, Secrets],
    written: list[Text], hand: list[Thing],
) -> None:  # fmt: skip
    def build(writer: Writer) -> dict[str, Any]:
        records = [writer.record(thing) for thing in hand]
        inputs = [writer.text(text) for text in written]
        return {"model": TIER, "input": inputs, "metadata": {"records": records}}

    same(judged, pair, [*written, *hand], "/v1/embeddings", build)


@each_door
@given(policies(), pairs, records)
def test_protected_records_tell_nothing_of_a_secret(
    same: Crossing, judged: Judged, pair: tuple[Secrets, Secrets], written: list[Thing]
) -> None:
    def build(writer: Writer) -> dict[str, Any]:
        return {"tier": TIER, "records": [writer.record(thing) for thing in written]}

    same(judged, pair, written, "/v1/records:protect", build)
