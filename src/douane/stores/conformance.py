"""What every driver of ``BorderStore`` must keep, to be run against it by its tests.

Each promise is a function that takes ``Open`` and raises ``AssertionError`` when the promise is
broken; ``PROMISES`` lists them all.  Durability, several processes and damaged media are a
driver's own affair and have tests beside the driver.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Final

from douane.audit.merkle import Tree, leaf_hash
from douane.audit.note import open_checkpoint
from douane.model.commit import Commit, Sync
from douane.model.errors import StoreError
from douane.model.ledger import SealedLedger
from douane.model.sheet import SealedSheet
from douane.stores.limits import MAX_ENTRY_BYTES, Limits
from douane.stores.seam import BorderStore

ORIGIN: Final = "douane.example/conformance"
NOW_MS: Final = 1_790_000_000_000
LATER_MS: Final = NOW_MS + 60_000

Open = Callable[[Limits], tuple[BorderStore, bytes]]
"""Opens an empty store of origin ``ORIGIN``; returns it and the log's public key."""


def _expect(kept: object, promise: str) -> None:
    if not kept:
        raise AssertionError(promise)


def _expect_error(code: str, act: Callable[[], object]) -> None:
    try:
        act()
    except StoreError as error:
        _expect(error.code == code, f"the error's code is {code}, not {error.code}")
    else:
        _expect(kept=False, promise=f"a StoreError with code {code} is raised")


def _entries(count: int, start: int = 0) -> list[bytes]:
    return [b'{"n":%d}' % number for number in range(start, start + count)]


def _commits(entries: Sequence[bytes], sync: Sync = Sync.NORMAL) -> list[Commit]:
    return [Commit(entry, None, sync) for entry in entries]


def _sheet(
    scope: str,
    number: int,
    *,
    tenant: str = "acme",
    sealed: bytes = b"sealed",
    expires_ms: int = LATER_MS,
) -> Commit:
    sheet = SealedSheet(tenant, scope, number, expires_ms, sealed)
    return Commit(b'{"sheet":true}', sheet, Sync.NORMAL)


def _ledger(ledger: SealedLedger) -> Commit:
    return Commit(b'{"ledger":true}', None, Sync.NORMAL, (ledger,))


def indexes_run_on_from_zero(open_store: Open) -> None:
    """See that batches get the next indexes, whatever their sync."""
    store, _ = open_store(Limits())
    _expect(store.commit(_commits(_entries(3)), NOW_MS) == range(3), "the first is 0")
    full = _commits(_entries(2, 3), Sync.FULL)
    _expect(store.commit(full, NOW_MS) == range(3, 5), "the next follows")


def checkpoints_sign_the_tree(open_store: Open) -> None:
    """See that a checkpoint's root is the RFC 6962 root over all entries."""
    store, key = open_store(Limits())
    empty = open_checkpoint(store.checkpoint(NOW_MS), ORIGIN, key)
    _expect((empty.size, empty.root) == (0, Tree().root()), "an empty log can be signed")
    entries = _entries(7)
    store.commit(_commits(entries[:4]), NOW_MS)
    store.commit(_commits(entries[4:]), NOW_MS)
    signed = open_checkpoint(store.checkpoint(NOW_MS), ORIGIN, key)
    tree = Tree().extended(map(leaf_hash, entries))
    _expect((signed.size, signed.root) == (7, tree.root()), "size and root are the tree's")


def nothing_new_signs_nothing_new(open_store: Open) -> None:
    """See that without new entries the last note is returned again."""
    store, _ = open_store(Limits())
    store.commit(_commits(_entries(2)), NOW_MS)
    _expect(store.checkpoint(NOW_MS) == store.checkpoint(LATER_MS), "the note is the same")


