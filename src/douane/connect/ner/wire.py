"""What travels between a gateway and a worker: length-prefixed JSON, both ways.

    gateway  {"texts": [text, ...]}                    start: the arguments of the process
    worker   {"ready": true} or {"refused": reason}    once
    worker   {"found": [[[start, end, label, score], ...], ...]}   one list a text

A worker that says anything else is taken for dead.
"""

import struct
from typing import IO, Final

import msgspec

LONGEST: Final = 256 * 1024 * 1024
_LENGTH: Final = struct.Struct(">I")

Entity = tuple[int, int, str, float]


class Ask(msgspec.Struct, frozen=True):
    """Texts to look at."""

    texts: list[str]


class Ready(msgspec.Struct, frozen=True):
    """What a worker says once: that it is ready, or why it will never be."""

    refused: str = ""


class Found(msgspec.Struct, frozen=True):
    """Entities of each text."""

    found: list[list[Entity]]


def send(stream: IO[bytes], message: msgspec.Struct) -> None:
    """Write one message.

    Raises:
        OSError: The other side is gone.
    """
    data = msgspec.json.encode(message)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read one message.

    Raises:
        EOFError: The other side is gone or says nonsense.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    if length > LONGEST:
        raise EOFError
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data
