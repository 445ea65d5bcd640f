"""Read a whole log back and name everything that is not as it was written.

What is compared with what:

1. Rows come in index order; a gap is a missing entry, an index twice a repeated one.  What is
   left between the two checkpoints around a gap fits its own leaf hashes at best: no root can be
   made of it, so the report names it as no longer vouched for.
2. Each entry is hashed again and compared with the leaf hash stored beside it.  Where the two
   differ and the signed roots still fit the stored hashes, exactly this entry was changed; if
   it is what another damaged row should hold, it was moved.
3. Whoever rewrites an entry and its leaf hash alike is caught by the signed checkpoints: of two
   neighbours the older fits and the newer does not, so the damage lies between them, and the
   report says between which.  Beyond it the tree is taken up again from the edge stored with
   the checkpoint, which its signed root vouches for, so that damage further on is found too.
4. After the newest checkpoint only the stored edge of the tree vouches, unsigned; entries
   beyond it are extra, entries short of it are missing.

What nobody can see from the file alone: a tail cut off behind an older checkpoint together with
every newer one.  Hand in checkpoints that were kept elsewhere, without their edges.

Source: RFC 6962 section 2.1; https://c2sp.org/tlog-checkpoint.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import msgspec

from douane.audit.merkle import Tree, leaf_hash
from douane.audit.note import open_checkpoint
from douane.model.errors import StoreError, UsageError


class Row(msgspec.Struct, frozen=True, gc=False):
    """An entry as the store holds it, with the leaf hash stored beside it."""

    index: int
    entry: bytes
    leaf: bytes


class Signed(msgspec.Struct, frozen=True, gc=False):
    """A stored checkpoint: the signed note, and the tree's edge at that size (or nothing)."""

    size: int
    note: bytes
    edge: bytes = b""


class FaultKind(StrEnum):
    """What is wrong."""

    CHANGED = "changed"
    MOVED = "reordered"
    MISSING = "missing"
    REPEATED = "repeated"
    EXTRA = "extra"
    LEAF = "leaf hash changed"
    REWRITTEN = "rewritten"
    UNVOUCHED = "no longer vouched for"
    CHECKPOINT = "bad checkpoint"
    EDGE = "bad tree edge"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        kind: What it is.
        first: Index of the first entry concerned; for a checkpoint or an edge, its size.
        last: Index of the last; for ``REWRITTEN`` the damage is somewhere in between, for
            ``UNVOUCHED`` all of these may be as written or not.
        what: One line for a person; holds no content.
    """

    kind: FaultKind
    first: int
    last: int
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """What verification found.

    Attributes:
        entries: Number of rows read.
        signed: Size of the newest valid checkpoint; entries from here on are unsigned.
        checkpoints: Number of valid checkpoints.
        faults: Everything that is wrong, in order of place.
    """

    entries: int
    signed: int
    checkpoints: int
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """True when nothing is wrong."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class _Milestone:
    """A size at which the root is known, by signature or by the stored edge alone."""

    size: int
    root: bytes
    tree: Tree | None
    signed: bool


def verify(
    rows: Iterable[Row],
    checkpoints: Sequence[Signed],
    edge: bytes,
    origin: str,
    public_key: bytes,
) -> Report:
    """Compare the rows with each other, with the checkpoints and with the stored edge.

    Args:
        rows: All rows in index order; not read twice, so a log of any length will do.
        checkpoints: All checkpoints, in any order, including those kept elsewhere.
        edge: The store's right edge of the tree, ``Tree.encode``.
        origin: Identity of the log.
        public_key: 32 bytes, the log's Ed25519 key.

    Returns:
        The report; it never raises for what the log holds.
    """
    faults: list[Fault] = []
    milestones = list(_signed_milestones(checkpoints, origin, public_key, faults))
    valid = len(milestones)
    signed = max((milestone.size for milestone in milestones), default=0)
    milestones.sort(key=lambda milestone: milestone.size)
    end = _edge_milestone(edge, signed, faults)
    if end is not None:
        milestones.append(end)
    walk = _Walk(milestones, faults, bounded=end is not None)
    for row in rows:
        walk.step(row)
    walk.finish()
    faults.sort(key=lambda fault: (fault.first, fault.last))
    return Report(walk.read, signed, valid, tuple(faults))


def _signed_milestones(
    checkpoints: Sequence[Signed], origin: str, public_key: bytes, faults: list[Fault]
) -> Iterator[_Milestone]:
    roots: dict[int, bytes] = {}
    for stored in checkpoints:
        try:
            checkpoint = open_checkpoint(stored.note, origin, public_key)
        except UsageError:
            faults.append(_checkpoint_fault(stored.size, "its signature does not verify"))
            continue
        size, root = checkpoint.size, checkpoint.root
        if size != stored.size:
            faults.append(_checkpoint_fault(stored.size, f"it is filed wrongly; it signs {size}"))
        if roots.setdefault(size, root) != root:
            faults.append(_checkpoint_fault(size, "two roots were signed for this size"))
            continue
        tree = _decoded(stored.edge)
        if stored.edge and (tree is None or (tree.size, tree.root()) != (size, root)):
            faults.append(_checkpoint_fault(size, "the edge stored with it does not fit its root"))
            tree = None
        yield _Milestone(size, root, tree, signed=True)


def _checkpoint_fault(size: int, what: str) -> Fault:
    return Fault(FaultKind.CHECKPOINT, size, size, f"checkpoint at size {size}: {what}")


