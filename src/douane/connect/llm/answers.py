"""Answers of a chat endpoint, read and written.

Read: only the members that Douane passes on are looked at; everything else that an endpoint
adds is left behind.  Whatever cannot be read is ``EndpointError``, without a word of it.
Written: OpenAI's shapes, with an id, a time and a model name of our own.
"""

import re
from typing import Annotated, Final, TypeVar

import msgspec
from msgspec import Meta

from douane.model.answer import Delta, Event, ToolDelta, Usage
from douane.model.errors import EndpointError

MAX_CHOICES: Final = 128
FINISHES: Final = frozenset({"stop", "length", "tool_calls", "content_filter", "function_call"})

_UNSAFE_IN_ID: Final = re.compile(r"[^A-Za-z0-9_-]")
_Index = Annotated[int, Meta(ge=0, lt=MAX_CHOICES)]
Tally = Annotated[int, Meta(ge=0, le=2**53)]
# Servers send a call's name once, and then nothing, null or an empty text.
_Name = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{0,64}\Z")]
T = TypeVar("T")


class _Usage(msgspec.Struct):
    prompt_tokens: Tally
    completion_tokens: Tally = 0
    total_tokens: Tally | None = None


class _Function(msgspec.Struct):
    name: _Name | None = None
    arguments: str | None = None


class _Call(msgspec.Struct):
    function: _Function
    index: _Index | None = None
    id: str | None = None


class _Said(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None
    tool_calls: list[_Call] | None = None


class _WholeChoice(msgspec.Struct):
    message: _Said
    index: _Index = 0
    finish_reason: str | None = None


class _ChunkChoice(msgspec.Struct):
    delta: _Said | None = None
    index: _Index = 0
    finish_reason: str | None = None


class _Whole(msgspec.Struct):
    choices: Annotated[list[_WholeChoice], Meta(min_length=1, max_length=MAX_CHOICES)]
    usage: _Usage | None = None


class _Chunk(msgspec.Struct):
    choices: Annotated[list[_ChunkChoice], Meta(max_length=MAX_CHOICES)]
    usage: _Usage | None = None


_WHOLE: Final = msgspec.json.Decoder(_Whole)
_CHUNK: Final = msgspec.json.Decoder(_Chunk)


def parse_answer(data: bytes) -> Event:
    """Read a whole answer as one event in which every choice is finished.

    Raises:
        EndpointError: It is no chat completion.
    """
    whole = read(_WHOLE, data)
    if len({choice.index for choice in whole.choices}) != len(whole.choices):
        raise nonsense()
    deltas = tuple(
        _delta(choice.index, choice.message, choice.finish_reason or "stop")
        for choice in whole.choices
    )
    return Event(deltas, usage(whole.usage))


def parse_chunk(data: bytes) -> Event:
    """Read the data of one event of a streamed answer.

    Raises:
        EndpointError: It is no chunk of a chat completion, for one an error sent mid-stream.
    """
    chunk = read(_CHUNK, data)
    deltas = tuple(
        _delta(choice.index, choice.delta or _Said(), choice.finish_reason)
        for choice in chunk.choices
    )
    return Event(deltas, usage(chunk.usage))


def read(decoder: msgspec.json.Decoder[T], data: bytes) -> T:
    """Decode what an endpoint sent; whatever is wrong with it is ``EndpointError``."""
    try:
        return decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise nonsense() from None


def nonsense() -> EndpointError:
    """Return the error for an answer that cannot be read; it quotes nothing."""
    return EndpointError(
        "the endpoint's answer is not what its door promises; check the endpoint's url and model"
    )


def usage(counted: _Usage | None) -> Usage | None:
    """Return exactly three counts, or None."""
    if counted is None:
        return None
    total = counted.total_tokens
    if total is None:
        total = counted.prompt_tokens + counted.completion_tokens
    return Usage(counted.prompt_tokens, counted.completion_tokens, total)


def _delta(choice: int, said: _Said, finish: str | None) -> Delta:
    # An endpoint's own words for why it stopped are free text, so unknown ones do not pass.
    known = finish if finish is None or finish in FINISHES else "stop"
    text = (said.content or "") + (said.refusal or "")
    calls = () if said.tool_calls is None else _calls(said.tool_calls)
    return Delta(choice, text, calls, known)


def _calls(calls: list[_Call]) -> tuple[ToolDelta, ...]:
    return tuple(
        ToolDelta(
            index=position if call.index is None else call.index,
            # Our own door takes back only such ids, so a stranger one is made to fit.
            id=_UNSAFE_IN_ID.sub("_", call.id)[:64] if call.id else None,
            name=call.function.name or None,
            arguments=call.function.arguments or "",
        )
        for position, call in enumerate(calls)
    )


def encode_answer(event: Event, *, answer_id: str, created_s: int, model: str) -> bytes:
    """Write a whole answer.

    Args:
        event: What was said; each choice once.
        answer_id: The id of the exchange.
        created_s: UTC seconds.
        model: The tier's name.
    """
    choices = [
        {
            "index": delta.choice,
            "message": _message(delta),
            "logprobs": None,
            "finish_reason": delta.finish or "stop",
        }
        for delta in event.deltas
    ]
    members = _frame("chat.completion", answer_id, created_s, model)
    members["choices"] = choices
    if event.usage is not None:
        members["usage"] = event.usage
    return msgspec.json.encode(members)


def encode_chunk(
    event: Event, *, answer_id: str, created_s: int, model: str, opening: bool = False
) -> bytes:
    """Write the data of one event of a streamed answer.

    Args:
        event: What is added.
        answer_id: The id of the exchange.
        created_s: UTC seconds, the same for all chunks of an answer.
        model: The tier's name.
        opening: First chunk: it names the role.
    """
    members = _frame("chat.completion.chunk", answer_id, created_s, model)
    members["choices"] = [
        {
            "index": delta.choice,
            "delta": _chunk_delta(delta, opening=opening),
            "finish_reason": delta.finish,
        }
        for delta in event.deltas
    ]
    if event.usage is not None:
        members["usage"] = event.usage
    return msgspec.json.encode(members)


def _frame(kind: str, answer_id: str, created_s: int, model: str) -> dict[str, object]:
    return {"id": answer_id, "object": kind, "created": created_s, "model": model}


def _message(delta: Delta) -> dict[str, object]:
    calls = [
        {
            "id": call.id or f"call_{delta.choice}_{call.index}",
            "type": "function",
            "function": {"name": call.name or "", "arguments": call.arguments},
        }
        for call in delta.tool_calls
    ]
    content = delta.text if delta.text or not calls else None
    message: dict[str, object] = {"role": "assistant", "content": content, "refusal": None}
    if calls:
        message["tool_calls"] = calls
    return message


def _chunk_delta(delta: Delta, *, opening: bool) -> dict[str, object]:
    members: dict[str, object] = {"role": "assistant"} if opening else {}
    if delta.text or opening:
        members["content"] = delta.text
    if delta.tool_calls:
        members["tool_calls"] = [_chunk_call(call) for call in delta.tool_calls]
    return members


def _chunk_call(call: ToolDelta) -> dict[str, object]:
    function: dict[str, object] = {"arguments": call.arguments}
    members: dict[str, object] = {"index": call.index}
    if call.id is not None:
        members["id"] = call.id
        members["type"] = "function"
    if call.name is not None:
        function["name"] = call.name
    members["function"] = function
    return members
