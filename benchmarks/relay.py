"""The floor: the HTTP libraries that Douane stands on, and nothing between them.

uvicorn takes a request, aiohttp sends its body on, and the answer goes back as it came.  What a
row of Douane costs more than this row is Douane's own; what this row costs is the price of not
writing an HTTP parser of one's own (docs/adr/0002-http.md, 0003-http-client.md).

usage: python -m benchmarks.relay --port N --upstream URL
"""

import argparse
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

import aiohttp
import uvicorn

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Relay:
    """An ASGI application that passes bodies on."""

    def __init__(self, upstream: str) -> None:
        """Keep the address of the chat door; nothing is opened yet."""
        self._upstream = upstream
        self._session: aiohttp.ClientSession | None = None

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Pass one request on, and its answer back."""
        if scope["type"] != "http":
            return
        if self._session is None:
            self._session = aiohttp.ClientSession(auto_decompress=False)
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        headers = {"Content-Type": "application/json"}
        async with self._session.post(self._upstream, data=body, headers=headers) as answer:
            media = answer.headers["Content-Type"].encode()
            start = {"type": "http.response.start", "status": answer.status}
            await send({**start, "headers": [(b"content-type", media)]})
            async for chunk in answer.content.iter_any():
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--upstream", required=True)
    asked = parser.parse_args()
    uvicorn.run(
        Relay(f"{asked.upstream}/v1/chat/completions"), host="127.0.0.1", port=asked.port,
        loop="uvloop", http="httptools", lifespan="off", access_log=False, log_level="warning",
    )  # fmt: skip


if __name__ == "__main__":
    main()
