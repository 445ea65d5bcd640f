"""The HTTP driver of the endpoint seam, on aiohttp.

Closed on every side: no redirect is followed, no proxy is asked, no cookie is kept, nothing is
decompressed; the dialled address is judged after resolution and the TLS key inside the
handshake, both before a byte of the request is written.  An answer must have the expected
status and content type, is bounded in size and time, and a stream that ends without its
``[DONE]`` counts as broken.

A request is sent once: a connection that breaks may have delivered it, and data does not cross
twice unasked.  Idle connections are given up before usual servers do (5 s), so that breaking
on reuse is rare.
"""

import asyncio
import socket
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import aiohttp
from aiohttp.abc import AbstractCookieJar
from yarl import URL

from douane.connect import tls
from douane.connect.llm import sse
from douane.model.endpoint import Endpoint
from douane.model.errors import ConfigError, EndpointError, Problem, ResidencyError
from douane.residency.address import may_dial
from douane.residency.declared import check

MAX_ANSWER_BYTES: Final = 64 * 1024 * 1024
MAX_ANSWER_S: Final = 900.0
MAX_CONNECT_S: Final = 10.0
IDLE_S: Final = 3.0
# After [DONE] only the end of the body is missing; waiting for it keeps the connection usable.
END_OF_BODY_S: Final = 0.02
_TYPES: Final = {True: "text/event-stream", False: "application/json"}
_WHY: Final = {
    401: "refused Douane's key; check key_file",
    403: "refused Douane's key; check key_file",
    404: "knows no such address or model; check url and model",
    408: "is busy; try again later",
    429: "is busy; try again later",
    503: "is busy; try again later",
}


class AddressError(OSError):
    """A name led to an address where the endpoint may not be."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What one endpoint is called with."""

    endpoint: Endpoint
    session: aiohttp.ClientSession
    headers: Mapping[str, str]
    timeout: aiohttp.ClientTimeout


class HttpEndpoints:
    """Calls declared endpoints, each over connections and trust of its own.

    Use it in one event loop, and ``aclose`` it there.
    """

    def __init__(self, endpoints: Iterable[Endpoint], *, connections: int = 128) -> None:
        """Read keys and authorities.

        Args:
            endpoints: The only ones that can be called.
            connections: Most connections to one endpoint at a time; more requests wait.

        Raises:
            ConfigError: A declaration is not allowed, or a file cannot be read.
        """
        self._endpoints = {endpoint.name: endpoint for endpoint in endpoints}
        self._connections = connections
        self._lines: dict[str, _Line] = {}
        self._keys: dict[str, str] = {}
        self._contexts: dict[str, Any] = {}
        problems: list[Problem] = []
        for endpoint in self._endpoints.values():
            problems += check(endpoint, {})
            try:
                self._contexts[endpoint.name] = tls.client_context(endpoint.ca_file, endpoint.pins)
            except OSError:
                problems.append(_unreadable(endpoint, "ca_file", "a PEM file of certificates"))
            if endpoint.key_file:
                key = _read_key(endpoint.key_file)
                if not key:
                    problems.append(_unreadable(endpoint, "key_file", "a file of one line"))
                self._keys[endpoint.name] = key
        if problems:
            raise ConfigError(tuple(problems))

    async def open(
        self, endpoint: Endpoint, path: str, body: bytes, *, stream: bool
    ) -> AsyncGenerator[bytes, None]:
        """Send ``body``; see ``EndpointClient.open``.

        Raises:
            EndpointError: ``endpoint_timeout``, ``endpoint_busy`` or ``endpoint_failed``.
            ResidencyError: Its TLS key, certificate or address is not what was declared.
        """
        line = self._line(endpoint)
        with _translated(endpoint):
            response = await line.session.post(
                URL(endpoint.url + path, encoded=True),
                data=body,
                headers={**line.headers, "Accept": _TYPES[stream]},
                allow_redirects=False,
                timeout=line.timeout,
            )
        try:
            _expect(response, endpoint, stream=stream)
            if stream:
                return _events(response, endpoint)
            with _translated(endpoint):
                return _one(b"".join([chunk async for chunk in _chunks(response, endpoint)]))
        except BaseException:
            response.close()
            raise

    async def aclose(self) -> None:
        """Close every connection."""
        lines, self._lines = list(self._lines.values()), {}
        for line in lines:
            await line.session.close()

    def _line(self, endpoint: Endpoint) -> _Line:
        if self._endpoints.get(endpoint.name) != endpoint:
            raise ResidencyError(f"endpoint {endpoint.name} is not declared so; nothing was sent")
        line = self._lines.get(endpoint.name)
        if line is None:
            line = self._lines[endpoint.name] = self._new_line(endpoint)
        return line

    def _new_line(self, endpoint: Endpoint) -> _Line:
        def open_socket(found: tuple[Any, ...]) -> socket.socket:
            family, kind, protocol, _, address = found
            if not may_dial(endpoint, str(address[0])):
                raise AddressError("resolved to an address where it may not be")
            return socket.socket(family, kind, protocol)

        connector = aiohttp.TCPConnector(
            ssl=self._contexts[endpoint.name],
            limit=self._connections,
            keepalive_timeout=IDLE_S,
            ttl_dns_cache=10,
            socket_factory=open_socket,
        )
        session = aiohttp.ClientSession(
            connector=connector,
            trust_env=False,
            auto_decompress=False,
            cookie_jar=_no_cookies(),
            skip_auto_headers=("User-Agent", "Accept-Encoding"),
        )
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        key = self._keys.get(endpoint.name)
        if key:
            headers["Authorization"] = f"Bearer {key}"
        timeout = aiohttp.ClientTimeout(
            total=max(MAX_ANSWER_S, endpoint.timeout_s),
            connect=endpoint.timeout_s,
            sock_connect=min(MAX_CONNECT_S, endpoint.timeout_s),
            sock_read=endpoint.timeout_s,
        )
        return _Line(endpoint, session, headers, timeout)


