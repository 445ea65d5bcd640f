"""Chat requests for tests: one that uses every member, and any that Hypothesis can think of."""

from typing import Any, Final

from hypothesis import strategies as st

Body = dict[str, Any]

FULL: Final[Body] = {
    "model": "sovereign",
    "messages": [
        {"role": "system", "content": "said by system", "name": "named system"},
        {"role": "developer", "content": [{"type": "text", "text": "said by developer"}]},
        {
            "role": "user",
            "content": [{"type": "text", "text": "said first"}, {"type": "text", "text": "then"}],
            "name": "named user",
        },
        {
            "role": "assistant",
            "content": None,
            "refusal": None,
            "annotations": [],
            "audio": None,
            "function_call": None,
            "tool_calls": [
                {
                    "id": "call_1",
                    "type": "function",
                    "function": {"name": "look_up", "arguments": '{"who": "argued"}'},
                }
            ],
        },
        {"role": "tool", "tool_call_id": "call_1", "content": "said by tool"},
        {
            "role": "assistant",
            "content": [{"type": "refusal", "refusal": "declined"}],
            "refusal": "declined too",
            "name": "named assistant",
        },
    ],
    "temperature": 0.5,
    "top_p": 1,
    "max_tokens": 7,
    "max_completion_tokens": 8,
    "n": 2,
    "stop": ["stopped here", "or here"],
    "seed": -3,
    "presence_penalty": -1.5,
    "frequency_penalty": 2,
    "stream": True,
    "stream_options": {"include_usage": True, "include_obfuscation": False},
    "response_format": {
        "type": "json_schema",
        "json_schema": {
            "name": "letter",
            "description": "described format",
            "schema": {"type": "object", "description": "schemed"},
            "strict": True,
        },
    },
    "tools": [
        {
            "type": "function",
            "function": {
                "name": "look_up",
                "description": "described tool",
                "parameters": {"type": "object", "title": "parametrised"},
                "strict": False,
            },
        }
    ],
    "tool_choice": {"type": "function", "function": {"name": "look_up"}},
    "parallel_tool_calls": False,
    "logprobs": False,
    "top_logprobs": 0,
    "user": "user of the caller",
    "metadata": {
        "purpose": "service_reply",
        "scope": "case 7",
        "reader": "token.of.reader",
        "records": [{"attributes": {"type": "Account"}, "Name": "recorded"}],
    },
}

_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_identifiers = st.text("abcXYZ019_-", min_size=1, max_size=64)
_parts = st.fixed_dictionaries({"type": st.just("text"), "text": _texts})
_content = _texts | st.lists(_parts, min_size=1, max_size=3)
_schema = st.dictionaries(_texts, _texts | st.integers() | st.lists(_texts, max_size=2), max_size=3)
_calls = st.fixed_dictionaries(
    {
        "id": _identifiers,
        "type": st.just("function"),
        "function": st.fixed_dictionaries({"name": _identifiers, "arguments": _texts}),
    }
)
_messages = st.one_of(
    st.fixed_dictionaries(
        {"role": st.sampled_from(["system", "developer", "user"]), "content": _content},
        optional={"name": _texts},
    ),
    st.fixed_dictionaries(
        {"role": st.just("assistant")},
        optional={
            "content": st.none()
            | _texts
            | st.lists(
                _parts | st.fixed_dictionaries({"type": st.just("refusal"), "refusal": _texts}),
                min_size=1,
                max_size=2,
            ),
            "name": _texts,
            "refusal": st.none() | _texts,
            "tool_calls": st.lists(_calls, max_size=2),
        },
    ),
    st.fixed_dictionaries(
        {"role": st.just("tool"), "content": _content, "tool_call_id": _identifiers}
    ),
)
_described = {"description": _texts, "strict": st.booleans()}
bodies: Final = st.fixed_dictionaries(
    {"model": st.just("sovereign"), "messages": st.lists(_messages, min_size=1, max_size=4)},
    optional={
        "temperature": st.floats(0, 2),
        "n": st.integers(1, 128),
        "stop": _texts | st.lists(_texts, max_size=3),
        "seed": st.integers(-(2**63), 2**63 - 1),
        "max_tokens": st.none() | st.integers(1, 9000),
        "response_format": st.sampled_from([{"type": "text"}, {"type": "json_object"}])
        | st.fixed_dictionaries(
            {
                "type": st.just("json_schema"),
                "json_schema": st.fixed_dictionaries(
                    {"name": _identifiers}, optional={"schema": _schema, **_described}
                ),
            }
        ),
        "tools": st.lists(
            st.fixed_dictionaries(
                {
                    "type": st.just("function"),
                    "function": st.fixed_dictionaries(
                        {"name": _identifiers}, optional={"parameters": _schema, **_described}
                    ),
                }
            ),
            max_size=2,
        ),
        "tool_choice": st.sampled_from(["none", "auto", "required"])
        | st.fixed_dictionaries(
            {
                "type": st.just("function"),
                "function": st.fixed_dictionaries({"name": _identifiers}),
            }
        ),
        "user": _texts,
        "metadata": st.fixed_dictionaries({}, optional={"purpose": _texts, "records": _texts}),
    },
)
