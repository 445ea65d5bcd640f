"""Chat requests: everything is known, every text is a slot, and only slots come back."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai.types.chat import ChatCompletionMessage

from douane.connect.llm import chat
from douane.model.errors import RequestError
from douane.model.finding import Reading
from tests.fuzz.chat import target
from tests.unit.connect.llm.requests import FULL, Body, bodies

NEVER_FORWARDED = {"user", "metadata", "model", "logprobs", "top_logprobs"}
WORDS = frozenset(
    {"sovereign-7b", "system", "developer", "user", "assistant", "tool", "text", "refusal"}
    | {"function", "none", "auto", "required", "json_object", "json_schema"}
)


def parsed(body: object) -> chat.ChatRequest:
    return chat.parse(json.dumps(body).encode())


def built(request: chat.ChatRequest, texts: list[str], *, stream: bool = False) -> Body:
    body: Body = json.loads(chat.body(request, texts, "sovereign-7b", stream=stream))
    return body


def own_texts(request: chat.ChatRequest) -> list[str]:
    return [slot.text for slot in chat.slots(request)]


def asked(**changes: object) -> Body:
    return {"model": "m", "messages": [{"role": "user", "content": "hi"}], **changes}


def with_message(**message: object) -> Body:
    return asked(messages=[message])


def strings(value: object) -> Iterator[str]:
    """Every text in a JSON value, keys of objects left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from strings(member)
    elif isinstance(value, list):
        for member in value:
            yield from strings(member)


def test_every_text_of_a_full_request_is_a_slot() -> None:
    assert [(slot.path, slot.text) for slot in chat.slots(parsed(FULL))] == [
        ("messages[0].content", "said by system"),
        ("messages[0].name", "named system"),
        ("messages[1].content[0].text", "said by developer"),
        ("messages[2].content[0].text", "said first"),
        ("messages[2].content[1].text", "then"),
        ("messages[2].name", "named user"),
        ("messages[3].tool_calls[0].id", "call_1"),
        ("messages[3].tool_calls[0].function.name", "look_up"),
        ("messages[3].tool_calls[0].function.arguments", '{"who": "argued"}'),
        ("messages[4].content", "said by tool"),
        ("messages[4].tool_call_id", "call_1"),
        ("messages[5].content[0].refusal", "declined"),
        ("messages[5].name", "named assistant"),
        ("messages[5].refusal", "declined too"),
        ("tools[0].function.name", "look_up"),
        ("tools[0].function.description", "described tool"),
        ("tools[0].function.parameters", '{"type":"object","title":"parametrised"}'),
        ("tool_choice.function.name", "look_up"),
        ("response_format.json_schema.name", "letter"),
        ("response_format.json_schema.description", "described format"),
        ("response_format.json_schema.schema", '{"type":"object","description":"schemed"}'),
        ("stop[0]", "stopped here"),
        ("stop[1]", "or here"),
    ]


def test_schemas_are_read_by_type_and_identifiers_stay() -> None:
    slots = {slot.path: slot for slot in chat.slots(parsed(FULL))}

    assert slots["tools[0].function.parameters"].reading is Reading.TYPED
    assert slots["messages[3].tool_calls[0].function.arguments"].reading is Reading.FULL
    assert sorted(path.rpartition(".")[2] for path, slot in slots.items() if slot.fixed) == [
        "id", "name", "name", "name", "name", "tool_call_id",
    ]  # fmt: skip


def test_an_untouched_request_leaves_as_it_came_less_what_is_for_douane() -> None:
    request = parsed(FULL)
    expected = copy.deepcopy(FULL)
    for member in NEVER_FORWARDED:
        del expected[member]
    expected |= {"model": "sovereign-7b", "stream_options": {"include_usage": True}}
    for member in ("refusal", "annotations", "audio", "function_call"):
        del expected["messages"][3][member]

    assert built(request, own_texts(request), stream=True) == expected


@pytest.mark.parametrize("word", ["none", "auto", "required"])
def test_a_choice_of_tools_by_word_is_forwarded(word: str) -> None:
    request = parsed(asked(tool_choice=word))
    assert built(request, own_texts(request))["tool_choice"] == word


def test_every_member_is_walked_forwarded_or_kept_back() -> None:
    """A new member fails here until somebody decides what becomes of it."""
    full = {field.name for field in msgspec.structs.fields(chat.ChatRequest)}
    leaves = set(built(parsed(FULL), own_texts(parsed(FULL)), stream=True)) - {"model"}

    assert full == set(FULL)
    assert full - leaves == NEVER_FORWARDED


