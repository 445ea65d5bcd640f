"""The stand-in of the driver tells other tests what the driver would: same script, same result."""

from dataclasses import replace

import pytest

from douane.connect.llm import chat
from douane.connect.llm.client import HttpEndpoints
from douane.connect.llm.seam import EndpointClient
from douane.model.endpoint import Endpoint
from douane.model.errors import EndpointError
from douane.model.terms import Level
from tests.simulators.endpoint import Script, ScriptedClient, ScriptedServer, always, echo_all

ENDPOINT = Endpoint(
    "local", "http://127.0.0.1:1/v1", "DE", Level.INTERNAL, "m", unsafe_loopback=True, timeout_s=0.5
)
ASK = b'{"model":"m","messages":[{"role":"user","content":"Gr\xc3\xbc\xc3\x9fe"}],"stream":%s}'

SCRIPTS = {
    "echo": Script(),
    "echo of everything, in small pieces": Script(say=echo_all, chunk=1),
    "a fixed text": Script(say=always("yes")),
    "nothing": Script(say=always("")),
    "a tool call": Script(tool=("look_up", '{"who":"x"}')),
    "a death at once": Script(dies_after=0),
    "a death later": Script(dies_after=2),
    "no end": Script(done=False),
    "a redirect": Script(redirect_to="http://127.0.0.1:1/"),
    "an error": Script(status=500),
    "silence": Script(delay_s=0.7),
}


async def outcome(client: EndpointClient, endpoint: Endpoint, *, stream: bool) -> object:
    """Return what a caller sees: everything that came, or the code of what ended it."""
    came: list[bytes] = []
    body = ASK % (b"true" if stream else b"false")
    try:
        parts = await client.open(endpoint, chat.PATH, body, stream=stream)
        came.extend([part async for part in parts])
    except EndpointError as error:
        return error.code
    finally:
        await client.aclose()
    return came


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
async def test_the_stand_in_and_the_driver_agree(script: Script, *, stream: bool) -> None:
    stand_in = ScriptedClient(script)
    async with ScriptedServer(script) as server:
        endpoint = replace(ENDPOINT, url=server.url)
        real = await outcome(HttpEndpoints([endpoint]), endpoint, stream=stream)

        assert await outcome(stand_in, endpoint, stream=stream) == real
        assert stand_in.bodies == server.bodies
