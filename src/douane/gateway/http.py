"""uvicorn's HTTP protocol, with bounds on how long a client may hold a connection.

The parser is httptools'; uvicorn bounds idle time between requests, not a first request that
never completes, nor a body that goes on after its request was answered (refused, mostly).
Such a body is read and thrown away for a while, because a client that still sends would
otherwise lose the answer that says why, and then the connection is closed.
"""

import os
import time
from asyncio import TimerHandle, Transport
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from douane.gateway.errors import envelope
from douane.model.errors import RequestError
from douane.pipeline.ask import uuid7

HEADERS_TIMEOUT_S: Final = 10.0
LINGER_S: Final = 10.0


class PatientHttp(HttpToolsProtocol):
    """Closes a connection whose headers, or whose answered body, do not end in time."""

    _patience: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override] # uvicorn types it wider
        """Start waiting."""
        super().connection_made(transport)
        self._patience = self.loop.call_later(HEADERS_TIMEOUT_S, self._give_up)

    def on_message_begin(self) -> None:
        """Wait for this request's headers, unless the connection's own wait still runs."""
        super().on_message_begin()
        if self._patience is None:
            self._patience = self.loop.call_later(HEADERS_TIMEOUT_S, self._give_up)

    def on_headers_complete(self) -> None:
        """Stop waiting: the headers are there."""
        self._stop_waiting()
        super().on_headers_complete()

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

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP as every other mistake is answered; ``msg`` is uvicorn's."""
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
