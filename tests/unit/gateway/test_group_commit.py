import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence

import pytest

from douane.gateway.group_commit import GroupCommit
from douane.model.commit import Commit, Sync
from douane.model.errors import StoreError
from douane.stores.memory import MemoryStore
from tests.simulators.keyring import SeededKeyring

NOW_MS = 1_790_000_000_000


class Store(MemoryStore):
    """Counts its groups, waits at a gate, and fails on demand."""

    def __init__(self) -> None:
        super().__init__(keyring=SeededKeyring(), origin="test.example/log")
        self.groups: list[list[bytes]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()
        self.refuses: dict[bytes, Exception] = {}
        self.unkept: Exception | None = None

    def commit(self, batch: Sequence[Commit], now_ms: int) -> range:
        self.entered.set()
        assert self.gate.wait(5)
        for commit in batch:
            if commit.entry in self.refuses:
                raise self.refuses[commit.entry]
        self.groups.append([commit.entry for commit in batch])
        return super().commit(batch, now_ms)

    def sweep(self, now_ms: int) -> int:
        if self.unkept is not None:
            raise self.unkept
        return super().sweep(now_ms)


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
async def log(store: Store) -> AsyncIterator[GroupCommit]:
    log = GroupCommit(store, lambda: NOW_MS, housekeeping_s=30.0)
    yield log
    store.gate.set()
    await log.close()


def full(entry: bytes) -> Commit:
    """Return a commit that has to wait for the disk, and so goes to the thread."""
    return Commit(entry, None, Sync.FULL)


def entries(store: Store) -> list[bytes]:
    return [row.entry for row in store.rows]


async def together(log: GroupCommit, store: Store, *commits: Commit) -> list[BaseException | None]:
    """Commit one, and while it waits for the disk queue the others."""
    store.gate.clear()
    store.entered.clear()
    first = asyncio.create_task(log.commit(full(b"first")))
    await asyncio.to_thread(store.entered.wait, 5)
    others = [asyncio.create_task(log.commit(commit)) for commit in commits]
    await asyncio.sleep(0.01)
    assert not any(task.done() for task in (first, *others))
    store.gate.set()
    await first
    return await asyncio.gather(*others, return_exceptions=True)


async def test_a_commit_is_durable_when_it_returns(log: GroupCommit, store: Store) -> None:
    for sync in Sync:
        await log.commit(Commit(sync.value.encode(), None, sync))

        assert entries(store)[-1] == sync.value.encode()


async def test_what_queues_meanwhile_goes_as_one_group(log: GroupCommit, store: Store) -> None:
    assert await together(log, store, full(b"a"), full(b"b"), full(b"c")) == [None] * 3
    assert store.groups == [[b"first"], [b"a", b"b", b"c"]]


async def test_one_that_fails_does_not_fail_its_neighbours(log: GroupCommit, store: Store) -> None:
    store.refuses[b"b"] = StoreError("lost the race", code="scope_conflict")

    a, b, c = await together(log, store, full(b"a"), full(b"b"), full(b"c"))

    assert (a, c) == (None, None)
    assert isinstance(b, StoreError)
    assert b.code == "scope_conflict"
    assert sorted(entries(store)) == [b"a", b"c", b"first"]
    assert log.healthy


@pytest.mark.parametrize("sync", Sync)
@pytest.mark.parametrize(
    "failure",
    [StoreError("full", code="log_unavailable"), OSError(28, "geheim")],
    ids=["seam", "os"],
)
async def test_a_failed_log_is_unhealthy_until_it_commits_again(
    log: GroupCommit, store: Store, failure: Exception, sync: Sync
) -> None:
    store.refuses[b"x"] = failure
    with pytest.raises(StoreError, match=r"full|OSError") as refused:
        await log.commit(Commit(b"x", None, sync))
    unhealthy = log.healthy
    await log.commit(Commit(b"y", None, sync))

    assert refused.value.code == "log_unavailable"
    assert "geheim" not in str(refused.value)
    assert (unhealthy, log.healthy) == (False, True)
    assert entries(store) == [b"y"]


@pytest.fixture
async def tidy(store: Store) -> AsyncIterator[GroupCommit]:
    """Return a log that keeps house all the time."""
    log = GroupCommit(store, lambda: NOW_MS, housekeeping_s=0.005)
    yield log
    store.unkept = None
    await log.close()


@pytest.mark.parametrize(
    "failure", [StoreError("it is held", code="log_unavailable"), OSError(5, "geheim")]
)
async def test_housekeeping_that_fails_is_said_once_and_forgotten_when_it_goes_well(
    tidy: GroupCommit, store: Store, failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    store.unkept = failure
    await eventually(lambda: not tidy.healthy)
    await asyncio.sleep(0.05)
    assert not tidy.healthy
    store.unkept = None
    await eventually(lambda: tidy.healthy)

    assert len(caplog.messages) == 1
    assert "geheim" not in caplog.text


async def test_a_failed_log_that_nobody_asks_is_tried_again(
    tidy: GroupCommit, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    store.refuses[b"x"] = StoreError("full", code="log_unavailable")
    with pytest.raises(StoreError):
        await tidy.commit(full(b"x"))
    assert not tidy.healthy

    await eventually(lambda: tidy.healthy)
    assert caplog.messages == ["full"]


async def test_an_outcome_that_nobody_waits_for_is_written_soon(
    log: GroupCommit, store: Store
) -> None:
    log.submit(Commit(b"outcome", None, Sync.NORMAL))
    await eventually(lambda: entries(store) == [b"outcome"])


async def test_an_outcome_survives_the_failure_of_the_commit_it_rode_with(
    log: GroupCommit, store: Store
) -> None:
    store.refuses[b"x"] = StoreError("lost the race", code="scope_conflict")
    log.submit(Commit(b"outcome", None, Sync.NORMAL))
    with pytest.raises(StoreError):
        await log.commit(Commit(b"x", None, Sync.NORMAL))

    await eventually(lambda: entries(store) == [b"outcome"])


async def test_closing_writes_what_is_queued_and_signs(store: Store) -> None:
    log = GroupCommit(store, lambda: NOW_MS, housekeeping_s=30.0)
    store.gate.clear()
    waiting = [asyncio.create_task(log.commit(full(bytes([65 + n])))) for n in range(5)]
    log.submit(Commit(b"outcome", None, Sync.NORMAL))
    await asyncio.sleep(0.01)
    store.gate.set()
    await log.close()
    await asyncio.gather(*waiting)

    assert sorted(entries(store)) == [b"A", b"B", b"C", b"D", b"E", b"outcome"]
    assert [signed.size for signed in store.checkpoints] == [6]


async def test_after_closing_nothing_is_taken(store: Store) -> None:
    log = GroupCommit(store, lambda: NOW_MS, housekeeping_s=30.0)
    await log.close()
    for sync in Sync:
        with pytest.raises(StoreError) as refused:
            await log.commit(Commit(b"late", None, sync))
        assert refused.value.code == "log_unavailable"

    assert entries(store) == []
    assert not log.healthy


async def test_a_caller_that_goes_away_harms_nobody(log: GroupCommit, store: Store) -> None:
    store.gate.clear()
    gone = asyncio.create_task(log.commit(full(b"gone")))
    await asyncio.to_thread(store.entered.wait, 5)
    stays = asyncio.create_task(log.commit(full(b"stays")))
    await asyncio.sleep(0.01)
    gone.cancel()
    store.gate.set()
    await stays

    assert entries(store) == [b"gone", b"stays"]


async def eventually(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(2):
        while not condition():  # noqa: ASYNC110 - another thread makes it true
            await asyncio.sleep(0.005)
