"""``POST /v1/records:protect`` and ``:restore``: records in, protected records out, and back.

Records are kept as the caller wrote them: values are replaced in the text, so that a number
comes back with the digits it went in with.
"""

from functools import partial
from typing import Final, TypeVar

import msgspec

from douane.connect.llm import strict_json
from douane.connect.llm.typed import Wire, convert
from douane.gateway.doors.returned import Returned
from douane.gateway.drive import apart, drive
from douane.gateway.hints import ask_of, read_hints
from douane.gateway.incoming import Incoming
from douane.gateway.parts import Parts
from douane.model.errors import AccessError, RequestError
from douane.model.finding import Slot
from douane.model.sheet import Scope
from douane.pipeline.ask import Ask
from douane.pipeline.records import protect_texts, restore_records

_Body = TypeVar("_Body", bound=Wire)
MAX_SCOPE_ID: Final = 64


class _Protect(Wire, frozen=True):
    tier: str
    records: list[dict[str, object]]
    purpose: str | None = None
    scope: str | None = None


class _Restore(Wire, frozen=True):
    scope: str
    records: object = msgspec.UNSET
    text: str | msgspec.UnsetType = msgspec.UNSET
    reader: str | None = None


class _RawRecords(msgspec.Struct):
    """The same bodies, with the records' text as it was written."""

    records: msgspec.Raw = msgspec.Raw(b"")


async def protect(parts: Parts, incoming: Incoming) -> None:
    """Answer ``{id, scope, records, actions}``.

    Raises:
        DouaneError: What stopped it.
    """
    principal = parts.gate.principal(incoming.headers)
    body = await incoming.body()
    request = await apart(partial(_read, body, _Protect), len(body), parts.world.threads)
    for index, record in enumerate(request.records):
        _must_name_its_object(record, f"records[{index}]")
    hints = read_hints(incoming, purpose=request.purpose, scope=request.scope, reader=None)
    text = bytes(msgspec.json.decode(body, type=_RawRecords).records).decode()
    ask = ask_of(
        parts, incoming, principal, hints, door="protect", tier=request.tier,
        slots=(Slot("records", text),),
    )  # fmt: skip
    door = Returned()
    await drive(protect_texts(ask, parts.snapshot(), parts.means), parts.world, door)
    given = door.one()
    parts.metrics.values(given.actions)
    answer = {
        "id": incoming.id,
        "scope": ask.scope.id,
        "records": msgspec.Raw(given.text.encode()),
        "actions": dict(given.actions),
    }
    await incoming.respond(200, msgspec.json.encode(answer))


async def restore(parts: Parts, incoming: Incoming) -> None:
    """Answer ``{id, records}`` or ``{id, text}``, with what the reader may see restored.

    Raises:
        DouaneError: What stopped it.
    """
    principal = parts.gate.principal(incoming.headers)
    body = await incoming.body()
    request = await apart(partial(_read, body, _Restore), len(body), parts.world.threads)
    if (request.records is msgspec.UNSET) is (request.text is msgspec.UNSET):
        raise RequestError("give either records or text", code="invalid_value", param="records")
    if not request.scope.isascii() or not 0 < len(request.scope) <= MAX_SCOPE_ID:
        raise RequestError(
            "scope is the id that came with the protected data", code="invalid_value", param="scope"
        )
    hints = read_hints(incoming, purpose=None, scope=None, reader=request.reader)
    reader = parts.gate.reader(principal, hints.reader)
    if reader is None:
        raise AccessError("nothing is restored without a reader", code="reader_invalid")
    as_text = isinstance(request.text, str)
    text = (
        request.text
        if isinstance(request.text, str)
        else bytes(msgspec.json.decode(body, type=_RawRecords).records).decode()
    )
    ask = Ask(
        id=incoming.id, at_ms=incoming.at_ms, door="restore", principal=principal, tier="",
        purpose="", scope=Scope(principal.tenant, request.scope, named=True), reader=reader,
        slots=(Slot("text" if as_text else "records", text),), json_answer=not as_text,
    )  # fmt: skip
    door = Returned()
    await drive(restore_records(ask, parts.snapshot(), parts.means), parts.world, door)
    restored = door.one().text
    answer: dict[str, object] = {"id": incoming.id}
    if as_text:
        answer["text"] = restored
    else:
        answer["records"] = msgspec.Raw(restored.encode())
    await incoming.respond(200, msgspec.json.encode(answer))


def _read(body: bytes, kind: type[_Body]) -> _Body:
    return convert(strict_json.loads(body), kind)


def _must_name_its_object(record: dict[str, object], path: str) -> None:
    attributes = record.get("attributes")
    if not isinstance(attributes, dict) or not isinstance(attributes.get("type"), str):
        raise RequestError(
            "every record names its object, as Salesforce does: "
            '{"attributes": {"type": "Account"}, ...}',
            code="invalid_value",
            param=f"{path}.attributes.type",
        )
