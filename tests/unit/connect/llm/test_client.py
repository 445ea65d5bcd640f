"""The HTTP driver: what it sends, to whom, and how every way of failing ends."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

import aiohttp
import pytest
import uvloop
from aiohttp import web

from douane.connect.llm import answers, chat
from douane.connect.llm import client as driver
from douane.connect.llm.client import HttpEndpoints
from douane.connect.tls import spki_sha256
from douane.model.endpoint import Endpoint
from douane.model.errors import ConfigError, EndpointError, ResidencyError
from douane.model.terms import Level
from tests.simulators.certificates import Authority
from tests.simulators.endpoint import Script, ScriptedServer, always

SECRET = "Berta Keller, DE89 3704 0044 0532 0130 00"
ASK = b'{"model":"m","messages":[{"role":"user","content":"hello there"}],"stream":false}'
ASK_STREAM = ASK.replace(b"false", b"true")


def plain(url: str, **changes: object) -> Endpoint:
    endpoint = Endpoint("local", url, "DE", Level.INTERNAL, "m", unsafe_loopback=True, timeout_s=5)
    return replace(endpoint, **changes)  # type: ignore[arg-type]


def secure(url: str, authority: Authority, *pins: str) -> Endpoint:
    return Endpoint(
        "remote", url, "DE", Level.RESTRICTED, "m", ca_file=str(authority.ca_file), pins=pins,
        timeout_s=5,
    )  # fmt: skip


@contextlib.asynccontextmanager
async def calling(endpoint: Endpoint) -> AsyncIterator[HttpEndpoints]:
    client = HttpEndpoints([endpoint])
    try:
        yield client
    finally:
        await client.aclose()


async def said(endpoint: Endpoint, body: bytes, *, stream: bool = False) -> list[bytes]:
    async with calling(endpoint) as client:
        parts = await client.open(endpoint, chat.PATH, body, stream=stream)
        return [part async for part in parts]


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


async def test_the_body_arrives_byte_for_byte_and_the_answer_comes_whole() -> None:
    async with ScriptedServer() as server:
        (answer,) = await said(plain(server.url), ASK)

    assert server.bodies == [ASK]
    assert server.received[0].path == "/v1/chat/completions"
    assert answers.parse_answer(answer).deltas[0].text == "hello there"


async def test_a_stream_comes_event_by_event() -> None:
    async with ScriptedServer(Script(chunk=3)) as server:
        events = await said(plain(server.url), ASK_STREAM, stream=True)

    texts = [delta.text for event in events for delta in answers.parse_chunk(event).deltas]
    assert "".join(texts) == "hello there"
    assert len(texts) > 4


async def test_the_first_event_does_not_wait_for_the_rest() -> None:
    async with ScriptedServer(Script(chunk=1, gap_s=0.05)) as server:
        endpoint = plain(server.url)
        async with calling(endpoint) as client:
            parts = await client.open(endpoint, chat.PATH, ASK_STREAM, stream=True)
            started = asyncio.get_running_loop().time()
            await anext(parts)
            waited_s = asyncio.get_running_loop().time() - started
            await parts.aclose()

    assert waited_s < 0.3  # all events take 0.6 s


async def test_only_declared_headers_and_the_key_are_sent(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("sk-upstream\n")
    async with ScriptedServer() as server:
        await said(plain(server.url, key_file=str(key)), ASK)

    assert {name.lower() for name in server.received[0].headers} == {
        "host", "content-type", "content-length", "authorization", "accept", "accept-encoding",
    }  # fmt: skip
    assert server.received[0].headers["Authorization"] == "Bearer sk-upstream"


FAILURES = {
    "an error status is not an answer": (Script(status=500), "endpoint_failed"),
    "a busy endpoint is said to be busy": (Script(status=429), "endpoint_busy"),
    "silence is given up": (Script(delay_s=1.0), "endpoint_timeout"),
    "a break is noticed": (Script(dies_after=2), "endpoint_failed"),
}


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(("script", "code"), FAILURES.values(), ids=FAILURES.keys())
async def test_every_failure_has_its_code_and_tells_no_value(
    script: Script, code: str, *, stream: bool
) -> None:
    body = (ASK_STREAM if stream else ASK).replace(b"hello there", SECRET.encode())
    async with ScriptedServer(script) as server:
        with pytest.raises(EndpointError) as caught:
            await said(plain(server.url, timeout_s=0.2), body, stream=stream)

    assert caught.value.code == code
    assert "Berta" not in f"{caught.value}{caught.value.__cause__}"
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert len(server.received) == 1


async def test_a_redirect_is_not_followed() -> None:
    async with ScriptedServer() as other:
        script = Script(redirect_to=f"{other.url}/chat/completions")
        async with ScriptedServer(script) as server:
            with pytest.raises(EndpointError, match="redirect"):
                await said(plain(server.url), ASK)
    assert other.received == []


async def test_a_stream_that_never_says_done_is_broken() -> None:
    async with ScriptedServer(Script(done=False)) as server:
        with pytest.raises(EndpointError, match="DONE"):
            await said(plain(server.url), ASK_STREAM, stream=True)


async def test_silence_in_the_middle_of_a_stream_is_given_up() -> None:
    async with ScriptedServer(Script(gap_s=0.5)) as server:
        with pytest.raises(EndpointError, match="silent"):
            await said(plain(server.url, timeout_s=0.1), ASK_STREAM, stream=True)


async def test_nobody_listening_is_a_failure() -> None:
    async with ScriptedServer() as server:
        url = server.url
    with pytest.raises(EndpointError, match="cannot be reached"):
        await said(plain(url), ASK)


async def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "MAX_ANSWER_BYTES", 1000)
    async with ScriptedServer(Script(say=always("x" * 2000))) as server:
        for body, stream in ((ASK, False), (ASK_STREAM, True)):
            with pytest.raises(EndpointError, match="1000 bytes"):
                await said(plain(server.url), body, stream=stream)


async def test_a_whole_answer_where_a_stream_was_asked_is_refused() -> None:
    async with ScriptedServer() as server:
        with pytest.raises(EndpointError, match="text/event-stream"):
            await said(plain(server.url), ASK, stream=True)


async def test_closing_a_stream_early_ends_it_at_the_endpoint() -> None:
    async with ScriptedServer(Script(say=always("y" * 5000), chunk=1, gap_s=0.01)) as server:
        endpoint = plain(server.url)
        async with calling(endpoint) as client:
            parts = await client.open(endpoint, chat.PATH, ASK_STREAM, stream=True)
            await anext(parts)
            await parts.aclose()
            # The connection was dropped, so the next call has a new one and works.
            assert len(await said(endpoint, ASK)) == 1


async def test_streams_leave_their_connection_for_the_next_call() -> None:
    peers = set()

    class Noting(ScriptedServer):
        async def _stream(
            self, request: web.Request, script: Script, data: bytes
        ) -> web.StreamResponse:
            assert request.transport is not None
            peers.add(request.transport.get_extra_info("peername"))
            response = await super()._stream(request, script, data)
            await asyncio.sleep(0.005)  # the end of the body comes a little after [DONE]
            return response

    async with Noting() as server:
        endpoint = plain(server.url)
        async with calling(endpoint) as client:
            for _ in range(3):
                parts = await client.open(endpoint, chat.PATH, ASK_STREAM, stream=True)
                assert [part async for part in parts]

    assert len(peers) == 1


async def test_a_proxy_in_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    async with ScriptedServer() as server:
        assert len(await said(plain(server.url), ASK)) == 1


async def test_a_name_that_leads_elsewhere_is_not_dialled(monkeypatch: pytest.MonkeyPatch) -> None:
    dialled: list[object] = []

    async def resolve(*_: object, **__: object) -> list[dict[str, object]]:
        address = {"hostname": "localhost", "host": "192.0.2.7", "port": 80}
        return [{**address, "family": 2, "proto": 6, "flags": 0}]

    monkeypatch.setattr(aiohttp.ThreadedResolver, "resolve", resolve)
    monkeypatch.setattr("socket.socket", lambda *args: dialled.append(args))
    with pytest.raises(ResidencyError, match="address"):
        await said(plain("http://localhost:8123/v1"), ASK)
    assert dialled == []


async def test_an_undeclared_endpoint_is_never_called() -> None:
    async with ScriptedServer() as server:
        declared = plain(server.url)
        async with calling(declared) as client:
            for stranger in (replace(declared, name="other"), replace(declared, country="FR")):
                with pytest.raises(ResidencyError):
                    await client.open(stranger, chat.PATH, ASK, stream=False)
    assert server.received == []


def test_a_client_of_a_forbidden_declaration_is_not_built() -> None:
    endpoint = plain("http://models.example.com/v1", ca_file="/nowhere", key_file="/nowhere")
    with pytest.raises(ConfigError) as caught:
        HttpEndpoints([endpoint])
    assert {problem.where for problem in caught.value.problems} >= {
        "endpoint.local.url", "endpoint.local.ca_file", "endpoint.local.key_file",
    }  # fmt: skip


@dataclass
class Recording:
    """A TLS server that keeps what it decrypts, and answers nothing."""

    context: ssl.SSLContext
    decrypted: bytearray = field(default_factory=bytearray)
    handshakes: int = 0

    async def __aenter__(self) -> Self:
        """Listen."""
        self._server = await asyncio.start_server(self._read, "127.0.0.1", 0, ssl=self.context)
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"https://localhost:{port}/v1"
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop listening."""
        await asyncio.sleep(0.05)  # what is on its way arrives
        self._server.close()

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.handshakes += 1
        with contextlib.suppress(OSError):
            while data := await reader.read(4096):
                self.decrypted += data
        writer.close()


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop])
@pytest.mark.parametrize("minimum", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_wrong_key_gets_not_one_byte(tmp_path: Path, loop: type, minimum: ssl.TLSVersion) -> None:
    authority = Authority(tmp_path)
    context = authority.issue().server_context()
    context.maximum_version = context.minimum_version = minimum
    expected = spki_sha256(authority.issue().der)

    async def call() -> Recording:
        async with Recording(context) as server:
            with pytest.raises(ResidencyError, match="nothing was sent"):
                await said(secure(server.url, authority, expected), ASK)
        return server

    with asyncio.Runner(loop_factory=loop) as runner:
        server = runner.run(call())
    assert server.decrypted == b""


async def test_the_recording_server_would_see_a_request(authority: Authority) -> None:
    identity = authority.issue()
    async with Recording(identity.server_context()) as server:
        endpoint = secure(server.url, authority, spki_sha256(identity.der))
        with pytest.raises(EndpointError):
            await said(replace(endpoint, timeout_s=0.2), ASK)
    assert ASK in server.decrypted


async def test_the_pinned_key_is_called(authority: Authority) -> None:
    identity = authority.issue()
    async with ScriptedServer(context=identity.server_context()) as server:
        endpoint = secure(server.url, authority, "A" * 43 + "=", spki_sha256(identity.der))
        assert len(await said(endpoint, ASK)) == 1


async def _untrusted(case: str, folder: Path) -> tuple[Authority, ssl.SSLContext]:
    authority = Authority(folder)
    match case:
        case "another authority":
            return authority, Authority(folder, "Stranger").issue().server_context()
        case "another name":
            return authority, authority.issue("elsewhere").server_context()
        case _:
            return authority, authority.issue(expired=True).server_context()


@pytest.mark.parametrize("case", ["another authority", "another name", "expired"])
async def test_a_certificate_that_nobody_vouches_for_gets_not_one_byte(
    case: str, tmp_path: Path
) -> None:
    authority, context = await _untrusted(case, tmp_path)
    async with Recording(context) as server:
        with pytest.raises(ResidencyError):
            await said(secure(server.url, authority), ASK)
    assert server.decrypted == b""


async def test_session_keys_are_not_written_where_the_environment_says(
    authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "keys.log"
    monkeypatch.setenv("SSLKEYLOGFILE", str(log))
    async with ScriptedServer(context=authority.issue().server_context()) as server:
        await said(secure(server.url, authority), ASK)
    assert not log.exists()
