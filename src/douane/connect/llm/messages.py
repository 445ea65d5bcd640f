"""Messages and tools of a chat request: what a caller may say, as strict types.

Source: OpenAI's chat completions API.  Only what can be inspected has a type here: text, tool
calls and JSON Schemas.  Images, audio and files have none, so they are refused.  Members that
OpenAI's SDK copies from an answer into the next request (``refusal``, ``annotations`` …) are
accepted; those that hold no text are accepted only when they are empty.
"""

from typing import Annotated

from msgspec import Meta

from douane.connect.llm.typed import Wire

# The end of the pattern is there because Python's $ also matches before a last line end; so
# written it means the same in JSON Schema.
Identifier = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$(?!\n)")]
Nothing = Annotated[list[None], Meta(max_length=0)] | None
JsonObject = dict[str, object]


class TextPart(Wire, frozen=True, tag_field="type", tag="text"):
    """A piece of a message's text."""

    text: str


class RefusalPart(Wire, frozen=True, tag_field="type", tag="refusal"):
    """A piece of an assistant's text by which it declined."""

    refusal: str


Texts = str | Annotated[list[TextPart], Meta(min_length=1)]
AssistantTexts = str | Annotated[list[TextPart | RefusalPart], Meta(min_length=1)]


class CalledFunction(Wire, frozen=True):
    """The function that a model called; ``arguments`` is JSON text, as the model wrote it."""

    name: Identifier
    arguments: str


class ToolCall(Wire, frozen=True, tag_field="type", tag="function"):
    """One call of a tool."""

    id: Identifier
    function: CalledFunction


class SystemMessage(Wire, frozen=True, tag_field="role", tag="system"):
    """What the application tells the model."""

    content: Texts
    name: str | None = None


class DeveloperMessage(Wire, frozen=True, tag_field="role", tag="developer"):
    """What the application tells the model, in the newer word for it."""

    content: Texts
    name: str | None = None


class UserMessage(Wire, frozen=True, tag_field="role", tag="user"):
    """What the user says."""

    content: Texts
    name: str | None = None


class AssistantMessage(Wire, frozen=True, tag_field="role", tag="assistant"):
    """What the model said before."""

    content: AssistantTexts | None = None
    name: str | None = None
    refusal: str | None = None
    tool_calls: Annotated[list[ToolCall], Meta(max_length=128)] | None = None
    annotations: Nothing = None
    audio: None = None
    function_call: None = None


class ToolMessage(Wire, frozen=True, tag_field="role", tag="tool"):
    """What a tool answered."""

    content: Texts
    tool_call_id: Identifier


Message = SystemMessage | DeveloperMessage | UserMessage | AssistantMessage | ToolMessage


class FunctionTool(Wire, frozen=True):
    """A function that the model may call; ``parameters`` is a JSON Schema."""

    name: Identifier
    description: str | None = None
    parameters: JsonObject | None = None
    strict: bool | None = None


class Tool(Wire, frozen=True, tag_field="type", tag="function"):
    """A tool that the model may call."""

    function: FunctionTool


class NamedFunction(Wire, frozen=True):
    """A function by name."""

    name: Identifier


class NamedTool(Wire, frozen=True, tag_field="type", tag="function"):
    """The one tool that the model must call."""

    function: NamedFunction


class TextFormat(Wire, frozen=True, tag_field="type", tag="text"):
    """The answer is text."""


class JsonFormat(Wire, frozen=True, tag_field="type", tag="json_object"):
    """The answer is some JSON object."""


class NamedSchema(Wire, frozen=True):
    """A JSON Schema with a name."""

    name: Identifier
    description: str | None = None
    schema: JsonObject | None = None
    strict: bool | None = None


class SchemaFormat(Wire, frozen=True, tag_field="type", tag="json_schema"):
    """The answer is JSON of a schema."""

    json_schema: NamedSchema


ResponseFormat = TextFormat | JsonFormat | SchemaFormat
