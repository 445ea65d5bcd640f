"""Verification: whatever is done to a small log is found, and the right place is named."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from douane.audit.merkle import Tree, leaf_hash
from douane.audit.note import Checkpoint, sign_checkpoint
from douane.audit.verify import Fault, FaultKind, Report, Row, Signed, verify

ORIGIN = "douane.example/acme"
SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = SECRET.public_key().public_bytes_raw()


@dataclass
class Log:
    """A log that can be tampered with: cells of rows, and signed sizes."""

    entries: list[bytes]
    signed_sizes: tuple[int, ...]
    indexes: list[int] = field(init=False)
    leaves: list[bytes] = field(init=False)
    checkpoints: list[Signed] = field(init=False)
    edge: bytes = field(init=False)

    def __post_init__(self) -> None:  # noqa: D105 - derives what can be tampered with
        self.indexes = list(range(len(self.entries)))
        self.leaves = [leaf_hash(entry) for entry in self.entries]
        self.checkpoints = [signed(self.leaves[:size]) for size in self.signed_sizes]
        self.edge = Tree().extended(self.leaves).encode()

    def report(self) -> Report:
        cells = zip(self.indexes, self.entries, self.leaves, strict=True)
        rows = (Row(*cell) for cell in cells)
        return verify(rows, self.checkpoints, self.edge, ORIGIN, PUBLIC)

    def faults(self) -> list[tuple[str, int, int]]:
        return [(fault.kind.value, fault.first, fault.last) for fault in self.report().faults]

    def bracket(self, index: int) -> tuple[int, int]:
        """Return first and last index between the known sizes around ``index``."""
        sizes = sorted({0, *self.signed_sizes, Tree.decode(self.edge).size})
        return next((low, high - 1) for low, high in pairwise(sizes) if low <= index < high)


def signed(leaves: list[bytes], secret: Ed25519PrivateKey = SECRET) -> Signed:
    tree = Tree().extended(leaves)
    checkpoint = Checkpoint(ORIGIN, tree.size, tree.root())
    note = sign_checkpoint(checkpoint, secret.public_key().public_bytes_raw(), secret.sign)
    return Signed(tree.size, note, tree.encode())


def sample() -> Log:
    return Log([b'{"n":%d}' % number for number in range(10)], (0, 3, 7))


def flip(data: bytes, position: int = 0) -> bytes:
    spoilt = bytearray(data)
    spoilt[position % len(data)] ^= 1
    return bytes(spoilt)


def rewrite(log: Log, index: int) -> None:
    log.entries[index] = flip(log.entries[index])
    log.leaves[index] = leaf_hash(log.entries[index])


def test_an_untouched_log_has_no_fault() -> None:
    report = sample().report()

    assert report == Report(entries=10, signed=7, checkpoints=3, faults=())
    assert report.ok


def test_an_empty_log_has_no_fault() -> None:
    assert verify([], [], Tree().encode(), ORIGIN, PUBLIC).ok


def change_entry(log: Log) -> None:
    log.entries[5] = flip(log.entries[5])


def change_unsigned_entry(log: Log) -> None:
    log.entries[8] = flip(log.entries[8])


def change_leaf(log: Log) -> None:
    log.leaves[5] = flip(log.leaves[5])


def swap_entries(log: Log) -> None:
    log.entries[1], log.entries[8] = log.entries[8], log.entries[1]


def swap_neighbours_entries(log: Log) -> None:
    log.entries[4], log.entries[5] = log.entries[5], log.entries[4]


def swap_leaves(log: Log) -> None:
    log.leaves[4], log.leaves[5] = log.leaves[5], log.leaves[4]


def swap_rows(log: Log) -> None:
    swap_neighbours_entries(log)
    swap_leaves(log)


def rewrite_entry(log: Log) -> None:
    rewrite(log, 5)


def rewrite_two_apart(log: Log) -> None:
    rewrite(log, 1)
    rewrite(log, 9)


def rewrite_with_the_edge(log: Log) -> None:
    rewrite(log, 5)
    log.edge = Tree().extended(log.leaves).encode()


def delete(log: Log) -> None:
    for cells in (log.indexes, log.entries, log.leaves):
        del cells[5]


def delete_across_a_checkpoint(log: Log) -> None:
    for cells in (log.indexes, log.entries, log.leaves):
        del cells[2:4]


def delete_and_renumber(log: Log) -> None:
    delete(log)
    log.indexes = list(range(9))


def repeat(log: Log) -> None:
    log.indexes.insert(6, 5)
    log.entries.insert(6, log.entries[5])
    log.leaves.insert(6, log.leaves[5])


def append(log: Log) -> None:
    log.indexes.append(10)
    log.entries.append(b"extra")
    log.leaves.append(leaf_hash(b"extra"))


def truncate(log: Log) -> None:
    for cells in (log.indexes, log.entries, log.leaves):
        del cells[6:]


def truncate_with_the_edge(log: Log) -> None:
    truncate(log)
    log.edge = Tree().extended(log.leaves).encode()


def truncate_unsigned(log: Log) -> None:
    for cells in (log.indexes, log.entries, log.leaves):
        del cells[8:]


def spoil_note(log: Log) -> None:
    log.checkpoints[1] = Signed(3, flip(log.checkpoints[1].note), log.checkpoints[1].edge)


def forge_note(log: Log) -> None:
    log.checkpoints[1] = signed(log.leaves[:3], Ed25519PrivateKey.generate())


def fork(log: Log) -> None:
    log.checkpoints.append(signed([bytes(32)] * 7))


def refile(log: Log) -> None:
    log.checkpoints[1] = Signed(4, log.checkpoints[1].note, log.checkpoints[1].edge)


def spoil_stored_edge(log: Log) -> None:
    log.checkpoints[1] = Signed(3, log.checkpoints[1].note, log.checkpoints[2].edge)


def spoil_edge(log: Log) -> None:
    log.edge = flip(log.edge, -1)


def break_edge(log: Log) -> None:
    log.edge = b"?"


def empty_file(log: Log) -> None:
    truncate(log)
    for cells in (log.indexes, log.entries, log.leaves):
        cells.clear()


UNVOUCHED = "no longer vouched for"
TAMPERING: dict[str, tuple[Callable[[Log], None], list[tuple[str, int, int]]]] = {
    "an entry is changed": (change_entry, [("changed", 5, 5)]),
    "an entry not yet signed is changed": (change_unsigned_entry, [("changed", 8, 8)]),
    "a leaf hash is changed": (change_leaf, [("leaf hash changed", 5, 5)]),
    "two entries far apart are swapped": (
        swap_entries, [("changed", 1, 1), ("changed", 8, 8)],
    ),
    "two neighbours are swapped": (
        swap_neighbours_entries, [("reordered", 4, 4), ("reordered", 5, 5)],
    ),
    "two leaf hashes are swapped": (
        swap_leaves, [("leaf hash changed", 4, 4), ("leaf hash changed", 5, 5)],
    ),
    "two rows are swapped": (swap_rows, [("rewritten", 3, 6)]),
    "an entry and its hash are rewritten": (rewrite_entry, [("rewritten", 3, 6)]),
    "two entries with their hashes": (
        rewrite_two_apart, [("rewritten", 0, 2), ("rewritten", 7, 9)],
    ),
    "an entry, its hash and the edge": (
        rewrite_with_the_edge, [("rewritten", 3, 6), ("rewritten", 7, 9)],
    ),
    "an entry is deleted": (delete, [(UNVOUCHED, 3, 6), ("missing", 5, 5)]),
    "entries around a checkpoint are deleted": (
        delete_across_a_checkpoint,
        [(UNVOUCHED, 0, 2), ("missing", 2, 3), (UNVOUCHED, 3, 6)],
    ),
    "an entry is deleted and the rest renumbered": (
        delete_and_renumber, [("rewritten", 3, 6), (UNVOUCHED, 7, 9), ("missing", 9, 9)],
    ),
    "an entry is repeated": (repeat, [("repeated", 5, 5)]),
    "an entry is appended": (append, [("extra", 10, 10)]),
    "the tail is cut off": (truncate, [(UNVOUCHED, 3, 6), ("missing", 6, 9)]),
    "the tail is cut off and the edge rewritten": (
        truncate_with_the_edge,
        [(UNVOUCHED, 3, 6), ("missing", 6, 6), ("bad tree edge", 6, 7)],
    ),
    "the unsigned tail is cut off": (
        truncate_unsigned, [(UNVOUCHED, 7, 9), ("missing", 8, 9)],
    ),
    "a checkpoint is edited": (spoil_note, [("bad checkpoint", 3, 3)]),
    "a checkpoint is signed by another key": (forge_note, [("bad checkpoint", 3, 3)]),
    "two roots are signed for one size": (fork, [("bad checkpoint", 7, 7)]),
    "a checkpoint is filed under another size": (refile, [("bad checkpoint", 4, 4)]),
    "a checkpoint's edge is another's": (spoil_stored_edge, [("bad checkpoint", 3, 3)]),
    "the stored edge is changed": (spoil_edge, [("rewritten", 7, 9)]),
    "the stored edge is broken": (break_edge, [("bad tree edge", 7, 7)]),
    "everything is deleted": (empty_file, [("missing", 0, 9)]),
}  # fmt: skip


@pytest.mark.parametrize(("tamper", "faults"), TAMPERING.values(), ids=TAMPERING.keys())
def test_it_is_found_when(
    tamper: Callable[[Log], None], faults: list[tuple[str, int, int]]
) -> None:
    log = sample()

    tamper(log)

    assert log.faults() == faults


def test_a_checkpoint_kept_elsewhere_shows_a_tail_cut_off_with_its_checkpoints() -> None:
    log = sample()
    kept = Signed(7, log.checkpoints[-1].note)
    truncate_with_the_edge(log)
    log.checkpoints = log.checkpoints[:2]
    assert log.report().ok

    log.checkpoints.append(kept)

    assert ("missing", 6, 6) in log.faults()


def test_a_changed_entry_before_a_checkpoint_without_an_edge_hides_nothing_behind_it() -> None:
    log = sample()
    log.checkpoints = [Signed(stored.size, stored.note) for stored in log.checkpoints]
    change_entry(log)
    rewrite(log, 8)

    assert log.faults() == [("changed", 5, 5), ("rewritten", 7, 9)]


def test_reports_quote_no_entry() -> None:
    log = sample()
    log.entries[5] = b"Hans"
    log.entries[6] = b"Berta"

    assert not any("Hans" in f.what or "Berta" in f.what for f in log.report().faults)


@st.composite
def logs(draw: st.DrawFn) -> Log:
    size = draw(st.integers(1, 20))
    entries = [b"%d:%s" % (n, draw(st.binary(max_size=3))) for n in range(size)]
    sizes = draw(st.sets(st.integers(0, size), max_size=5))
    return Log(entries, tuple(sorted(sizes)))


def without_unvouched(log: Log) -> list[tuple[str, int, int]]:
    return [fault for fault in log.faults() if fault[0] != UNVOUCHED]


def covers(faults: tuple[Fault, ...], kinds: set[FaultKind], index: int) -> bool:
    return any(fault.kind in kinds and fault.first <= index <= fault.last for fault in faults)


@given(log=logs())
def test_an_untouched_log_never_has_a_fault(log: Log) -> None:
    assert log.report().ok


@given(log=logs(), data=st.data())
def test_a_changed_byte_is_named_exactly(log: Log, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(log.entries) - 1))
    log.entries[index] = flip(log.entries[index], data.draw(st.integers(0, 100)))

    assert log.faults() == [("changed", index, index)]


@given(log=logs(), data=st.data())
def test_a_changed_hash_is_named_exactly(log: Log, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(log.entries) - 1))
    log.leaves[index] = flip(log.leaves[index], data.draw(st.integers(0, 31)))

    assert log.faults() == [("leaf hash changed", index, index)]


@given(log=logs(), data=st.data())
def test_a_missing_entry_is_named_exactly(log: Log, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(log.entries) - 1))
    for cells in (log.indexes, log.entries, log.leaves):
        del cells[index]

    assert without_unvouched(log) == [("missing", index, index)]


@given(log=logs(), data=st.data())
def test_moved_entries_are_each_named(log: Log, data: st.DataObject) -> None:
    order = data.draw(st.permutations(log.entries))
    moved = [n for n, entry in enumerate(order) if entry != log.entries[n]]
    log.entries = list(order)

    faults = log.report().faults

    assert [fault.first for fault in faults] == moved
    assert {fault.kind for fault in faults} <= {FaultKind.MOVED, FaultKind.CHANGED}


@given(log=logs(), data=st.data())
def test_moved_rows_are_bracketed(log: Log, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(log.entries))))
    moved = {n for n, old in enumerate(order) if n != old}
    log.entries = [log.entries[old] for old in order]
    log.leaves = [log.leaves[old] for old in order]

    brackets = {("rewritten", *log.bracket(index)) for index in moved}

    assert set(log.faults()) == brackets


@given(log=logs(), data=st.data())
def test_a_rewritten_row_is_bracketed(log: Log, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(log.entries) - 1))
    rewrite(log, index)

    assert log.faults() == [("rewritten", *log.bracket(index))]


@given(log=logs(), data=st.data())
def test_a_row_removed_or_slipped_in_with_the_rest_renumbered_is_found(
    log: Log, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(log.entries) - 1))
    if data.draw(st.booleans()):
        del log.entries[index], log.leaves[index]
    else:
        log.entries.insert(index, b"slipped in")
        log.leaves.insert(index, leaf_hash(b"slipped in"))
    log.indexes = list(range(len(log.entries)))

    faults = log.report().faults

    found = {FaultKind.REWRITTEN, FaultKind.MISSING, FaultKind.EXTRA, FaultKind.UNVOUCHED}
    assert covers(faults, found, index)
    assert min(fault.first for fault in faults) <= index


@given(log=logs(), data=st.data())
def test_a_tail_of_another_length_is_named_exactly(log: Log, data: st.DataObject) -> None:
    size = len(log.entries)
    kept = data.draw(st.integers(0, size + 3))
    if kept < size:
        for cells in (log.indexes, log.entries, log.leaves):
            del cells[kept:]
        assert without_unvouched(log) == [("missing", kept, size - 1)]
    else:
        extra = [b"extra %d" % number for number in range(size, kept)]
        log.entries += extra
        log.leaves += [leaf_hash(entry) for entry in extra]
        log.indexes += range(size, kept)
        assert log.faults() == [("extra", index, index) for index in range(size, kept)]


@given(log=logs(), data=st.data())
def test_an_edited_checkpoint_is_named_exactly(log: Log, data: st.DataObject) -> None:
    if not log.checkpoints:
        return
    which = data.draw(st.integers(0, len(log.checkpoints) - 1))
    old = log.checkpoints[which]
    note = flip(old.note, data.draw(st.integers(0, len(old.note) - 1)))
    log.checkpoints[which] = Signed(old.size, note, old.edge)

    assert log.faults() == [("bad checkpoint", old.size, old.size)]


@given(log=logs(), edge=st.binary(max_size=80), note=st.binary(max_size=200))
def test_any_stored_bytes_end_in_a_report(log: Log, edge: bytes, note: bytes) -> None:
    log.edge = edge
    log.checkpoints.append(Signed(3, note, edge))

    assert not log.report().ok
