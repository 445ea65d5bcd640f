"""The path of one question to a protected score, top to bottom.

    admit      is this score this key's?  may it ask what-ifs?       snapshot
    entitle    which of these records may the reader read?           FetchAccess
    read       their features, from the org, never from the caller   FetchRows
    budget     what has the caller group learnt?  may this follow?   FetchLedger, shield.budget
    record     decision and new ledgers are durable, as one ...      Record
    estimate   ... before the backend computes anything              Estimate
    coarsen    bands, the record's own shift, what-ifs from bands    shield.budget.bands
    return     to the caller                                         Return
    record     how it ended                                          Record

Two workers that judge by the same ledger race for its next version; who loses reads it again
and judges anew, so nothing is spent twice.  A question whose answer is lost on the way stays
spent: to be killed must not be a way to ask for free.

A record that is unknown, that the reader may not read, of which a feature is missing, or for
which the budget is spent, is answered with the same member and value: none.
"""

from collections import Counter
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import msgspec

from douane.model.errors import AccessError, DouaneError, EndpointError, StoreError
from douane.model.keyring import KeyPurpose
from douane.model.ledger import SealedLedger
from douane.model.scoring import Form, ScoreModel
from douane.pipeline import ledger
from douane.pipeline.ask import Ask, Means
from douane.pipeline.effects import (
    Effect,
    Estimate,
    FetchAccess,
    FetchLedger,
    FetchRows,
    Return,
)
from douane.pipeline.snapshot import Snapshot
from douane.protect.envelope import bound, open_bytes, seal_bytes
from douane.shield.budget import Grade, Verdict, bands, book, directions, probing
from douane.shield.budget.state import Book, State, WhatIfs, decode, encode, unreadable

if TYPE_CHECKING:
    from douane.model.caller import Access

