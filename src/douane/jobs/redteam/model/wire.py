"""The model's answers in OpenAI's shapes, whole or cut into chunks at random places."""

import json
from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from douane.jobs.redteam.model.answering import Said

MODEL: Final = "malicious"
LONGEST_PIECE: Final = 12


def whole(said: Sequence[Said]) -> bytes:
    """Return a whole answer."""
    choices = [
        {"index": at, "message": _message(each), "finish_reason": _finish(each)}
        for at, each in enumerate(said)
    ]
    body = {"id": "m-1", "object": "chat.completion", "created": 1, "model": MODEL}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    return json.dumps(body | {"choices": choices, "usage": usage}).encode()


def events(said: Sequence[Said], draw: Random) -> Iterator[bytes]:
    """Yield the data of each event of a stream; choices take turns, and cuts fall anywhere."""
    waiting = [list(_deltas(each, draw)) for each in said]
    while any(waiting):
        for at, deltas in enumerate(waiting):
            if deltas:
                delta, finish = deltas.pop(0)
                yield _event([{"index": at, "delta": delta, "finish_reason": finish}])
    yield b"[DONE]"


def _deltas(said: Said, draw: Random) -> Iterator[tuple[dict[str, object], str | None]]:
    yield {"role": "assistant", "content": ""}, None
    for piece in _cut(said.text, draw):
        yield {"content": piece}, None
    for at, call in enumerate(said.calls):
        head = {"index": at, "id": f"call_{at}", "type": "function"}
        yield {"tool_calls": [head | {"function": {"name": call.name, "arguments": ""}}]}, None
        for piece in _cut(call.arguments, draw):
            yield {"tool_calls": [{"index": at, "function": {"arguments": piece}}]}, None
    yield {}, _finish(said)


def _message(said: Said) -> dict[str, object]:
    message: dict[str, object] = {"role": "assistant", "content": said.text}
    if said.calls:
        message["tool_calls"] = [
            {"id": f"call_{at}", "type": "function",
             "function": {"name": call.name, "arguments": call.arguments}}
            for at, call in enumerate(said.calls)
        ]  # fmt: skip
    return message


def _finish(said: Said) -> str:
    return "tool_calls" if said.calls else "stop"


def _event(choices: list[dict[str, object]]) -> bytes:
    body = {"id": "m-1", "object": "chat.completion.chunk", "created": 1, "model": MODEL}
    return json.dumps(body | {"choices": choices}).encode()


def _cut(text: str, draw: Random) -> Iterator[str]:
    at = 0
    while at < len(text):
        size = draw.randint(1, LONGEST_PIECE)
        yield text[at : at + size]
        at += size
