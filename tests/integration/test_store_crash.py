"""The store under real processes: killed while it commits, and shared by three at once.

A child commits in a loop and prints each index once its commit has returned.  It is killed with
SIGKILL at a moment of its own; then every index that it printed must be there with its entry
and its sheet, and the log must verify.  All rounds go to one file, so each also starts from
what a crash left behind.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from douane.audit.verify import verify
from douane.stores.local_keyring import LocalKeyring, create
from douane.stores.sqlite import SqliteStore
from douane.stores.sqlite_log import read_log

ORIGIN = "douane.example/crash"
NOW_MS = 1_790_000_000_000
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")}

COMMITTER = """
import sys
from pathlib import Path
from douane.model.commit import Commit, Sync
from douane.model.sheet import SealedSheet
from douane.stores.local_keyring import LocalKeyring
from douane.stores.sqlite import SqliteStore

path, key_file, origin, name, rounds = sys.argv[1:]
store = SqliteStore(
    Path(path), keyring=LocalKeyring.open(Path(key_file)), origin=origin
)
now_ms = 1_790_000_000_000
for number in range(int(rounds)):
    batch = []
    for part in range(1 + number % 3):
        label = f"{name}-{number}-{part}"
        sheet = SealedSheet("acme", label, 0, now_ms + 60_000, label.encode() * 20)
        sync = Sync.FULL if number % 7 == 0 else Sync.NORMAL
        batch.append(Commit(label.encode(), sheet, sync))
    for index, commit in zip(store.commit(batch, now_ms), batch, strict=True):
        sys.stdout.write(f"{index} {commit.entry.decode()}\\n")
    sys.stdout.flush()
    if number % 10 == 3:
        sys.stdout.write(f"signed {store.checkpoint(now_ms).decode().split()[1]}\\n")
    if number % 25 == 9:
        store.sweep(now_ms)
store.close()
"""


def start(path: Path, key_file: Path, name: str, rounds: int) -> subprocess.Popen[str]:
    arguments = [str(path), str(key_file), ORIGIN, name, str(rounds)]
    command = [sys.executable, "-c", COMMITTER, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)


def acknowledged(printed: str) -> tuple[dict[int, str], int]:
    """Return label by index, and the largest size that was signed; a cut last line counts not."""
    labels: dict[int, str] = {}
    signed = 0
    for line in printed.split("\n")[:-1]:
        head, _, label = line.partition(" ")
        if head == "signed":
            signed = max(signed, int(label))
        else:
            labels[int(head)] = label
    return labels, signed


def check(path: Path, key_file: Path, labels: dict[int, str], signed: int) -> int:
    """See that everything acknowledged is there and the log verifies; return its size."""
    keyring = LocalKeyring.open(key_file)
    with read_log(path) as log:
        rows = list(log.rows)
        report = verify(rows, log.checkpoints, log.edge, ORIGIN, keyring.public_key())
    assert report.faults == ()
    assert report.signed >= signed
    stored = {row.index: row.entry.decode() for row in rows}
    assert {index: stored.get(index) for index in labels} == labels
    with SqliteStore(path, keyring=keyring, origin=ORIGIN) as store:
        for label in stored.values():
            (sheet,) = store.sheets("acme", label, NOW_MS)
            assert sheet.sealed == label.encode() * 20
        store.checkpoint(NOW_MS)
    return len(rows)


def kill_under_load(directory: Path, times: int) -> None:
    path, key_file = directory / "douane.db", directory / "root.toml"
    create(key_file)
    moments = random.Random(7)  # noqa: S311 - when to kill, not a secret
    labels: dict[int, str] = {}
    signed = 0
    for attempt in range(times):
        child = start(path, key_file, f"run{attempt}", 1_000_000)
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(moments.uniform(0.0, 0.06))
        child.send_signal(signal.SIGKILL)
        rest, _ = child.communicate()
        assert child.returncode == -signal.SIGKILL
        new_labels, new_signed = acknowledged(first + rest)
        labels |= new_labels
        signed = max(signed, new_signed)
        if attempt % 5 == 4:
            assert check(path, key_file, labels, signed) >= len(labels) > 0
    assert check(path, key_file, labels, signed) >= len(labels) >= times


def test_twenty_five_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    kill_under_load(tmp_path, 25)


@pytest.mark.slow
def test_five_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    kill_under_load(tmp_path, 500)


def test_three_processes_at_once_give_every_index_once(tmp_path: Path) -> None:
    path, key_file = tmp_path / "douane.db", tmp_path / "root.toml"
    create(key_file)
    children = [start(path, key_file, f"worker{n}", 60) for n in range(3)]
    outputs = [child.communicate()[0] for child in children]
    assert [child.returncode for child in children] == [0, 0, 0]

    every = [acknowledged(output) for output in outputs]
    labels = {index: label for found, _ in every for index, label in found.items()}

    assert sum(len(found) for found, _ in every) == len(labels)
    assert sorted(labels) == list(range(len(labels)))
    size = check(path, key_file, labels, max(signed for _, signed in every))
    assert size == len(labels) == 3 * sum(1 + number % 3 for number in range(60))