RACES_LOST_AT_MOST: Final = 16
INSIDE: Final = "inside"
SPENT: Final = "budget_spent"
MAX_ACCESS_AGE_MS: Final = 5 * 60_000
Row = tuple[float, ...]


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is said about one record.

    Attributes:
        record: Its id, as it was asked.
        band: Its band; None where none is given, whatever the reason.
        what_if: The band in which the change would end.
    """

    record: str
    band: str | None
    what_if: str | msgspec.UnsetType | None = msgspec.UNSET


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a score.

    Attributes:
        model: Its name.
        records: Ids as they were asked, with their canonical form; no record twice.
        change: By how much features are to change; None without a what-if.
    """

    model: str
    records: Mapping[str, str]
    change: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the budget says, with the ledgers that follow from it."""

    records: Mapping[str, Verdict]
    changes: Mapping[str, directions.Judged]
    ledgers: tuple[SealedLedger, ...]


def score(
    ask: Ask, question: Question, snapshot: Snapshot, means: Means
) -> Generator[Effect, object, None]:
    """Return a band for each record, as far as the reader and the budget allow.

    Raises:
        DouaneError: Whatever stopped it, after it was recorded.
    """
    endpoint = INSIDE
    try:
        model = _admit(ask, question, snapshot)
        endpoint = model.endpoint or INSIDE
        rows = yield from _readable(ask, question, model, means)
        judged = yield from _budget(ask, question, model, rows, snapshot, means)
    except DouaneError as error:
        yield from ledger.refused(ask, snapshot, means, error)
        raise
    try:
        answers = yield from _answers(question, model, rows, judged, means)
    except DouaneError as error:
        yield ledger.ended(ask, snapshot, means, endpoint, error.code, 0)
        raise
    yield Return(msgspec.json.encode(answers).decode(), _counts(question, rows, judged))
    yield ledger.ended(ask, snapshot, means, endpoint, "ok", 0)


def scope_of(model: str, reader: str = "") -> str:
    """Return the scope of a ledger: a tenant's what-ifs of a score, or one reader's book."""
    return f"book/{model}/{reader}" if reader else f"budget/{model}"


def context_of(tenant: str, scope: str, version: int) -> bytes:
    """Return what is bound into the seal of a ledger."""
    return bound("douane.ledger", "1", tenant, scope, str(version))


def _admit(ask: Ask, question: Question, snapshot: Snapshot) -> ScoreModel:
    """Return the score, if this key may ask it this.

    Raises:
        AccessError: It does not exist or is not this key's (``unknown_model``), what-ifs are
            not, or there is no reader whose rights could be known.
        StoreError: The catalogue is stale.
    """
    model = snapshot.scores.get(question.model)
    principal = ask.principal
    if model is None or question.model not in principal.scores or model.tenant != principal.tenant:
        raise AccessError("no such score for this key; ask your operator", code="unknown_model")
    if question.change is not None and question.model not in principal.what_ifs:
        raise AccessError(
            "this key may not ask what-ifs of this score; see what_ifs of [[key]]",
            code="access_denied",
        )
    if ask.reader is None or not ask.reader.user:
        raise AccessError("a score needs a reader; send a reader token", code="reader_invalid")
    view = snapshot.tenants.get(principal.tenant)
    if view is None:
        raise AccessError("nothing is configured for this key's tenant", code="unknown_tenant")
    if view.is_stale(ask.at_ms):
        raise StoreError(
            "the catalogue of the org is stale; run douane catalog pull", code="catalogue_stale"
        )
    return model


def _readable(
    ask: Ask, question: Question, model: ScoreModel, means: Means
) -> Generator[Effect, object, dict[str, Row]]:
    """Return the features of the records that the reader may read, by canonical id."""
    assert ask.reader is not None  # noqa: S101 - admitted
    asked = frozenset(question.records.values())
    access = cast(
        "Access | None",
        (yield FetchAccess(model.tenant, ask.reader.user, frozenset(), asked)),
    )
    if access is None or access.user != ask.reader.user:
        return {}
    if not 0 <= means.clock() - access.as_of_ms <= MAX_ACCESS_AGE_MS:
        return {}
    readable = tuple(sorted(asked & access.records))
    if not readable:
        return {}
    found = cast("Mapping[str, Row]", (yield FetchRows(model, readable)))
    return {record: found[record] for record in readable if record in found}


def _budget(
    ask: Ask, question: Question, model: ScoreModel, rows: Mapping[str, Row],
    snapshot: Snapshot, means: Means,
) -> Generator[Effect, object, _Judged]:  # fmt: skip
    """Return what may be answered, once that and what it teaches is durable.

    Raises:
        StoreError: Log, vault or key cannot be used.
    """
    for _ in range(RACES_LOST_AT_MOST):
        judged = yield from _judge(ask, question, model, rows, means)
        counts = _counts(question, rows, judged)
        reasons = _reasons(judged)
        endpoint = model.endpoint or INSIDE
        try:
            yield ledger.scored(ask, snapshot, means, endpoint, counts, reasons, judged.ledgers)
        except StoreError as error:
            if error.code != "scope_conflict":
                raise
            continue
        if reasons:
            # A line of its own, so that whoever watches refusals sees it whatever else was given.
            yield ledger.alert(ask, snapshot, means, SPENT, reasons)
        return judged
    raise StoreError("this score is too busy; ask again", code="scope_conflict")


def _judge(
    ask: Ask, question: Question, model: ScoreModel, rows: Mapping[str, Row], means: Means
) -> Generator[Effect, object, _Judged]:
    tenant = model.tenant
    reader = ledger.pseudonym(ask, means)
    old_book, told = yield from _opened(tenant, scope_of(model.name, reader), Book, means)
    now_ms = means.clock()
    on_book = book.judge(model, told, rows, now_ms)
    ledgers = []
    if rows:
        scope = scope_of(model.name, reader)
        ledgers.append(_sealed(tenant, scope, old_book + 1, encode(on_book.state), means))
    changes: dict[str, directions.Judged] = {}
    if question.change is not None and rows:
        scope = scope_of(model.name)
        old, learnt = yield from _opened(tenant, scope, WhatIfs, means)
        state = learnt
        for record in rows:
            if on_book.verdicts[record].grade is Grade.REFUSED:
                continue
            changes[record] = _changed(model, state, record, question.change, means)
            state = changes[record].state
        if state is not learnt:
            ledgers.append(_sealed(tenant, scope, old + 1, encode(state), means))
    return _Judged(on_book.verdicts, changes, tuple(ledgers))


def _changed(
    model: ScoreModel, state: WhatIfs, record: str, change: Mapping[str, float], means: Means
) -> directions.Judged:
    now_ms = means.clock()
    if model.form is not Form.OTHER:
        return directions.judge(model, state, change, now_ms)
    name = _mac(model, "what-if", record, means)[:12].hex()
    return probing.judge(model, state, name, change, now_ms)


def _answers(
    question: Question, model: ScoreModel, rows: Mapping[str, Row], judged: _Judged, means: Means
) -> Generator[Effect, object, list[Answer]]:
    """Return an answer for each record, in the order in which they were asked.

    Raises:
        EndpointError: The backend failed, or says what is no score.
    """
    given = [name for name, each in judged.records.items() if each.grade is not Grade.REFUSED]
    varied = {
        name: _moved(rows[name], judged.changes[name].change)
        for name in given
        if name in judged.changes and judged.changes[name].verdict.grade is not Grade.REFUSED
    }
    batch = (*(rows[name] for name in given), *varied.values())
    outputs = cast("tuple[float, ...]", (yield Estimate(model, batch))) if batch else ()
    margins = dict(zip(given, _margins(model, outputs[: len(given)]), strict=True))
    moved = dict(zip(varied, _margins(model, outputs[len(given) :]), strict=True))
    answers = []
    for asked, name in question.records.items():
        said = None
        wondered: str | msgspec.UnsetType | None = msgspec.UNSET
        if question.change is not None:
            wondered = None
        if name in margins:
            shift = bands.shift(model, _mac(model, "record", name, means))
            place = bands.band(model, margins[name], shift)
            coarse = judged.records[name].grade is Grade.COARSE
            said = bands.label(model, place, coarse=coarse)
            if name in moved:
                after = bands.changed(model, place, moved[name] - margins[name])
                coarse = coarse or judged.changes[name].verdict.grade is Grade.COARSE
                wondered = bands.label(model, after, coarse=coarse)
        answers.append(Answer(asked, said, wondered))
    return answers


def _margins(model: ScoreModel, outputs: tuple[float, ...]) -> list[float]:
    try:
        return [bands.margin(model.form, output) for output in outputs]
    except ValueError:
        raise EndpointError(
            f"score {model.name} answered what is no score; look at its backend and its form"
        ) from None


def _moved(row: Row, change: Row) -> Row:
    return tuple(number + by for number, by in zip(row, change, strict=True))


def _opened(
    tenant: str, scope: str, kind: type[State], means: Means
) -> Generator[Effect, object, tuple[int, State]]:
    """Return a ledger's version and state; 0 and an empty one where there is none."""
    found = cast("SealedLedger | None", (yield FetchLedger(tenant, scope)))
    if found is None:
        return 0, kind()
    context = context_of(tenant, scope, found.version)
    return found.version, decode(open_bytes(means.keyring, found.sealed, context, unreadable), kind)


def _sealed(tenant: str, scope: str, version: int, plain: bytes, means: Means) -> SealedLedger:
    context = context_of(tenant, scope, version)
    sealed = seal_bytes(means.keyring, plain, context, means.entropy)
    return SealedLedger(tenant, scope, version, sealed)


def _mac(model: ScoreModel, use: str, record: str, means: Means) -> bytes:
    return means.keyring.mac(KeyPurpose.SCORE, bound(use, model.tenant, model.name, record))


def _counts(question: Question, rows: Mapping[str, Row], judged: _Judged) -> dict[str, int]:
    """Count answers by grade; for the log and the metrics."""
    counts = Counter(f"score.{each.grade.word}" for each in judged.records.values())
    counts += Counter(f"what_if.{each.verdict.grade.word}" for each in judged.changes.values())
    unread = len(question.records) - len(rows)
    if unread:
        counts["score.unreadable"] = unread
    return dict(counts)


def _reasons(judged: _Judged) -> dict[str, int]:
    verdicts = [*judged.records.values(), *(each.verdict for each in judged.changes.values())]
    return dict(Counter(each.reason for each in verdicts if each.reason))
