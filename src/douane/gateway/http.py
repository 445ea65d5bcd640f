"""uvicorn's HTTP protocol, with bounds on what a client may send before it is understood.

The parser is httptools'; uvicorn bounds idle time between requests, not a first request that
never completes, nor a body that goes on after its request was answered (refused, mostly).
Such a body is read and thrown away for a while, because a client that still sends would
otherwise lose the answer that says why, and then the connection is closed.  httptools keeps
headers of any size, so what comes before they end is counted here.
"""

import asyncio
import os
import time
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from douane.gateway.errors import envelope
from douane.model.errors import RequestError
from douane.pipeline.ask import uuid7

HEADERS_TIMEOUT_S: Final = 10.0
LINGER_S: Final = 10.0
MAX_HEAD_BYTES: Final = 128 * 1024


class _ClosedOnceRead(asyncio.Transport):
    """The connection as one request sees it: closing waits until its body was read."""

    def __init__(self, connection: asyncio.Transport, cycle: RequestResponseCycle) -> None:
        super().__init__()
        self._connection = connection
        self._cycle = cycle

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Write to the connection."""
        self._connection.write(data)

    def is_closing(self) -> bool:
        """Tell whether the connection closes."""
        return self._connection.is_closing()

    def close(self) -> None:
        """Close the connection, unless the answer is complete and the body is not."""
        if not (self._cycle.response_complete and self._cycle.more_body):
            self._connection.close()


class PatientHttp(HttpToolsProtocol):
    """Closes a connection whose headers, or whose answered body, do not end in time."""

    _patience: asyncio.TimerHandle | None = None
    _head_bytes = 0
    _in_head = True

    def data_received(self, data: bytes) -> None:
        """Read on, unless the headers do not end."""
        super().data_received(data)
        # What comes with the end of the headers may be body, which has bounds of its own.
        if self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD_BYTES and not self.transport.is_closing():
                self.send_400_response("The headers are too large.")

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn types it wider
        """Start waiting."""
        super().connection_made(transport)
        self._patience = self.loop.call_later(HEADERS_TIMEOUT_S, self._give_up)

    def on_message_begin(self) -> None:
        """Wait for this request's headers, unless the connection's own wait still runs."""
        super().on_message_begin()
        self._in_head, self._head_bytes = True, 0
        if self._patience is None:
            self._patience = self.loop.call_later(HEADERS_TIMEOUT_S, self._give_up)

    def on_headers_complete(self) -> None:
        """Stop waiting: the headers are there."""
        self._in_head = False
        self._stop_waiting()
        super().on_headers_complete()
        # uvicorn closes a connection that is not kept alive right behind its answer, and what is
        # unread then makes the kernel reset it, so that a client that still sends loses the answer.
        self.cycle.transport = _ClosedOnceRead(self.transport, self.cycle)

    def on_response_complete(self) -> None:
        """Wait for the rest of a body that nobody reads any more."""
        unread = self.cycle.more_body
        super().on_response_complete()
        if unread and self._patience is None:
            self._patience = self.loop.call_later(LINGER_S, self._give_up)

    def on_message_complete(self) -> None:
        """Stop waiting: the body has ended."""
        self._stop_waiting()
        super().on_message_complete()
        if self.cycle.response_complete and not self.cycle.keep_alive:
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP as every other mistake is answered; ``msg`` is uvicorn's."""
        if self.transport.is_closing():  # more came behind a request that was the last
            return
        error = RequestError(f"{msg} Send HTTP/1.1.", code="invalid_http")
        body = envelope(error)
        request_id = uuid7(time.time_ns() // 1_000_000, os.urandom)
        head = (
            "HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\n"
            f"x-request-id: {request_id}\r\ncontent-length: {len(body)}\r\n"
            "cache-control: no-store\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting: there is nobody to wait for."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _give_up(self) -> None:
        self._patience = None
        if not self.transport.is_closing():
            self.transport.close()
