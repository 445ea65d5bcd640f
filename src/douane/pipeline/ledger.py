"""What the pipeline writes into the log, and which of the caller's words may stand in it.

A caller chooses the names of tiers, purposes and scopes that it asks for, so only those that
configuration or the vault knows are written; anything else is left out.
"""

from collections import Counter
from collections.abc import Generator, Mapping
from types import MappingProxyType
from typing import Final

from douane.audit import entry
from douane.audit.entry import Crossing, Tallies
from douane.model.commit import Commit, Sync
from douane.model.errors import DouaneError, Refusal, StoreError
from douane.model.keyring import KeyPurpose
from douane.model.ledger import SealedLedger
from douane.model.sheet import SealedSheet
from douane.pipeline.ask import Ask, Means
from douane.pipeline.effects import Effect, Record
from douane.pipeline.inspect import Inspected
from douane.pipeline.snapshot import Admitted, Snapshot

AMBIGUOUS: Final = "ambiguous"
NONE: Final[Mapping[str, int]] = MappingProxyType({})
LOG_FAILURES: Final = frozenset({"log_unavailable", "log_entry_invalid"})


def cleared(
    ask: Ask, admitted: Admitted, snapshot: Snapshot, means: Means, seen: Inspected,
    endpoint: str, sheet: SealedSheet | None,
) -> Record:  # fmt: skip
    """Return the record of a decision; nothing leaves before it is durable.

    Args:
        ask: The request.
        admitted: Its tier, purpose and tenant.
        snapshot: What it was judged by.
        means: Keys and time.
        seen: What was found and done.
        endpoint: Where it goes; empty when it goes back to the caller.
        sheet: What its new tokens stand for.
    """
    crossing = _crossing(ask, snapshot, means)
    tallies = Tallies(
        counts=_counts(seen), reasons=seen.reasons, fields=_fields(seen, admitted), kinds=seen.kinds
    )
    now_ms = means.clock()
    what = (
        entry.decision(crossing, now_ms, endpoint, tallies)
        if endpoint
        else entry.protection(crossing, now_ms, tallies)
    )
    return Record(Commit(entry.encode(what), sheet, admitted.tier.sync))


def refused(
    ask: Ask, snapshot: Snapshot, means: Means, error: DouaneError
) -> Generator[Effect, object, None]:
    """Record that nothing left, unless it is the log itself that failed."""
    if isinstance(error, StoreError) and error.code in LOG_FAILURES:
        return
    reasons = dict.fromkeys(error.reasons, 1) if isinstance(error, Refusal) else {}
    what = entry.refusal(
        _crossing(ask, snapshot, means), means.clock(), error.code, Tallies(reasons=reasons)
    )
    yield Record(Commit(entry.encode(what), None, Sync.NORMAL))


def ended(
    ask: Ask, snapshot: Snapshot, means: Means, endpoint: str, code: str, opened: int,
    guarded: Mapping[str, int] = NONE,
) -> Record:  # fmt: skip
    """Return the record of how an exchange ended; nothing waits for it.

    ``guarded`` counts what was done to its answer.
    """
    counts = {"opened": opened, **guarded} if opened else guarded
    tallies = Tallies(counts=counts) if counts else entry.NOTHING
    crossing = _crossing(ask, snapshot, means)
    what = entry.outcome(crossing, means.clock(), endpoint, code, tallies)
    return Record(Commit(entry.encode(what), None, Sync.NORMAL), wait=False)


def opening(ask: Ask, snapshot: Snapshot, means: Means, opened: int, *, known: bool) -> Record:
    """Return the record of who asked for tokens of a scope, and how many opened."""
    crossing = _crossing(ask, snapshot, means, scope=ask.scope.id if known else "")
    what = entry.opening(crossing, means.clock(), Tallies(counts={"opened": opened}))
    return Record(Commit(entry.encode(what), None, Sync.FULL))


def scored(
    ask: Ask, snapshot: Snapshot, means: Means, endpoint: str,
    counts: Mapping[str, int], reasons: Mapping[str, int], ledgers: tuple[SealedLedger, ...],
) -> Record:  # fmt: skip
    """Return the record of what is about to be answered of a score, with what it teaches."""
    crossing = _crossing(ask, snapshot, means)
    tallies = Tallies(counts=counts, reasons=reasons)
    what = entry.decision(crossing, means.clock(), endpoint, tallies)
    return Record(Commit(entry.encode(what), None, Sync.FULL, ledgers))


def alert(
    ask: Ask, snapshot: Snapshot, means: Means, code: str, reasons: Mapping[str, int]
) -> Record:
    """Return the record that a budget made answers coarse or held them back; nobody waits."""
    crossing = _crossing(ask, snapshot, means)
    what = entry.refusal(crossing, means.clock(), code, Tallies(reasons=reasons))
    return Record(Commit(entry.encode(what), None, Sync.NORMAL), wait=False)


def _crossing(ask: Ask, snapshot: Snapshot, means: Means, scope: str | None = None) -> Crossing:
    view = snapshot.tenants.get(ask.principal.tenant)
    tier = snapshot.tiers.get(ask.tier)
    purpose = ""
    if tier is not None:
        chosen = ask.purpose or tier.purposes[0]
        purpose = chosen if chosen in tier.purposes else ""
    if scope is None:
        scope = ask.scope.id if ask.door != "restore" else ""
    return Crossing(
        id=ask.id,
        tenant=ask.principal.tenant,
        principal=ask.principal.id,
        door=ask.door,
        reader=pseudonym(ask, means),
        tier=tier.name if tier else "",
        purpose=purpose,
        scope=scope,
        snapshot=snapshot.version,
        catalogue=view.catalogue_version if view else "",
        policy=snapshot.policy_version,
    )


def pseudonym(ask: Ask, means: Means) -> str:
    """Name a reader so that its entries can be joined, and its person only with the key."""
    if ask.reader is None or not ask.reader.user:
        return ""
    message = f"{ask.principal.tenant}\x00{ask.reader.user}".encode()
    return means.keyring.mac(KeyPurpose.PSEUDONYM, message)[:12].hex()


def _counts(seen: Inspected) -> Mapping[str, int]:
    if not seen.suppressed:
        return seen.actions
    return {**seen.actions, "suppressed": seen.suppressed}


def _fields(seen: Inspected, admitted: Admitted) -> Mapping[str, int]:
    """Count by field, without names that only the request knows."""
    counts: Counter[str] = Counter()
    for paths, number in seen.fields.items():
        if len(paths) > 1:
            counts[AMBIGUOUS] += number
            continue
        thing, _, name = paths[0].partition(".")
        listed = admitted.view.schema.field(thing, name) is not None
        counts[paths[0] if listed else entry.UNLISTED] += number
    return counts
