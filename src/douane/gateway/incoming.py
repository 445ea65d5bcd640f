"""A request as a door receives it, and the plain ways to answer one."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final

from douane.gateway.body import Receive, read_body
from douane.gateway.parts import Limits
from douane.model.errors import RequestError

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

JSON: Final = b"application/json"
EVENTS: Final = b"text/event-stream; charset=utf-8"
MAX_HEADER_VALUE: Final = 8192
SAID_ONCE: Final = frozenset({b"api-key", b"authorization", b"content-type", b"content-encoding"})
OURS: Final = b"x-douane-"


def refuse_repeated(headers: Iterable[tuple[bytes, bytes]]) -> None:
    """Refuse two answers to one question: a proxy in between may have read the other one.

    Raises:
        RequestError: A header that says something to Douane stands twice (``invalid_value``).
    """
    seen: set[bytes] = set()
    for name, _ in headers:
        if name in seen and (name in SAID_ONCE or name.startswith(OURS)):
            known = name.decode() if name in SAID_ONCE else f"an {OURS.decode()}* header"
            raise RequestError(f"{known} stands twice; send it once", code="invalid_value")
        seen.add(name)


@dataclass(slots=True)
class Incoming:
    """One HTTP request.

    Attributes:
        id: UUIDv7 under which the log speaks of it.
        at_ms: When it arrived, UTC milliseconds.
        method: Upper case.
        path: As sent, without the query.
        headers: By lower-case name; of a repeated one, the last.
        receive: The ASGI channel in.
        send: The ASGI channel out.
        limits: Bounds on the body.
        extra: Headers that every answer to this request carries.
    """

    id: str
    at_ms: int
    method: str
    path: str
    headers: Mapping[bytes, bytes]
    receive: Receive
    send: Send
    limits: Limits
    extra: list[tuple[bytes, bytes]] = field(default_factory=list)
    started: bool = False

    def header(self, name: bytes) -> str:
        """Return a header's value, empty when it is absent.

        Raises:
            RequestError: It is no printable ASCII, or too long (``invalid_value``).
        """
        value = self.headers.get(name, b"")
        if len(value) > MAX_HEADER_VALUE or not value.isascii():
            raise RequestError(
                "a header is too long or not ASCII", code="invalid_value", param=name.decode()
            )
        return value.decode("ascii")

    async def body(self) -> bytes:
        """Return the whole body, JSON, within the limits.

        Raises:
            RequestError: It is no JSON by its media type, too large, or too slow.
        """
        if self.media(JSON) != JSON.decode():
            raise RequestError(
                "send JSON, with Content-Type: application/json", code="unsupported_media_type"
            )
        return await self.data()

    def media(self, usual: bytes = b"") -> str:
        """Return the media type without its parameters, in lower case."""
        media = self.headers.get(b"content-type", usual).partition(b";")[0].strip().lower()
        return media.decode("latin-1")

    async def data(self) -> bytes:
        """Return the whole body, whatever it is, within the limits.

        Raises:
            RequestError: It is compressed, too large, or too slow.
        """
        if self.headers.get(b"content-encoding", b"identity").lower() != b"identity":
            raise RequestError("send the body without compression", code="unsupported_media_type")
        length = self.headers.get(b"content-length", b"")
        declared = int(length) if length.isdigit() else None
        return await read_body(
            self.receive, declared, self.limits.body_bytes, self.limits.body_timeout_s
        )

    async def start(self, status: int, media: bytes, length: int | None = None) -> None:
        """Send status and headers."""
        self.started = True
        headers = [
            (b"content-type", media),
            (b"x-request-id", self.id.encode()),
            (b"cache-control", b"no-store"),
            *self.extra,
        ]
        if length is not None:
            headers.append((b"content-length", b"%d" % length))
        await self.send({"type": "http.response.start", "status": status, "headers": headers})

    async def write(self, data: bytes, *, more: bool = True) -> None:
        """Send a part of the body."""
        await self.send({"type": "http.response.body", "body": data, "more_body": more})

    async def respond(self, status: int, body: bytes, media: bytes = JSON) -> None:
        """Send a whole answer."""
        await self.start(status, media, len(body))
        await self.write(body, more=False)
