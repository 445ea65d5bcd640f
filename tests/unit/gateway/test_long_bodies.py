"""What takes long is not done in the event loop: others are served meanwhile."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from douane.connect.llm import answers, strict_json
from douane.gateway.drive import OFFLOAD_BYTES, OFFLOAD_CHARACTERS, apart
from douane.pipeline import clear
from tests.attack.parties import APP, parties
from tests.simulators.border import TIER, Json

SHORT = "short"
LONG = "word " * (OFFLOAD_BYTES // 5)


def bodies(text: str) -> dict[str, Json]:
    """Return a body for each door that reads JSON."""
    chat = {"model": TIER, "messages": [{"role": "user", "content": text}]}
    record = {"attributes": {"type": "Account"}, "Description": text}
    return {
        "/v1/chat/completions": chat,
        f"/t/{TIER}/chat/completions": chat,
        "/v1/embeddings": {"model": TIER, "input": text},
        "/v1/records:protect": {"tier": TIER, "records": [record]},
        "/v1/records:restore": {"scope": "none", "text": text},
    }


class Watch:
    """Notes in which threads something ran."""

    def __init__(self, patch: pytest.MonkeyPatch, module: object, name: str) -> None:
        self.apart: set[bool] = set()
        real = getattr(module, name)

        def watched(*arguments: object) -> object:
            self.apart.add(threading.current_thread() is not threading.main_thread())
            return real(*arguments)

        patch.setattr(module, name, watched)


@pytest.mark.parametrize("text", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize("path", bodies(""))
async def test_a_long_body_is_read_apart_from_the_loop_and_a_short_one_in_it(
    monkeypatch: pytest.MonkeyPatch, path: str, text: str
) -> None:
    reading = Watch(monkeypatch, strict_json, "loads")
    async with parties() as border:
        reply = await border.post(path, bodies(text)[path], APP)

    assert reply.status == 200, reply.body
    assert reading.apart == {text is LONG}


@pytest.mark.parametrize("length", [OFFLOAD_CHARACTERS - 1, OFFLOAD_CHARACTERS])
async def test_a_text_that_takes_long_is_inspected_apart_from_the_loop(
    monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    looking = Watch(monkeypatch, clear, "inspect")
    body = bodies("x" * length)["/v1/chat/completions"]
    async with parties() as border:
        reply = await border.post("/v1/chat/completions", body, APP)

    assert reply.status == 200
    assert looking.apart == {length >= OFFLOAD_CHARACTERS}


async def test_a_long_answer_is_read_apart_from_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = Watch(monkeypatch, answers, "parse_answer")
    async with parties() as border:
        reply = await border.post("/v1/chat/completions", bodies(LONG)["/v1/chat/completions"], APP)

    assert len(json.dumps(reply.json())) > OFFLOAD_BYTES
    assert reading.apart == {True}


async def test_what_is_done_apart_fails_as_in_place() -> None:
    def fail() -> None:
        raise ValueError("as it is")

    with ThreadPoolExecutor(1) as threads:
        for size in (0, OFFLOAD_BYTES):
            with pytest.raises(ValueError, match="as it is"):
                await apart(fail, size, threads)
