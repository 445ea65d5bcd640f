"""Carry out the effects of a pipeline: the one place where a decision meets the world.

The pipeline says what happens in which order; this says how.  An effect that fails is thrown
back into the pipeline, which records that and raises it again.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Generator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Protocol, TypeVar

from douane.gateway.group_commit import GroupCommit
from douane.gateway.turns import Turns
from douane.model.answer import Event
from douane.model.caller import Access
from douane.model.commit import Commit
from douane.model.errors import DouaneError, EndpointError, StoreError
from douane.model.ledger import SealedLedger
from douane.model.scoring import ScoreModel
from douane.model.sheet import Scope, SealedSheet
from douane.pipeline.effects import (
    Call,
    Compute,
    Effect,
    Emit,
    Estimate,
    FetchAccess,
    FetchLedger,
    FetchRows,
    FetchSheets,
    Record,
    Return,
)

T = TypeVar("T")

# The loop does nothing for longer than 5 ms.  On busy cores, with 100,000 known values, records
# cost up to 2.5 ms for 1,000 characters to inspect, and rows of ISINs 7 ms; a thread costs 0.1 ms,
# there and back.
OFFLOAD_CHARACTERS: Final = 1_024
# The dearest body, of many short messages, costs 0.1 ms a KB to read, and as much to write.
OFFLOAD_BYTES: Final = 32_768


class UnforeseenError(DouaneError):
    """Something failed that nobody foresaw; known by its kind alone, since it could quote a value.

    Attributes:
        kind: Name of the error's class.
    """

    def __init__(self, error: Exception) -> None:
        """Keep the kind, and nothing else of the error."""
        super().__init__("something failed inside; quote the request id to support")
        self.kind = type(error).__name__


class AccessSource(Protocol):
    """Where it is known what a Salesforce user may read."""

    async def read(
        self, tenant: str, user: str, fields: frozenset[str], records: frozenset[str]
    ) -> Access | None:
        """Return what the user may read of these, or None when it cannot be known."""
        ...


class Scoring(Protocol):
    """What protected scores are computed with."""

    def ledger(self, tenant: str, scope: str) -> SealedLedger | None:
        """Return a ledger; runs in a thread."""
        ...

    async def rows(
        self, model: ScoreModel, records: tuple[str, ...]
    ) -> Mapping[str, tuple[float, ...]]:
        """Return the features of those records that are complete."""
        ...

    async def estimate(
        self, model: ScoreModel, rows: tuple[tuple[float, ...], ...]
    ) -> tuple[float, ...]:
        """Return the backend's output for each row."""
        ...


@dataclass(frozen=True, slots=True)
class World:
    """What effects are carried out with.

    Attributes:
        log: Makes records durable.
        read_sheets: Reads a scope's sheets; runs in a thread.
        access: Knows what Salesforce users may read.
        threads: Where long computations and blocking reads run.
        scoring: Computes protected scores; None where there are none.
        turns: Who judges by a ledger next.
    """

    log: GroupCommit
    read_sheets: Callable[[Scope], tuple[SealedSheet, ...]]
    access: AccessSource
    threads: Executor
    scoring: Scoring | None = None
    turns: Turns = field(default_factory=Turns)


class Door(Protocol):
    """One request's way in and out, in its own wire format."""

    def call(self, effect: Call) -> AsyncIterator[Event]:
        """Send the texts to the endpoint; iterate over its answer."""
        ...

    async def emit(self, event: Event) -> None:
        """Give an event of the answer to the caller."""
        ...

    async def give(self, effect: Return) -> None:
        """Give a whole text to the caller."""
        ...


