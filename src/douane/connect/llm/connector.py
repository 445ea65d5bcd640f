"""Salesforce's LLM Open Connector: its requests read as chat requests, its answers written.

Source: salesforce/einstein-platform, ``api-specs/llm-open-connector/llm-open-connector.yml``.
Salesforce sends texts only, never streams, and hands through a free ``parameters`` object "as
is": a door beside the door, so only sampling numbers and stop strings pass it and anything else
in it is refused.  Salesforce in turn refuses answers with members that the yaml does not list,
so an answer is written member by member and holds nothing else.
"""

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from douane.connect.llm import strict_json
from douane.connect.llm.chat import ChatRequest, Count, Fraction, ModelName, Penalty, Seed, Stop
from douane.connect.llm.messages import AssistantMessage, Message, SystemMessage, UserMessage
from douane.connect.llm.typed import Wire, convert
from douane.model.answer import Delta, Event

BLOCKED: Final = "content_filter"


class SystemText(Wire, frozen=True, tag_field="role", tag="system"):
    """What the prompt template tells the model."""

    content: str
    name: str | None = None


class UserText(Wire, frozen=True, tag_field="role", tag="user"):
    """What the user says."""

    content: str
    name: str | None = None


class AssistantText(Wire, frozen=True, tag_field="role", tag="assistant"):
    """What the model said before."""

    content: str
    name: str | None = None


class Parameters(Wire, frozen=True):
    """What may be said beside the request; anything else is refused."""

    top_p: Fraction | None = None
    frequency_penalty: Penalty | None = None
    presence_penalty: Penalty | None = None
    seed: Seed | None = None
    stop: Stop | None = None


class ConnectorRequest(Wire, frozen=True):
    """What Salesforce sends."""

    model: ModelName
    messages: Annotated[list[SystemText | UserText | AssistantText], Meta(min_length=1)]
    max_tokens: Count | None = None
    n: Annotated[int, Meta(ge=1, le=128)] | None = None
    temperature: Annotated[float, Meta(ge=0, le=2)] | None = None
    parameters: Parameters | None = None


def parse(data: bytes) -> ChatRequest:
    """Read a request body of the connector as a chat request, whose texts and body follow.

    Raises:
        RequestError: As ``chat.parse``; an entry of ``parameters`` that is not on the list is
            ``unknown_field`` with ``param`` ``parameters.<name>``.
    """
    request = convert(strict_json.loads(data), ConnectorRequest)
    extra = request.parameters or Parameters()
    return ChatRequest(
        model=request.model,
        messages=[_message(message) for message in request.messages],
        max_tokens=request.max_tokens,
        n=request.n,
        temperature=request.temperature,
        top_p=extra.top_p,
        frequency_penalty=extra.frequency_penalty,
        presence_penalty=extra.presence_penalty,
        seed=extra.seed,
        stop=extra.stop,
    )


def encode_answer(event: Event, *, answer_id: str, created_s: int, model: str) -> bytes:
    """Write an answer in exactly the connector's schema.

    Args:
        event: What was said; each choice once.  Tool calls are left out: the connector has
            no place for them.
        answer_id: The id of the exchange.
        created_s: UTC seconds; milliseconds break Salesforce.
        model: The tier's name.
    """
    members: dict[str, object] = {
        "id": answer_id,
        "object": "chat.completion",
        "created": created_s,
        "model": model,
        "choices": [
            {
                "index": delta.choice,
                "message": {"role": "assistant", "content": delta.text},
                "finish_reason": delta.finish or "stop",
            }
            for delta in event.deltas
        ],
    }
    if event.usage is not None:
        members["usage"] = {
            "prompt_tokens": event.usage.prompt_tokens,
            "completion_tokens": event.usage.completion_tokens,
            "total_tokens": event.usage.total_tokens,
        }
    return msgspec.json.encode(members)


def encode_blocked(text: str, *, answer_id: str, created_s: int, model: str) -> bytes:
    """Write the answer (status 200) that tells a Salesforce user why nothing crossed.

    Salesforce shows error statuses as a generic failure, so the reason travels as an answer
    that a content filter ended.  ``text`` is the message of the error: it holds no value.
    """
    event = Event((Delta(0, text, finish=BLOCKED),))
    return encode_answer(event, answer_id=answer_id, created_s=created_s, model=model)


def _message(message: SystemText | UserText | AssistantText) -> Message:
    match message:
        case SystemText(content=content, name=name):
            return SystemMessage(content=content, name=name)
        case UserText(content=content, name=name):
            return UserMessage(content=content, name=name)
        case AssistantText(content=content, name=name):
            return AssistantMessage(content=content, name=name)
