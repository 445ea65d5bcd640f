"""A load generator that costs little: one raw connection per concurrent request.

Closed loop: each connection sends its next request when the last answer is complete.  Times are
taken from the write of a request (from the opening of its connection, where it needs one) to the
last byte of its answer, and for a streamed answer also to the first event that carries text.
"""

import asyncio
import re
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, cast
from urllib.parse import urlsplit

import httptools

_FIRST_TEXT: Final = re.compile(rb'"delta"\s*:\s*\{[^}]*"content"\s*:\s*"[^"]')
_HTTP_OK: Final = 200
FAILURE_PAUSE_S: Final = 0.05


@dataclass(slots=True)
class Sample:
    """What one stretch of load showed.

    Attributes:
        latencies_ms: One a completed request.
        first_token_ms: One a completed streamed request.
        failures: Answers that were not 200, by status; 0 stands for a broken connection.
        unfinished: Requests still without an answer when the time was up.
        wall_s: How long it ran.
        last_answer: The last complete body, to look at what came back.
    """

    latencies_ms: list[float] = field(default_factory=list)
    first_token_ms: list[float] = field(default_factory=list)
    failures: dict[int, int] = field(default_factory=dict)
    unfinished: int = 0
    wall_s: float = 0.0
    last_answer: bytes = b""


@dataclass(frozen=True, slots=True)
class Target:
    """Where and how to ask.

    Attributes:
        url: Full address of the chat-completions door.
        headers: Sent with every request.
        tls: Context to verify the server with; None for plain HTTP.
    """

    url: str
    headers: Mapping[str, str]
    tls: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Effort:
    """How long and how hard to ask.

    Attributes:
        concurrency: Connections.
        seconds: No new request starts after this.
        at_least: Requests to start even when that takes longer.
        limit_s: Give up after this, whatever is unfinished.
        reconnect: A new connection for every request.
        stagger_s: The connections start spread over this time, so that they do not ask at once.
    """

    concurrency: int
    seconds: float
    at_least: int = 1
    limit_s: float = 30.0
    reconnect: bool = False
    stagger_s: float = 0.0


class _Connection(asyncio.Protocol):
    def __init__(self) -> None:
        self.closed = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's has another base

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.closed.done():
            self.closed.set_result(exc)
        if hasattr(self, "answer") and not self.answer.done():
            self.answer.set_result(0)

    async def ask(self, request: bytes, since_s: float) -> int:
        self.parts: list[bytes] = []
        self.first_text_s = 0.0
        self.answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.parser = httptools.HttpResponseParser(self)
        self.sent_s = since_s
        self.transport.write(request)
        return await self.answer

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)

    def on_body(self, part: bytes) -> None:
        self.parts.append(part)
        if not self.first_text_s and _FIRST_TEXT.search(part):
            self.first_text_s = time.perf_counter()

    def on_message_complete(self) -> None:
        self.done_s = time.perf_counter()
        if not self.answer.done():
            self.answer.set_result(self.parser.get_status_code())


def request_bytes(target: Target, body: bytes) -> bytes:
    """Return the whole HTTP/1.1 request."""
    parts = urlsplit(target.url)
    lines = [f"POST {parts.path} HTTP/1.1", f"host: {parts.netloc}"]
    lines += [f"{name}: {value}" for name, value in target.headers.items()]
    lines += ["content-type: application/json", f"content-length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


async def offer(target: Target, bodies: Sequence[bytes], effort: Effort) -> Sample:
    """Ask ``bodies`` in turn, over and over, and return what it showed.

    A request that fails is counted and never timed.
    """
    run = _Run(target, [request_bytes(target, body) for body in bodies], effort)
    starts = [
        number * effort.stagger_s / effort.concurrency for number in range(effort.concurrency)
    ]
    asking = [asyncio.create_task(_keep_asking(run, start_s)) for start_s in starts]
    _, late = await asyncio.wait(asking, timeout=effort.limit_s)
    run.sample.wall_s = time.perf_counter() - run.started_s
    run.sample.unfinished = len(late)
    for task in late:
        task.cancel()
    for outcome in await asyncio.gather(*asking, return_exceptions=True):
        if isinstance(outcome, OSError):
            run.sample.failures[0] = run.sample.failures.get(0, 0) + 1
    return run.sample


class _Run:
    """What the connections of one stretch of load share."""

    def __init__(self, target: Target, requests: Sequence[bytes], effort: Effort) -> None:
        self.target, self.requests, self.effort = target, requests, effort
        self.sample, self.begun = Sample(), 0
        self.started_s = time.perf_counter()

    def next_request(self) -> bytes | None:
        """Return the next request; None when it is time to stop."""
        over = time.perf_counter() - self.started_s >= self.effort.seconds
        if over and self.begun >= self.effort.at_least:
            return None
        self.begun += 1
        return self.requests[(self.begun - 1) % len(self.requests)]


async def _keep_asking(run: _Run, start_s: float) -> None:
    await asyncio.sleep(start_s)
    connection: _Connection | None = None
    try:
        while (request := run.next_request()) is not None:
            since_s = time.perf_counter()
            if connection is None or connection.closed.done():
                connection = await _connect(run.target)
            status = await connection.ask(request, since_s)
            _note(connection, status, run.sample)
            if run.effort.reconnect or status == 0:
                connection.transport.close()
                connection = None
            if status != _HTTP_OK:
                await asyncio.sleep(FAILURE_PAUSE_S)
    finally:
        if connection is not None:
            connection.transport.abort()


def _note(connection: _Connection, status: int, sample: Sample) -> None:
    if status != _HTTP_OK:
        sample.failures[status] = sample.failures.get(status, 0) + 1
        return
    sample.latencies_ms.append((connection.done_s - connection.sent_s) * 1000)
    if connection.first_text_s:
        sample.first_token_ms.append((connection.first_text_s - connection.sent_s) * 1000)
    sample.last_answer = b"".join(connection.parts)


async def _connect(target: Target) -> _Connection:
    parts = urlsplit(target.url)
    _, connection = await asyncio.get_running_loop().create_connection(
        _Connection, parts.hostname or "", parts.port or 0, ssl=target.tls
    )
    return connection
