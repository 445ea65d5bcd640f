"""Turns of one worker's requests that judge by the same ledger.

A ledger is replaced only by who read its newest version, so of many requests at once all but
one would have to judge again, and again.  Within one worker they wait for each other instead,
from reading a ledger until what follows from it is durable; between workers the store decides.
"""

import asyncio
from weakref import WeakValueDictionary


class Turns:
    """Locks by ledger; one exists as long as somebody has it or waits for it."""

    def __init__(self) -> None:
        """Start with nobody waiting."""
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def take(self, tenant: str, scope: str) -> asyncio.Lock:
        """Wait for one's turn at a ledger; whoever takes it releases it."""
        lock = self._locks.get((tenant, scope))
        if lock is None:
            lock = self._locks[tenant, scope] = asyncio.Lock()
        await lock.acquire()
        return lock
