"""An index file opens whole, for its tenant, under its key; or not at all."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from douane.model.errors import StoreError
from douane.stores.index_file import PIECE_BYTES, SealedIndex, write_index
from douane.stores.local_keyring import LocalKeyring, create, rotate
from douane.stores.shared_memory import SharedMemory, attach

CONTENTS = {
    "nothing": b"",
    "little": b"Anna Ehlers",
    "exactly one piece": bytes(PIECE_BYTES),
    "a byte more": bytes(PIECE_BYTES + 1),
    "several pieces": bytes(range(256)) * (PIECE_BYTES // 100),
}
Written = tuple[Path, LocalKeyring]


def seal(path: Path, content: bytes, keyring: LocalKeyring, tenant: str = "bank") -> None:
    halves = [memoryview(content)[: len(content) // 3], memoryview(content)[len(content) // 3 :]]
    write_index(path, halves, len(content), tenant, keyring)


def read(path: Path, keyring: LocalKeyring, tenant: str = "bank") -> bytes:
    return b"".join(SealedIndex(path, tenant, keyring).pieces())


@pytest.fixture
def written(tmp_path: Path, keyring: LocalKeyring) -> Written:
    path = tmp_path / "known.idx"
    seal(path, CONTENTS["several pieces"], keyring)
    return path, keyring


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS.keys())
def test_what_was_written_is_read(tmp_path: Path, keyring: LocalKeyring, content: bytes) -> None:
    path = tmp_path / "deep" / "known.idx"
    seal(path, content, keyring)

    assert read(path, keyring) == content
    assert path.stat().st_mode & 0o077 == 0
    assert not content or content[:11] not in path.read_bytes()


def test_it_opens_after_the_key_was_rotated(tmp_path: Path, key_file: Path) -> None:
    path = tmp_path / "known.idx"
    seal(path, b"content", LocalKeyring.open(key_file))
    rotate(key_file)

    assert read(path, LocalKeyring.open(key_file)) == b"content"


def test_it_opens_for_its_own_tenant_only(written: Written) -> None:
    with pytest.raises(StoreError, match="another tenant's"):
        read(*written, tenant="other")


def test_it_does_not_open_with_the_key_of_another_installation(
    written: Written, tmp_path: Path
) -> None:
    create(tmp_path / "other.key")
    with pytest.raises(StoreError, match="does not open"):
        read(written[0], LocalKeyring.open(tmp_path / "other.key"))


@pytest.mark.parametrize("place", [0, 12, 13, 14, 20, 30, 80, 95, 100, 110, 200, 1 << 20, -1])
def test_a_changed_byte_anywhere_is_seen(written: Written, place: int) -> None:
    path, keyring = written
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        read(path, keyring)

    assert caught.value.code == "index_unreadable"


@pytest.mark.parametrize("length", [0, 5, 13, 14, 40, 120, 2_000, PIECE_BYTES, -1, -20])
def test_a_cut_file_is_refused(written: Written, length: int) -> None:
    path, keyring = written
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(StoreError):
        read(path, keyring)


def test_a_file_cut_between_two_pieces_is_refused(written: Written) -> None:
    path, keyring = written
    content = path.read_bytes()
    header = len(content) - len(CONTENTS["several pieces"]) - 16 * 3
    path.write_bytes(content[: header + 2 * (PIECE_BYTES + 16)])
    with pytest.raises(StoreError, match="cut off"):
        read(path, keyring)


def test_pieces_in_another_order_are_refused(written: Written) -> None:
    path, keyring = written
    content = path.read_bytes()
    size = PIECE_BYTES + 16
    header = len(content) - len(CONTENTS["several pieces"]) - 16 * 3
    first, second = content[header : header + size], content[header + size : header + 2 * size]
    path.write_bytes(content[:header] + second + first + content[header + 2 * size :])
    with pytest.raises(StoreError, match="altered"):
        read(path, keyring)


def test_something_added_is_refused(written: Written) -> None:
    path, keyring = written
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(StoreError, match="added"):
        read(path, keyring)


def test_another_format_is_named(written: Written) -> None:
    path, keyring = written
    content = bytearray(path.read_bytes())
    content[12] = 9
    path.write_bytes(content)
    with pytest.raises(StoreError, match="format 9"):
        read(path, keyring)


def test_an_absent_file_says_what_to_do(tmp_path: Path, keyring: LocalKeyring) -> None:
    with pytest.raises(StoreError, match="douane index build"):
        read(tmp_path / "absent.idx", keyring)


def test_a_failed_write_leaves_the_old_one(written: Written) -> None:
    path, keyring = written
    path.with_name("known.idx.new").mkdir()
    with pytest.raises(StoreError) as caught:
        seal(path, b"new", keyring)

    assert caught.value.code == "index_unwritable"
    assert read(path, keyring) == CONTENTS["several pieces"]


def test_another_process_sees_the_same_memory_and_cannot_write_it() -> None:
    memory = SharedMemory.holding([b"known ", b"values"], "test")
    asked = (
        "import sys; from douane.stores.shared_memory import attach; "
        "view = attach(sys.argv[1]); print(bytes(view).decode(), view.readonly)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", asked, memory.address], capture_output=True, text=True, check=True
    )

    assert shown.stdout == "known values True\n"
    with pytest.raises(PermissionError), open(memory.address, "r+b") as file:  # noqa: PTH123 - an address, not a path
        file.write(b"x")
    memory.close()
    assert bytes(memory.view) == b"known values"


def test_memory_that_is_gone_is_refused() -> None:
    memory = SharedMemory.holding([b"x"], "test")
    address = memory.address
    memory.close()
    with pytest.raises(StoreError, match="shared"):
        attach(address)


def test_memory_that_could_not_be_filled_is_not_kept() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))

    def fail(file: object) -> None:
        assert isinstance(file, io.BufferedWriter)
        raise StoreError("it was altered", code="index_unreadable")

    with pytest.raises(StoreError, match="altered"):
        SharedMemory.filled_by(fail, "test")
    assert len(list(Path("/proc/self/fd").iterdir())) == before
