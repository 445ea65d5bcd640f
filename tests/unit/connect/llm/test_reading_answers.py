"""Answers: only what Douane passes on is read, and what is written is OpenAI's."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai.types import CreateEmbeddingResponse
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from douane.connect.llm import answers, connector, embeddings
from douane.model.answer import Delta, Event, ToolDelta, Usage
from douane.model.errors import EndpointError

WHOLE = {
    "id": "up", "model": "secret-model", "system_fingerprint": "fp", "service_tier": "x",
    "choices": [
        {
            "index": 0, "finish_reason": "stop", "logprobs": {"content": [{"token": "leak"}]},
            "message": {
                "role": "assistant", "content": "said", "reasoning_content": "leak",
                "annotations": [{"url": "leak"}], "audio": None,
            },
        },
        {
            "index": 1, "finish_reason": "tool_calls",
            "message": {"role": "assistant", "content": None, "tool_calls": [
                {"id": "functions.f:0", "type": "function",
                 "function": {"name": "f", "arguments": '{"a":1}'}},
            ]},
        },
    ],
    "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3,
              "prompt_tokens_details": {"cached_tokens": 1}},
}  # fmt: skip
READ = Event(
    (
        Delta(0, "said", finish="stop"),
        Delta(1, "", (ToolDelta(0, "functions_f_0", "f", '{"a":1}'),), "tool_calls"),
    ),
    Usage(1, 2, 3),
)
OURS: dict[str, Any] = {"answer_id": "chatcmpl-1", "created_s": 1_700_000_000, "model": "sovereign"}


def dumped(value: object) -> bytes:
    return json.dumps(value).encode()


def choice(**members: object) -> dict[str, object]:
    return {"choices": [{"index": 0, "message": {"content": "Keller"}, **members}]}


def test_only_what_is_passed_on_is_read() -> None:
    assert answers.parse_answer(dumped(WHOLE)) == READ


def test_nothing_of_the_endpoint_but_the_answer_is_written() -> None:
    event = answers.parse_answer(dumped(WHOLE))
    for written in (answers.encode_answer(event, **OURS), connector.encode_answer(event, **OURS)):
        assert b"leak" not in written
        assert b"secret-model" not in written
        assert b"fp" not in written
        assert b'"up"' not in written


def test_the_sdk_reads_what_is_written() -> None:
    answer = ChatCompletion.model_validate_json(answers.encode_answer(READ, **OURS), strict=True)

    assert answer.choices[0].message.content == "said"
    assert answer.choices[1].message.content is None
    calls = answer.choices[1].message.tool_calls or []
    assert calls[0].type == "function"
    assert calls[0].function.arguments == '{"a":1}'
    assert (answer.model, answer.created) == ("sovereign", 1_700_000_000)
    assert answer.usage is not None
    assert answer.usage.total_tokens == 3


CHUNKS = {
    "the first": ({"choices": [{"delta": {"role": "assistant", "content": ""}}]}, Delta(0)),
    "text": ({"choices": [{"index": 2, "delta": {"content": "x"}}]}, Delta(2, "x")),
    "an end": (
        {"choices": [{"index": 0, "delta": {}, "finish_reason": "length"}]},
        Delta(0, finish="length"),
    ),
    "an end in the endpoint's own words": (
        {"choices": [{"delta": {}, "finish_reason": "Keller said so"}]}, Delta(0, finish="stop"),
    ),
    "the head of a call": (
        {"choices": [{"delta": {"tool_calls": [
            {"index": 1, "id": "c", "function": {"name": "f", "arguments": ""}}]}}]},
        Delta(0, "", (ToolDelta(1, "c", "f"),)),
    ),
    "the rest of a call": (
        {"choices": [{"delta": {"tool_calls": [
            {"index": 1, "id": "", "function": {"name": "", "arguments": "{"}}]}}]},
        Delta(0, "", (ToolDelta(1, None, None, "{"),)),
    ),
    "a chunk without a delta": ({"choices": [{"index": 0}]}, Delta(0)),
}  # fmt: skip


@pytest.mark.parametrize(("chunk", "delta"), CHUNKS.values(), ids=CHUNKS.keys())
def test_a_chunk_is_read(chunk: object, delta: Delta) -> None:
    assert answers.parse_chunk(dumped(chunk)) == Event((delta,))


def test_usage_comes_alone_at_the_end() -> None:
    event = answers.parse_chunk(b'{"choices":[],"usage":{"prompt_tokens":4}}')
    assert event == Event(usage=Usage(4, 0, 4))


BROKEN = {
    "an error sent with status 200": {"error": {"message": "Keller"}},
    "no choices": {"choices": []},
    "choices that are none": {"choices": "Keller"},
    "the same index twice": {"choices": [{"index": 0, "message": {}}] * 2},
    "an index below zero": choice(index=-1),
    "an index beyond reason": choice(index=10**9),
    "content in parts": choice(message={"content": [{"text": "Keller"}]}),
    "a tool name that is none": choice(
        message={"tool_calls": [{"function": {"name": "Keller Berta"}}]}
    ),
    "a count below zero": {**choice(), "usage": {"prompt_tokens": -1}},
    "a list": [1],
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_nonsense_is_a_failure_that_quotes_nothing(broken: object) -> None:
    with pytest.raises(EndpointError) as caught:
        answers.parse_answer(dumped(broken))

    assert caught.value.code == "endpoint_failed"
    assert "Keller" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b'{"error":1}', b"[" * 10**5, b'"\\ud800"'])
def test_a_chunk_of_nonsense_is_a_failure(data: bytes) -> None:
    with pytest.raises(EndpointError):
        answers.parse_chunk(data)


deltas = st.builds(
    Delta,
    choice=st.integers(0, 5),
    text=st.text(st.characters(exclude_categories=["Cs"])),
    tool_calls=st.lists(
        st.builds(ToolDelta, st.integers(0, 3), st.just("c"), st.just("f"), st.just('{"é":1}'))
    ).map(tuple),
    finish=st.none() | st.sampled_from(sorted(answers.FINISHES)),
)
events = st.builds(
    Event,
    st.lists(deltas, max_size=3, unique_by=lambda delta: delta.choice).map(tuple),
    st.none() | st.builds(Usage, *[st.integers(0, 9)] * 3),
)


@given(events, st.booleans())
def test_a_chunk_written_is_the_chunk_read(event: Event, opening: object) -> None:
    written = answers.encode_chunk(event, **OURS, opening=bool(opening))

    assert answers.parse_chunk(written) == event
    ChatCompletionChunk.model_validate_json(written, strict=True)


@given(events.filter(lambda event: event.deltas))
def test_the_connector_gets_exactly_its_schema(event: Event) -> None:
    answer = json.loads(connector.encode_answer(event, **OURS))

    assert set(answer) - {"usage"} == {"id", "object", "created", "model", "choices"}
    assert answer["object"] == "chat.completion"
    for said, delta in zip(answer["choices"], event.deltas, strict=True):
        assert set(said) == {"index", "message", "finish_reason"}
        assert said["message"] == {"role": "assistant", "content": delta.text}
        assert said["finish_reason"] in answers.FINISHES
    if event.usage is None:
        assert "usage" not in answer
    else:
        assert set(answer["usage"]) == {"prompt_tokens", "completion_tokens", "total_tokens"}
        assert all(type(count) is int for count in answer["usage"].values())


def test_a_refusal_reaches_salesforce_as_an_answer() -> None:
    answer = json.loads(connector.encode_blocked("policy says no", **OURS))

    assert answer["choices"] == [
        {
            "index": 0,
            "message": {"role": "assistant", "content": "policy says no"},
            "finish_reason": "content_filter",
        }
    ]
    ChatCompletion.model_validate(answer)


VECTORS = {"data": [{"index": 1, "embedding": [0.5, 1]}, {"index": 0, "embedding": [0.25]}]}


def test_vectors_come_in_the_order_of_their_inputs() -> None:
    event = embeddings.parse_answer(
        dumped({**VECTORS, "usage": {"prompt_tokens": 2, "total_tokens": 2}, "model": "leak"})
    )
    assert event.vectors == ([0.25], [0.5, 1.0])

    answer = CreateEmbeddingResponse.model_validate_json(
        embeddings.encode_answer(event, model="sovereign")
    )
    assert [entry.index for entry in answer.data] == [0, 1]
    assert (answer.model, answer.usage.prompt_tokens) == ("sovereign", 2)


BROKEN_VECTORS = {
    "none": {"data": []},
    "one missing": {"data": [{"index": 1, "embedding": [1.0]}]},
    "one twice": {"data": [{"index": 0, "embedding": [1.0]}] * 2},
    "an empty one": {"data": [{"index": 0, "embedding": []}]},
    "a text that is no base64": {"data": [{"index": 0, "embedding": "Berta Keller"}]},
    "not a number": {"data": [{"index": 0, "embedding": [float("nan")]}]},
}


@pytest.mark.parametrize("broken", BROKEN_VECTORS.values(), ids=BROKEN_VECTORS.keys())
def test_broken_vectors_are_a_failure(broken: object) -> None:
    with pytest.raises(EndpointError):
        embeddings.parse_answer(dumped(broken))


def test_the_repr_of_an_answer_shows_nothing_of_it() -> None:
    assert "said" not in repr(READ)
    assert '"a"' not in repr(READ)
