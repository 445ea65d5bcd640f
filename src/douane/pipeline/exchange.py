"""The path of one request, top to bottom; every line with ``yield`` is I/O.

    admit      is this tier this key's, for this purpose?            snapshot.admit
    recall     what did earlier turns of this conversation name?     FetchSheets
    inspect    find, decide, rewrite                                 Compute
    route      which endpoint of the tier?                           residency
    entitle    which tokens may this reader open?                    FetchAccess
    record     the decision is durable ...                           Record
    suspect    does it look like an attack?                          Compute
    call       ... before the first byte leaves                      Call
    answer     guard and restore, piece by piece                     Emit
    record     how it ended                                          Record

The order is the guarantee: ``Record`` stands above ``Call``, so a log that cannot be written
means no traffic.  An exchange whose outcome is missing from the log counts as interrupted.
"""

from collections.abc import Generator
from typing import Final, cast

from douane.model.answer import Event
from douane.model.errors import DouaneError
from douane.pipeline.answer import Answer
from douane.pipeline.ask import Ask, Means
from douane.pipeline.clear import Cleared, clear
from douane.pipeline.effects import Call, Compute, Effect, Emit
from douane.pipeline.guarded import Guarded
from douane.pipeline.ledger import ended, refused
from douane.pipeline.prompt import prompt
from douane.pipeline.snapshot import Admitted, Snapshot, admit
from douane.pipeline.suspect import judge, question
from douane.residency.route import route

NO_ENDPOINTS: Final[frozenset[str]] = frozenset()


def exchange(
    ask: Ask, snapshot: Snapshot, means: Means, unavailable: frozenset[str] = NO_ENDPOINTS
) -> Generator[Effect, object, None]:
    """Carry one request to a model and its answer back.

    Args:
        ask: The request.
        snapshot: What it is judged by.
        means: Keys, randomness, the time.
        unavailable: Endpoints that the shell knows to be down.

    Raises:
        DouaneError: Whatever stopped it, after it was recorded.
    """
    try:
        admitted = admit(snapshot, ask.principal, ask.tier, ask.purpose, ask.at_ms)
        endpoint = route(admitted.tier, snapshot.endpoints, unavailable)
        cleared = yield from clear(ask, admitted, snapshot, means, endpoint.name)
    except DouaneError as error:
        yield from refused(ask, snapshot, means, error)
        raise
    guarded = Guarded.of(ask, admitted, snapshot, cleared.texts)
    try:
        suspicious = yield from _suspected(ask, admitted, snapshot, cleared)
        guarded = guarded.tightened() if suspicious else guarded
        opened = guarded.may_open(cleared.opened, suspicious=suspicious)
        answer = Answer(opened, guarded, json=ask.json_answer)
        asked = prompt(ask.slots, cleared.texts, means)
        event = yield Call(endpoint, asked.texts, cleared.seen.actions, asked.notice)
        while isinstance(event, Event):
            event = yield Emit(answer.feed(event))
        yield Emit(answer.end())
    except DouaneError as error:
        counts = guarded.counts
        yield ended(ask, snapshot, means, endpoint.name, error.code, len(cleared.opened), counts)
        raise
    yield ended(ask, snapshot, means, endpoint.name, "ok", len(cleared.opened), guarded.counts)


def _suspected(
    ask: Ask, admitted: Admitted, snapshot: Snapshot, cleared: Cleared
) -> Generator[Effect, object, bool]:
    """Return whether policy wants this exchange tightened.

    Raises:
        Refusal: It wants it refused.
    """
    rules = admitted.plan.policy.injection
    work = question(ask.slots, cleared.texts, snapshot.injection, rules)
    if work is None:
        return False
    rate = cast("float", (yield Compute(work, sum(map(len, cleared.texts)))))
    return judge(rate, rules)
