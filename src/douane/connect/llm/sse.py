"""Server-sent events, read piece by piece and written.

Source: WHATWG HTML §9.2.6 (event stream interpretation).  Lines end with CR, LF or CRLF, also
when a chunk ends between the two; several ``data`` lines are joined by LF; comments, ``id``,
``retry`` and event names are left behind; an event that the stream does not finish is none.
The same bytes give the same events however they are cut.  What is held back is bounded, so an
endpoint cannot fill the memory.
"""

from typing import Final

from douane.model.errors import EndpointError

MAX_EVENT_BYTES: Final = 1024 * 1024
DONE: Final = b"[DONE]"
_BOM: Final = b"\xef\xbb\xbf"


class Reader:
    """Turns chunks of bytes into the data of events."""

    def __init__(self) -> None:
        """Begin a stream."""
        self._tail: list[bytes] = []  # pieces of a line whose end has not come yet
        self._tail_size = 0
        self._data: list[bytes] = []
        self._data_size = 0
        self._begun = False
        self._after_cr = False

    def feed(self, chunk: bytes) -> list[bytes]:
        """Return the data of every event that this chunk completes.

        Raises:
            EndpointError: A line or an event is larger than ``MAX_EVENT_BYTES``.
        """
        if self._after_cr and chunk:
            # The CR has ended the line already; an LF that follows belongs to it.
            self._after_cr = False
            chunk = chunk.removeprefix(b"\n")
        self._tail.append(chunk)
        self._tail_size += len(chunk)
        events: list[bytes] = []
        if b"\n" in chunk or b"\r" in chunk:
            self._after_cr = chunk.endswith(b"\r")
            text = b"".join(self._tail).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            *lines, tail = text.split(b"\n")
            self._tail, self._tail_size = [tail], len(tail)
            for line in lines:
                self._line(line, events)
        _bound(self._tail_size)
        return events

    def _line(self, line: bytes, events: list[bytes]) -> None:
        if not self._begun:
            self._begun = True
            line = line.removeprefix(_BOM)
        if not line:
            if self._data:
                events.append(b"\n".join(self._data))
                self._data, self._data_size = [], 0
            return
        _bound(len(line))
        name, _, value = line.partition(b":")
        if name == b"data":
            self._data_size += len(line)
            _bound(self._data_size)
            self._data.append(value.removeprefix(b" "))


def _bound(size: int) -> None:
    if size > MAX_EVENT_BYTES:
        raise EndpointError(
            f"the endpoint sent an event of more than {MAX_EVENT_BYTES} bytes; "
            "check that it speaks OpenAI's streaming"
        )


def encode(data: bytes) -> bytes:
    """Return one event; ``data`` is JSON, which has no line ends of its own."""
    return b"data: " + data + b"\n\n"
