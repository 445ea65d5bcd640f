"""The pipeline of scores with an org and a store in memory: asked as the door would ask it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Final, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from douane.detect.identifiers.systems.record_id import canonical
from douane.jobs.theft.widget import Widget
from douane.model.caller import Access, Principal, Reader
from douane.model.errors import StoreError
from douane.model.ledger import SealedLedger
from douane.model.scoring import DAY_MS
from douane.model.sheet import Scope
from douane.pipeline.ask import Ask, Means
from douane.pipeline.effects import (
    Effect,
    Estimate,
    FetchAccess,
    FetchLedger,
    FetchRows,
    Record,
    Return,
)
from douane.pipeline.score import Question, score
from douane.pipeline.snapshot import Snapshot, TenantView
from douane.stores.local_keyring import LocalKeyring

START_MS: Final = 1_790_000_000_000
Row = tuple[float, ...]
Said = tuple[str | None, str | None]


class _NoSchema:
    """A catalogue of nothing: scores do not look fields up on the way."""

    def field(self, *_: object) -> None:
        """Know no field."""


class Desk:
    """One tenant's widget, its records, and who may read them.

    Attributes:
        rows: The features of every record, by canonical id; whoever may edit one changes them.
        book: Records that each user may read.
        day: Days since the start.
    """

    def __init__(self, widget: Widget) -> None:
        """Start with no records, and ledgers that nobody has spent of."""
        self.rows: dict[str, Row] = {}
        self.book: dict[str, set[str]] = {}
        self.day = 0.0
        self._widget = widget
        self._ledgers: dict[tuple[str, str], SealedLedger] = {}
        self._asked = 0
        keyring = LocalKeyring({1: hashlib.sha256(b"theft").digest()}, Ed25519PrivateKey.generate())
        self._means = Means(keyring, self._entropy, self.now_ms)
        view = TenantView(cast("object", _NoSchema()), "", 0, 0, None, {})  # type: ignore[arg-type] # never looked into
        name = widget.model.name
        self._snapshot = Snapshot("", "", {"bank": view}, {}, {}, (), {name: widget.model})

    def now_ms(self) -> int:
        """Return the time."""
        return START_MS + round(self.day * DAY_MS)

    def ask(
        self, key: str, user: str, records: tuple[str, ...],
        change: Mapping[str, float] | None = None,
    ) -> list[Said]:  # fmt: skip
        """Return band and what-if of each record, as they are answered."""
        self._asked += 1
        name = self._widget.model.name
        principal = Principal(
            key, "bank", frozenset(), scores=frozenset({name}), what_ifs=frozenset({name})
        )
        ask = Ask(
            id=f"ask-{self._asked}", at_ms=self.now_ms(), door="score", principal=principal,
            tier="", purpose="", scope=Scope("bank", f"score:{name}", named=False),
            reader=Reader(f"user:{user}", user), slots=(),
        )  # fmt: skip
        question = Question(name, {record: canonical(record) for record in records}, change)
        path = score(ask, question, self._snapshot, self._means)
        text, result = "[]", None
        try:
            while True:
                effect = path.send(result)
                result = self._carry_out(effect)
                if isinstance(effect, Return):
                    text = effect.text
        except StopIteration:
            pass
        return [(each["band"], each.get("what_if")) for each in json.loads(text)]

    def _carry_out(self, effect: Effect) -> object:
        match effect:
            case FetchAccess(_, user, fields, records):
                return Access(user, self.now_ms(), fields, records & self.book.get(user, set()))
            case FetchRows(_, records):
                return {each: self.rows[each] for each in records if each in self.rows}
            case FetchLedger(tenant, scope):
                return self._ledgers.get((tenant, scope))
            case Record(commit):
                for ledger in commit.ledgers:
                    self._replace(ledger)
                return None
            case Estimate(_, rows):
                return tuple(self._widget.backend.output(row) for row in rows)
            case _:
                return None

    def _replace(self, ledger: SealedLedger) -> None:
        before = self._ledgers.get((ledger.tenant, ledger.scope))
        if ledger.version != (before.version if before else 0) + 1:
            raise StoreError("two wrote one ledger", code="scope_conflict")
        self._ledgers[ledger.tenant, ledger.scope] = ledger

    def _entropy(self, size: int) -> bytes:
        self._asked += 1
        return hashlib.shake_128(b"theft" + self._asked.to_bytes(8, "big")).digest(size)


def record_of(number: int) -> str:
    """Return the id of a record."""
    return canonical(f"001000000{number:06d}")
