"""Clear a request's texts: recall, inspect, entitle, and record the decision durably.

Every door that lets data cross goes through here; what stands behind it differs: an exchange
calls a model, a records door gives the texts back.
"""

from collections.abc import Generator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from douane.model.errors import Refusal, StoreError
from douane.model.sheet import Entry, Scope, SealedSheet
from douane.pipeline import ledger
from douane.pipeline.ask import Ask, Means
from douane.pipeline.effects import Compute, Effect, FetchAccess, FetchSheets
from douane.pipeline.inspect import Inspected, inspect
from douane.pipeline.snapshot import Admitted, Snapshot
from douane.protect.entitle import opened
from douane.protect.sheet import merge, seal, unseal
from douane.protect.tokens import Tokeniser, scope_key

if TYPE_CHECKING:
    from douane.model.caller import Access

RACES_LOST_AT_MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Cleared:
    """What may leave, and what may be opened on the way back.

    Attributes:
        texts: One for each slot.
        opened: Tokens that the reader may open, with what they stand for.
        seen: What was done, for the caller's own information: counts, never values.
    """

    texts: tuple[str, ...]
    opened: dict[str, Entry]
    seen: Inspected


def clear(
    ask: Ask, admitted: Admitted, snapshot: Snapshot, means: Means, endpoint: str
) -> Generator[Effect, object, Cleared]:
    """Return texts that may leave, once that decision is durable.

    Two requests of one conversation may race for its next sheet; who loses reads the sheets
    again and starts over, so that one value never gets two tokens.

    Raises:
        Refusal: Policy denies the request.
        StoreError: Vault or log cannot be used.
    """
    for _ in range(RACES_LOST_AT_MOST):
        sheets, earlier = yield from recall(ask.scope, means) if ask.scope.named else _nothing()
        # Each exchange has a key of its own, so that a conversation whose sheets have expired
        # can never give an old token to a new value.
        own = Scope(ask.scope.tenant, f"{ask.scope.id}/{ask.id}", named=ask.scope.named)
        key = scope_key(means.keyring, own)
        work = partial(
            inspect,
            ask.slots,
            ask.records,
            admitted.view,
            admitted.plan,
            snapshot.detectors,
            Tokeniser(key, earlier),
            ask.sender,
        )
        waits = any(getattr(detector, "waits", False) for detector in snapshot.detectors)
        size = sum(len(slot.text) for slot in ask.slots) + len(ask.records)
        seen = cast("Inspected", (yield Compute(work, size, waits)))
        if seen.denied:
            raise Refusal(
                "policy refuses this request; douane policy explain shows the rules",
                reasons=seen.denied,
            )
        entries = merge((earlier, seen.entries))
        allowed = yield from entitle(ask, entries, means)
        sheet = _sealed(ask, sheets, seen, means)
        try:
            yield ledger.cleared(ask, admitted, snapshot, means, seen, endpoint, sheet)
        except StoreError as error:
            if error.code != "scope_conflict":
                raise
            continue
        return Cleared(seen.texts, allowed, seen)
    raise StoreError(
        "this conversation is too busy; send its requests one after another",
        code="scope_conflict",
    )


def recall(
    scope: Scope, means: Means
) -> Generator[Effect, object, tuple[tuple[SealedSheet, ...], tuple[Entry, ...]]]:
    """Return the sheets of a scope, sealed and as one pile of entries."""
    sheets = cast("tuple[SealedSheet, ...]", (yield FetchSheets(scope)))
    return sheets, merge(unseal(means.keyring, sheet) for sheet in sheets)


def entitle(
    ask: Ask, entries: tuple[Entry, ...], means: Means
) -> Generator[Effect, object, dict[str, Entry]]:
    """Return the entries that the reader may open, by token."""
    if ask.reader is None or not entries:
        return {}
    origins = {origin for entry in entries for origin in entry.origins}
    access = None
    if origins and ask.reader.user:
        fields = frozenset(origin.field for origin in origins)
        records = frozenset(origin.record for origin in origins if origin.record)
        access = cast(
            "Access | None",
            (yield FetchAccess(ask.scope.tenant, ask.reader.user, fields, records)),
        )
    return opened(entries, ask.reader, access, means.clock())


def _nothing() -> Generator[Effect, object, tuple[tuple[SealedSheet, ...], tuple[Entry, ...]]]:
    return (), ()
    yield  # makes it a generator, like ``recall``


def _sealed(
    ask: Ask, sheets: tuple[SealedSheet, ...], seen: Inspected, means: Means
) -> SealedSheet | None:
    if not seen.entries:
        return None
    number = max((sheet.number for sheet in sheets), default=-1) + 1
    expires_ms = ask.at_ms + means.sheet_ttl_ms
    return seal(means.keyring, ask.scope, number, seen.entries, expires_ms, means.entropy)
