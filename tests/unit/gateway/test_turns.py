"""Requests that judge by the same ledger wait for each other, and for nobody else."""

import asyncio

from douane.gateway.turns import Turns


async def test_one_at_a_time_gets_its_turn_at_a_ledger() -> None:
    turns = Turns()
    order: list[int] = []

    async def one(number: int) -> None:
        lock = await turns.take("bank", "budget/credit")
        order.append(number)
        await asyncio.sleep(0)
        order.append(number)
        lock.release()

    await asyncio.gather(*(one(number) for number in range(4)))

    assert order == [0, 0, 1, 1, 2, 2, 3, 3]


async def test_other_ledgers_and_tenants_are_not_waited_for() -> None:
    turns = Turns()
    held = await turns.take("bank", "budget/credit")
    for other in (("bank", "budget/risk"), ("rival", "budget/credit")):
        (await asyncio.wait_for(turns.take(*other), 5.0)).release()
    held.release()


async def test_who_gives_up_waiting_leaves_the_turn_to_others() -> None:
    turns = Turns()
    held = await turns.take("bank", "budget/credit")
    waiting = asyncio.create_task(turns.take("bank", "budget/credit"))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    held.release()

    (await asyncio.wait_for(turns.take("bank", "budget/credit"), 5.0)).release()
