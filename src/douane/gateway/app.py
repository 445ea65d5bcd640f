"""The ASGI application: finds the door, and turns every error into a clear answer.

Raw ASGI, because the doors are few and the framework would cost more than it gives
(docs/adr/0002-http.md).  HTTP itself is uvicorn's.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from douane.connect.llm import sse
from douane.gateway.body import Receive
from douane.gateway.doors import chat, connector, documents, embeddings, health, records, score
from douane.gateway.drive import UnforeseenError
from douane.gateway.errors import envelope, status_of
from douane.gateway.incoming import Incoming, Send, refuse_repeated
from douane.gateway.parts import Parts
from douane.model.errors import DouaneError, RequestError, StoreError
from douane.pipeline.ask import uuid7

log = logging.getLogger("douane.gateway")

Door = Callable[[Parts, Incoming], Awaitable[None]]

DOORS: Final[Mapping[str, tuple[str, str, Door]]] = {
    "/v1/chat/completions": ("POST", "chat", chat.serve),
    "/v1/embeddings": ("POST", "embeddings", embeddings.serve),
    "/v1/models": ("GET", "models", health.models),
    "/v1/documents:protect": ("POST", "documents", documents.protect),
    "/v1/records:protect": ("POST", "protect", records.protect),
    "/v1/records:restore": ("POST", "restore", records.restore),
    "/v1/score": ("POST", "score", score.score),
    "/healthz": ("GET", "health", health.alive),
    "/readyz": ("GET", "health", health.ready),
    "/metrics": ("GET", "health", health.metrics),
}
CONNECTOR_PATH: Final = re.compile(r"/t/([A-Za-z0-9_-]{1,64})/chat/completions")
CONNECTOR_NAME: Final = "connector"
RETRY_AFTER_S: Final = b"1"


class _Era:
    """The requests that meet the same parts, from their first line to their last byte."""

    __slots__ = ("over", "parts", "requests", "retired")

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.requests = 0
        self.retired = False
        self.over = asyncio.Event()

    def leave(self) -> None:
        self.requests -= 1
        if self.retired and not self.requests:
            self.over.set()


class Gateway:
    """One worker's doors."""

    def __init__(self, parts: Parts) -> None:
        """Keep the parts; nothing is opened here."""
        self._era = _Era(parts)
        self._requests = 0

    def swap(self, parts: Parts) -> asyncio.Event:
        """Let requests that come from now on meet other parts.

        Returns:
            What is set once the last request that met the old parts is over.
        """
        old, self._era = self._era, _Era(parts)
        old.retired = True
        if not old.requests:
            old.over.set()
        return old.over

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Serve one HTTP request."""
        era = self._era
        parts = era.parts
        means = parts.means
        now_ms = means.clock()
        incoming = Incoming(
            uuid7(now_ms, means.entropy), now_ms, scope["method"], scope["path"],
            dict(scope["headers"]), receive, send, parts.limits,
        )  # fmt: skip
        name, code = "none", "ok"
        self._requests += 1
        era.requests += 1
        try:
            if len(incoming.headers) != len(scope["headers"]):
                refuse_repeated(scope["headers"])
            name, door = self._find(incoming, parts)
            await door(parts, incoming)
        except DouaneError as error:
            code = error.code
            await self._fail(incoming, error)
        except asyncio.CancelledError:
            code = "client_gone"
            raise
        except Exception as error:  # noqa: BLE001 - no traceback: it could quote a value
            code = "internal"
            await self._fail(incoming, UnforeseenError(error))
        finally:
            self._requests -= 1
            era.leave()
            seconds = max(means.clock() - now_ms, 0) / 1000
            parts.metrics.request(name, code, seconds)

    def _find(self, incoming: Incoming, parts: Parts) -> tuple[str, Door]:
        """Return the door's name and handler.

        Raises:
            RequestError: There is none, or not for this method.
            StoreError: Too many requests are under way (``busy``).
        """
        if self._requests > parts.limits.requests:
            incoming.extra.append((b"retry-after", RETRY_AFTER_S))
            raise StoreError("too many requests at once; try again", code="busy")
        known = DOORS.get(incoming.path)
        if known is None and CONNECTOR_PATH.fullmatch(incoming.path):
            known = ("POST", CONNECTOR_NAME, connector.serve)
        if known is None:
            raise RequestError("there is no such door; see docs/reference", code="unknown_route")
        method, name, door = known
        if incoming.method != method:
            incoming.extra.append((b"allow", method.encode()))
            raise RequestError(f"use {method}", code="method_not_allowed")
        return name, door

    async def _fail(self, incoming: Incoming, error: DouaneError) -> None:
        """Answer with the error; in the middle of a stream, as its last event."""
        if isinstance(error, UnforeseenError):
            log.error("request %s failed: %s", incoming.id, error.kind)
        body = envelope(error)
        if not incoming.started:
            await incoming.respond(status_of(error), body)
            return
        await incoming.write(sse.encode(body), more=False)
