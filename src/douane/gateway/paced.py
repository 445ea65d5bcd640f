"""Ask endpoints in their rhythm: real requests take their turn, cover fills what is left.

One task for each endpoint with a cadence beats as long as the worker runs.  It starts with the
first request, so that a worker that serves nobody tells no more than that, and never stops.
With several workers each has a rhythm of its own, which is fixed, too.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Final

from douane.connect.llm.chat import PATH
from douane.connect.llm.seam import EndpointClient
from douane.gateway.metrics import Metrics
from douane.model.cadence import Cadence
from douane.model.endpoint import Endpoint
from douane.model.errors import DouaneError, EndpointError
from douane.shield.cadence.beat import beat, cover, padded

# "text/event-stream" is one character longer than "application/json".
_STREAM_HEAD_BYTES: Final = 1


@dataclass
class _Line:
    """One endpoint's queue and the task that empties it."""

    endpoint: Endpoint
    cadence: Cadence
    waiting: deque["asyncio.Future[None]"] = field(default_factory=deque)
    task: "asyncio.Task[None] | None" = None


class Paced:
    """An endpoint client in front of another that knows no rhythm."""

    def __init__(self, inner: EndpointClient, metrics: Metrics) -> None:
        """Take what sends, and what counts."""
        self._inner = inner
        self._metrics = metrics
        self._lines: dict[str, _Line] = {}
        self._covers: set[asyncio.Task[None]] = set()

    async def open(
        self, endpoint: Endpoint, path: str, body: bytes, *, stream: bool
    ) -> AsyncGenerator[bytes, None]:
        """Send ``body`` at the endpoint's next free beat; see ``EndpointClient.open``.

        Raises:
            EndpointError: Also ``endpoint_busy``: too many wait; ``too_long_for_cadence``.
        """
        cadence = endpoint.cadence
        if cadence is None:
            return await self._inner.open(endpoint, path, body, stream=stream)
        if path != PATH:
            raise EndpointError(
                f"endpoint {endpoint.name} is asked in a rhythm, which only chat requests keep",
                code="too_long_for_cadence",
            )
        try:
            body = padded(cadence, body, _STREAM_HEAD_BYTES if stream else 0)
        except ValueError:
            raise EndpointError(
                f"the request is longer than endpoint {endpoint.name}'s cadence allows; send "
                "less, or raise cadence.body_bytes",
                code="too_long_for_cadence",
            ) from None
        await self._turn(endpoint, cadence)
        return await self._inner.open(endpoint, path, body, stream=stream)

    async def aclose(self) -> None:
        """Stop all rhythms, then close every connection."""
        tasks = [line.task for line in self._lines.values() if line.task is not None]
        for task in (*tasks, *self._covers):
            task.cancel()
        await asyncio.gather(*tasks, *self._covers, return_exceptions=True)
        await self._inner.aclose()

    async def _turn(self, endpoint: Endpoint, cadence: Cadence) -> None:
        line = self._lines.setdefault(endpoint.name, _Line(endpoint, cadence))
        if len(line.waiting) >= cadence.waiting:
            raise EndpointError(
                f"too many wait for endpoint {endpoint.name}'s next beat; try again later",
                code="endpoint_busy",
            )
        loop = asyncio.get_running_loop()
        if line.task is None:
            line.task = loop.create_task(self._beats(line))
        turn: asyncio.Future[None] = loop.create_future()
        line.waiting.append(turn)
        since_s = loop.time()
        try:
            await turn
        except asyncio.CancelledError:
            with contextlib.suppress(ValueError):
                line.waiting.remove(turn)
            raise
        self._metrics.waited_for_beat(endpoint.name, loop.time() - since_s)

    async def _beats(self, line: _Line) -> None:
        loop = asyncio.get_running_loop()
        period_s = line.cadence.period_ms / 1000
        at_s = loop.time()
        while True:
            # Counted from the first beat, so that a late one does not shift those after it.
            at_s += period_s
            await asyncio.sleep(max(0.0, at_s - loop.time()))
            now = beat(line.cadence, len(line.waiting))
            for _ in range(now.real):
                turn = line.waiting.popleft()
                if not turn.done():
                    turn.set_result(None)
            for _ in range(now.cover):
                task = loop.create_task(self._cover(line))
                self._covers.add(task)
                task.add_done_callback(self._covers.discard)

    async def _cover(self, line: _Line) -> None:
        body = padded(line.cadence, cover(line.cadence, line.endpoint.model))
        try:
            answer = await self._inner.open(line.endpoint, PATH, body, stream=False)
            async with contextlib.aclosing(answer):
                async for _ in answer:
                    pass
        except DouaneError:
            outcome = "failed"
        else:
            outcome = "ok"
        self._metrics.covered(line.endpoint.name, outcome)