def _edge_milestone(edge: bytes, signed: int, faults: list[Fault]) -> _Milestone | None:
    tree = _decoded(edge)
    if tree is None:
        faults.append(Fault(FaultKind.EDGE, signed, signed, "the stored edge cannot be read"))
        return None
    if tree.size < signed:
        what = f"the stored edge says {tree.size} entries, a checkpoint signs {signed}"
        faults.append(Fault(FaultKind.EDGE, tree.size, signed, what))
        return None
    return _Milestone(tree.size, tree.root(), tree, signed=False)


def _decoded(edge: bytes) -> Tree | None:
    try:
        return Tree.decode(edge)
    except StoreError:
        return None


class _Mismatch(msgspec.Struct, frozen=True, gc=False):
    index: int
    computed: bytes
    stored: bytes


_UNKNOWN: Final = -1


@dataclass(slots=True)
class _Walk:
    """The pass over the rows.

    Two trees grow side by side: over what the entries hash to, and over the leaf hashes as
    stored.  Either is None once it cannot be known, until a milestone's own edge restores it.
    """

    milestones: list[_Milestone]
    faults: list[Fault]
    bounded: bool
    position: int = 0
    read: int = 0
    entries_tree: Tree | None = field(default_factory=Tree)
    leaves_tree: Tree | None = field(default_factory=Tree)
    since: int = 0
    present: int = 0
    mismatches: list[_Mismatch] = field(default_factory=list)

    def step(self, row: Row) -> None:
        self.read += 1
        if row.index < self.position:
            what = f"index {row.index} appears again or out of order"
            self.faults.append(Fault(FaultKind.REPEATED, row.index, row.index, what))
            return
        self._reach(row.index)
        if self.bounded and not self.milestones:
            what = f"entry {row.index} lies beyond the end of the tree"
            self.faults.append(Fault(FaultKind.EXTRA, row.index, row.index, what))
        computed = leaf_hash(row.entry)
        if computed != row.leaf:
            self.mismatches.append(_Mismatch(row.index, computed, row.leaf))
        same = self.leaves_tree is self.entries_tree and computed == row.leaf
        if self.entries_tree is not None:
            self.entries_tree = self.entries_tree.extended((computed,))
        if same:
            self.leaves_tree = self.entries_tree
        elif self.leaves_tree is not None:
            self.leaves_tree = self.leaves_tree.extended((row.leaf,))
        self.position = row.index + 1
        self.present += 1

    def finish(self) -> None:
        """Judge the milestones that are left; entries short of them are missing."""
        end = max((milestone.size for milestone in self.milestones), default=self.position)
        self._reach(end)
        self._name_mismatches(FaultKind.CHANGED)

    def _reach(self, index: int) -> None:
        """Close every milestone at or before ``index``; a gap on the way is missing entries."""
        missing = self.position
        while self.milestones and self.milestones[0].size <= index:
            milestone = self.milestones.pop(0)
            self._skip_to(milestone.size)
            self._close(milestone)
        self._skip_to(index)
        if missing < index:
            what = f"{_span(missing, index - 1)} missing"
            self.faults.append(Fault(FaultKind.MISSING, missing, index - 1, what))

    def _skip_to(self, index: int) -> None:
        if self.position < index:
            self.position = index
            self.entries_tree = self.leaves_tree = None

    def _close(self, milestone: _Milestone) -> None:
        entries_fit = _fits(self.entries_tree, milestone)
        leaves_fit = _fits(self.leaves_tree, milestone)
        kind = FaultKind.LEAF if entries_fit else FaultKind.CHANGED
        self._name_mismatches(kind)
        known = self.entries_tree is not None and self.leaves_tree is not None
        if known and not entries_fit and not leaves_fit:
            self.faults.append(self._rewritten(milestone))
        elif not known and self.present:
            first, last = self.since, milestone.size - 1
            what = f"{_span(first, last)} no longer vouched for by any root"
            self.faults.append(Fault(FaultKind.UNVOUCHED, first, last, what))
        if not entries_fit:
            self.entries_tree = self.leaves_tree if leaves_fit else milestone.tree
        self.leaves_tree = self.entries_tree
        self.mismatches = []
        self.present = 0
        self.since = milestone.size

    def _rewritten(self, milestone: _Milestone) -> Fault:
        if milestone.size == self.since:
            what = f"the stored edge at size {milestone.size} is not the tree's"
            return Fault(FaultKind.EDGE, milestone.size, milestone.size, what)
        first, last = self.since, milestone.size - 1
        vouched = "the signed root" if milestone.signed else "the stored, unsigned edge"
        what = (
            f"entries {first} to {last}: at least one was rewritten together with its hash, for "
            f"{vouched} at size {milestone.size} does not fit"
        )
        return Fault(FaultKind.REWRITTEN, first, last, what)

    def _name_mismatches(self, kind: FaultKind) -> None:
        homes = {mismatch.stored: mismatch.index for mismatch in self.mismatches}
        for mismatch in self.mismatches:
            index = mismatch.index
            home = homes.get(mismatch.computed, _UNKNOWN)
            if kind is FaultKind.LEAF:
                what = f"entry {index} is intact, but the hash stored beside it is not its own"
                self.faults.append(Fault(kind, index, index, what))
            elif home != _UNKNOWN:
                what = f"entry {index} holds what was written as entry {home}"
                self.faults.append(Fault(FaultKind.MOVED, index, index, what))
            else:
                what = f"entry {index} is not what was written"
                self.faults.append(Fault(kind, index, index, what))


def _fits(tree: Tree | None, milestone: _Milestone) -> bool:
    return tree is not None and (tree.size, tree.root()) == (milestone.size, milestone.root)


def _span(first: int, last: int) -> str:
    return f"entry {first} is" if first == last else f"entries {first} to {last} are"
