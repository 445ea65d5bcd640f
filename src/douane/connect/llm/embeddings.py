"""OpenAI's embeddings: texts in, vectors out.

An input of token numbers is refused: what a number stands for depends on the model's
vocabulary, so it cannot be inspected.
"""

from collections.abc import Sequence
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from douane.connect.llm import strict_json
from douane.connect.llm.answers import Tally, nonsense, read
from douane.connect.llm.chat import Metadata, ModelName
from douane.connect.llm.typed import Wire, convert, invalid, unsupported
from douane.model.answer import Event, Usage
from douane.model.finding import Slot

PATH: Final = "/embeddings"
MAX_INPUTS: Final = 2048

_Text = Annotated[str, Meta(min_length=1)]


class EmbeddingRequest(Wire, frozen=True):
    """A request for vectors; ``user`` and ``metadata`` are never forwarded."""

    model: ModelName
    input: _Text | Annotated[list[_Text], Meta(min_length=1, max_length=MAX_INPUTS)]
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: Annotated[int, Meta(ge=1, le=65_536)] | None = None
    user: str | None = None
    metadata: Metadata | None = None


class _Vector(msgspec.Struct):
    index: Annotated[int, Meta(ge=0, lt=MAX_INPUTS)]
    embedding: (
        Annotated[list[float], Meta(min_length=1)]
        | Annotated[str, Meta(pattern=r"\A[A-Za-z0-9+/]+={0,2}\Z")]
    )


class _Counts(msgspec.Struct):
    prompt_tokens: Tally
    total_tokens: Tally


class _Answer(msgspec.Struct):
    data: Annotated[list[_Vector], Meta(min_length=1, max_length=MAX_INPUTS)]
    usage: _Counts | None = None


_ANSWER: Final = msgspec.json.Decoder(_Answer)


def parse(data: bytes) -> EmbeddingRequest:
    """Read a request body.

    Raises:
        RequestError: As ``chat.parse``; token numbers are ``unsupported_content``.
    """
    value = strict_json.loads(data)
    if isinstance(value, dict) and _holds_numbers(value.get("input")):
        raise unsupported("input", "token numbers cannot be inspected; send text")
    return convert(value, EmbeddingRequest)


def slots(request: EmbeddingRequest) -> tuple[Slot, ...]:
    """Return every text that would leave."""
    if isinstance(request.input, str):
        return (Slot("input", request.input),)
    return tuple(
        Slot(f"input[{index}]", text, flow="input") for index, text in enumerate(request.input)
    )


def body(request: EmbeddingRequest, texts: Sequence[str], model: str) -> bytes:
    """Build the bytes that leave, from protected texts in the order of ``slots``.

    Raises:
        RequestError: A protected text is empty, which no endpoint takes.
        ValueError: The number of texts is not that of the slots.
    """
    expected = slots(request)
    if len(texts) != len(expected):
        raise ValueError("the number of texts is not that of the slots")
    for slot, text in zip(expected, texts, strict=True):
        if not text:
            raise invalid(slot.path, "holds nothing that may cross; leave it out")
    members: dict[str, object] = {
        "model": model,
        "input": texts[0] if isinstance(request.input, str) else list(texts),
    }
    if request.encoding_format is not None:
        members["encoding_format"] = request.encoding_format
    if request.dimensions is not None:
        members["dimensions"] = request.dimensions
    return msgspec.json.encode(members)


def parse_answer(data: bytes) -> Event:
    """Read an endpoint's answer; its vectors come in the order of the inputs.

    Raises:
        EndpointError: It is no list of vectors, or one is missing.
    """
    answer = read(_ANSWER, data)
    by_index = {vector.index: vector.embedding for vector in answer.data}
    if len(by_index) != len(answer.data) or max(by_index) != len(by_index) - 1:
        raise nonsense()
    counts = answer.usage
    return Event(
        usage=Usage(counts.prompt_tokens, 0, counts.total_tokens) if counts else None,
        vectors=tuple(by_index[index] for index in range(len(by_index))),
    )


def encode_answer(event: Event, *, model: str) -> bytes:
    """Write OpenAI's answer; ``model`` is the tier's name."""
    counts = event.usage or Usage(0, 0, 0)
    return msgspec.json.encode(
        {
            "object": "list",
            "model": model,
            "data": [
                {"object": "embedding", "index": index, "embedding": vector}
                for index, vector in enumerate(event.vectors)
            ],
            "usage": {
                "prompt_tokens": counts.prompt_tokens,
                "total_tokens": counts.total_tokens,
            },
        }
    )


def _holds_numbers(value: object) -> bool:
    if not isinstance(value, list):
        return False
    return any(isinstance(item, (int, list)) and not isinstance(item, bool) for item in value)
