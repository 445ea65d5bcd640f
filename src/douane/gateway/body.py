"""Read a request body with a bound on its size and on its sender's patience.

The HTTP parser is uvicorn's; what is ours is only when to stop reading.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from douane.model.errors import RequestError

Receive = Callable[[], Awaitable[Mapping[str, Any]]]


async def read_body(
    receive: Receive, declared_length: int | None, max_bytes: int, timeout_s: float
) -> bytes:
    """Return the whole body.

    Args:
        receive: The ASGI channel.
        declared_length: Content-Length, when the client sent one.
        max_bytes: Longest body that is read.
        timeout_s: Time that the sender has for all of it.

    Raises:
        RequestError: ``body_too_large``, ``slow_client`` or ``client_gone``.
    """
    if declared_length is not None and declared_length > max_bytes:
        raise _too_large(max_bytes)
    message = await _next(receive, timeout_s)
    if not message.get("more_body"):  # the usual request: one part, no timer
        body: bytes = message.get("body", b"")
        if len(body) > max_bytes:
            raise _too_large(max_bytes)
        return body
    parts = [message.get("body", b"")]
    size = len(parts[0])
    deadline = asyncio.get_running_loop().time() + timeout_s
    while message.get("more_body"):
        message = await _next(receive, deadline - asyncio.get_running_loop().time())
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > max_bytes:
            raise _too_large(max_bytes)
    return b"".join(parts)


async def _next(receive: Receive, timeout_s: float) -> Mapping[str, Any]:
    try:
        message = await asyncio.wait_for(receive(), max(timeout_s, 0.001))
    except TimeoutError:
        raise RequestError(
            "the body took too long to arrive; send it faster", code="slow_client"
        ) from None
    if message["type"] == "http.disconnect":
        raise RequestError("the client went away", code="client_gone")
    return message


def _too_large(max_bytes: int) -> RequestError:
    return RequestError(
        f"the body is larger than {max_bytes} bytes; send less, or raise limits.body_bytes",
        code="body_too_large",
    )
