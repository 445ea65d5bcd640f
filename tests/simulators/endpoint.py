"""A scripted model endpoint that keeps every byte it received.

Two forms share one ``Script``: ``ScriptedClient`` stands in for the driver, in the process and
without a socket; ``ScriptedServer`` is a real HTTP server on 127.0.0.1, with TLS if asked.
It is no model: what it says follows from the request and the script alone.
"""

import asyncio
import hashlib
import json
import ssl
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from douane.model.endpoint import Endpoint
from douane.model.errors import EndpointError

Body = dict[str, Any]


def texts_of(message: Body) -> str:
    """Return a message's text, its parts joined."""
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content)


def echo_last(body: Body) -> str:
    """Say what the user said last."""
    said = [texts_of(message) for message in body["messages"] if message["role"] == "user"]
    return said[-1] if said else ""


def echo_all(body: Body) -> str:
    """Say everything that arrived, the whole body as JSON."""
    return json.dumps(body, ensure_ascii=False)


def always(text: str) -> Callable[[Body], str]:
    """Say the same whatever is asked."""
    return lambda _: text


@dataclass(frozen=True, slots=True)
class Script:
    """How the endpoint behaves.

    Attributes:
        say: What it answers.
        chunk: Characters per streamed event.
        tool: Name and arguments of a tool that it calls instead of answering.
        delay_s: Silence before the answer begins.
        gap_s: Silence before each streamed event.
        dies_after: Number of streamed events after which the connection breaks; for a whole
            answer any number breaks it half-way.
        redirect_to: Address that it redirects to.
        status: HTTP status; other than 200 the body is an error that quotes the request.
        usage: Count words, as if they were a model's tokens.
        done: Whether a stream ends with ``[DONE]``, as it should.
    """

    say: Callable[[Body], str] = echo_last
    chunk: int = 7
    tool: tuple[str, str] | None = None
    delay_s: float = 0.0
    gap_s: float = 0.0
    dies_after: int | None = None
    redirect_to: str = ""
    status: int = 200
    usage: bool = True
    done: bool = True


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it arrived; ``body`` is every byte of it."""

    path: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def whole_answer(script: Script, path: str, data: bytes) -> bytes:
    """Return the answer to a request that does not stream."""
    body: Body = json.loads(data)
    if path.endswith("/embeddings"):
        return _vectors(body)
    text = script.say(body)
    message: Body = {"role": "assistant", "content": text}
    finish = "stop"
    if script.tool is not None:
        name, arguments = script.tool
        call = {"id": "call_1", "type": "function"}
        message = {
            "role": "assistant",
            "content": None,
            "tool_calls": [{**call, "function": {"name": name, "arguments": arguments}}],
        }
        finish = "tool_calls"
    answer: Body = {
        "id": "upstream-1",
        "object": "chat.completion",
        "created": 1,
        "model": body["model"],
        "system_fingerprint": "fp_scripted",
        "choices": [
            {"index": index, "message": message, "finish_reason": finish, "logprobs": {"x": 1}}
            for index in range(body.get("n") or 1)
        ],
    }
    if script.usage:
        answer["usage"] = {**_usage(data, text), "prompt_tokens_details": {"cached_tokens": 0}}
    return json.dumps(answer, ensure_ascii=False).encode()


def streamed_answer(script: Script, data: bytes) -> Iterator[bytes]:
    """Yield the data of each event of a streamed answer, without the closing ``[DONE]``."""
    body: Body = json.loads(data)
    text = script.say(body)
    yield _chunk(body, {"role": "assistant", "content": ""})
    if script.tool is not None:
        name, arguments = script.tool
        head = {"index": 0, "id": "call_1", "type": "function"}
        head["function"] = {"name": name, "arguments": ""}
        yield _chunk(body, {"tool_calls": [head]})
        for part in _parts(arguments, script.chunk):
            yield _chunk(body, {"tool_calls": [{"index": 0, "function": {"arguments": part}}]})
        yield _chunk(body, {}, "tool_calls")
    else:
        for part in _parts(text, script.chunk):
            yield _chunk(body, {"content": part})
        yield _chunk(body, {}, "stop")
    if script.usage and (body.get("stream_options") or {}).get("include_usage"):
        frame = {"id": "upstream-1", "object": "chat.completion.chunk", "choices": []}
        yield json.dumps({**frame, "usage": _usage(data, text)}).encode()


def _chunk(body: Body, delta: Body, finish: str | None = None) -> bytes:
    chunk = {
        "id": "upstream-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": body["model"],
        "choices": [
            {"index": index, "delta": delta, "finish_reason": finish}
            for index in range(body.get("n") or 1)
        ],
    }
    return json.dumps(chunk, ensure_ascii=False).encode()


def _parts(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def _usage(data: bytes, text: str) -> dict[str, int]:
    asked, said = len(data.split()), len(text.split())
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


def _vectors(body: Body) -> bytes:
    texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
    data = [
        {
            "object": "embedding",
            "index": index,
            "embedding": [byte / 255 for byte in hashlib.sha256(text.encode()).digest()[:8]],
        }
        for index, text in enumerate(texts)
    ]
    usage = {"prompt_tokens": len(texts), "total_tokens": len(texts)}
    return json.dumps({"object": "list", "data": data, "model": "up", "usage": usage}).encode()


class ScriptedClient:
    """The driver's stand-in: an ``EndpointClient`` without a socket.

    Attributes:
        script: How it behaves; may be replaced between requests.
        received: Every request, in order.
        closed: How many answers were closed or read to their end.
    """

    def __init__(self, script: Script | None = None) -> None:
        self.script = script or Script()
        self.received: list[Received] = []
        self.closed = 0

    @property
    def bodies(self) -> list[bytes]:
        """Every body, in order."""
        return [request.body for request in self.received]

    async def open(
        self, endpoint: Endpoint, path: str, body: bytes, *, stream: bool
    ) -> AsyncGenerator[bytes, None]:
        """Answer by the script; see ``EndpointClient.open``."""
        script = self.script
        self.received.append(Received(path, body))
        if script.delay_s > endpoint.timeout_s:
            raise EndpointError(f"endpoint {endpoint.name} is too slow", code="endpoint_timeout")
        if script.delay_s:
            await asyncio.sleep(script.delay_s)
        if script.redirect_to or script.status != 200:
            raise EndpointError(f"endpoint {endpoint.name} answered with another status")
        return self._answer(endpoint, script, path, body, stream=stream)

    async def _answer(
        self, endpoint: Endpoint, script: Script, path: str, body: bytes, *, stream: bool
    ) -> AsyncGenerator[bytes, None]:
        broken = EndpointError(f"endpoint {endpoint.name} broke off its answer")
        try:
            if not stream:
                if script.dies_after is not None:
                    raise broken
                yield whole_answer(script, path, body)
                return
            for number, event in enumerate(streamed_answer(script, body)):
                if number == script.dies_after:
                    raise broken
                if script.gap_s:
                    await asyncio.sleep(script.gap_s)
                yield event
            if script.dies_after is not None or not script.done:
                raise broken
        finally:
            self.closed += 1

    async def aclose(self) -> None:
        """Do nothing: there is no connection."""


class ScriptedServer:
    """A real HTTP server on 127.0.0.1 that behaves by a script.

    Attributes:
        script: How it behaves; may be replaced between requests.
        received: Every request, in order.
        url: Base address, to be declared as an endpoint's; set once it runs.
    """

    def __init__(
        self, script: Script | None = None, *, context: ssl.SSLContext | None = None, port: int = 0
    ) -> None:
        self.script = script or Script()
        self.received: list[Received] = []
        self.url = ""
        self._context = context
        self._port = port
        self._runner: web.AppRunner | None = None

    @property
    def bodies(self) -> list[bytes]:
        """Every body, in order."""
        return [request.body for request in self.received]

    async def __aenter__(self) -> Self:
        """Listen."""
        app = web.Application(client_max_size=64 * 1024**2)
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(
            self._runner, "127.0.0.1", self._port, ssl_context=self._context, reuse_address=True
        )
        await site.start()
        port = self._runner.addresses[0][1]
        scheme, host = ("https", "localhost") if self._context else ("http", "127.0.0.1")
        self.url = f"{scheme}://{host}:{port}/v1"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        script, data = self.script, await request.read()
        self.received.append(Received(request.path, data, dict(request.headers)))
        if script.delay_s:
            await asyncio.sleep(script.delay_s)
        if script.redirect_to:
            return web.Response(status=307, headers={"Location": script.redirect_to})
        if script.status != 200:
            return web.json_response({"error": {"message": data.decode()}}, status=script.status)
        if json.loads(data).get("stream"):
            return await self._stream(request, script, data)
        answer = whole_answer(script, request.path, data)
        if script.dies_after is None:
            return web.Response(body=answer, content_type="application/json")
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        response.content_length = len(answer)
        await response.prepare(request)
        await response.write(answer[: len(answer) // 2])
        return _abort(request, response)

    async def _stream(
        self, request: web.Request, script: Script, data: bytes
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for number, event in enumerate(streamed_answer(script, data)):
            if number == script.dies_after:
                return _abort(request, response)
            if script.gap_s:
                await asyncio.sleep(script.gap_s)
            await response.write(b"data: " + event + b"\n\n")
        if script.dies_after is not None:
            return _abort(request, response)
        if script.done:
            await response.write(b"data: [DONE]\n\n")
        return response


def _abort(request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
    transport = request.transport
    if transport is not None:
        transport.abort()
    return response
