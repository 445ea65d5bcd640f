"""The path of a score: in this order, by what was learnt, and silent about why not."""

import hashlib
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from douane.audit.entry import LogEntry, decode
from douane.detect.identifiers.systems.record_id import canonical
from douane.model.caller import Access, Principal, Reader
from douane.model.errors import AccessError, DouaneError, EndpointError, StoreError
from douane.model.ledger import SealedLedger
from douane.model.scoring import Form, Limits, ScoreModel
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
from douane.shield.budget.directions import span
from douane.shield.budget.state import WhatIfs
from tests.simulators.keyring import SeededKeyring
from tests.simulators.schema import ListedSchema
from tests.unit.shield.budget.budget_models import NAMES, NOW_MS, WIDTH, model

USER = "005000000000001AAA"
OWN, OTHER, BROKEN = (canonical(f"00100000000000{number}") for number in (1, 2, 3))
UNKNOWN = canonical("001000000000009")
LINEAR = model(Limits(2, 0), form=Form.LINEAR, edges=(-2.0, -1.0, 0.0, 1.0), noise=0.0)
Row = tuple[float, ...]
Path = Generator[Effect, object, None]


@dataclass
class World:
    """An org, a store and a backend in memory; ``seen`` are the effects in order."""

    score: ScoreModel = LINEAR
    weights: Row = (1.0,) * WIDTH
    rows: dict[str, Row] = field(
        default_factory=lambda: {OWN: (0.5,) + (0.0,) * (WIDTH - 1), OTHER: (0.0,) * WIDTH}
    )
    ledgers: dict[tuple[str, str], SealedLedger] = field(default_factory=dict)
    seen: list[Effect] = field(default_factory=list)
    entries: list[LogEntry] = field(default_factory=list)
    fails: dict[type, DouaneError] = field(default_factory=dict)
    age_ms: int = 0
    drawn: int = 0

    def path(
        self, *records: str, change: Mapping[str, float] | None = None, user: str = USER,
        tenant: str = "bank", rights: bool = True, key: str = "widget",
    ) -> Path:  # fmt: skip
        """Return the path of one question."""
        name = frozenset({self.score.name})
        principal = Principal(
            key, tenant, frozenset(), scores=name, what_ifs=name if rights else frozenset()
        )
        reader = Reader(f"user:{user}", user)
        ask = Ask(
            "ask", NOW_MS, "score", principal, "", "", Scope(tenant, "score:credit", named=False),
            reader, (),
        )  # fmt: skip
        view = TenantView(ListedSchema(()), "", 0, 0, None, {})
        views = {"bank": view, "rival": view}
        snapshot = Snapshot("s", "p", views, {}, {}, (), {self.score.name: self.score})
        means = Means(SeededKeyring(), self._entropy, lambda: NOW_MS)
        question = Question(self.score.name, {each: canonical(each) for each in records}, change)
        return score(ask, question, snapshot, means)

    def run(self, path: Path) -> str:
        """Return what the caller is given."""
        given_ = ""
        step: Callable[[], Effect] = lambda: path.send(None)  # noqa: E731 - the first of many
        while True:
            try:
                effect = step()
            except StopIteration:
                return given_
            if isinstance(effect, Return):
                given_ = effect.text
            step = self.carry_out(path, effect)

    def ask(self, *records: str, change: Mapping[str, float] | None = None) -> str:
        """Return the answer to one question."""
        return self.run(self.path(*records, change=change))

    def carry_out(self, path: Path, effect: Effect) -> Callable[[], Effect]:
        """Return how the path goes on after an effect."""
        self.seen.append(effect)
        try:
            if type(effect) in self.fails:
                raise self.fails[type(effect)]
            result = self._result(effect)
        except DouaneError as error:
            failure = error
            return lambda: path.throw(failure)
        return lambda: path.send(result)

    def _result(self, effect: Effect) -> object:
        match effect:
            case FetchAccess(_, user, fields, records):
                readable = records & {OWN, BROKEN} if user == USER else frozenset()
                return Access(user, NOW_MS - self.age_ms, fields, readable)
            case FetchRows(_, records):
                return {each: self.rows[each] for each in records if each in self.rows}
            case FetchLedger(tenant, scope):
                return self.ledgers.get((tenant, scope))
            case Estimate(_, rows):
                return tuple(
                    sum(a * b for a, b in zip(row, self.weights, strict=True)) for row in rows
                )
            case Record(commit):
                for ledger in commit.ledgers:
                    held = self.ledgers.get((ledger.tenant, ledger.scope))
                    if ledger.version != (held.version if held else 0) + 1:
                        raise StoreError("raced", code="scope_conflict")
                for ledger in commit.ledgers:
                    self.ledgers[ledger.tenant, ledger.scope] = ledger
                self.entries.append(decode(commit.entry))
            case _:
                pass
        return None

    def _entropy(self, size: int) -> bytes:
        self.drawn += 1
        return hashlib.shake_128(self.drawn.to_bytes(8, "big")).digest(size)

    def kinds(self) -> list[str]:
        """Return the names of the effects so far."""
        return [type(effect).__name__ for effect in self.seen]


