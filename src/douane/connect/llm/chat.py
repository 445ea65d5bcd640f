"""An OpenAI chat request: read strictly, its texts taken out, and the bytes that leave.

``slots`` names every piece of text that would leave, ``body`` builds what does leave.  Both
are the same walk over the request (``_Walk``), so neither can know a text that the other does
not: a text reaches the body only by being handed back in the place of its slot.  What is not
text is a number, a boolean or one of a few words that are written here.

Texts of messages of one role are one flow (``Slot.flow``), whatever was said between them: what is
cut over them is read as one.

Members that are read and never forwarded: ``user``, ``metadata``, ``model`` (the endpoint has
its own name for it), ``logprobs`` and ``top_logprobs``.
"""

import json
from collections.abc import Callable, Sequence
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from douane.connect.llm import strict_json
from douane.connect.llm.messages import (
    AssistantMessage,
    DeveloperMessage,
    JsonObject,
    Message,
    NamedTool,
    RefusalPart,
    ResponseFormat,
    SchemaFormat,
    SystemMessage,
    TextPart,
    Tool,
    ToolCall,
    ToolMessage,
    UserMessage,
)
from douane.connect.llm.typed import Wire, convert, invalid
from douane.model.errors import RequestError
from douane.model.finding import Reading, Slot, Source

PATH: Final = "/chat/completions"

Count = Annotated[int, Meta(ge=1, le=10_000_000)]
Fraction = Annotated[float, Meta(ge=0, le=1)]
Penalty = Annotated[float, Meta(ge=-2, le=2)]
Seed = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Stop = str | Annotated[list[str], Meta(max_length=16)]
ModelName = Annotated[str, Meta(min_length=1, max_length=256)]


class Metadata(Wire, frozen=True):
    """What a caller says about a request; read by Douane, never forwarded.

    Attributes:
        purpose: Why the data is used.
        scope: Name of the conversation.
        reader: Signed token of the reader.
        records: The records at hand: JSON, or text that holds JSON because OpenAI's metadata
            holds only texts.
        data: Paths of messages, or of their parts, that are data and no instructions, such as
            ``messages[1]``; as a list, or as one text that separates them by commas.
    """

    purpose: str | None = None
    scope: str | None = None
    reader: str | None = None
    records: str | list[JsonObject] | JsonObject | None = None
    data: str | Annotated[list[str], Meta(max_length=1024)] | None = None

    @property
    def data_paths(self) -> frozenset[str]:
        """The paths that are declared to be data."""
        if self.data is None:
            return frozenset()
        paths = self.data.split(",") if isinstance(self.data, str) else self.data
        return frozenset(stripped for path in paths if (stripped := path.strip()))

    def records_text(self, data: bytes) -> str:
        """Return the records as JSON text, as they were written; empty when there are none.

        Args:
            data: The body of the request: a number that was read and written again would have
                other digits (``1.50``), and would not be found in the prose.
        """
        if self.records is None:
            return ""
        if isinstance(self.records, str):
            return self.records
        return bytes(_WRITTEN.decode(data).metadata.records).decode()


class _Records(msgspec.Struct):
    records: msgspec.Raw


class _Written(msgspec.Struct):
    """The records of a body that was already read, as they were written."""

    metadata: _Records


_WRITTEN: Final = msgspec.json.Decoder(_Written)


class StreamOptions(Wire, frozen=True):
    """How a stream is sent; ``include_obfuscation`` is accepted and not forwarded."""

    include_usage: bool | None = None
    include_obfuscation: bool | None = None


class ChatRequest(Wire, frozen=True):
    """A chat request whose every member is known."""

    model: ModelName
    messages: Annotated[list[Message], Meta(min_length=1)]
    temperature: Annotated[float, Meta(ge=0, le=2)] | None = None
    top_p: Fraction | None = None
    max_tokens: Count | None = None
    max_completion_tokens: Count | None = None
    n: Annotated[int, Meta(ge=1, le=128)] | None = None
    stop: Stop | None = None
    seed: Seed | None = None
    presence_penalty: Penalty | None = None
    frequency_penalty: Penalty | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    response_format: ResponseFormat | None = None
    tools: Annotated[list[Tool], Meta(max_length=128)] | None = None
    tool_choice: Literal["none", "auto", "required"] | NamedTool | None = None
    parallel_tool_calls: bool | None = None
    logprobs: bool | None = None
    top_logprobs: Literal[0] | None = None
    user: str | None = None
    metadata: Metadata | None = None

    @property
    def wants_json(self) -> bool:
        """The answer is to be JSON, so whatever is put into it must be escaped."""
        kind = self.response_format
        return kind is not None and _tag(kind) != "text"