@given(bodies)
def test_nothing_leaves_but_protected_texts_identifiers_and_words(body: Body) -> None:
    request = parsed(body)
    slots = chat.slots(request)
    texts = [
        slot.text if slot.fixed
        else f'{{"marker":"§{number}"}}' if slot.path.endswith((".parameters", ".schema"))
        else f"§{number}"
        for number, slot in enumerate(slots)
    ]  # fmt: skip
    left = list(strings(built(request, texts)))

    markers = [text for text in left if text.startswith("§")]
    assert sorted(markers) == sorted(
        f"§{number}" for number, slot in enumerate(slots) if not slot.fixed
    )
    fixed = {slot.text for slot in slots if slot.fixed}
    assert all(text in WORDS or text in fixed for text in left if text not in markers)


@given(bodies)
def test_the_bytes_depend_on_the_texts_alone(body: Body) -> None:
    """Texts that a request brought change nothing once they are replaced."""
    other = copy.deepcopy(body)
    for message in other["messages"]:
        if isinstance(message.get("content"), str):
            message["content"] += " and a secret"
    first, second = parsed(body), parsed(other)
    texts = own_texts(first)

    assert chat.body(first, texts, "m", stream=False) == chat.body(second, texts, "m", stream=False)


def test_an_identifier_that_protection_changed_stops_the_request() -> None:
    request = parsed(FULL)
    for number, slot in enumerate(chat.slots(request)):
        texts = own_texts(request)
        texts[number] = "PERSON_k7qm2xp0rd"
        if slot.fixed:
            with pytest.raises(RequestError) as caught:
                built(request, texts)
            assert caught.value.param == slot.path


@pytest.mark.parametrize("text", ["", "[masked]", "[1]", '{"a":', '{"a":1,"a":2}', '{}},"x":{'])
def test_a_schema_that_protection_broke_stops_the_request(text: str) -> None:
    request = parsed(FULL)
    texts = own_texts(request)
    texts[16] = text
    with pytest.raises(RequestError) as caught:
        built(request, texts)
    assert caught.value.param == "tools[0].function.parameters"


@pytest.mark.parametrize("change", [lambda texts: texts[:-1], lambda texts: [*texts, "x"]])
def test_texts_and_slots_must_be_as_many(change: Any) -> None:  # noqa: ANN401 - a function
    request = parsed(FULL)
    with pytest.raises(ValueError, match="than slots"):
        built(request, change(own_texts(request)))


