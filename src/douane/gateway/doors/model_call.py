"""What the doors with a model behind them share: calling, and collecting the answer.

A door differs in how a request is read, how its body leaves and how an answer is written;
those it gives as a ``Wire``.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from douane.gateway.drive import Door, apart, drive
from douane.gateway.incoming import Incoming
from douane.gateway.parts import Parts
from douane.model.answer import Delta, Event, ToolDelta, Usage
from douane.model.errors import RequestError
from douane.pipeline.effects import Call, Effect, Return

# Watching takes a task of its own, and most answers come sooner: a client that is gone already
# is noticed then.
WATCH_AFTER_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class Wire:
    """How one door speaks with an endpoint.

    Attributes:
        path: What is added to the endpoint's url.
        body: Builds what leaves from protected texts, the endpoint's model name and a notice
            to the model.
        read: Reads one event of the answer.
        size_bytes: Length of the request's body, about as long as what leaves.
        stream: Whether the endpoint streams.
    """

    path: str
    body: Callable[[Sequence[str], str, str], bytes]
    read: Callable[[bytes], Event]
    size_bytes: int
    stream: bool = False


class ModelCall(Door):
    """Calls the endpoint and keeps the whole answer; a streaming door overrides ``emit``."""

    def __init__(self, parts: Parts, incoming: Incoming, wire: Wire) -> None:
        """Keep what the call needs."""
        self._parts = parts
        self._incoming = incoming
        self._wire = wire
        self._events: list[Event] = []

    async def call(self, effect: Call) -> AsyncIterator[Event]:
        """Send the protected texts; iterate over the answer."""
        self._parts.metrics.values(effect.actions)
        self._incoming.extra.append((b"x-douane-actions", summary(effect.actions)))
        threads = self._parts.world.threads
        write = partial(self._wire.body, effect.texts, effect.endpoint.model, effect.notice)
        body = await apart(write, self._wire.size_bytes, threads)
        stream = self._wire.stream
        parts = await self._parts.endpoints.open(
            effect.endpoint, self._wire.path, body, stream=stream
        )
        async with contextlib.aclosing(parts):
            async for part in parts:
                yield await apart(partial(self._wire.read, part), len(part), threads)

    async def emit(self, event: Event) -> None:
        """Keep the event."""
        self._events.append(event)

    async def give(self, effect: Return) -> None:
        """Never asked of a door with a model behind it."""
        raise AssertionError(effect.actions)

    def whole(self) -> Event:
        """Return everything that was said as one event."""
        return joined(self._events)


def summary(actions: Mapping[str, int]) -> bytes:
    """Return counts as a header's value, such as ``drop=2, tokenise=5``."""
    return ", ".join(f"{name}={number}" for name, number in sorted(actions.items())).encode()


def joined(events: Sequence[Event]) -> Event:
    """Return events as one, each choice once."""
    texts: dict[int, list[str]] = {}
    calls: dict[int, tuple[ToolDelta, ...]] = {}
    finish: dict[int, str | None] = {}
    usage: Usage | None = None
    vectors: tuple[list[float] | str, ...] = ()
    for event in events:
        usage = event.usage or usage
        vectors = event.vectors or vectors
        for delta in event.deltas:
            texts.setdefault(delta.choice, []).append(delta.text)
            calls[delta.choice] = calls.get(delta.choice, ()) + delta.tool_calls
            finish[delta.choice] = delta.finish or finish.get(delta.choice)
    deltas = tuple(
        Delta(choice, "".join(parts), calls[choice], finish[choice])
        for choice, parts in sorted(texts.items())
    )
    return Event(deltas, usage, vectors)


async def carry(
    path: Generator[Effect, object, None], parts: Parts, incoming: Incoming, door: Door
) -> None:
    """Drive a pipeline; when the client goes away meanwhile, it is told so and ends.

    Raises:
        DouaneError: What the pipeline raised.
    """
    task = asyncio.current_task()
    if task is None:
        raise AssertionError("a request is always served in a task")
    watch = _Watch(incoming, task)
    try:
        await drive(path, parts.world, door)
    except asyncio.CancelledError:
        if not watch.gone:
            raise
        task.uncancel()
        raise RequestError("the client went away", code="client_gone") from None
    finally:
        watch.end()


class _Watch:
    """Cancels the task of a request whose client has gone away.

    Attributes:
        gone: True once the client is gone.
    """

    def __init__(self, incoming: Incoming, task: "asyncio.Task[None]") -> None:
        self.gone = False
        self._incoming = incoming
        self._task = task
        self._watcher: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(WATCH_AFTER_S, self._begin)

    def _begin(self) -> None:
        self._watcher = asyncio.create_task(self._wait())

    async def _wait(self) -> None:
        while (await self._incoming.receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        self._task.cancel()

    def end(self) -> None:
        """Stop watching."""
        self._timer.cancel()
        if self._watcher is not None:
            self._watcher.cancel()