# Numbers and booleans that leave as they are, in the order in which they are written.
_FORWARDED: Final = (
    "parallel_tool_calls",
    "temperature",
    "top_p",
    "max_tokens",
    "max_completion_tokens",
    "n",
    "seed",
    "presence_penalty",
    "frequency_penalty",
)


def parse(data: bytes) -> ChatRequest:
    """Read a request body.

    Raises:
        RequestError: The JSON is not strict (see ``strict_json.loads``), a member is unknown
            (``unknown_field``), has a wrong value (``invalid_value``), or cannot be inspected
            (``unsupported_content``).  ``param`` names the member; no value is quoted.
    """
    request = convert(strict_json.loads(data), ChatRequest)
    if request.logprobs:
        raise invalid("logprobs", "only false; token probabilities would tell protected values")
    if request.stream_options is not None and not request.stream:
        raise invalid("stream_options", "only together with stream: true")
    return request


def slots(request: ChatRequest) -> tuple[Slot, ...]:
    """Return every text that would leave, in the order in which ``body`` wants them back.

    Raises:
        RequestError: ``metadata.data`` names what is not there (``invalid_value``).
    """
    found: list[Slot] = []

    def keep(slot: Slot) -> str:
        found.append(slot)
        return slot.text

    walk = _Walk(keep, request.metadata.data_paths if request.metadata else frozenset())
    walk.request(request)
    if walk.undeclared:
        raise invalid("metadata.data", "names a path that no message or part has")
    return tuple(found)


def body(
    request: ChatRequest, texts: Sequence[str], model: str, notice: str = "", *, stream: bool
) -> bytes:
    """Build the bytes that leave, from protected texts.

    Args:
        request: Gives the shape, the numbers and the enumerations.
        texts: One for each slot, in the order of ``slots``.
        model: The model's name at the endpoint.
        notice: What the model is told besides; joins the first message when that is the
            application's, because many chat templates allow one system message only.
        stream: Whether the answer is to be streamed.

    Returns:
        JSON in a fixed order of members.

    Raises:
        RequestError: A protected text no longer fits its place: an identifier changed, or a
            JSON Schema is none any more.
        ValueError: The number of texts is not that of the slots.
    """
    rest = iter(texts)

    def take(slot: Slot) -> str:
        text = next(rest, None)
        if text is None:
            raise ValueError("fewer texts than slots")
        if slot.fixed and text != slot.text:
            raise invalid(slot.path, "holds data that may not cross; rename it")
        return text

    members = {"model": model, **_Walk(take).request(request)}
    if notice:
        members["messages"] = _told(members["messages"], notice)
    if next(rest, None) is not None:
        raise ValueError("more texts than slots")
    for name in _FORWARDED:
        value = getattr(request, name)
        if value is not None:
            members[name] = value
    members["stream"] = stream
    if stream and request.stream_options and request.stream_options.include_usage is not None:
        members["stream_options"] = {"include_usage": request.stream_options.include_usage}
    return msgspec.json.encode(members)


_SOURCES: Final[dict[type[Message], Source]] = {
    SystemMessage: Source.TOLD,
    DeveloperMessage: Source.TOLD,
    UserMessage: Source.ASKED,
    AssistantMessage: Source.SAID,
    ToolMessage: Source.DATA,
}


def _told(messages: object, notice: str) -> list[object]:
    assert isinstance(messages, list)  # noqa: S101 - the walk builds a list
    first = messages[0]
    if first["role"] in {"system", "developer"} and isinstance(first["content"], str):
        return [{**first, "content": f"{first['content']}\n\n{notice}"}, *messages[1:]]
    return [{"role": "system", "content": notice}, *messages]


