"""What libraries log holds no value either."""

import asyncio
import gc
import io
import logging
from collections.abc import Iterator

import pytest

from douane.gateway.quiet_log import QuietFormatter

CANARY = "Kanarienvogelwitsch"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(QuietFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


async def fail() -> None:
    raise ValueError(CANARY)


def test_a_task_that_fails_unseen_tells_no_value(written: io.StringIO) -> None:
    async def forget() -> None:
        task = asyncio.create_task(fail())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task
        gc.collect()

    asyncio.run(forget())

    assert "Task exception was never retrieved" in written.getvalue()
    assert "ValueError" in written.getvalue()
    assert CANARY not in written.getvalue()


def test_an_argument_or_a_traceback_of_a_library_is_not_written(written: io.StringIO) -> None:
    log = logging.getLogger("some.library")
    try:
        dict[str, int]()[CANARY]
    except KeyError:
        log.exception("while reading %s", CANARY)

    assert written.getvalue() == "ERROR some.library: while reading %s (KeyError)\n"


def test_our_own_lines_are_whole(written: io.StringIO) -> None:
    logging.getLogger("douane.gateway").warning("request %s failed: %s", "id", "ValueError")
    logging.getLogger("douanes").warning("request %s", CANARY)

    first, second = written.getvalue().splitlines()
    assert first == "WARNING douane.gateway: request id failed: ValueError"
    assert CANARY not in second
