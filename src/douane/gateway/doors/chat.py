"""``POST /v1/chat/completions``: OpenAI's wire, streamed or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from douane.connect.llm import answers, chat, sse
from douane.connect.llm.chat import ChatRequest
from douane.gateway.doors.model_call import ModelCall, Wire, carry
from douane.gateway.drive import apart
from douane.gateway.hints import ask_of, read_hints
from douane.gateway.incoming import EVENTS, Incoming
from douane.gateway.parts import Parts
from douane.model.answer import Event
from douane.model.finding import Slot
from douane.pipeline.exchange import exchange


async def serve(parts: Parts, incoming: Incoming) -> None:
    """Answer one chat request.

    Raises:
        DouaneError: What stopped it.
    """
    principal = parts.gate.principal(incoming.headers)
    data = await incoming.body()
    read = await apart(partial(_read, data), len(data), parts.world.threads)
    request, said = read.request, read.said
    hints = read_hints(incoming, purpose=said.purpose, scope=said.scope, reader=said.reader)
    ask = ask_of(
        parts, incoming, principal, hints, door="chat", tier=request.model,
        slots=read.slots, records=read.records, json_answer=request.wants_json,
    )  # fmt: skip
    stream = bool(request.stream)
    wire = Wire(
        chat.PATH, partial(_body, request, stream),
        answers.parse_chunk if stream else answers.parse_answer, len(data), stream,
    )  # fmt: skip
    path = exchange(ask, parts.snapshot(), parts.means)
    if stream:
        streamed = _Streamed(parts, incoming, wire, request.model)
        await carry(path, parts, incoming, streamed)
        await streamed.finish()
        return
    door = ModelCall(parts, incoming, wire)
    await carry(path, parts, incoming, door)
    body = answers.encode_answer(
        door.whole(), answer_id=f"chatcmpl-{incoming.id}", created_s=incoming.at_ms // 1000,
        model=request.model,
    )  # fmt: skip
    await incoming.respond(200, body)


@dataclass(frozen=True, slots=True)
class _Read:
    """A body, read."""

    request: ChatRequest
    said: chat.Metadata
    slots: tuple[Slot, ...]
    records: str


def _read(data: bytes) -> _Read:
    request = chat.parse(data)
    said = request.metadata or chat.Metadata()
    return _Read(request, said, chat.slots(request), said.records_text(data))


def _body(
    request: ChatRequest,
    stream: bool,  # noqa: FBT001 - partial's order
    texts: Sequence[str],
    model: str,
    notice: str,
) -> bytes:
    return chat.body(request, texts, model, notice, stream=stream)


class _Streamed(ModelCall):
    """Writes each event as it comes."""

    def __init__(self, parts: Parts, incoming: Incoming, wire: Wire, model: str) -> None:
        super().__init__(parts, incoming, wire)
        self._model = model
        self._opened: set[int] = set()

    async def emit(self, event: Event) -> None:
        """Write the event, unless nothing in it may go yet."""
        if not self._incoming.started:
            await self._incoming.start(200, EVENTS)
        deltas = tuple(
            delta
            for delta in event.deltas
            if delta.text or delta.tool_calls or delta.finish or delta.choice not in self._opened
        )
        if not deltas and event.usage is None:
            return
        opening = any(delta.choice not in self._opened for delta in deltas)
        self._opened.update(delta.choice for delta in deltas)
        chunk = answers.encode_chunk(
            Event(deltas, event.usage), answer_id=f"chatcmpl-{self._incoming.id}",
            created_s=self._incoming.at_ms // 1000, model=self._model, opening=opening,
        )  # fmt: skip
        await self._incoming.write(sse.encode(chunk))

    async def finish(self) -> None:
        """Say that the stream is complete."""
        if not self._incoming.started:
            await self._incoming.start(200, EVENTS)
        await self._incoming.write(sse.encode(sse.DONE), more=False)