def sheets_come_back_in_order(open_store: Open) -> None:
    """See that a scope's sheets come back whole, by number; other scopes' and tenants' do not."""
    store, _ = open_store(Limits())
    for number in (1, 0, 2):
        store.commit([_sheet("talk", number, sealed=b"%d" % number)], NOW_MS)
    store.commit([_sheet("other", 0), _sheet("talk", 0, tenant="umbrella")], NOW_MS)
    found = store.sheets("acme", "talk", NOW_MS)
    wanted = tuple(SealedSheet("acme", "talk", n, LATER_MS, b"%d" % n) for n in range(3))
    _expect(found == wanted, "sheets come back as they went in")
    _expect(len(store.sheets("umbrella", "talk", NOW_MS)) == 1, "tenants do not meet")
    _expect(store.sheets("nobody", "talk", NOW_MS) == (), "an unknown tenant has none")


def trying_commits_alike_or_not_at_all(open_store: Open) -> None:
    """``try_commit`` appends as ``commit`` does, and never promises ``Sync.FULL``."""
    store, _ = open_store(Limits())
    _expect(store.try_commit(_commits(_entries(2)), NOW_MS) == range(2), "a quiet store commits")
    full = _commits(_entries(1, 2), Sync.FULL)
    _expect(store.try_commit(full, NOW_MS) is None, "a full sync is waited for")
    _expect(store.commit(full, NOW_MS) == range(2, 3), "nothing was written by the refused one")


def expired_reads_as_absent(open_store: Open) -> None:
    """See that from the millisecond of its expiry on a sheet is gone, swept or not."""
    store, _ = open_store(Limits())
    store.commit([_sheet("talk", 0)], NOW_MS)
    _expect(store.sheets("acme", "talk", LATER_MS - 1), "it lives to its last millisecond")
    _expect(not store.sheets("acme", "talk", LATER_MS), "then it reads as absent")
    store.commit([_sheet("talk", 0, expires_ms=LATER_MS + 9, sealed=b"new")], LATER_MS)
    (sheet,) = store.sheets("acme", "talk", LATER_MS)
    _expect(sheet.sealed == b"new", "its number is free again")


def sweeping_destroys_the_expired_only(open_store: Open) -> None:
    """See that sweep says how many went and leaves the living."""
    store, _ = open_store(Limits())
    store.commit([_sheet("talk", 0), _sheet("talk", 1, expires_ms=LATER_MS + 1)], NOW_MS)
    _expect(store.sweep(NOW_MS) == 0, "nothing is expired yet")
    _expect(store.sweep(LATER_MS) == 1, "one is")
    (sheet,) = store.sheets("acme", "talk", NOW_MS)
    _expect(sheet.number == 1, "the living one stays")


def a_conflict_undoes_the_whole_batch(open_store: Open) -> None:
    """See that of two that write one sheet the second fails, with all that came with it."""
    store, key = open_store(Limits())
    store.commit([_sheet("talk", 0, sealed=b"first")], NOW_MS)
    batch = [*_commits(_entries(2)), _sheet("talk", 1), _sheet("talk", 0, sealed=b"second")]
    _expect_error("scope_conflict", lambda: store.commit(batch, NOW_MS))
    (sheet,) = store.sheets("acme", "talk", NOW_MS)
    _expect(sheet.sealed == b"first", "the first stays")
    _expect(store.commit(_commits(_entries(1)), NOW_MS) == range(1, 2), "no entry stayed")
    signed = open_checkpoint(store.checkpoint(NOW_MS), ORIGIN, key)
    _expect(signed.size == 2, "the tree counts what was committed")  # noqa: PLR2004 - plain


def a_ledger_is_replaced_by_its_next_version_only(open_store: Open) -> None:
    """See that of two writers of one version the second fails, with all that came with it."""
    store, _ = open_store(Limits())
    first = SealedLedger("acme", "budget/credit", 1, b"first")
    _expect(store.ledger("acme", "budget/credit") is None, "there is none at first")
    store.commit([_ledger(first)], NOW_MS)
    _expect(store.ledger("acme", "budget/credit") == first, "it comes back as it went in")
    _expect(store.ledger("umbrella", "budget/credit") is None, "tenants do not meet")
    for version in (1, 3, 0):
        batch = [*_commits(_entries(1)), _ledger(replace(first, version=version, sealed=b"no"))]
        _expect_error("scope_conflict", partial(store.commit, batch, NOW_MS))
    _expect(store.ledger("acme", "budget/credit") == first, "the first stays")
    second = replace(first, version=2, sealed=b"second")
    _expect(store.commit([_ledger(second)], NOW_MS) == range(1, 2), "no entry stayed")
    _expect(store.ledger("acme", "budget/credit") == second, "the next version replaces it")
    store.sweep(LATER_MS + 1)
    _expect(store.ledger("acme", "budget/credit") == second, "sweeping leaves it")


