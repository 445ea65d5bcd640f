"""``POST /v1/documents:protect``: a document in, its text out as the tier's policy lets it leave.

The body is the document itself with its own media type; tier, purpose and scope stand in
headers.  The name of the file is not asked for, because it can name a client.
"""

import msgspec

from douane.connect.documents import Passage, Unread
from douane.connect.documents.kinds import MEDIA
from douane.gateway.doors.returned import Returned
from douane.gateway.drive import drive
from douane.gateway.hints import TIER, ask_of, read_hints
from douane.gateway.incoming import Incoming
from douane.gateway.parts import Parts
from douane.model.errors import RequestError
from douane.model.finding import Slot
from douane.pipeline.records import protect_texts


class _Answer(msgspec.Struct, frozen=True):
    """What the caller gets; ``text`` is that of all parts, with a blank line between them."""

    id: str
    scope: str
    text: str
    parts: list[Passage]
    unread: list[Unread]
    actions: dict[str, int]


async def protect(parts: Parts, incoming: Incoming) -> None:
    """Answer ``{id, scope, text, parts, unread, actions}``.

    Raises:
        DouaneError: What stopped it.
    """
    principal = parts.gate.principal(incoming.headers)
    tier = incoming.header(TIER)
    if not tier:
        raise RequestError(
            "say where the text is to go: X-Douane-Tier", code="invalid_value", param="tier"
        )
    kind = MEDIA.get(incoming.media())
    if kind is None:
        raise RequestError(
            "this kind of document is not read; Content-Type names one of docs/documents.md",
            code="document_type",
        )
    hints = read_hints(incoming, purpose=None, scope=None, reader=None)
    document = await parts.documents.read(await incoming.data(), kind)
    ask = ask_of(
        parts, incoming, principal, hints, door="documents", tier=tier,
        slots=tuple(
            Slot(f"parts[{at}]", passage.text, flow="parts")
            for at, passage in enumerate(document.passages)
        ),
    )  # fmt: skip
    door = Returned()
    await drive(protect_texts(ask, parts.snapshot(), parts.means), parts.world, door)
    texts = [each.text for each in door.texts]
    actions = dict(door.texts[-1].actions)
    parts.metrics.values(actions)
    answer = _Answer(
        id=incoming.id,
        scope=ask.scope.id,
        text="\n\n".join(texts),
        parts=[
            Passage(passage.name, text)
            for passage, text in zip(document.passages, texts, strict=True)
        ],
        unread=list(document.unread),
        actions=actions,
    )
    await incoming.respond(200, msgspec.json.encode(answer))
