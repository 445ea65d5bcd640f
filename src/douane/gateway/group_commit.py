"""Group commit: what queued while the last commit ran goes together into the next.

What a request waits for never lingers: an idle log commits a lone record at once, a busy one
makes larger groups.  What nobody waits for, an outcome, rides along with the next group, or
goes alone after ``LINGER_S``: that halves the commits and the wake-ups of a quiet gateway.

A commit that need not wait for the disk (``Sync.NORMAL``) is done where it is asked for, in
the loop: it takes a tenth of a millisecond, waking a thread and being woken takes several.
Whatever would have to wait, for the disk or for somebody's lock, goes to a thread of its own.
"""

import asyncio
import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from typing import Final

from douane.model.commit import Commit, Sync
from douane.model.errors import DouaneError, StoreError
from douane.stores.seam import BorderStore

log = logging.getLogger("douane.log")

MAX_GROUP: Final = 256
MAX_QUEUED: Final = 4096
LINGER_S: Final = 0.02
HEALING_ROUNDS: Final = 5

_Queued = tuple[Commit, "asyncio.Future[None] | None"]
NUDGE: Final[_Queued] = (Commit(b""), None)


class GroupCommit:
    """The only writer of a process; every commit goes through here.

    A second thread signs checkpoints and sweeps, so that no commit waits for that.  What fails
    there counts until it goes well again: nobody asks a gateway that says it is not ready, so
    no commit would ever show that it has recovered.

    Args:
        store: Where commits go; used by the writer's thread alone.
        clock: Returns UTC milliseconds.
        housekeeping_s: How often checkpoints are signed and expired sheets are swept.
    """

    def __init__(
        self, store: BorderStore, clock: Callable[[], int], housekeeping_s: float = 1.0
    ) -> None:
        """Start the writer."""
        self._store = store
        self._clock = clock
        self._housekeeping_s = housekeeping_s
        self._queue: queue.SimpleQueue[_Queued | None] = queue.SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._failed: StoreError | None = None
        self._unkept: StoreError | None = None
        self._later: deque[Commit] = deque()
        self._nudge: asyncio.TimerHandle | None = None
        self._closing = False
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="group-commit", daemon=True)
        self._thread.start()
        self._housekeeper = threading.Thread(
            target=self._keep_house, name="housekeeping", daemon=True
        )
        self._housekeeper.start()

    @property
    def healthy(self) -> bool:
        """False after a failure, until what failed succeeds again."""
        return self._failed is None and self._unkept is None and self._thread.is_alive()

    async def commit(self, commit: Commit) -> None:
        """Return once the commit is durable.

        Raises:
            StoreError: It is not durable and will not become so.
        """
        self._refuse_when_full()
        if self._commit_here(commit):
            return
        done: asyncio.Future[None] = self._loop.create_future()
        self._queue.put((commit, done))
        await done

    def submit(self, commit: Commit) -> None:
        """Keep a commit that nobody waits for, such as an outcome, for the next group.

        Never refused: there is at most one for each decision, and those are bounded.
        """
        self._later.append(commit)
        if self._nudge is None:
            self._nudge = self._loop.call_later(LINGER_S, self._wake)

    async def close(self) -> None:
        """Commit what is queued, sign a last checkpoint, and end the thread."""
        self._closing = True
        self._queue.put(None)
        await self._loop.run_in_executor(None, self._thread.join)
        self._ending.set()
        await self._loop.run_in_executor(None, self._housekeeper.join)

    def _wake(self) -> None:
        """Write what lingers, if no group took it meanwhile."""
        self._nudge = None
        try:
            if self._later and not self._commit_here(None):
                self._queue.put(NUDGE)
        except StoreError:  # kept for the next group; ``healthy`` tells
            pass

    def _commit_here(self, commit: Commit | None) -> bool:
        """Commit at once, with what lingers, if nothing has to be waited for.

        Returns:
            False when nothing was written and the thread has to do it.

        Raises:
            StoreError: The commit failed; what lingers still does.
        """
        if (commit is not None and commit.sync is Sync.FULL) or not self._queue.empty():
            return False
        lingering = self._take_lingering()
        batch = lingering if commit is None else [commit, *lingering]
        done = None
        try:
            done = self._store.try_commit(batch, self._clock())
        except StoreError as error:
            self._note(error if error.code == "log_unavailable" else None)
            raise
        except Exception as error:  # noqa: BLE001 - whatever a driver raises, nothing may cross
            broken = _broken(error)
            self._note(broken)
            raise broken from None
        finally:
            if done is None:
                self._later.extend(lingering)
        if done is not None:
            self._note(None)
        return done is not None

    def _note(self, failure: StoreError | None) -> None:
        """Keep how the last commit went; say it when that changes."""
        before, self._failed = self._failed, failure
        if failure is not None and before is None:
            log.error("%s", failure)
        elif failure is None and before is not None:
            log.warning("the log can be written again")

    def _take_lingering(self) -> list[Commit]:
        """Take one by one: the writer's thread may take the others at the same time."""
        taken: list[Commit] = []
        while self._later:
            try:
                taken.append(self._later.popleft())
            except IndexError:
                break
        return taken

    def _refuse_when_full(self) -> None:
        full = self._queue.qsize() >= MAX_QUEUED
        if full or self._closing or not self._thread.is_alive():
            raise StoreError(
                "the log cannot keep up; try again, or add capacity", code="log_unavailable"
            )

    def _run(self) -> None:
        """Commit group after group; the thread's whole life."""
        last = False
        while not last:
            group, last = self._next_group()
            if group:
                self._write(group)

    def _next_group(self) -> tuple[list[_Queued], bool]:
        """Wait for work, take whatever else there is; True when there will be no more."""
        group: list[_Queued] = []
        last = False
        try:
            item = self._queue.get()
            while item is not None and len(group) < MAX_GROUP:
                if item is not NUDGE:
                    group.append(item)
                item = self._queue.get_nowait()
            if item is not None:
                group.append(item)
            last = item is None
        except queue.Empty:
            pass
        group += [(commit, None) for commit in self._take_lingering()]
        return [item for item in group if item is not NUDGE], last

    def _write(self, group: list[_Queued]) -> None:
        error = self._commit([commit for commit, _ in group])
        # One sheet that lost a race, or one tenant's full vault, must not fail its neighbours.
        if error is not None and len(group) > 1 and error.code != "log_unavailable":
            for single in group:
                self._write([single])
            return
        waiting = [done for _, done in group if done is not None]
        if waiting:
            self._loop.call_soon_threadsafe(_settle, waiting, error)

    def _commit(self, commits: list[Commit]) -> StoreError | None:
        try:
            self._store.commit(commits, self._clock())
        except StoreError as error:
            self._note(error if error.code == "log_unavailable" else None)
            return error
        except Exception as error:  # noqa: BLE001 - whatever a driver raises, nothing may cross
            broken = _broken(error)
            self._note(broken)
            return broken
        self._note(None)
        return None

    def _keep_house(self) -> None:
        """Sign and sweep now and then, and once more at the end."""
        ending = False
        known: tuple[StoreError | None, int] = (None, 0)
        while not ending:
            ending = self._ending.wait(self._housekeeping_s)
            before, self._unkept = self._unkept, self._kept()
            if self._unkept is not None and str(self._unkept) != str(before):
                log.error("%s", self._unkept)
            if self._unkept is None:
                known = self._heal(known)

    def _kept(self) -> StoreError | None:
        """Sign and sweep once; return what went wrong."""
        try:
            now_ms = self._clock()
            self._store.checkpoint(now_ms)
            self._store.sweep(now_ms)
        except DouaneError as error:
            return StoreError(str(error), code=error.code)
        except Exception as error:  # noqa: BLE001 - the next round may go well again
            return _broken(error)
        return None

    def _heal(self, known: tuple[StoreError | None, int]) -> tuple[StoreError | None, int]:
        """Forget a failed commit after some rounds that went well, so that one is tried again.

        Args:
            known: The failure that the last round saw, and how many rounds have seen it.
        """
        failure, rounds = self._failed, known[1] + 1
        if failure is not known[0]:
            return failure, 0
        if failure is not None and rounds >= HEALING_ROUNDS:
            self._failed = None
            self._queue.put(NUDGE)
        return failure, rounds


def _broken(error: Exception) -> StoreError:
    """Return what an exception that is not the seam's own means; its text could quote data."""
    return StoreError(
        f"the store failed ({type(error).__name__}); see its health", code="log_unavailable"
    )


def _settle(waiting: list["asyncio.Future[None]"], error: StoreError | None) -> None:
    for done in waiting:
        if done.cancelled():
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(StoreError(str(error), code=error.code))
