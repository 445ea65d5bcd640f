"""The load generator and the endpoint: what they report is what happened."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from benchmarks.bodies import names, prompt
from benchmarks.endpoint import EVENT_GAP_S, EVENTS, Conversation, placeholders
from benchmarks.load import Effort, Target, offer

PROMPT = prompt("4k", 1, names(100))


@asynccontextmanager
async def endpoint(delay_s: float = 0.0) -> AsyncIterator[Target]:
    server = await asyncio.get_running_loop().create_server(
        lambda: Conversation(delay_s), "127.0.0.1", 0
    )
    port = server.sockets[0].getsockname()[1]
    try:
        yield Target(f"http://127.0.0.1:{port}/v1/chat/completions", {"authorization": "Bearer x"})
    finally:
        server.close()


async def test_whole_answers_are_timed_and_the_body_is_kept() -> None:
    async with endpoint() as target:
        sample = await offer(target, [PROMPT.body], Effort(4, 0.05))

    assert len(sample.latencies_ms) >= 4
    assert not sample.failures
    assert sample.first_token_ms == []
    assert json.loads(sample.last_answer)["choices"][0]["finish_reason"] == "stop"
    assert Conversation.last_body == PROMPT.body


async def test_a_streamed_answer_has_its_first_token_before_its_end() -> None:
    async with endpoint() as target:
        sample = await offer(target, [PROMPT.streamed], Effort(1, 0.0))

    assert len(sample.first_token_ms) == 1
    assert sample.latencies_ms[0] >= EVENTS * EVENT_GAP_S * 1000 * 0.8
    assert sample.first_token_ms[0] < sample.latencies_ms[0] / 2
    assert sample.last_answer.endswith(b"data: [DONE]\n\n")


async def test_the_endpoint_takes_the_time_it_is_told() -> None:
    async with endpoint(0.2) as target:
        sample = await offer(target, [PROMPT.body], Effort(1, 0.0))

    assert sample.latencies_ms[0] >= 200


async def test_what_does_not_answer_in_time_is_counted_as_unfinished() -> None:
    async with endpoint(5.0) as target:
        sample = await offer(target, [PROMPT.body], Effort(3, 0.0, at_least=3, limit_s=0.2))

    assert sample.unfinished == 3
    assert sample.latencies_ms == []


async def test_at_least_so_many_requests_start_however_short_the_time() -> None:
    async with endpoint() as target:
        sample = await offer(target, [PROMPT.body], Effort(2, 0.0, at_least=7))

    assert len(sample.latencies_ms) == 7


async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")
    await writer.drain()
    writer.close()


async def vanish(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


@pytest.mark.parametrize(("behaviour", "status"), [(refuse, 403), (vanish, 0)])
async def test_a_failure_is_counted_and_never_timed(behaviour: object, status: int) -> None:
    server = await asyncio.start_server(behaviour, "127.0.0.1", 0)  # type: ignore[arg-type]
    port = server.sockets[0].getsockname()[1]
    sample = await offer(
        Target(f"http://127.0.0.1:{port}/v1/x", {}), [b"{}"], Effort(1, 0.0, at_least=2)
    )
    server.close()

    assert sample.latencies_ms == []
    assert sample.failures == {status: 2}


async def test_nobody_there_is_a_failure() -> None:
    async with endpoint() as target:
        gone = target
    sample = await offer(gone, [b"{}"], Effort(1, 0.0))

    assert sample.failures == {0: 1}


def test_the_answer_quotes_what_stands_for_a_value() -> None:
    body = b'{"a":"PERSON_k7qm2xp0rd and EMAIL_0123456789, <EMAIL_ADDRESS_1>"}'

    assert placeholders(body) == "PERSON_k7qm2xp0rd EMAIL_0123456789 <EMAIL_ADDRESS_1>"
    assert placeholders(b'{"a":"PERSON_short"}') == ""
