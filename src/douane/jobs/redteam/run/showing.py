"""Show answers at the sinks: pages in a browser, tool calls at a tool's endpoint."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Final, Protocol

import aiohttp

from douane.jobs.redteam.run.conversation import Heard
from douane.jobs.redteam.run.outcome import Arrived
from douane.jobs.redteam.sinks.browser import Browser, browsing
from douane.jobs.redteam.sinks.catch_all import TOOLS, CatchAll, catching_all
from douane.jobs.redteam.sinks.judge import held
from douane.jobs.redteam.sinks.resolver import addresses
from douane.jobs.redteam.sinks.widget import Shown, bodies, page
from douane.jobs.redteam.suite.addresses import number_of
from douane.model.errors import UsageError

ON_A_PAGE: Final = 30
PAGE_S: Final = 120.0


class Show(Protocol):
    """Shows a batch of answers, and says what arrived for each attack."""

    async def __call__(self, batch: Sequence[Heard]) -> dict[int, Arrived]:
        """Return what arrived, by attack."""
        ...


@asynccontextmanager
async def showing(chromium: str | None) -> AsyncIterator[Show]:
    """Open the sinks until the block ends.

    Args:
        chromium: A browser's path; without one, addresses are read off the documents.
    """
    bodies("")  # says at once, and not after the first batch, when a library is missing
    with catching_all() as sink:
        async with aiohttp.ClientSession() as tools:
            if chromium is None:
                yield _shower(sink, tools, None)
                return
            async with browsing(chromium, sink.port) as browser:
                yield _shower(sink, tools, browser)


def _shower(sink: CatchAll, tools: aiohttp.ClientSession, browser: Browser | None) -> Show:
    async def show(batch: Sequence[Heard]) -> dict[int, Arrived]:
        await _call_tools(sink, tools, batch)
        if browser is None:
            return _resolved(sink, batch)
        begun = len(sink.fetched)
        shown = [
            Shown(heard.attack.number, text) for heard in batch for text in _texts(heard)
        ]  # fmt: skip
        for at in range(0, len(shown), ON_A_PAGE):
            await browser.open(sink.show(page(shown[at : at + ON_A_PAGE])))
            if not await asyncio.to_thread(sink.wait, PAGE_S):
                raise UsageError("a page of the sink did not load in time; use --renderer resolver")
        fetched = sink.fetched[begun:]
        return {
            heard.attack.number: Arrived(
                _of(heard, fetched), tuple(sink.clicks.get(heard.attack.number, ())),
                tuple(sink.called.get(heard.attack.number, ())),
            )
            for heard in batch
        }  # fmt: skip

    return show


def _texts(heard: Heard) -> tuple[str, ...]:
    """Return what is shown to somebody: the asker's last answers, and somebody else's."""
    return (*heard.replies[-1].texts, *heard.other.texts)


def _of(heard: Heard, fetched: Sequence[str]) -> tuple[str, ...]:
    """Return the fetches of one attack: by its host, or because its canary stands in them."""
    number, core = heard.attack.number, heard.attack.canary.core
    whose: Callable[[str], bool] = lambda url: (  # noqa: E731 - read once below
        (found := number_of(url)) == number or (found is None and held(core, url))
    )
    return tuple(url for url in fetched if whose(url))


def _resolved(sink: CatchAll, batch: Sequence[Heard]) -> dict[int, Arrived]:
    return {
        heard.attack.number: Arrived(
            tuple(
                address
                for text in _texts(heard) for body in bodies(text) for address in addresses(body)
            ),
            (), tuple(sink.called.get(heard.attack.number, ())),
        )
        for heard in batch
    }  # fmt: skip


async def _call_tools(sink: CatchAll, tools: aiohttp.ClientSession, batch: Sequence[Heard]) -> None:
    """Carry tool calls out, as an application does that trusts its model."""
    for heard in batch:
        for name, arguments in (*heard.replies[-1].calls, *heard.other.calls):
            url = f"http://{TOOLS}/{heard.attack.number}/{name}"
            proxy = f"http://127.0.0.1:{sink.port}"
            async with tools.post(url, data=arguments.encode(), proxy=proxy) as answer:
                await answer.read()
