"""The stock ``openai`` SDK works unchanged: only its base URL and key are Douane's."""

import json
from collections.abc import Iterator
from typing import cast

import openai
import pytest
from openai import OpenAI
from openai.types.chat import (
    ChatCompletion,
    ChatCompletionMessageFunctionToolCall,
    ChatCompletionMessageParam,
    ChatCompletionToolParam,
)

from tests.simulators.endpoint import Script, always
from tests.simulators.gateway_process import EndpointThread, GatewayProcess

IBAN = "DE89370400440532013000"
CARD = "4111 1111 1111 1111"
ASK: list[ChatCompletionMessageParam] = [
    {"role": "user", "content": f"Please repeat my account {IBAN} twice."}
]
WEATHER: ChatCompletionToolParam = {
    "type": "function",
    "function": {
        "name": "get_balance",
        "description": "Balance of an account",
        "parameters": {"type": "object", "properties": {"iban": {"type": "string"}}},
    },
}


@pytest.fixture
def client(gateway: GatewayProcess) -> Iterator[OpenAI]:
    with OpenAI(
        base_url=f"http://127.0.0.1:{gateway.port}/v1", api_key=gateway.key, max_retries=0
    ) as client:
        yield client


def test_a_plain_answer_comes_back_restored(client: OpenAI, endpoint: EndpointThread) -> None:
    answer = client.chat.completions.create(model="default", messages=ASK)

    assert answer.object == "chat.completion"
    assert answer.choices[0].message.content == ASK[0].get("content")
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage is not None
    assert answer.usage.total_tokens > 0
    assert answer.model == "default"
    assert answer._request_id  # noqa: SLF001 - the SDK's documented way to the request id
    assert IBAN.encode() not in endpoint.received[0].body


def test_a_streamed_answer_is_the_same_text_in_pieces(
    client: OpenAI, endpoint: EndpointThread
) -> None:
    stream = client.chat.completions.create(
        model="default", messages=ASK, stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)

    pieces = [chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices]
    assert "".join(pieces) == ASK[0].get("content")
    assert len([piece for piece in pieces if piece]) > 1
    assert chunks[0].choices[0].delta.role == "assistant"
    assert [c.choices[0].finish_reason for c in chunks if c.choices][-1] == "stop"
    assert chunks[-1].usage is not None
    assert len({chunk.id for chunk in chunks}) == 1
    assert IBAN.encode() not in endpoint.received[0].body


def test_the_sdks_own_stream_helper_builds_the_whole_answer(
    client: OpenAI, endpoint: EndpointThread
) -> None:
    with client.chat.completions.stream(model="default", messages=ASK) as stream:
        completion = stream.get_final_completion()

    assert completion.choices[0].message.content == ASK[0].get("content")
    assert len(endpoint.received) == 1


def tool_text(endpoint: EndpointThread) -> str:
    """Return the token that stands for the IBAN in what the endpoint received last."""
    body = json.loads(endpoint.received[-1].body)
    said: str = body["messages"][0]["content"]
    return said.removeprefix("Please repeat my account ").removesuffix(" twice.")


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
def test_a_tool_call_and_its_result_make_a_second_turn(
    client: OpenAI, endpoint: EndpointThread, *, streamed: bool
) -> None:
    headers = {"X-Douane-Scope": f"conversation-{streamed}"}
    client.chat.completions.create(model="default", messages=ASK, extra_headers=headers)
    token = tool_text(endpoint)
    assert token != IBAN
    endpoint.script = Script(tool=("get_balance", json.dumps({"iban": token})))

    if streamed:
        with client.chat.completions.stream(
            model="default", messages=ASK, tools=[WEATHER], extra_headers=headers
        ) as stream:
            answer = cast("ChatCompletion", stream.get_final_completion())
    else:
        answer = client.chat.completions.create(
            model="default", messages=ASK, tools=[WEATHER], tool_choice="auto",
            extra_headers=headers,
        )  # fmt: skip
    first = answer.choices[0]
    assert first.finish_reason == "tool_calls"
    assert first.message.tool_calls is not None
    call = first.message.tool_calls[0]
    assert isinstance(call, ChatCompletionMessageFunctionToolCall)
    assert call.function.name == "get_balance"
    assert json.loads(call.function.arguments) == {"iban": token}  # a tool gets tokens

    endpoint.script = Script(say=always(f"The account {token} has 5."))
    second = client.chat.completions.create(
        model="default",
        messages=[
            *ASK,
            {
                "role": "assistant",
                "tool_calls": [
                    {
                        "id": call.id,
                        "type": "function",
                        "function": {
                            "name": call.function.name,
                            "arguments": call.function.arguments,
                        },
                    }
                ],
            },
            {"role": "tool", "tool_call_id": call.id, "content": f"{IBAN}: 5"},
        ],
        tools=[WEATHER],
        extra_headers=headers,
    )

    assert second.choices[0].message.content == f"The account {IBAN} has 5."
    last = json.loads(endpoint.received[-1].body)["messages"]
    assert last[0]["role"] == "system"  # which says what the marks mean
    begin, content, end = last[3]["content"].splitlines()
    assert content == f"{token}: 5"  # a tool's result is data, and marked so
    assert begin.removeprefix("[begin ") == end.removeprefix("[end ")
    assert begin in last[0]["content"]
    assert all(IBAN.encode() not in request.body for request in endpoint.received)


def test_embeddings_come_in_order(client: OpenAI, endpoint: EndpointThread) -> None:
    answer = client.embeddings.create(
        model="default", input=["one", f"account {IBAN}"], encoding_format="float"
    )

    assert [row.index for row in answer.data] == [0, 1]
    assert all(len(row.embedding) == 8 for row in answer.data)
    assert answer.usage.total_tokens == 2
    assert IBAN.encode() not in endpoint.received[0].body


def test_models_are_the_tiers_of_the_key(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["default"]


def test_an_error_is_the_sdks_own_with_code_and_request_id(
    client: OpenAI, endpoint: EndpointThread
) -> None:
    with pytest.raises(openai.NotFoundError) as unknown:
        client.chat.completions.create(model="gpt-9", messages=ASK)
    with pytest.raises(openai.PermissionDeniedError) as denied:
        client.chat.completions.create(
            model="default", messages=[{"role": "user", "content": f"charge {CARD}"}]
        )
    with pytest.raises(openai.BadRequestError) as wrong:
        client.chat.completions.create(model="default", messages=ASK, logit_bias={"1": 1})
    with pytest.raises(openai.AuthenticationError) as stranger:
        client.with_options(api_key="dk_wrong").models.list()

    assert (unknown.value.code, denied.value.code) == ("unknown_model", "policy_denied")
    assert (wrong.value.code, wrong.value.param) == ("unknown_field", "logit_bias")
    assert stranger.value.code == "unauthenticated"
    assert all(error.value.request_id for error in (unknown, denied, wrong, stranger))
    assert endpoint.received == []


def test_an_error_in_the_middle_of_a_stream_reaches_the_caller(
    client: OpenAI, endpoint: EndpointThread
) -> None:
    endpoint.script = Script(say=always("word " * 200), dies_after=20)
    stream = client.chat.completions.create(model="default", messages=ASK, stream=True)

    with pytest.raises(openai.APIError) as broken:
        list(stream)

    assert broken.value.code == "endpoint_failed"