def _no_cookies() -> AbstractCookieJar:
    return aiohttp.DummyCookieJar()


def _read_key(file: str) -> str:
    try:
        key = Path(file).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return key if key.isprintable() and " " not in key else ""


def _unreadable(endpoint: Endpoint, member: str, expected: str) -> Problem:
    return Problem(
        f"endpoint.{endpoint.name}.{member}", "cannot be read", f"Name {expected} that exists."
    )


def _expect(response: aiohttp.ClientResponse, endpoint: Endpoint, *, stream: bool) -> None:
    status = response.status
    if 300 <= status < 400:  # noqa: PLR2004 - the class of redirects
        raise _failed(endpoint, "redirects elsewhere, which is not followed; check url")
    if status != 200:  # noqa: PLR2004 - OK
        why = _WHY.get(status, "did not accept the request; look at its own log")
        code = "endpoint_busy" if "busy" in why else None
        raise _failed(endpoint, f"answered {status}: it {why}", code)
    if response.content_type != _TYPES[stream]:
        raise _failed(endpoint, f"does not answer with {_TYPES[stream]}; check url")
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise _failed(endpoint, "compresses its answer unasked; turn that off")


async def _chunks(response: aiohttp.ClientResponse, endpoint: Endpoint) -> AsyncIterator[bytes]:
    size = 0
    async for chunk in response.content.iter_any():
        size += len(chunk)
        if size > MAX_ANSWER_BYTES:
            raise _failed(
                endpoint, f"sent more than {MAX_ANSWER_BYTES} bytes; the rest was cut off"
            )
        yield chunk


async def _one(whole: bytes) -> AsyncGenerator[bytes, None]:
    yield whole


async def _events(
    response: aiohttp.ClientResponse, endpoint: Endpoint
) -> AsyncGenerator[bytes, None]:
    reader = sse.Reader()
    try:
        with _translated(endpoint):
            async for chunk in _chunks(response, endpoint):
                for data in reader.feed(chunk):
                    if data.strip() == sse.DONE:
                        await _drain(response)
                        return
                    yield data
        raise _failed(endpoint, "ended its stream before saying [DONE]")
    finally:
        # Gives the connection back when the body was read to its end, else drops it.
        response.close() if not response.content.at_eof() else response.release()


async def _drain(response: aiohttp.ClientResponse) -> None:
    try:
        async with asyncio.timeout(END_OF_BODY_S):
            while not response.content.at_eof():
                await response.content.readany()
    except (TimeoutError, aiohttp.ClientError):
        return


@contextmanager
def _translated(endpoint: Endpoint) -> Iterator[None]:
    try:
        yield
    except aiohttp.ClientSSLError:
        raise ResidencyError(
            f"endpoint {endpoint.name} does not show the key or certificate that was declared; "
            "nothing was sent to it"
        ) from None
    except aiohttp.ClientConnectorError as error:
        if isinstance(error.os_error, AddressError):
            raise ResidencyError(
                f"endpoint {endpoint.name} resolved to an address where it may not be; "
                "nothing was sent to it"
            ) from None
        raise _failed(endpoint, "cannot be reached; check that it runs") from None
    except TimeoutError:
        raise _failed(
            endpoint, f"was silent for {endpoint.timeout_s:g} s", "endpoint_timeout"
        ) from None
    except (aiohttp.ClientError, OSError, ValueError):
        raise _failed(endpoint, "broke off its answer") from None


def _failed(endpoint: Endpoint, what: str, code: str | None = None) -> EndpointError:
    return EndpointError(f"endpoint {endpoint.name} {what}", code=code)
