"""Who may open what.  Every condition is asked as "is it allowed?", so doubt closes.

A token opens when every place that its value came from is open to the reader:

- a field of a known record: the reader may read the field and the record;
- a field of an unknown record: the reader may read the field, and sent the value;
- no field: the reader sent the value.

What a user may read is a snapshot of at most five minutes.  A snapshot of another user, a stale
one, or one from the future counts as none.  Sources: DESIGN.md, section 4; GDPR Art. 5(1)(f)
and 32(1)(b).
"""

from collections.abc import Iterable
from typing import Final

from douane.model.caller import Access, Reader
from douane.model.sheet import Entry, Origin
from douane.protect.sheet import senders_of

MAX_ACCESS_AGE_MS: Final = 300_000
MAX_CLOCK_SKEW_MS: Final = 60_000


def opened(
    entries: Iterable[Entry], reader: Reader | None, access: Access | None, now_ms: int
) -> dict[str, Entry]:
    """Return the entries that this reader may open, by token.

    Args:
        entries: Of one scope, old and new; a token that appears twice opens only if the
            reader may open both.
        reader: Verified; None opens nothing.
        access: What the reader may see in Salesforce; None opens no field.
        now_ms: UTC milliseconds.
    """
    if reader is None or not reader.subject:
        return {}
    current = access if _is_current(access, reader, now_ms) else None
    found: dict[str, Entry] = {}
    closed: set[str] = set()
    # Most values of a request came from the same few places: each is judged once.
    judged: dict[tuple[tuple[Origin, ...], str], bool] = {}
    for entry in entries:
        place = (entry.origins, entry.sender)
        allowed = judged.get(place)
        if allowed is None:
            allowed = judged[place] = _may_open(entry, reader, current)
        token = entry.token
        twin = found.get(token)
        agrees = twin is None or (twin.value, twin.literal) == (entry.value, entry.literal)
        if allowed and agrees and token not in closed:
            found[token] = entry
        else:
            closed.add(token)
            found.pop(token, None)
    return found


def _is_current(access: Access | None, reader: Reader, now_ms: int) -> bool:
    if access is None or not reader.user or access.user != reader.user:
        return False
    return -MAX_CLOCK_SKEW_MS <= now_ms - access.as_of_ms <= MAX_ACCESS_AGE_MS


def _may_open(entry: Entry, reader: Reader, access: Access | None) -> bool:
    is_sender = senders_of(entry) == {reader.subject}
    if not entry.origins:
        return is_sender
    return all(_may_see(origin, access, is_sender=is_sender) for origin in entry.origins)


def _may_see(origin: Origin, access: Access | None, *, is_sender: bool) -> bool:
    if not origin.field:
        return is_sender
    if access is None or origin.field not in access.fields:
        return False
    return origin.record in access.records if origin.record else is_sender