async def drive(path: Generator[Effect, object, None], world: World, door: Door) -> None:
    """Run a pipeline to its end.

    Args:
        path: The pipeline.
        world: What to carry effects out with.
        door: Speaks with the endpoint and the caller.

    Raises:
        DouaneError: What the pipeline raised.
    """
    hands = _Hands(world, door)
    result: object = None
    failure: DouaneError | None = None
    gone: asyncio.CancelledError | None = None
    try:
        while True:
            effect = path.send(result) if failure is None else path.throw(failure)
            result, failure = None, None
            try:
                result = await hands.carry_out(effect)
            except DouaneError as error:
                failure = error
            except asyncio.CancelledError as error:
                if gone is not None:
                    raise
                gone = error
                failure = EndpointError("the client went away", code="client_gone")
    except StopIteration:
        return
    except DouaneError:
        if gone is not None:
            raise gone from None
        raise
    finally:
        path.close()
        await hands.let_go()


class _Hands:
    """Carries out one effect after another; holds the endpoint's answer between them."""

    def __init__(self, world: World, door: Door) -> None:
        self._world = world
        self._door = door
        self._answer: AsyncIterator[Event] | None = None
        self._turns: list[asyncio.Lock] = []

    async def carry_out(self, effect: Effect) -> object:  # noqa: PLR0911 - one return an effect
        match effect:
            case Emit(event):
                await self._door.emit(event)
                return await self._next()
            case Compute(work, size, waits):
                return await _compute(work, size, self._world.threads, waits=waits)
            case Record(commit, wait):
                await self._recorded(commit, wait=wait)
                return None
            case Call():
                self._answer = self._door.call(effect)
                return await self._next()
            case FetchSheets(scope):
                read = partial(self._world.read_sheets, scope)
                return await _in_thread(read, self._world.threads)
            case FetchAccess(tenant, user, fields, records):
                return await self._world.access.read(tenant, user, fields, records)
            case Return():
                await self._door.give(effect)
                return None
            case FetchLedger() | FetchRows() | Estimate():
                return await self._scored(effect)

    async def _recorded(self, commit: Commit, *, wait: bool) -> None:
        if not wait:
            self._world.log.submit(commit)
            return
        try:
            await self._world.log.commit(commit)
        finally:
            self._end_turns()

    async def _scored(self, effect: FetchLedger | FetchRows | Estimate) -> object:
        scoring = self._world.scoring
        if scoring is None:
            raise StoreError("no score is configured here")
        match effect:
            case FetchLedger(tenant, scope):
                self._turns.append(await self._world.turns.take(tenant, scope))
                read = partial(scoring.ledger, tenant, scope)
                return await _in_thread(read, self._world.threads)
            case FetchRows(model, records):
                return await scoring.rows(model, records)
            case Estimate(model, rows):
                return await scoring.estimate(model, rows)

    def _end_turns(self) -> None:
        while self._turns:
            self._turns.pop().release()

    async def _next(self) -> Event | None:
        return None if self._answer is None else await anext(self._answer, None)

    async def let_go(self) -> None:
        """End turns, and the call to the endpoint rather than when it is garbage collected."""
        self._end_turns()
        close = getattr(self._answer, "aclose", None)
        if close is not None:
            await close()


async def apart(work: Callable[[], T], size_bytes: int, threads: Executor) -> T:
    """Read or write a body: in place when it is short, else where the loop does not wait for it.

    Raises:
        DouaneError: What ``work`` raises.
    """
    if size_bytes < OFFLOAD_BYTES:
        return work()
    return await asyncio.get_running_loop().run_in_executor(threads, work)


async def _compute(
    work: Callable[[], object], size: int, threads: Executor, *, waits: bool
) -> object:
    """Run in place when it is short; a thread keeps the loop answering when it is not.

    Raises:
        DouaneError: Also for what nobody foresaw, such as a detector that fails, so that the
            pipeline records the refusal.
    """
    try:
        if size < OFFLOAD_CHARACTERS and not waits:
            return work()
        return await asyncio.get_running_loop().run_in_executor(threads, work)
    except DouaneError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, nothing may leave
        raise UnforeseenError(error) from None


async def _in_thread(work: Callable[[], object], threads: Executor) -> object:
    return await asyncio.get_running_loop().run_in_executor(threads, work)
