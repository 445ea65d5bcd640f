"""``POST /t/{tier}/chat/completions``: Salesforce's LLM Open Connector.

Never streamed, text only, answered in exactly the connector's schema.  Salesforce names no
user, so the answer stays tokenised unless the tier declares a service reader.  A refusal by
policy is an answer that a content filter ended: Salesforce shows that text to its user, and an
error status only as a generic failure.
"""

from collections.abc import Sequence
from functools import partial

from douane.connect.llm import answers, chat, connector
from douane.gateway.doors.model_call import ModelCall, Wire, carry
from douane.gateway.drive import apart
from douane.gateway.hints import read_hints
from douane.gateway.incoming import Incoming
from douane.gateway.parts import Parts
from douane.model.caller import Reader
from douane.model.errors import AccessError, Refusal
from douane.model.sheet import Scope
from douane.pipeline.ask import Ask
from douane.pipeline.exchange import exchange


async def serve(parts: Parts, incoming: Incoming) -> None:
    """Answer one connector request.

    Raises:
        DouaneError: What stopped it, unless policy refused it.
    """
    principal = parts.gate.principal(incoming.headers)
    tier_name = incoming.path.split("/")[2]
    data = await incoming.body()
    request = await apart(partial(connector.parse, data), len(data), parts.world.threads)
    snapshot = parts.snapshot()
    tier = snapshot.tiers.get(tier_name)
    names = tier.endpoints if tier else ()
    models = {tier_name, *(snapshot.endpoints[name].model for name in names)}
    if request.model not in models:
        raise AccessError("no such model in this tier; use the tier's name", code="unknown_model")
    hints = read_hints(incoming, purpose=None, scope=None, reader=None)
    service_reader = tier.service_reader if tier else ""
    scope = Scope(principal.tenant, incoming.id, named=False)
    incoming.extra.append((b"x-douane-scope", scope.id.encode()))
    ask = Ask(
        id=incoming.id, at_ms=incoming.at_ms, door="connector", principal=principal,
        tier=tier_name, purpose=hints.purpose, scope=scope,
        reader=Reader(f"user:{service_reader}", service_reader) if service_reader else None,
        slots=chat.slots(request),
    )  # fmt: skip
    door = ModelCall(
        parts, incoming, Wire(chat.PATH, partial(_body, request), answers.parse_answer, len(data))
    )
    created_s = incoming.at_ms // 1000
    answer_id = f"chatcmpl-{incoming.id}"
    try:
        await carry(exchange(ask, snapshot, parts.means), parts, incoming, door)
    except Refusal as refusal:
        body = connector.encode_blocked(
            str(refusal), answer_id=answer_id, created_s=created_s, model=request.model
        )
    else:
        body = connector.encode_answer(
            door.whole(), answer_id=answer_id, created_s=created_s, model=request.model
        )
    await incoming.respond(200, body)


def _body(request: chat.ChatRequest, texts: Sequence[str], model: str, notice: str) -> bytes:
    return chat.body(request, texts, model, notice, stream=False)
