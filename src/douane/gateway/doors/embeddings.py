"""``POST /v1/embeddings``: texts in, vectors out, by the same pipeline."""

from collections.abc import Sequence
from functools import partial

from douane.connect.llm import embeddings
from douane.connect.llm.chat import Metadata
from douane.gateway.doors.model_call import ModelCall, Wire, carry
from douane.gateway.drive import apart
from douane.gateway.hints import ask_of, read_hints
from douane.gateway.incoming import Incoming
from douane.gateway.parts import Parts
from douane.pipeline.exchange import exchange


async def serve(parts: Parts, incoming: Incoming) -> None:
    """Answer one request for vectors.

    Raises:
        DouaneError: What stopped it.
    """
    principal = parts.gate.principal(incoming.headers)
    data = await incoming.body()
    request = await apart(partial(embeddings.parse, data), len(data), parts.world.threads)
    said = request.metadata or Metadata()
    hints = read_hints(incoming, purpose=said.purpose, scope=said.scope, reader=said.reader)
    ask = ask_of(
        parts, incoming, principal, hints, door="embeddings", tier=request.model,
        slots=embeddings.slots(request), records=said.records_text(data),
    )  # fmt: skip
    door = ModelCall(
        parts, incoming,
        Wire(embeddings.PATH, partial(_body, request), embeddings.parse_answer, len(data)),
    )  # fmt: skip
    await carry(exchange(ask, parts.snapshot(), parts.means), parts, incoming, door)
    await incoming.respond(200, embeddings.encode_answer(door.whole(), model=request.model))


def _body(
    request: embeddings.EmbeddingRequest, texts: Sequence[str], model: str, _notice: str
) -> bytes:
    return embeddings.body(request, texts, model)
