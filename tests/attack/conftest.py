"""One border for many examples of a property: opening one for each would take most of the time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any

import pytest
import pytest_asyncio

from tests.attack.parties import parties
from tests.simulators.border import Border

Stage = tuple[Border, Callable[[Coroutine[Any, Any, Any]], Any]]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """Return a border, and what runs a coroutine in its loop."""
    with asyncio.Runner() as runner:
        opening = parties()
        yield runner.run(opening.__aenter__()), runner.run
        runner.run(opening.__aexit__(None, None, None))


@pytest_asyncio.fixture
async def border() -> AsyncIterator[Border]:
    """Return a border for one test."""
    async with parties() as opened:
        yield opened
