"""The SQLite driver: its file, several openers, rollback, and every way it can fail."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from douane.audit.note import open_checkpoint
from douane.audit.verify import Report, verify
from douane.model.commit import Commit, Sync
from douane.model.errors import StoreError
from douane.model.sheet import SealedSheet
from douane.stores.conformance import NOW_MS, ORIGIN
from douane.stores.limits import Limits
from douane.stores.local_keyring import LocalKeyring
from douane.stores.sqlite import SqliteStore
from douane.stores.sqlite_log import read_log

OpenFile = Callable[..., SqliteStore]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3] / "src")}
QUICK = Limits(busy_ms=20)


def entry(number: int = 0, size: int = 20) -> Commit:
    return Commit(b"%0*d" % (size, number), None, Sync.NORMAL)


def verified(path: Path, keyring: LocalKeyring) -> Report:
    with read_log(path) as log:
        return verify(log.rows, log.checkpoints, log.edge, log.origin, keyring.public_key())


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_file_opened_again_goes_on(
    open_file: OpenFile, path: Path, keyring: LocalKeyring
) -> None:
    first = open_file()
    first.commit([entry(0), entry(1)], NOW_MS)
    note = first.checkpoint(NOW_MS)
    first.close()

    second = open_file()

    assert second.checkpoint(NOW_MS) == note
    assert second.commit([entry(2)], NOW_MS) == range(2, 3)
    second.checkpoint(NOW_MS)
    assert verified(path, keyring) == Report(entries=3, signed=3, checkpoints=2, faults=())


def test_two_openers_see_each_others_writes(open_file: OpenFile) -> None:
    one, two = open_file(), open_file()

    indexes = [store.commit([entry()], NOW_MS)[0] for store in (one, two, two, one, two)]

    assert indexes == [0, 1, 2, 3, 4]
    assert one.checkpoint(NOW_MS) == two.checkpoint(NOW_MS)


def test_the_file_is_its_owners_alone(open_file: OpenFile, path: Path) -> None:
    store = open_file()
    store.commit([entry()], NOW_MS)
    store.checkpoint(NOW_MS)

    for file in path.parent.glob("douane.db*"):
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file.name


def test_settings_are_those_of_a_durable_log(open_file: OpenFile) -> None:
    store = open_file()
    writer = store._writer  # noqa: SLF001 - what is set cannot be seen from outside

    def setting(name: str) -> object:
        return writer.execute(f"PRAGMA {name}").fetchone()[0]

    assert setting("journal_mode") == "wal"
    assert setting("wal_autocheckpoint") == 0
    assert setting("secure_delete") == 1
    store.commit([entry()], NOW_MS)
    assert setting("synchronous") == 1
    store.commit([entry(), Commit(b"full")], NOW_MS)
    assert setting("synchronous") == 2
    store.commit([entry()], NOW_MS)
    assert setting("synchronous") == 1


def test_an_unknown_format_refuses_to_start(open_file: OpenFile, path: Path) -> None:
    open_file().close()
    tamper(path, "UPDATE meta SET value = '2' WHERE name = 'format'")

    with pytest.raises(StoreError, match="format 1") as caught:
        open_file()

    assert caught.value.code == "store_format"


def test_another_logs_file_refuses_to_start(open_file: OpenFile) -> None:
    open_file().close()

    with pytest.raises(StoreError, match="another origin") as caught:
        open_file(origin="douane.example/umbrella")

    assert caught.value.code == "store_format"


def test_a_strangers_database_refuses_to_start(open_file: OpenFile, path: Path) -> None:
    tamper(path, "CREATE TABLE customers (name TEXT)")

    with pytest.raises(StoreError, match="not a Douane store"):
        open_file()


@pytest.mark.parametrize("content", [b"no database" * 100, b"SQLite format 3\x00" + bytes(4080)])
def test_a_damaged_file_refuses_to_start(open_file: OpenFile, path: Path, content: bytes) -> None:
    path.write_bytes(content)

    with pytest.raises(StoreError, match="damaged") as caught:
        open_file()

    assert caught.value.code == "log_unavailable"


def test_a_directory_that_is_not_there_is_named_as_the_cause(keyring: LocalKeyring) -> None:
    with pytest.raises(StoreError, match="FileNotFoundError"):
        SqliteStore(Path("/nowhere/douane.db"), keyring=keyring, origin=ORIGIN)


TAMPERING = {
    "the last entry is gone": (
        'DELETE FROM entries WHERE "index" = 3',
    ),
    "a leaf not yet signed is another": (
        'UPDATE entries SET leaf = zeroblob(32) WHERE "index" = 3',
    ),
    "a leaf is no blob": (
        'UPDATE entries SET leaf = 7 WHERE "index" = 3',
    ),
    "the tree is an older one": (
        "UPDATE tree SET edge = (SELECT edge FROM checkpoints WHERE size = 2)",
    ),
    "the tree is gone": (
        "DELETE FROM tree",
    ),
    "the last checkpoint is forged": (
        "UPDATE checkpoints SET note = CAST(replace(note, x'0a', x'0a0a') AS BLOB)",
    ),
    "the last checkpoint is no blob": (
        "UPDATE checkpoints SET note = 'note'",
    ),
    "the last checkpoint's edge is another's": (
        "UPDATE checkpoints SET edge = (SELECT edge FROM checkpoints WHERE size = 2)",
    ),
    "everything since the last checkpoint but one is gone": (
        'DELETE FROM entries WHERE "index" >= 2',
        "DELETE FROM checkpoints WHERE size > 2",
        "UPDATE tree SET edge = (SELECT edge FROM checkpoints WHERE size = 2)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("statements", TAMPERING.values(), ids=TAMPERING.keys())
def test_nothing_is_signed_over_when(
    statements: tuple[str, ...], open_file: OpenFile, path: Path
) -> None:
    store = open_file()
    store.commit([entry(0), entry(1)], NOW_MS)
    store.checkpoint(NOW_MS)
    store.commit([entry(2)], NOW_MS)
    store.checkpoint(NOW_MS)
    store.commit([entry(3)], NOW_MS)
    tamper(path, *statements)

    with pytest.raises(StoreError) as caught:
        store.checkpoint(NOW_MS)
    assert caught.value.code == "log_inconsistent"
    with pytest.raises(StoreError) as caught:
        open_file()
    assert caught.value.code == "log_inconsistent"


def test_a_signed_entry_that_is_gone_is_noticed(open_file: OpenFile, path: Path) -> None:
    store = open_file()
    store.commit([entry(0), entry(1)], NOW_MS)
    store.checkpoint(NOW_MS)
    tamper(path, 'DELETE FROM entries WHERE "index" = 1')

    with pytest.raises(StoreError, match="last entry"):
        open_file()


def test_a_shorter_tree_is_noticed_without_the_copy_of_the_checkpoint(
    open_file: OpenFile, path: Path
) -> None:
    store = open_file()
    for number in range(3):
        store.commit([entry(number)], NOW_MS)
        store.checkpoint(NOW_MS)
    path.with_name("douane.db.checkpoint").unlink()
    tamper(
        path,
        'DELETE FROM entries WHERE "index" = 2',
        "UPDATE tree SET edge = (SELECT edge FROM checkpoints WHERE size = 2)",
    )

    with pytest.raises(StoreError, match="shorter"):
        open_file()


def test_of_two_that_sign_one_size_both_return_the_note_that_was_kept(
    open_file: OpenFile, path: Path, keyring: LocalKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = open_file(), open_file()
    one.commit([entry()], NOW_MS)
    notes: list[bytes] = []
    sign = LocalKeyring.sign

    def sign_late(self: LocalKeyring, message: bytes) -> bytes:
        monkeypatch.setattr(LocalKeyring, "sign", sign)
        notes.append(two.checkpoint(NOW_MS))
        return sign(self, message)

    monkeypatch.setattr(LocalKeyring, "sign", sign_late)

    assert [one.checkpoint(NOW_MS)] == notes
    assert verified(path, keyring) == Report(entries=1, signed=1, checkpoints=1, faults=())


def test_the_copy_of_a_checkpoint_is_written_once(open_file: OpenFile, path: Path) -> None:
    store = open_file()
    store.checkpoint(NOW_MS)
    before = path.with_name("douane.db.checkpoint").stat()

    store.checkpoint(NOW_MS)

    after = path.with_name("douane.db.checkpoint").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_restored_backup_is_noticed(open_file: OpenFile, path: Path) -> None:
    store = open_file()
    store.commit([entry(0)], NOW_MS)
    store.checkpoint(NOW_MS)
    store.close()
    backup = path.read_bytes()
    store = open_file()
    store.commit([entry(1)], NOW_MS)
    store.checkpoint(NOW_MS)
    store.close()
    path.write_bytes(backup)

    with pytest.raises(StoreError, match="old copy"):
        open_file()


def test_an_unreadable_copy_of_the_checkpoint_is_noticed(open_file: OpenFile, path: Path) -> None:
    store = open_file()
    store.checkpoint(NOW_MS)
    path.with_name("douane.db.checkpoint").write_bytes(b"?\n")

    with pytest.raises(StoreError, match="copy of the last checkpoint"):
        store.checkpoint(NOW_MS)


def test_a_lost_copy_of_the_checkpoint_is_written_again(open_file: OpenFile, path: Path) -> None:
    store = open_file()
    store.checkpoint(NOW_MS)
    copy = path.with_name("douane.db.checkpoint")
    content = copy.read_bytes()
    copy.unlink()

    store.checkpoint(NOW_MS)

    assert copy.read_bytes() == content


def unavailable(store: SqliteStore, advice: str) -> None:
    with pytest.raises(StoreError, match=advice) as caught:
        store.commit([entry(7)], NOW_MS)
    assert caught.value.code == "log_unavailable"


def test_a_locked_file_fails_closed_and_recovers(
    open_file: OpenFile, path: Path, keyring: LocalKeyring
) -> None:
    store = open_file(QUICK)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        unavailable(store, "SQLITE_BUSY.*another process")

    assert store.commit([entry()], NOW_MS) == range(1)
    assert verified(path, keyring).ok


def test_a_read_only_file_fails_closed_and_recovers(open_file: OpenFile) -> None:
    store = open_file()
    store._writer.execute("PRAGMA query_only = ON")  # noqa: SLF001 - root may write any file
    unavailable(store, "SQLITE_READONLY.*writable")
    store._writer.execute("PRAGMA query_only = OFF")  # noqa: SLF001

    assert store.commit([entry()], NOW_MS) == range(1)


def test_a_full_database_fails_closed_and_recovers(
    open_file: OpenFile, path: Path, keyring: LocalKeyring
) -> None:
    store = open_file()
    store.commit([entry()], NOW_MS)
    writer = store._writer  # noqa: SLF001 - the only handle on the page limit
    (pages,) = writer.execute("PRAGMA page_count").fetchone()
    writer.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    sheet = SealedSheet("acme", "talk", 0, NOW_MS + 1, b"sealed")

    with pytest.raises(StoreError, match=r"SQLITE_FULL.*free space"):
        store.commit([Commit(b"x" * 60_000, sheet, Sync.NORMAL)], NOW_MS)

    assert store.sheets("acme", "talk", NOW_MS) == ()
    writer.execute("PRAGMA max_page_count = 1000000").fetchall()
    assert store.commit([entry(1)], NOW_MS) == range(1, 2)
    assert verified(path, keyring) == Report(entries=2, signed=0, checkpoints=0, faults=())


def test_a_corrupted_page_fails_closed(open_file: OpenFile, path: Path) -> None:
    store = open_file()
    store.commit([entry(n, 4_000) for n in range(50)], NOW_MS)
    store.close()
    damaged = bytearray(path.read_bytes())
    damaged[4096:] = b"\xff" * (len(damaged) - 4096)
    path.write_bytes(damaged)

    with pytest.raises(StoreError) as caught:
        open_file()

    assert caught.value.code in {"log_unavailable", "log_corrupted"}


# A real disk that takes no more: the kernel refuses writes beyond the limit.
DISK_FULL = """
import resource, signal, sys
from pathlib import Path
from douane.model.commit import Commit, Sync
from douane.model.errors import StoreError
from douane.stores.local_keyring import LocalKeyring
from douane.stores.sqlite import SqliteStore

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
keyring = LocalKeyring.open(Path(sys.argv[2]))
store = SqliteStore(Path(sys.argv[1]), keyring=keyring, origin=sys.argv[3])
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
acknowledged, refused = 0, []
for number in range(100):
    sync = Sync.FULL if number % 2 else Sync.NORMAL
    try:
        store.commit([Commit(b"%05000d" % number, None, sync)], 1)
        acknowledged += 1
    except StoreError as error:
        refused.append(error.code)
