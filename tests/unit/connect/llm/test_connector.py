"""The LLM Open Connector's and the embeddings' requests: no way around the border."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.connect.llm import chat, connector, embeddings
from douane.model.errors import RequestError


def asked(**changes: object) -> bytes:
    body = {"model": "m", "messages": [{"role": "user", "content": "hi"}], **changes}
    return json.dumps(body).encode()


def built(data: bytes) -> dict[str, Any]:
    request = connector.parse(data)
    texts = [slot.text for slot in chat.slots(request)]
    body: dict[str, Any] = json.loads(chat.body(request, texts, "up", stream=False))
    return body


def test_a_full_request_leaves_as_a_chat_request() -> None:
    data = asked(
        messages=[
            {"role": "system", "content": "a"},
            {"role": "user", "content": "b", "name": "n"},
            {"role": "assistant", "content": "c"},
            {"role": "system", "content": "d"},
        ],
        max_tokens=5,
        n=2,
        temperature=None,
        parameters={"top_p": 0.5, "seed": 1, "stop": ["e"], "presence_penalty": 1,
                    "frequency_penalty": -1},
    )  # fmt: skip
    assert built(data) == {
        "model": "up",
        "messages": [
            {"role": "system", "content": "a"},
            {"role": "user", "content": "b", "name": "n"},
            {"role": "assistant", "content": "c"},
            {"role": "system", "content": "d"},
        ],
        "stop": ["e"], "top_p": 0.5, "max_tokens": 5, "n": 2, "seed": 1,
        "presence_penalty": 1.0, "frequency_penalty": -1.0, "stream": False,
    }  # fmt: skip


def test_stop_strings_are_texts_that_are_protected() -> None:
    request = connector.parse(asked(parameters={"stop": "Keller"}))
    assert ("stop", "Keller") in [(slot.path, slot.text) for slot in chat.slots(request)]


REFUSED = {
    "tools as a parameter": ({"parameters": {"tools": []}}, "parameters.tools"),
    "a bias as a parameter": ({"parameters": {"logit_bias": {}}}, "parameters.logit_bias"),
    "metadata as a parameter": ({"parameters": {"metadata": {}}}, "parameters.metadata"),
    "a user as a parameter": ({"parameters": {"user": "Keller"}}, "parameters.user"),
    "streaming as a parameter": ({"parameters": {"stream": True}}, "parameters.stream"),
    "a parameter out of range": ({"parameters": {"top_p": 1.5}}, "parameters.top_p"),
    "a parameter of another type": ({"parameters": {"seed": "Keller"}}, "parameters.seed"),
    "streaming": ({"stream": True}, "stream"),
    "tools": ({"tools": []}, "tools"),
    "a tool's message": (
        {"messages": [{"role": "tool", "content": "x", "tool_call_id": "c"}]}, "messages[0].role",
    ),
    "parts": (
        {"messages": [{"role": "user", "content": [{"type": "text", "text": "x"}]}]},
        "messages[0].content",
    ),
    "no content": ({"messages": [{"role": "user", "content": None}]}, "messages[0].content"),
    "too many choices": ({"n": 129}, "n"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "param"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_by_name(changes: dict[str, object], param: str) -> None:
    with pytest.raises(RequestError) as caught:
        connector.parse(asked(**changes))
    assert caught.value.param == param
    assert "Keller" not in str(caught.value)


@given(st.dictionaries(st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1), st.just(1), min_size=1))
def test_no_other_parameter_passes(parameters: dict[str, int]) -> None:
    known = {"top_p", "frequency_penalty", "presence_penalty", "seed"}
    if set(parameters) <= known:
        assert built(asked(parameters=parameters))["stream"] is False
        return
    with pytest.raises(RequestError):
        connector.parse(asked(parameters=parameters))


INPUTS: dict[str, tuple[str | list[str], list[tuple[str, str]]]] = {
    "a text": ("a", [("input", "a")]),
    "texts": (["a", "b"], [("input[0]", "a"), ("input[1]", "b")]),
}


@pytest.mark.parametrize(("given_input", "slots"), INPUTS.values(), ids=INPUTS.keys())
def test_the_inputs_of_an_embedding_are_slots(
    given_input: str | list[str], slots: list[tuple[str, str]]
) -> None:
    data = {"model": "m", "input": given_input, "user": "u", "dimensions": 8,
            "encoding_format": "base64", "metadata": {"purpose": "p"}}  # fmt: skip
    request = embeddings.parse(json.dumps(data).encode())
    assert [(slot.path, slot.text) for slot in embeddings.slots(request)] == slots

    texts = [f"§{number}" for number in range(len(slots))]
    assert json.loads(embeddings.body(request, texts, "up")) == {
        "model": "up",
        "input": texts if isinstance(given_input, list) else "§0",
        "encoding_format": "base64",
        "dimensions": 8,
    }


NOT_EMBEDDED = {
    "token numbers": ([1, 2], "unsupported_content"),
    "lists of token numbers": ([[1], [2]], "unsupported_content"),
    "an empty text": ("", "invalid_value"),
    "no texts": ([], "invalid_value"),
    "an object": ({"a": 1}, "invalid_value"),
    "true": ([True], "invalid_value"),
}


@pytest.mark.parametrize(("value", "code"), NOT_EMBEDDED.values(), ids=NOT_EMBEDDED.keys())
def test_other_inputs_of_an_embedding_are_refused(value: object, code: str) -> None:
    with pytest.raises(RequestError) as caught:
        embeddings.parse(json.dumps({"model": "m", "input": value}).encode())
    assert caught.value.code == code
    assert (caught.value.param or "").startswith("input")


@pytest.mark.parametrize("texts", [[], ["a", "b"]])
def test_texts_and_inputs_must_be_as_many(texts: list[str]) -> None:
    request = embeddings.parse(b'{"model":"m","input":"a"}')
    with pytest.raises(ValueError, match="number of texts"):
        embeddings.body(request, texts, "m")


def test_an_input_of_which_nothing_is_left_is_refused() -> None:
    request = embeddings.parse(b'{"model":"m","input":["a","b"]}')
    with pytest.raises(RequestError) as caught:
        embeddings.body(request, ["a", ""], "m")
    assert caught.value.param == "input[1]"
