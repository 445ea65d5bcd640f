"""An endpoint with a cadence hears the same rhythm, whatever is asked."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from douane.gateway.metrics import Metrics
from douane.gateway.paced import Paced
from douane.model.cadence import Cadence
from douane.model.endpoint import Endpoint
from douane.model.errors import EndpointError
from douane.model.terms import Level
from tests.simulators.virtual_time import run

RHYTHM = Cadence(period_ms=500, calls=3, body_bytes=4096, waiting=5, answer_tokens=16)
CHAT = "/chat/completions"


def endpoint(cadence: Cadence | None = RHYTHM) -> Endpoint:
    return Endpoint("e", "https://e.example/v1", "DE", Level.INTERNAL, "m", cadence=cadence)


class Ears:
    """An endpoint's network: hears when something comes, and how much."""

    def __init__(self) -> None:
        self.heard: list[tuple[float, int]] = []
        self.bodies: list[bytes] = []

    async def open(
        self, endpoint: Endpoint, path: str, body: bytes, *, stream: bool
    ) -> AsyncGenerator[bytes, None]:
        """Hear a request; headers of a stream are one byte longer."""
        assert path == CHAT
        size = len(body) + (1 if stream else 0)
        self.heard.append((round(asyncio.get_running_loop().time(), 6), size))
        self.bodies.append(body.rstrip())
        return self._answer(endpoint)

    async def _answer(self, endpoint: Endpoint) -> AsyncGenerator[bytes, None]:
        yield endpoint.name.encode()

    async def aclose(self) -> None:
        """Nothing is open."""


async def heard(asked_at_s: list[float], until_s: float) -> list[tuple[float, int]]:
    """Return what is heard when somebody asks at these times."""
    ears = Ears()
    paced = Paced(ears, Metrics())
    loop = asyncio.get_running_loop()

    async def ask(at_s: float, number: int) -> None:
        await asyncio.sleep(at_s)
        body = b'{"n": "' + b"x" * (100 * number) + b'"}'
        await paced.open(endpoint(), CHAT, body, stream=bool(number % 2))

    async with asyncio.TaskGroup() as group:
        group.create_task(ask(0.0, 0))  # the rhythm starts with the first request
        for number, at_s in enumerate(asked_at_s, 1):
            group.create_task(ask(at_s, number))
    await asyncio.sleep(until_s - loop.time())
    await paced.aclose()
    return ears.heard


def test_what_is_heard_does_not_depend_on_what_is_asked() -> None:
    quiet = run(heard([], 10.2))
    busy = run(heard([0.1, 0.1, 0.1, 0.2, 3.3, 7.0, 7.0, 7.4, 7.45], 10.2))

    assert sorted(quiet) == sorted(busy)
    assert len(quiet) == 20 * RHYTHM.calls
    assert {size for _, size in quiet} == {RHYTHM.body_bytes}


def test_requests_leave_in_their_order_at_the_next_beats() -> None:
    async def work() -> list[bytes]:
        ears = Ears()
        paced = Paced(ears, Metrics())
        bodies = [b'{"n": %d}' % number for number in range(5)]
        await asyncio.gather(*(paced.open(endpoint(), CHAT, body, stream=False) for body in bodies))
        await paced.aclose()
        return [body for body in ears.bodies if body in bodies]

    assert run(work()) == [b'{"n": %d}' % number for number in range(5)]


def test_too_many_are_told_to_come_back() -> None:
    async def work() -> list[str]:
        paced = Paced(Ears(), Metrics())
        asked = [paced.open(endpoint(), CHAT, b"{}", stream=False) for _ in range(7)]
        answers = await asyncio.gather(*asked, return_exceptions=True)
        await paced.aclose()
        return [each.code for each in answers if isinstance(each, EndpointError)]

    assert run(work()) == ["endpoint_busy", "endpoint_busy"]


@pytest.mark.parametrize(
    ("path", "body"), [(CHAT, b"x" * 4097), ("/embeddings", b"{}")], ids=["too long", "no chat"]
)
def test_what_does_not_fit_the_rhythm_is_not_sent(path: str, body: bytes) -> None:
    async def work() -> tuple[str, int]:
        ears = Ears()
        paced = Paced(ears, Metrics())
        with pytest.raises(EndpointError) as refused:
            await paced.open(endpoint(), path, body, stream=False)
        await paced.aclose()
        return refused.value.code, len(ears.heard)

    assert run(work()) == ("too_long_for_cadence", 0)


def test_a_client_that_goes_away_leaves_its_place_to_cover() -> None:
    async def work() -> int:
        ears = Ears()
        paced = Paced(ears, Metrics())
        asked = asyncio.create_task(paced.open(endpoint(), CHAT, b'{"gone": 1}', stream=False))
        await asyncio.sleep(0.1)
        asked.cancel()
        await asyncio.sleep(0.5)
        await paced.aclose()
        assert all(b"gone" not in body for body in ears.bodies)
        return len(ears.heard)

    assert run(work()) == RHYTHM.calls


def test_an_endpoint_without_cadence_is_asked_at_once() -> None:
    async def work() -> list[tuple[float, int]]:
        ears = Ears()
        await Paced(ears, Metrics()).open(endpoint(None), CHAT, b"{}", stream=False)
        return ears.heard

    assert run(work()) == [(0.0, 2)]