def test_nothing_is_computed_before_what_it_teaches_is_durable() -> None:
    world = World()
    said = world.ask(OWN, change={"f0": 1.0})

    assert said == f'[{{"record":"{OWN}","band":"B","what_if":"A"}}]'
    assert world.kinds() == [
        "FetchAccess", "FetchRows", "FetchLedger", "FetchLedger", "Record", "Estimate", "Return",
        "Record",
    ]  # fmt: skip
    (decision, outcome) = world.entries
    assert (decision.type, outcome.code) == ("decision", "ok")
    recorded = world.seen[4]
    assert isinstance(recorded, Record)
    assert [each.scope.partition("/")[0] for each in recorded.commit.ledgers] == ["book", "budget"]


def test_without_a_record_nothing_is_computed_or_given() -> None:
    world = World(fails={Record: StoreError("disk", code="log_unavailable")})
    with pytest.raises(StoreError):
        world.ask(OWN)

    assert not {"Estimate", "Return"} & set(world.kinds())


def test_what_a_failed_backend_did_not_say_is_spent_all_the_same() -> None:
    world = World(fails={Estimate: EndpointError("down", code="endpoint_timeout")})
    for name in ("f0", "f1"):
        with pytest.raises(EndpointError):
            world.ask(OWN, change={name: 1.0})
    world.fails.clear()

    assert '"what_if":null' in world.ask(OWN, change={"f2": 1.0})
    assert [entry.code for entry in world.entries if entry.type == "outcome"] == [
        "endpoint_timeout", "endpoint_timeout", "ok",
    ]  # fmt: skip


questions = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(("key-1", "key-2", "key-3"))),
    min_size=2, max_size=7,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(questions, st.randoms(use_true_random=False))
def test_however_questions_interleave_no_more_is_answered_than_the_budget_has(
    asked: list[tuple[str, str]], chance: object
) -> None:
    world = World()
    paths = [world.path(OWN, change={name: 1.0}, key=key) for name, key in asked]
    steps: dict[int, Callable[[], Effect]] = {
        number: path.__next__ for number, path in enumerate(paths)
    }
    given_: dict[int, str] = {}
    while steps:
        number = chance.choice(sorted(steps))  # type: ignore[attr-defined] # Hypothesis's Random
        try:
            effect = steps[number]()
        except StopIteration:
            del steps[number]
            continue
        except StoreError:  # it lost every race
            del steps[number]
            continue
        if isinstance(effect, Return):
            given_[number] = effect.text
        steps[number] = world.carry_out(paths[number], effect)

    answered = {asked[number][0] for number, text in given_.items() if '"what_if":null' not in text}
    assert len(answered) <= LINEAR.limits.directions


