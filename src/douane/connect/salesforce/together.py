"""Ask several things at once, a few at a time, and all or nothing."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, Final, TypeVar

AT_ONCE: Final = 4
_Answer = TypeVar("_Answer")


async def together(questions: Iterable[Coroutine[Any, Any, _Answer]]) -> list[_Answer]:
    """Return all answers, in order; the first failure stops the rest and is raised."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(question: Coroutine[Any, Any, _Answer]) -> _Answer:
        async with gate:
            return await question

    waiting = list(questions)
    tasks = [asyncio.create_task(one(question)) for question in waiting]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for question in waiting:
            question.close()  # one that never began would warn
