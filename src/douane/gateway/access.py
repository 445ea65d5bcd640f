"""What Salesforce users may read, remembered for a short while.

An answer counts for ``max_age_ms`` at most, and only for what was asked: a field or record
that was not part of the question is asked for.  Whatever cannot be known is not readable.
"""

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from douane.model.caller import Access
from douane.model.errors import DouaneError

MAX_USERS: Final = 10_000

ReadAccess = Callable[[str, frozenset[str], frozenset[str]], Awaitable[Access]]


@dataclass(frozen=True, slots=True)
class _Answer:
    access: Access
    fields: frozenset[str]
    records: frozenset[str]


class OrgAccess:
    """Asks each tenant's org, at most once a minute for the same things.

    Args:
        orgs: How to ask, by tenant.
        clock: Returns UTC milliseconds.
        max_age_ms: How long an answer counts; a revoked right is gone after it.
    """

    def __init__(
        self, orgs: Mapping[str, ReadAccess], clock: Callable[[], int], max_age_ms: int = 60_000
    ) -> None:
        """Start with nothing remembered."""
        self._orgs = orgs
        self._clock = clock
        self._max_age_ms = max_age_ms
        self._answers: OrderedDict[tuple[str, str], _Answer] = OrderedDict()

    async def read(
        self, tenant: str, user: str, fields: frozenset[str], records: frozenset[str]
    ) -> Access | None:
        """Return what the user may read of these, or None when the org cannot say."""
        known = self._answers.get((tenant, user))
        age_ms = self._clock() - known.access.as_of_ms if known else -1
        if known and 0 <= age_ms <= self._max_age_ms:
            if fields <= known.fields and records <= known.records:
                return known.access
            fields, records = fields | known.fields, records | known.records
        ask = self._orgs.get(tenant)
        if ask is None:
            return None
        with contextlib.suppress(DouaneError, asyncio.TimeoutError):
            access = await ask(user, fields, records)
            self._answers[tenant, user] = _Answer(access, fields, records)
            self._answers.move_to_end((tenant, user))
            if len(self._answers) > MAX_USERS:
                self._answers.popitem(last=False)
            return access
        return None
