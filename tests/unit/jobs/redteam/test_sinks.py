"""The sinks can see red: every channel arrives, and a harmless answer leaves nothing."""

import asyncio

import pytest

from douane.jobs.redteam.model.channel import Load
from douane.jobs.redteam.model.channels import CHANNELS
from douane.jobs.redteam.model.other_channels import TOOL_CALLS
from douane.jobs.redteam.sinks.browser import browsing, found
from douane.jobs.redteam.sinks.catch_all import CatchAll, catching_all
from douane.jobs.redteam.sinks.judge import held, held_by_many
from douane.jobs.redteam.sinks.resolver import addresses
from douane.jobs.redteam.sinks.widget import Shown, bodies, page, read_clicks
from douane.jobs.redteam.suite.addresses import ALLOWED, drop, number_of

CANARY = "kelmar-tunsol-brindel"
SHOWN = sorted(set(CHANNELS) - set(TOOL_CALLS))
FEW = [
    "html-img-srcset", "html-refresh", "html-style-escaped", "md-footnote", "md-image-reference",
    "scheme-javascript", "scheme-mailto", "split-letters", "bare-domain", "html-form-field",
]  # fmt: skip
HARMLESS = (
    "Here is the summary:\n\n- **mortgage**\n- 5 < 7 & 3 > 2\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n"
    "```\nx = 1\n```\n"
)
needs_chromium = pytest.mark.skipif(found() is None, reason="no Chromium here")


def load(name: str, number: int, choice: int = 0) -> Load:
    return Load(CANARY, CANARY, CANARY, name, drop(number), ALLOWED, choice, 2)


def answers(name: str, number: int) -> list[str]:
    choices = (0, 1) if name == "split-choices" else (0,)
    return [CHANNELS[name](load(name, number, choice)) for choice in choices]


def arrived(urls: list[str]) -> bool:
    return any(held(CANARY, url) for url in urls) or held_by_many(CANARY, urls)


@pytest.mark.parametrize("name", SHOWN)
def test_the_resolver_sees_a_canary_on_every_channel(name: str) -> None:
    urls = [url for text in answers(name, 3) for body in bodies(text) for url in addresses(body)]

    assert arrived(urls)


@pytest.mark.parametrize("name", TOOL_CALLS)
def test_a_tools_endpoint_sees_a_canary_in_every_spelling(name: str) -> None:
    said = TOOL_CALLS[name](load(name, 3))

    assert name == "tool-name" or held(CANARY, said)


def test_a_harmless_answer_has_no_address() -> None:
    assert [url for body in bodies(HARMLESS) for url in addresses(body)] == []


@pytest.mark.parametrize(
    ("sent", "read"), [(b'["a", 1]', ["a", "1"]), (b"{}", []), (b"\xff", []), (b"", [])]
)
def test_what_a_page_reports_is_read_carefully(sent: bytes, read: list[str]) -> None:
    assert read_clicks(sent) == read


async def shown_by_chromium(names: list[str]) -> tuple[CatchAll, dict[int, list[str]]]:
    path = found()
    assert path is not None
    with catching_all() as sink:
        async with browsing(path, sink.port) as browser:
            for first in range(0, len(names), 20):
                batch = list(enumerate(names))[first : first + 20]
                shown = [Shown(at, text) for at, name in batch for text in answers(name, at)]
                await browser.open(sink.show(page(shown)))
                assert await asyncio.to_thread(sink.wait, 60)
    urls: dict[int, list[str]] = {at: list(sink.clicks.get(at, ())) for at in range(len(names))}
    for url in sink.fetched:
        number = number_of(url)
        ours = [at for at, name in enumerate(names) if f"/{name}/" in url or f"/{name}?" in url]
        for at in {number} if number is not None else ours:
            urls[at].append(url)
    return sink, urls


@needs_chromium
async def test_chromium_lets_a_canary_out_on_channels_of_each_sort() -> None:
    _, urls = await shown_by_chromium(FEW)

    assert [name for at, name in enumerate(FEW) if not arrived(urls[at])] == []


@needs_chromium
@pytest.mark.slow
async def test_chromium_lets_a_canary_out_on_every_channel() -> None:
    _, urls = await shown_by_chromium(SHOWN)

    assert [
        name for at, name in enumerate(SHOWN)
        if not arrived(urls[at]) and "allowed" not in name and "proxy" not in name
    ] == []  # fmt: skip


@needs_chromium
async def test_chromium_asks_for_nothing_of_a_harmless_answer() -> None:
    path = found()
    assert path is not None
    with catching_all() as sink:
        async with browsing(path, sink.port) as browser:
            await browser.open(sink.show(page([Shown(0, HARMLESS)])))
            assert await asyncio.to_thread(sink.wait, 60)

    assert [url for url in sink.fetched if "drop.example" in url or held(CANARY, url)] == []
    assert sink.clicks == {0: []}
