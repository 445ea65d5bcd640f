"""How long a durable record takes: commits by batch and sync, entries, checkpoints, verifying.

``python benchmarks/rooms_store.py [DIRECTORY]`` writes to a temporary directory below
DIRECTORY (default: the current one, so that the disk measured is the one that would be used).
Entries are real decision records; sheets are 1,200 random bytes; scopes grow with time as
UUIDv7 do.  A second thread checkpoints and sweeps every second, as the gateway does.  The last
row of commits has three processes on one file, each committing as fast as it can.
"""

import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from douane.audit.entry import Crossing, Tallies, decision, encode
from douane.audit.verify import verify
from douane.model.commit import Commit, Sync
from douane.model.sheet import SealedSheet
from douane.stores.local_keyring import LocalKeyring, create
from douane.stores.sqlite import SqliteStore
from douane.stores.sqlite_log import read_log

ORIGIN = "douane.example/bench"
SECONDS = 3.0
NEVER_MS = 2**52
TALLIES = Tallies(
    counts={"pass": 20, "tokenise": 12, "mask": 2, "drop": 1},
    reasons={f"rule-{number}": number for number in range(5)},
    fields={f"Account.Field{number}__c": 1 for number in range(15)},
    kinds={"PERSON": 3, "ORG": 2, "IBAN": 1},
)


def record() -> bytes:
    """Return a decision of a fresh exchange, built and encoded."""
    exchange = f"{time.time_ns():016x}-{os.urandom(8).hex()}"
    crossing = Crossing(
        id=exchange,
        tenant="acme",
        principal="crm-prod",
        door="chat",
        reader="5f3a9c5f3a9c5f3a",
        tier="restricted",
        purpose="service_reply",
        scope=exchange,
        snapshot="a1b2c3d4",
        catalogue="d4e5f6a7",
        policy="77889900",
    )
    return encode(decision(crossing, time.time_ns() // 1_000_000, "frankfurt-1", TALLIES))


def commit(sync: Sync, *, sheet: bool) -> Commit:
    """Return what one exchange writes."""
    scope = f"{time.time_ns():016x}-{os.urandom(8).hex()}"
    sealed = SealedSheet("acme", scope, 0, NEVER_MS, os.urandom(1_200)) if sheet else None
    return Commit(record(), sealed, sync)


def timed(act: Callable[[], object], seconds: float) -> list[float]:
    """Call again and again; return how long each took, in milliseconds, sorted."""
    taken = []
    end = time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        act()
        taken.append((time.perf_counter() - start) * 1_000)
    return sorted(taken)


def line(name: str, taken: list[float], each: int = 1) -> str:
    """Return one row: median, 99th percentile, and how many a second."""
    median, high = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    return f"| {name} | {median:.3f} | {high:.3f} | {each * 1_000 * len(taken) / sum(taken):,.0f} |"


@contextmanager
def tended(store: SqliteStore) -> Iterator[None]:
    """Checkpoint and sweep every second from another thread, as the gateway does."""
    done = threading.Event()

    def tend() -> None:
        while not done.wait(1.0):
            store.checkpoint(1)
            store.sweep(1)

    thread = threading.Thread(target=tend)
    thread.start()
    yield
    done.set()
    thread.join()


def measure_commits(store: SqliteStore) -> None:
    """Print commits by sync, batch and sheets."""
    for sync in (Sync.NORMAL, Sync.FULL):
        for size in (1, 16):
            for sheet in (False, True):
                with tended(store):
                    taken = []
                    end = time.perf_counter() + SECONDS
                    while time.perf_counter() < end:
                        batch = [commit(sync, sheet=sheet) for _ in range(size)]
                        start = time.perf_counter()
                        store.commit(batch, 1)
                        taken.append((time.perf_counter() - start) * 1_000)
                name = f"commit, {sync}, batch {size}{', with sheets' if sheet else ''}"
                print(line(name, sorted(taken), size), flush=True)


def share(path: Path, key_file: Path, results: "multiprocessing.Queue[list[float]]") -> None:
    """Commit to a file that other processes commit to as well."""
    with SqliteStore(path, keyring=LocalKeyring.open(key_file), origin=ORIGIN) as store:
        ready = commit(Sync.NORMAL, sheet=True)
        results.put(timed(lambda: store.commit([Commit(ready.entry)], 1), SECONDS))


def measure_sharing(path: Path, key_file: Path) -> None:
    """Print what three processes on one file see."""
    results: multiprocessing.Queue[list[float]] = multiprocessing.Queue()
    workers = [
        multiprocessing.Process(target=share, args=(path, key_file, results)) for _ in range(3)
    ]
    for worker in workers:
        worker.start()
    taken = sorted(ms for _ in workers for ms in results.get())
    for worker in workers:
        worker.join()
    print(line("commit, full, batch 1, one of three processes at once", taken))


def measure_reading(path: Path, keyring: LocalKeyring) -> None:
    """Print how fast a log is verified."""
    start = time.perf_counter()
    with read_log(path) as log:
        report = verify(log.rows, log.checkpoints, log.edge, ORIGIN, keyring.public_key())
    taken_s = time.perf_counter() - start
    if not report.ok:
        raise SystemExit(f"the log that was measured is damaged: {report.faults}")
    print(f"\nVerified {report.entries:,} entries, {report.entries / taken_s:,.0f} a second.")


def main() -> None:
    """Measure and print a Markdown table."""
    below = Path(sys.argv[1]) if sys.argv[1:] else Path.cwd()
    with tempfile.TemporaryDirectory(dir=below) as directory:
        path, key_file = Path(directory) / "douane.db", Path(directory) / "root.toml"
        create(key_file)
        keyring = LocalKeyring.open(key_file)
        print(f"Load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n")
        print("| what | p50 ms | p99 ms | a second |\n|---|---|---|---|")
        print(line("build and encode one decision", timed(record, 1.0)))
        with SqliteStore(path, keyring=keyring, origin=ORIGIN) as store:
            measure_commits(store)
            measure_sharing(path, key_file)
            fresh = [Commit(record())]
            checkpoints = timed(lambda: (store.commit(fresh, 1), store.checkpoint(1)), 1.0)
            print(line("commit, full, batch 1, then checkpoint", checkpoints))
        measure_reading(path, keyring)


if __name__ == "__main__":
    main()