def test_every_way_of_getting_nothing_looks_the_same() -> None:
    world = World()
    for name in ("f0", "f1"):
        world.ask(OWN, change={name: 1.0})
    said = {
        world.ask(record, change={"f0": 1.0}).replace(record, "RECORD")
        for record in (OTHER, BROKEN, UNKNOWN)
    }

    assert said == {'[{"record":"RECORD","band":null,"what_if":null}]'}
    stale = World(age_ms=5 * 60_000 + 1)
    assert stale.ask(OWN) == f'[{{"record":"{OWN}","band":null}}]'
    moved = World(score=replace(LINEAR, limits=Limits(2, 0, records=1, moved=0)))
    moved.ask(OWN)
    moved.rows[OWN] = (500.0,) * WIDTH
    assert moved.ask(OWN) == f'[{{"record":"{OWN}","band":null}}]'


coordinates = st.floats(-3.0, 3.0)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[coordinates] * WIDTH), min_size=2, max_size=2), st.data())
def test_a_refused_what_if_is_the_same_bytes_whatever_the_secrets_are(
    weights: list[Row], data: st.DataObject
) -> None:
    asked = data.draw(st.lists(st.dictionaries(st.sampled_from(NAMES), coordinates, min_size=1),
                               min_size=3, max_size=8))  # fmt: skip
    patterns = []
    for mine in weights:
        world = World(weights=mine, rows={OWN: tuple(10.0 * each for each in mine)})
        patterns.append(['"what_if":null' in world.ask(OWN, change=change) for change in asked])

    assert patterns[0] == patterns[1], "what is refused follows from what was asked alone"


@settings(max_examples=60, deadline=None)
@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(-5.0, 5.0))
def test_a_what_if_tells_nothing_of_where_a_record_lies_in_its_band(
    one: float, other: float, by: float
) -> None:
    said = set()
    for place in (one, other):
        world = World(rows={OWN: (place, *(0.0,) * (WIDTH - 1))})
        said.add(world.ask(OWN, change={"f1": round(by, 3)}))

    assert len(said) == 1


REFUSED = {
    "another tenant's key": ({"tenant": "rival"}, "unknown_model"),
    "a key without the right": ({"rights": False}, "access_denied"),
    "nobody's rights": ({"user": ""}, "reader_invalid"),
}


@pytest.mark.parametrize(("changed", "code"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_and_recorded(changed: dict[str, object], code: str) -> None:
    world = World()
    path = world.path(OWN, change={"f0": 1.0}, **changed)  # type: ignore[arg-type] # a table's
    with pytest.raises(AccessError) as refused:
        world.run(path)

    assert refused.value.code == code
    assert world.kinds() == ["Record"]
    assert world.entries[0].type == "refusal"


def test_a_ledger_of_another_scope_or_tenant_does_not_open() -> None:
    world = World()
    world.ask(OWN, change={"f0": 1.0})
    budget = world.ledgers["bank", "budget/credit"]
    for at, moved in {
        "another version": replace(budget, version=7),
        "cut": replace(budget, sealed=budget.sealed[:-1]),
        "nothing": replace(budget, sealed=b""),
    }.items():
        world.ledgers["bank", "budget/credit"] = moved
        with pytest.raises(StoreError) as refused:
            world.ask(OWN, change={"f0": 1.0})
        assert refused.value.code == "ledger_unreadable", at


def test_a_backend_that_answers_no_score_is_an_endpoint_that_failed() -> None:
    world = World(score=model(Limits(2, 0), form=Form.LOGISTIC), weights=(9.0,) * WIDTH)
    with pytest.raises(EndpointError) as refused:
        world.ask(OWN)

    assert refused.value.code == "endpoint_failed"
    assert "4.5" not in str(refused.value)


def test_an_empty_ledger_knows_the_levers_alone() -> None:
    assert len(span(replace(LINEAR, levers=("f1",)), WhatIfs())) == 1