class _Walk:
    """One walk over the texts of a request, building what leaves from what ``put`` returns."""

    def __init__(self, put: Callable[[Slot], str], data: frozenset[str] = frozenset()) -> None:
        self._put = put
        self._data = data
        self._source = Source.OTHER
        self.undeclared = set(data)

    def request(self, request: ChatRequest) -> dict[str, object]:
        members: dict[str, object] = {
            "messages": [
                self._message(f"messages[{index}]", message)
                for index, message in enumerate(request.messages)
            ]
        }
        if request.tools is not None:
            members["tools"] = [
                self._tool(f"tools[{index}].function", tool)
                for index, tool in enumerate(request.tools)
            ]
        if isinstance(request.tool_choice, NamedTool):
            name = self._name("tool_choice.function.name", request.tool_choice.function.name)
            members["tool_choice"] = {"type": "function", "function": {"name": name}}
        elif request.tool_choice is not None:
            members["tool_choice"] = request.tool_choice
        if request.response_format is not None:
            members["response_format"] = self._format(request.response_format)
        if isinstance(request.stop, str):
            members["stop"] = self._text("stop", request.stop)
        elif request.stop is not None:
            members["stop"] = [
                self._text(f"stop[{index}]", text) for index, text in enumerate(request.stop)
            ]
        return members

    def _message(self, path: str, message: Message) -> dict[str, object]:
        members: dict[str, object] = {"role": _tag(message)}
        self._source = self._of(path, _SOURCES[type(message)])
        if isinstance(message.content, str):
            members["content"] = self._text(f"{path}.content", message.content, _tag(message))
        elif message.content is not None:
            members["content"] = [
                self._part(f"{path}.content[{index}]", part, _tag(message))
                for index, part in enumerate(message.content)
            ]
        elif isinstance(message, AssistantMessage):
            members["content"] = None
        if isinstance(message, ToolMessage):
            self._source = Source.OTHER
            members["tool_call_id"] = self._name(f"{path}.tool_call_id", message.tool_call_id)
            return members
        self._source = Source.OTHER
        if message.name is not None:
            members["name"] = self._text(f"{path}.name", message.name)
        if isinstance(message, AssistantMessage):
            if message.refusal is not None:
                members["refusal"] = self._text(f"{path}.refusal", message.refusal)
            if message.tool_calls is not None:
                members["tool_calls"] = [
                    self._call(f"{path}.tool_calls[{index}]", call)
                    for index, call in enumerate(message.tool_calls)
                ]
        return members

    def _of(self, path: str, usual: Source) -> Source:
        if path not in self._data:
            return usual
        self.undeclared.discard(path)
        return Source.DATA

    def _part(self, path: str, part: TextPart | RefusalPart, role: str) -> dict[str, object]:
        whole = self._source
        self._source = self._of(path, whole)
        try:
            return self._text_part(path, part, role)
        finally:
            self._source = whole

    def _text_part(self, path: str, part: TextPart | RefusalPart, role: str) -> dict[str, object]:
        if isinstance(part, RefusalPart):
            text = self._text(f"{path}.refusal", part.refusal, role)
            return {"type": "refusal", "refusal": text}
        return {"type": "text", "text": self._text(f"{path}.text", part.text, role)}

    def _call(self, path: str, call: ToolCall) -> dict[str, object]:
        return {
            "id": self._name(f"{path}.id", call.id),
            "type": "function",
            "function": {
                "name": self._name(f"{path}.function.name", call.function.name),
                "arguments": self._text(f"{path}.function.arguments", call.function.arguments),
            },
        }

    def _tool(self, path: str, tool: Tool) -> dict[str, object]:
        function = tool.function
        members = self._described(path, function.name, function.description)
        if function.parameters is not None:
            members["parameters"] = self._schema(f"{path}.parameters", function.parameters)
        if function.strict is not None:
            members["strict"] = function.strict
        return {"type": "function", "function": members}

    def _format(self, kind: ResponseFormat) -> dict[str, object]:
        if not isinstance(kind, SchemaFormat):
            return {"type": _tag(kind)}
        path, named = "response_format.json_schema", kind.json_schema
        members = self._described(path, named.name, named.description)
        if named.schema is not None:
            members["schema"] = self._schema(f"{path}.schema", named.schema)
        if named.strict is not None:
            members["strict"] = named.strict
        return {"type": "json_schema", "json_schema": members}

    def _described(self, path: str, name: str, description: str | None) -> dict[str, object]:
        members: dict[str, object] = {"name": self._name(f"{path}.name", name)}
        if description is not None:
            members["description"] = self._text(f"{path}.description", description)
        return members

    def _text(self, path: str, text: str, flow: str = "") -> str:
        return self._put(Slot(path, text, flow=flow, source=self._source))

    def _name(self, path: str, name: str) -> str:
        return self._put(Slot(path, name, Reading.TYPED, fixed=True))

    def _schema(self, path: str, schema: JsonObject) -> msgspec.Raw:
        slot = Slot(path, _json(schema), Reading.TYPED)
        text = self._put(slot)
        if text != slot.text and not _is_object(text):
            raise invalid(path, "cannot be protected and stay a JSON Schema; take data out of it")
        return msgspec.Raw(text.encode())


def _tag(value: msgspec.Struct) -> str:
    tag = value.__struct_config__.tag
    assert isinstance(tag, str)  # noqa: S101 - every union member of this wire has a word for tag
    return tag


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _is_object(text: str) -> bool:
    try:
        return isinstance(strict_json.loads(text.encode()), dict)
    except RequestError:
        return False
