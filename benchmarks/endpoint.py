"""The model's endpoint of the benchmark: answers at once, or after a given time.

Raw asyncio with httptools, so that it costs as little as Python can.  It answers any chat
request with a canned completion, or as twenty events 5 ms apart; up to three placeholders of the
prompt are quoted in the answer, as a model would, so that a gateway has something to restore.
``GET /last-body`` shows the last body that it received: the proof of what crossed.

usage: python -m benchmarks.endpoint --port N [--delay-ms N] [--certificate PEM --key PEM]
"""

import argparse
import asyncio
import json
import re
import ssl
from functools import lru_cache
from typing import Final, cast

import httptools
import uvloop

EVENTS: Final = 20
EVENT_GAP_S: Final = 0.005
ANSWER: Final = (
    "The client asked for a statement and for a written reply. Check the standing order, confirm "
    "the beneficiary, and answer before the end of the month. "
)
_PLACEHOLDERS: Final = (  # what comes before, and the rest: found without a costly search
    (b"PERSON_", re.compile(rb"PERSON_[0-9a-z]{10}")),
    (b"EMAIL_", re.compile(rb"EMAIL_[0-9a-z]{10}")),
    (b"<EMAIL", re.compile(rb"<EMAIL[^>]{0,60}>")),
)
_STREAMED: Final = (b'"stream":true', b'"stream": true')
_HEAD: Final = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%b"
_STREAM_HEAD: Final = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
)


class Conversation(asyncio.Protocol):
    """One connection; a request is answered before the next is read (no pipelining needed)."""

    last_body = b"{}"

    def __init__(self, delay_s: float) -> None:
        """Answer after ``delay_s`` seconds."""
        self._delay_s = delay_s
        self._running: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start a parser for this connection."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's has another base
        self._parser = httptools.HttpRequestParser(self)

    def data_received(self, data: bytes) -> None:
        """Feed the parser, which calls the methods below."""
        self._parser.feed_data(data)

    def on_message_begin(self) -> None:
        """Forget the last request."""
        self._url = b""
        self._parts: list[bytes] = []

    def on_url(self, url: bytes) -> None:
        """Keep the path."""
        self._url += url

    def on_body(self, part: bytes) -> None:
        """Keep a part of the body."""
        self._parts.append(part)

    def on_message_complete(self) -> None:
        """Answer."""
        body = b"".join(self._parts)
        if self._url == b"/last-body":
            self._send_json(Conversation.last_body)
            return
        if not self._url.endswith(b"/chat/completions"):
            self._send_json(b'{"object":"list","data":[]}')
            return
        Conversation.last_body = body
        quoted = placeholders(body)
        if any(mark in body for mark in _STREAMED):
            self._start(self._stream(ANSWER + quoted))
        elif self._delay_s:
            self._start(self._answer_later(ANSWER + quoted))
        else:
            self._send_json(completion(ANSWER + quoted))

    def _start(self, work: "asyncio._CoroutineLike[None]") -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _answer_later(self, text: str) -> None:
        await asyncio.sleep(self._delay_s)
        self._send_json(completion(text))

    async def _stream(self, text: str) -> None:
        await asyncio.sleep(self._delay_s)
        self._transport.write(_STREAM_HEAD)
        self._send_event(event({"role": "assistant", "content": ""}))
        step = -(-len(text) // EVENTS)
        for start in range(0, len(text), step):
            self._send_event(event({"content": text[start : start + step]}))
            await asyncio.sleep(EVENT_GAP_S)
        self._send_event(event({}, "stop"))
        self._send_event(b"data: [DONE]\n\n")
        self._transport.write(b"0\r\n\r\n")

    def _send_json(self, body: bytes) -> None:
        self._transport.write(_HEAD % (len(body), body))

    def _send_event(self, data: bytes) -> None:
        self._transport.write(b"%x\r\n%b\r\n" % (len(data), data))


def placeholders(body: bytes) -> str:
    """Return the first placeholder of each kind in ``body``, for the answer to quote."""
    found = []
    for start, whole in _PLACEHOLDERS:
        at = body.find(start)
        match = whole.match(body, at) if at >= 0 else None
        if match:
            found.append(match[0].decode())
    return " ".join(found)


@lru_cache(maxsize=256)
def completion(text: str) -> bytes:
    """Return a whole chat completion that says ``text``."""
    return json.dumps({
        "id": "chatcmpl-bench", "object": "chat.completion", "created": 1, "model": "bench",
        "choices": [{
            "index": 0, "message": {"role": "assistant", "content": text},
            "finish_reason": "stop", "logprobs": None,
        }],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 40, "total_tokens": 1040},
    }).encode()  # fmt: skip


def event(delta: dict[str, str], finish: str | None = None) -> bytes:
    """Return one server-sent event of a streamed chat completion."""
    chunk = {
        "id": "chatcmpl-bench", "object": "chat.completion.chunk", "created": 1, "model": "bench",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}],
    }  # fmt: skip
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


async def serve(port: int, delay_s: float, tls: ssl.SSLContext | None) -> None:
    """Answer on 127.0.0.1 until the process is ended."""
    server = await asyncio.get_running_loop().create_server(
        lambda: Conversation(delay_s), "127.0.0.1", port, ssl=tls, backlog=256
    )
    await server.serve_forever()


def main() -> None:
    """Serve from the command line."""
    parser = argparse.ArgumentParser(description="The model's endpoint of the benchmark.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--delay-ms", type=float, default=0.0)
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    asked = parser.parse_args()
    tls = None
    if asked.certificate:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(asked.certificate, asked.key)
    uvloop.run(serve(asked.port, asked.delay_ms / 1000, tls))


if __name__ == "__main__":
    main()
