"""Read JSON lines ``{"id": …, "text": …}`` from bytes that anybody may have written.

A line is read whole or not at all: one that is too long, is not UTF-8, is no such object, is
nested too deeply or holds half a surrogate pair becomes a ``Bad`` with its number and what is
wrong with it, never what it holds.  At most one line is in memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

import msgspec

MAX_LINE_BYTES: Final = 16 * 1024 * 1024
_BOM: Final = b"\xef\xbb\xbf"
_PIECE: Final = 1024 * 1024


class Row(msgspec.Struct, frozen=True):
    """One text.

    Attributes:
        id: Whatever its writer calls it.
        text: Any text.
    """

    id: str | int
    text: str

    def __repr__(self) -> str:
        """Show how long it is, never what it says."""
        return f"Row({len(self.text)} characters)"


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that cannot be read.

    Attributes:
        line: Its number, from 1.
        why: What is wrong with it.
    """

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """The bytes of one line.

    Attributes:
        number: From 1.
        data: Without the line's end; None when there are more than ``MAX_LINE_BYTES``.
    """

    number: int
    data: bytes | None = field(repr=False)


def rows(stream: BinaryIO) -> Iterator[Row | Bad]:
    """Yield each row, or why there is none; empty lines are passed over."""
    decoder = msgspec.json.Decoder(Row)
    for line in lines(stream):
        if line.data is None:
            yield Bad(line.number, _too_long("the line"))
        elif line.data.strip():
            yield _row(decoder, line.data, line.number)


def whole(stream: BinaryIO) -> str | Bad:
    """Return everything as one text, or why that cannot be."""
    data = stream.read(MAX_LINE_BYTES + 1)
    if len(data) > MAX_LINE_BYTES:
        return Bad(1, _too_long("the text"))
    try:
        return data.removeprefix(_BOM).decode()
    except UnicodeDecodeError as error:
        return Bad(data.count(b"\n", 0, error.start) + 1, "it is not UTF-8")


def lines(stream: BinaryIO) -> Iterator[Line]:
    """Yield each line; one that is too long is read over piece by piece."""
    number = 0
    while data := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if number == 1:
            data = data.removeprefix(_BOM)
        if len(data) <= MAX_LINE_BYTES or data.endswith(b"\n"):
            yield Line(number, data)
            continue
        while data and not data.endswith(b"\n"):
            data = stream.readline(_PIECE)
        yield Line(number, None)


def _row(decoder: "msgspec.json.Decoder[Row]", data: bytes, number: int) -> Row | Bad:
    try:
        return decoder.decode(data)
    except RecursionError:
        return Bad(number, "it is nested too deeply")
    except UnicodeDecodeError:
        return Bad(number, "it is not UTF-8")
    except msgspec.ValidationError as error:
        for name in Row.__struct_fields__:
            if f"missing required field `{name}`" in str(error):
                return Bad(number, f'it has no member "{name}"')
        return Bad(number, 'it must be an object whose "id" is a string or a whole number'
                   ' and whose "text" is a string')  # fmt: skip
    except msgspec.DecodeError:
        return Bad(number, "it is not valid JSON (cut off, or half a surrogate pair)")


def _too_long(what: str) -> str:
    return f"{what} is longer than {MAX_LINE_BYTES // (1024 * 1024)} MiB; split it"