def limits_hold(open_store: Open) -> None:
    """See that sheets a scope and bytes a tenant are bounded, and expiry makes room."""
    store, _ = open_store(Limits(sheets_per_scope=2, bytes_per_tenant=100))
    _expect_error("vault_full", lambda: store.commit([_sheet("talk", 2)], NOW_MS))
    _expect_error("vault_full", lambda: store.commit([_sheet("talk", -1)], NOW_MS))
    store.commit([_sheet("talk", 0, sealed=bytes(60))], NOW_MS)
    more = [_sheet("talk", 1, sealed=bytes(41))]
    _expect_error("vault_full", lambda: store.commit(more, NOW_MS))
    store.commit([_sheet("talk", 0, tenant="umbrella", sealed=bytes(100))], NOW_MS)
    store.commit([_sheet("talk", 1, sealed=bytes(40))], NOW_MS)
    again = [_sheet("talk", 0, sealed=bytes(60), expires_ms=LATER_MS + 1)]
    _expect(store.commit(again, LATER_MS) == range(3, 4), "an expired sheet gives its room back")
    store.sweep(LATER_MS + 1)
    whole = [_sheet("talk", 0, sealed=bytes(100), expires_ms=LATER_MS + 2)]
    _expect(store.commit(whole, LATER_MS + 1) == range(4, 5), "swept sheets make room")


def odd_sizes_are_refused(open_store: Open) -> None:
    """See that an empty batch, an empty entry and one above 65,535 bytes are refused."""
    store, _ = open_store(Limits())
    _expect_error("log_entry_invalid", lambda: store.commit([], NOW_MS))
    for size in (0, MAX_ENTRY_BYTES + 1):
        batch = _commits([b"x" * size])
        _expect_error("log_entry_invalid", partial(store.commit, batch, NOW_MS))
    _expect(store.commit(_commits([b"x" * MAX_ENTRY_BYTES]), NOW_MS) == range(1), "65,535 fit")


def threads_share_it(open_store: Open) -> None:
    """See that commits, reads, sweeps and checkpoints from several threads lose nothing."""
    store, key = open_store(Limits())

    def work(worker: int) -> list[int]:
        added: list[int] = []
        for number in range(20):
            added += store.commit([_sheet(f"scope-{worker}", number)], NOW_MS)
            _expect(len(store.sheets("acme", f"scope-{worker}", NOW_MS)) == number + 1, "read own")
        store.checkpoint(NOW_MS)
        store.sweep(NOW_MS)
        return added

    with ThreadPoolExecutor(4) as pool:
        indexes = sorted(index for added in pool.map(work, range(4)) for index in added)
    _expect(indexes == list(range(80)), "every index is given once")
    signed = open_checkpoint(store.checkpoint(NOW_MS), ORIGIN, key)
    _expect(signed.size == len(indexes), "the tree counts them all")


def a_closed_store_refuses(open_store: Open) -> None:
    """See that after close every call fails closed, and close may come again."""
    store, _ = open_store(Limits())
    store.close()
    store.close()
    _expect_error("log_unavailable", lambda: store.commit(_commits(_entries(1)), NOW_MS))
    _expect_error("log_unavailable", lambda: store.sheets("acme", "talk", NOW_MS))
    _expect_error("log_unavailable", lambda: store.checkpoint(NOW_MS))


PROMISES: Final = (
    indexes_run_on_from_zero,
    checkpoints_sign_the_tree,
    nothing_new_signs_nothing_new,
    sheets_come_back_in_order,
    trying_commits_alike_or_not_at_all,
    expired_reads_as_absent,
    sweeping_destroys_the_expired_only,
    a_conflict_undoes_the_whole_batch,
    a_ledger_is_replaced_by_its_next_version_only,
    limits_hold,
    odd_sizes_are_refused,
    threads_share_it,
    a_closed_store_refuses,
)