assert refused and set(refused) == {"log_unavailable"}, refused
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
assert store.commit([Commit(b"room again")], 1) == range(acknowledged, acknowledged + 1)
store.checkpoint(1)
print(acknowledged + 1)
"""


def test_a_disk_that_takes_no_more_loses_nothing(
    path: Path, tmp_path: Path, key_file: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DISK_FULL, path, key_file, ORIGIN],
        check=True, capture_output=True, text=True, env=ENVIRONMENT,
    )  # fmt: skip

    report = verified(path, LocalKeyring.open(key_file))
    assert report.ok
    assert report.entries == report.signed == int(done.stdout)


def test_values_are_nowhere_in_the_files(open_file: OpenFile, path: Path) -> None:
    canary = b"Canary-Wolfgang-Amadeus"
    sealer = AESGCM(bytes(32))
    store = open_file()
    for number in range(50):
        nonce = number.to_bytes(12, "big")
        sealed = nonce + sealer.encrypt(nonce, canary * 20, b"acme|talk")
        sheet = SealedSheet("acme", "talk", number, NOW_MS + 1, sealed)
        store.commit([Commit(b"{}", sheet, Sync.NORMAL)], NOW_MS)
    sealed_bytes = store.sheets("acme", "talk", NOW_MS)[7].sealed
    live = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert canary not in live
    assert sealed_bytes in live, "the test looks in the right place"

    store.sweep(NOW_MS + 1)

    swept = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert sealed_bytes[:40] not in swept, "what is swept is overwritten"


def test_the_write_ahead_log_is_bounded_without_a_sweep(open_file: OpenFile, path: Path) -> None:
    store = open_file(Limits(wal_bytes=100_000))

    for number in range(400):
        store.commit([entry(number, 2_000)], NOW_MS)

    assert path.with_name("douane.db-wal").stat().st_size < 1_500_000


def test_a_sweep_empties_the_write_ahead_log(open_file: OpenFile, path: Path) -> None:
    store = open_file()
    store.commit([entry(number, 2_000) for number in range(100)], NOW_MS)

    store.sweep(NOW_MS)

    assert path.with_name("douane.db-wal").stat().st_size == 0


def test_a_sweep_beside_a_long_reader_stops_nobody(open_file: OpenFile, path: Path) -> None:
    store = open_file()
    store.commit([entry()], NOW_MS)
    with read_log(path) as log:
        next(log.rows)
        store.commit([entry(1)], NOW_MS)
        store.sweep(NOW_MS)
        store.commit([entry(2)], NOW_MS)
        assert len(list(log.rows)) == 0, "the reader keeps its snapshot"


def test_reading_a_log_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"), read_log(tmp_path / "none.db"):
        pass


@pytest.mark.parametrize("cell", ["NULL", "'text'", "7", "1.5", "zeroblob(3)"])
def test_cells_of_another_type_are_reported_as_changed(
    cell: str, open_file: OpenFile, path: Path, keyring: LocalKeyring
) -> None:
    open_file().commit([entry(0), entry(1)], NOW_MS)
    tamper(
        path,
        "PRAGMA ignore_check_constraints = ON",
        "CREATE TABLE loose AS SELECT * FROM entries",
        "DROP TABLE entries",
        "ALTER TABLE loose RENAME TO entries",
        f'UPDATE entries SET entry = {cell} WHERE "index" = 1',
    )

    faults = verified(path, keyring).faults

    assert [(fault.kind.value, fault.first) for fault in faults] == [("changed", 1)]


def test_a_checkpoint_is_signed_by_the_keyring_under_the_origin(
    open_file: OpenFile, keyring: LocalKeyring
) -> None:
    store = open_file()
    store.commit([entry()], NOW_MS)

    assert open_checkpoint(store.checkpoint(NOW_MS), ORIGIN, keyring.public_key()).size == 1


def test_a_signer_that_fails_leaves_no_trace(
    path: Path, keyring: LocalKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: LocalKeyring, _message: bytes) -> bytes:
        raise StoreError("no key: gone", code="key_unavailable")

    with SqliteStore(path, keyring=keyring, origin=ORIGIN) as store:
        store.commit([entry()], NOW_MS)
        with monkeypatch.context() as patch:
            patch.setattr(LocalKeyring, "sign", fail)
            with pytest.raises(StoreError, match="gone"):
                store.checkpoint(NOW_MS)
        assert store.commit([entry()], NOW_MS) == range(1, 2)
        store.checkpoint(NOW_MS)
    assert verified(path, keyring) == Report(entries=2, signed=2, checkpoints=1, faults=())
