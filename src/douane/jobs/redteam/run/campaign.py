"""Carry a suite out against one target, batch by batch, and return every verdict."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

import aiohttp

from douane.jobs.redteam.run.client import Client
from douane.jobs.redteam.run.conversation import Heard, converse
from douane.jobs.redteam.run.outcome import Arrived, Outcome, judged
from douane.jobs.redteam.run.showing import showing
from douane.jobs.redteam.run.target import Target
from douane.jobs.redteam.suite.attack import Attack
from douane.model.errors import UsageError

BATCH: Final = 24
AT_ONCE: Final = 4

Say = Callable[[str], None]


async def campaign(
    attacks: Sequence[Attack], target: Target, chromium: str | None, run: str, say: Say
) -> list[Outcome]:
    """Return one outcome an attack, in their order.

    Args:
        attacks: The suite.
        target: What is attacked.
        chromium: A browser's path, or None to read addresses off the documents.
        run: A name of this run.
        say: Told what was done so far.

    Raises:
        UsageError: The target does not answer at all.
    """
    outcomes: list[Outcome] = []
    async with aiohttp.ClientSession() as session, showing(chromium) as show:
        client = Client(session, target)
        for at in range(0, len(attacks), BATCH):
            batch = await _heard(client, target, attacks[at : at + BATCH], run)
            if not outcomes and all(heard.failed for heard in batch):
                status = batch[0].replies[-1].status
                raise UsageError(
                    f"{target.base_url} answered nothing that can be judged "
                    f"({f'HTTP {status}' if status else 'no connection'}); see URL and --key"
                )
            arrived = await show(batch)
            outcomes += [judged(each, arrived.get(each.attack.number, Arrived())) for each in batch]
            out = sum(bool(each.hits) for each in outcomes)
            say(f"{len(outcomes)} of {len(attacks)} attacks, {out} got something out")
    return outcomes


async def _heard(
    client: Client, target: Target, attacks: Sequence[Attack], run: str
) -> list[Heard]:
    limit = asyncio.Semaphore(AT_ONCE)

    async def one(attack: Attack) -> Heard:
        async with limit:
            return await converse(client, target, attack, run)

    return list(await asyncio.gather(*map(one, attacks)))