REFUSED = {
    "an unknown member": (asked(foo=1), "unknown_field", "foo"),
    "logit_bias, whose keys are data": (asked(logit_bias={"5": 1}), "unknown_field", "logit_bias"),
    "an unknown member of a message": (
        with_message(role="user", content="x", foo=1), "unknown_field", "messages[0].foo",
    ),
    "an unknown member of a part": (
        with_message(role="user", content=[{"type": "text", "text": "x", "cache": 1}]),
        "unknown_field", "messages[0].content[0].cache",
    ),
    "a member whose name could be data": (asked(Keller=1), "unknown_field", "?"),
    "an unknown member of metadata": (asked(metadata={"x": 1}), "unknown_field", "metadata.x"),
    "an image": (
        with_message(role="user", content=[{"type": "image_url", "image_url": {"url": "x"}}]),
        "unsupported_content", "messages[0].content[0].type",
    ),
    "audio": (
        with_message(role="user", content=[{"type": "input_audio", "input_audio": {}}]),
        "unsupported_content", "messages[0].content[0].type",
    ),
    "a file": (
        with_message(role="user", content=[{"type": "text", "text": "x"}, {"type": "file"}]),
        "unsupported_content", "messages[0].content[1].type",
    ),
    "an earlier answer in sound": (
        with_message(role="assistant", audio={"id": "x"}), "invalid_value", "messages[0].audio",
    ),
    "citations of an earlier answer": (
        with_message(role="assistant", annotations=[{"url": "x"}]),
        "invalid_value", "messages[0].annotations",
    ),
    "no model": ({"messages": [{"role": "user", "content": "x"}]}, "invalid_value", "model"),
    "no messages": (asked(messages=[]), "invalid_value", "messages"),
    "no role": (with_message(content="x"), "invalid_value", "messages[0].role"),
    "an unknown role": (
        with_message(role="Keller", content="x"), "invalid_value", "messages[0].role",
    ),
    "no content": (with_message(role="user"), "invalid_value", "messages[0].content"),
    "tool calls of a user": (
        with_message(role="user", content="x", tool_calls=[]),
        "unknown_field", "messages[0].tool_calls",
    ),
    "a tool name with a space": (
        asked(tools=[{"type": "function", "function": {"name": "look up"}}]),
        "invalid_value", "tools[0].function.name",
    ),
    "a tool name with a line end": (
        asked(tools=[{"type": "function", "function": {"name": "look\n"}}]),
        "invalid_value", "tools[0].function.name",
    ),
    "a call id that is too long": (
        with_message(role="tool", content="x", tool_call_id="x" * 65),
        "invalid_value", "messages[0].tool_call_id",
    ),
    "another type of tool": (
        asked(tools=[{"type": "web_search"}]), "invalid_value", "tools[0].type",
    ),
    "a temperature above two": (asked(temperature=2.1), "invalid_value", "temperature"),
    "a temperature as text": (asked(temperature="1"), "invalid_value", "temperature"),
    "129 choices": (asked(n=129), "invalid_value", "n"),
    "a number for true": (asked(stream=1), "invalid_value", "stream"),
    "true for a number": (asked(seed=True), "invalid_value", "seed"),
    "a seed beyond 64 bits": (asked(seed=2**63), "invalid_value", "seed"),
    "token probabilities": (asked(logprobs=True), "invalid_value", "logprobs"),
    "more token probabilities": (asked(top_logprobs=3), "invalid_value", "top_logprobs"),
    "stream options without a stream": (
        asked(stream_options={"include_usage": True}), "invalid_value", "stream_options",
    ),
    "a list": ([1], "invalid_value", "body"),
    "a text": ("Keller", "invalid_value", "body"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "code", "param"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_by_name(body: object, code: str, param: str) -> None:
    with pytest.raises(RequestError) as caught:
        parsed(body)

    assert (caught.value.code, caught.value.param) == (code, param)
    assert "Keller" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def objects(value: object, path: str = "") -> Iterator[tuple[dict[str, Any], str]]:
    """Every object of a request whose members Douane knows, with its path."""
    if isinstance(value, dict):
        yield value, path
        for name, member in value.items():
            if name not in {"parameters", "schema", "records"}:
                yield from objects(member, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from objects(member, f"{path}[{index}]")


def test_an_unknown_member_is_found_in_every_object() -> None:
    paths = [path for _, path in objects(FULL)]
    assert len(paths) > 15
    for number, path in enumerate(paths):
        body = copy.deepcopy(FULL)
        next(entry for at, (entry, _) in enumerate(objects(body)) if at == number)["smuggled"] = 1
        with pytest.raises(RequestError) as caught:
            parsed(body)
        assert caught.value.code == "unknown_field"
        assert caught.value.param == (f"{path}.smuggled" if path else "smuggled")


@given(
    bodies,
    st.randoms(use_true_random=False),
    st.sampled_from(["Keller §", 7, None, True, ["Keller §"], {"Keller §": "Keller §"}]),
)
def test_no_error_quotes_what_was_sent(body: Body, random: Any, value: object) -> None:  # noqa: ANN401
    entry, _ = random.choice(list(objects(body)))
    entry[random.choice(sorted(entry)) if entry else "Keller"] = value
    told = ""
    try:
        parsed(body)
    except RequestError as error:
        told = f"{error}{error.param}{error.__cause__}"
    assert "Keller" not in told


def test_the_repr_of_a_request_shows_nothing_of_it() -> None:
    request = parsed(FULL)
    shown = f"{request!r}{request.messages!r}{request.metadata!r}{chat.slots(request)!r}"
    assert not [text for text in own_texts(request) if len(text) > 7 and text in shown]


def test_an_answer_of_the_openai_sdk_can_be_sent_back() -> None:
    call = {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    message = ChatCompletionMessage.model_validate(
        {"role": "assistant", "content": None, "refusal": None, "tool_calls": [call]}
    )
    request = parsed(asked(messages=[message.model_dump()]))
    assert [slot.text for slot in chat.slots(request)] == ["c", "f", "{}"]


FORMATS = {
    "no format is text": ({}, False),
    "text is text": ({"response_format": {"type": "text"}}, False),
    "any object is JSON": ({"response_format": {"type": "json_object"}}, True),
    "a schema is JSON": ({"response_format": FULL["response_format"]}, True),
}


@pytest.mark.parametrize(("members", "expected"), FORMATS.values(), ids=FORMATS.keys())
def test_whether_the_answer_is_json(members: Body, expected: object) -> None:
    assert parsed(asked(**members)).wants_json is expected


RECORDS = {
    "none": ("null", ""),
    "text that holds JSON": (r'"[{\"Name\":\"Ä\"}]"', '[{"Name":"Ä"}]'),
    "a list": ('[{"Name": "Ä"}]', '[{"Name": "Ä"}]'),
    "one record, digit for digit": ('{"Name": 1.50}', '{"Name": 1.50}'),
}


@pytest.mark.parametrize(("records", "text"), RECORDS.values(), ids=RECORDS.keys())
def test_records_at_hand_are_the_json_text_that_was_written(records: str, text: str) -> None:
    body = json.dumps(asked(metadata={"records": "HERE"})).replace('"HERE"', records).encode()
    metadata = chat.parse(body).metadata
    assert metadata is not None
    assert metadata.records_text(body) == text


@given(st.binary() | bodies.map(lambda body: json.dumps(body)[:-1].encode()))
def test_any_bytes_give_a_request_or_the_documented_error(data: bytes) -> None:
    target(data)
