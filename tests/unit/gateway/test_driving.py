import asyncio
from collections.abc import AsyncIterator, Generator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, cast

import pytest

from douane.gateway.drive import World, drive
from douane.model.answer import Delta, Event
from douane.model.commit import Commit
from douane.model.errors import DouaneError, EndpointError, StoreError
from douane.pipeline.effects import Call, Compute, Effect, Emit, Record, Return

if TYPE_CHECKING:
    from douane.gateway.group_commit import GroupCommit
    from douane.model.endpoint import Endpoint


class Log:
    """Keeps what is recorded, or fails."""

    def __init__(self) -> None:
        self.committed: list[bytes] = []
        self.failure: StoreError | None = None

    async def commit(self, commit: Commit) -> None:
        if self.failure is not None:
            raise self.failure
        self.committed.append(commit.entry)

    def submit(self, commit: Commit) -> None:
        self.committed.append(b"later " + commit.entry)


class Door:
    """Answers two events and keeps what it gives."""

    def __init__(self) -> None:
        self.given: list[object] = []
        self.closed = False
        self.hangs = False

    async def call(self, _: Call) -> AsyncIterator[Event]:
        try:
            yield Event((Delta(0, "one"),))
            if self.hangs:
                await asyncio.Event().wait()
            yield Event((Delta(0, "two"),))
        finally:
            self.closed = True

    async def emit(self, event: Event) -> None:
        self.given.append(event)

    async def give(self, effect: Return) -> None:
        self.given.append(effect.text)


CALL = Call(cast("Endpoint", None), (), {})
Path = Generator[Effect, object, None]


async def carry(path: Path, log: Log, door: Door) -> None:
    with ThreadPoolExecutor(1) as threads:
        world = World(cast("GroupCommit", log), lambda _: (), None, threads)  # type: ignore[arg-type]
        await drive(path, world, door)


async def test_each_effect_gives_back_its_result_in_order() -> None:
    results: list[object] = []

    def path() -> Path:
        results.append((yield Compute(lambda: 1, 0)))
        results.append((yield Compute(lambda: 2, 1_000_000)))
        results.append((yield Record(Commit(b"a"))))
        event = yield CALL
        while isinstance(event, Event):
            event = yield Emit(event)
        results.append((yield Return("text", {})))
        yield Record(Commit(b"b"), wait=False)

    log, door = Log(), Door()
    await carry(path(), log, door)

    assert results == [1, 2, None, None]
    assert log.committed == [b"a", b"later b"]
    assert [g.deltas[0].text for g in door.given[:2] if isinstance(g, Event)] == ["one", "two"]
    assert door.given[2] == "text"
    assert door.closed


async def test_a_failure_is_thrown_where_it_happened_and_nothing_after_it_runs() -> None:
    seen: list[str] = []

    def path() -> Path:
        try:
            yield Record(Commit(b"a"))
        except StoreError as error:
            seen.append(error.code)
            raise
        yield CALL

    log, door = Log(), Door()
    log.failure = StoreError("full", code="log_unavailable")
    with pytest.raises(StoreError):
        await carry(path(), log, door)

    assert seen == ["log_unavailable"]
    assert door.given == []


async def test_a_client_that_goes_away_is_recorded_and_the_endpoint_let_go() -> None:
    def path() -> Path:
        event = yield CALL
        try:
            while isinstance(event, Event):
                event = yield Emit(event)
        except EndpointError as error:
            yield Record(Commit(error.code.encode()), wait=False)
            raise

    log, door = Log(), Door()
    door.hangs = True
    task = asyncio.create_task(carry(path(), log, door))
    while not door.given:  # noqa: ASYNC110 - the door is no part of asyncio
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises((asyncio.CancelledError, DouaneError)):
        await task

    assert log.committed == [b"later client_gone"]
    assert door.closed
