"""Addresses that an answer may link to: whole ones, for a time.

An entry is one address, letter for letter, so there is no part of it in which a model could
write anything.  A host alone cannot be allowed: data travels in paths and in names of hosts
(CVE-2025-32711, "EchoLeak").  Every entry ends, because a domain that was ours can be bought by
somebody else ("ForcedLeak", disclosed 2025-09-25).
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from douane.model.answer_rules import AllowedLink


def allowed_at(links: Iterable[AllowedLink], now_ms: int) -> frozenset[str]:
    """Return the addresses that may stand in an answer now.

    Args:
        links: What policy allows.
        now_ms: UTC milliseconds.
    """
    today = datetime.fromtimestamp(now_ms / 1000, UTC).date()
    return frozenset(link.url for link in links if today <= link.expires)
