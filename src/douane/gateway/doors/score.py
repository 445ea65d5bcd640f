"""``POST /v1/score``: ids of records in, a band for each out; never features, never a number.

Features are read by Douane, for records that the verified reader may read.  A what-if says by
how much features would change, and is a right of its own.
"""

import math
from typing import Annotated, Final

import msgspec

from douane.connect.llm import strict_json
from douane.connect.llm.typed import Wire, convert, invalid
from douane.connect.salesforce.soql import is_record_id
from douane.detect.identifiers.systems.record_id import canonical
from douane.gateway.doors.returned import Returned
from douane.gateway.drive import drive
from douane.gateway.hints import read_hints
from douane.gateway.incoming import Incoming
from douane.gateway.parts import Parts
from douane.model.scoring import ScoreModel
from douane.model.sheet import Scope
from douane.pipeline.ask import Ask
from douane.pipeline.score import Question
from douane.pipeline.score import score as path

MOST_RECORDS: Final = 200
MOST_CHANGE: Final = 1e12
Name = Annotated[str, msgspec.Meta(max_length=64)]


class _Score(Wire, frozen=True):
    model: Name
    records: Annotated[list[Annotated[str, msgspec.Meta(max_length=18)]], msgspec.Meta(
        min_length=1, max_length=MOST_RECORDS)]  # fmt: skip
    what_if: dict[Name, float] | None = None
    reader: str | None = None


async def score(parts: Parts, incoming: Incoming) -> None:
    """Answer ``{id, model, scores}``.

    Raises:
        DouaneError: What stopped it.
    """
    principal = parts.gate.principal(incoming.headers)
    request = convert(strict_json.loads(await incoming.body()), _Score)
    snapshot = parts.snapshot()
    model = snapshot.scores.get(request.model)
    if request.model not in principal.scores:
        model = None
    hints = read_hints(incoming, purpose=None, scope=None, reader=request.reader)
    # Only a name that configuration knows may stand in the log.
    scope = f"score:{model.name}" if model is not None else incoming.id
    ask = Ask(
        id=incoming.id, at_ms=incoming.at_ms, door="score", principal=principal, tier="",
        purpose="", scope=Scope(principal.tenant, scope, named=False),
        reader=parts.gate.reader(principal, hints.reader), slots=(),
    )  # fmt: skip
    question = Question(request.model, _records(request.records), _change(model, request.what_if))
    door = Returned()
    await drive(path(ask, question, snapshot, parts.means), parts.world, door)
    given = door.one()
    parts.metrics.scores(request.model, given.actions)
    answer = {
        "id": incoming.id,
        "model": request.model,
        "scores": msgspec.Raw(given.text.encode()),
    }
    await incoming.respond(200, msgspec.json.encode(answer))


def _records(asked: list[str]) -> dict[str, str]:
    """Return ids by how they were asked.

    Raises:
        RequestError: One is no record id, or a record stands twice, also in its other spelling.
    """
    records = {record: canonical(record) for record in asked if is_record_id(record)}
    if len(records) < len(asked) or len(set(records.values())) < len(asked):
        raise invalid("records", "different ids of Salesforce records")
    return records


def _change(model: ScoreModel | None, asked: dict[str, float] | None) -> dict[str, float] | None:
    """Return a what-if.

    Raises:
        RequestError: It changes what the score does not read, or by what is no usual number.
    """
    if asked is None or model is None:
        return asked
    if not asked or set(asked) - set(model.names):
        raise invalid("what_if", "by how much features of this score change")
    if not all(math.isfinite(by) and abs(by) <= MOST_CHANGE for by in asked.values()):
        raise invalid("what_if", f"numbers of at most {MOST_CHANGE:.0e}")
    return asked
