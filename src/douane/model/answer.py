"""What a model said, in pieces; an unstreamed answer is one piece."""

import msgspec


class ToolDelta(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of a tool call; ``arguments`` keep their tokens."""

    index: int
    id: str | None = None
    name: str | None = None
    arguments: str = ""

    def __repr__(self) -> str:
        """Show the shape, never the text."""
        return f"ToolDelta({self.index}, {len(self.arguments)} characters)"


class Delta(msgspec.Struct, frozen=True):
    """What one event adds to one choice.

    Attributes:
        choice: Index of the choice.
        text: Text that is added.
        tool_calls: Parts of tool calls that are added.
        finish: Why the choice ended, once it did.
    """

    choice: int
    text: str = ""
    tool_calls: tuple[ToolDelta, ...] = ()
    finish: str | None = None

    def __repr__(self) -> str:
        """Show the shape, never the text."""
        return f"Delta({self.choice}, {len(self.text)} characters, {self.finish})"


class Usage(msgspec.Struct, frozen=True):
    """Tokens that the model counted."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Event(msgspec.Struct, frozen=True):
    """One event of an answer.

    Attributes:
        deltas: What it adds to each choice.
        usage: Counts, when the endpoint sent them.
        vectors: For an embedding: one per input, as floats or as base64.
    """

    deltas: tuple[Delta, ...] = ()
    usage: Usage | None = None
    vectors: tuple[list[float] | str, ...] = ()

    def __repr__(self) -> str:
        """Show the shape, never the text."""
        return f"Event({self.deltas}, {len(self.vectors)} vectors)"
