"""What one log entry says: codes, ids and counts, never content.

An entry outlives every retention period, so nothing may get in that could be personal or
secret: ``encode`` is the only way to bytes, and it refuses every string that is not one short
word of a closed alphabet (no spaces, quotes or ``@``), every count that is not a whole number,
and every entry above 65,535 bytes (the C2SP tiled log's limit).

The bytes are canonical JSON (RFC 8785), so that anybody can make them again from the members.
For this alphabet, whole numbers below 2**53 and ASCII names, msgspec's sorted encoding is that
canonical form and forty times as fast as rfc8785, against which it is tested.

An empty member is left out.  A field path goes in only if the catalogue lists it: the names
of unlisted ones are chosen by whoever wrote the request and are counted under ``UNLISTED``.

Sources: RFC 8785; https://c2sp.org/tlog-tiles ("Log entries"); GDPR Art. 5(1)(c) and (e).
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Final

import msgspec

from douane.model.errors import StoreError

FORMAT: Final = 1
MAX_ENTRY_BYTES: Final = 65_535
MAX_WORD: Final = 128
MAX_COUNT: Final = 2**53 - 1
UNLISTED: Final = "unlisted"

_LETTERS: Final = r"[A-Za-z0-9_.:/#*+-]"
WORD_PATTERN: Final = f"^{_LETTERS}{{1,{MAX_WORD}}}$"
_WORD: Final = re.compile(f"{_LETTERS}{{1,{MAX_WORD}}}")
_WORDS: Final = re.compile(f"{_WORD.pattern}(?:\n{_WORD.pattern})*")

Word = Annotated[str, msgspec.Meta(pattern=WORD_PATTERN)]
Count = Annotated[int, msgspec.Meta(ge=0, le=MAX_COUNT)]
Tally = Mapping[Word, Count]


class EntryType(StrEnum):
    """What happened.

    ``DECISION`` is durable before the first byte leaves for an endpoint, ``PROTECTION`` before
    protected records are handed out; ``OUTCOME`` says how that ended (a decision without one
    was interrupted); ``REFUSAL`` says that nothing left; ``OPENING`` that tokens were opened;
    ``ADMINISTRATION`` that an operator changed what requests are judged by, or tried to.
    """

    DECISION = "decision"
    OUTCOME = "outcome"
    REFUSAL = "refusal"
    OPENING = "opening"
    PROTECTION = "protection"
    ADMINISTRATION = "administration"


class Crossing(msgspec.Struct, frozen=True, kw_only=True):
    """What all entries of one exchange share; made once a request.

    Attributes:
        id: Exchange id; it joins an outcome to its decision.
        tenant: Legal entity and org.
        principal: Id of the API key's holder.
        door: Which door, such as ``chat``, ``connector`` or ``records``.
        reader: Pseudonym of the reader (keyed hash, purpose ``pseudonym``); empty for none.
        tier: Name of the tier; empty where there is none.
        purpose: Why the data is used.
        scope: ``Scope.id``.
        snapshot: Version of the configuration.
        catalogue: Version of the catalogue.
        policy: Version of the policy.
    """

    id: str
    tenant: str
    principal: str
    door: str
    reader: str = ""
    tier: str = ""
    purpose: str = ""
    scope: str = ""
    snapshot: str = ""
    catalogue: str = ""
    policy: str = ""


class Tallies(msgspec.Struct, frozen=True, kw_only=True):
    """How many values, counted four ways.

    Attributes:
        counts: By what was done with them, such as ``tokenise``.
        reasons: By the rule that decided.
        fields: By field path; listed fields only.
        kinds: By kind of token.
    """

    counts: Tally = {}
    reasons: Tally = {}
    fields: Tally = {}
    kinds: Tally = {}


NOTHING: Final = Tallies()


class LogEntry(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """One entry as it is written; see ``Crossing`` and ``Tallies`` for the other members.

    Attributes:
        v: Format version.
        type: What happened.
        at_ms: When, UTC milliseconds.
        endpoint: Name of the endpoint.
        code: How it ended or why it was refused, such as ``ok`` or ``policy_denied``.
    """

    v: Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)]
    type: EntryType
    id: Word
    at_ms: Count
    tenant: Word
    principal: Word
    door: Word
    reader: Word = ""
    tier: Word = ""
    endpoint: Word = ""
    purpose: Word = ""
    scope: Word = ""
    snapshot: Word = ""
    catalogue: Word = ""
    policy: Word = ""
    code: Word = ""
    counts: Tally = {}
    reasons: Tally = {}
    fields: Tally = {}
    kinds: Tally = {}


_ENCODER: Final = msgspec.json.Encoder(order="sorted")
_DECODER: Final = msgspec.json.Decoder(LogEntry)
_REQUIRED: Final = ("id", "tenant", "principal", "door")
_OPTIONAL: Final = (
    "reader", "tier", "endpoint", "purpose", "scope", "snapshot", "catalogue", "policy", "code",
)  # fmt: skip
_TALLIES: Final = ("counts", "reasons", "fields", "kinds")


def is_word(text: str) -> bool:
    """Tell whether the log takes this string; configuration checks its ids with it."""
    return _WORD.fullmatch(text) is not None


def decision(crossing: Crossing, at_ms: int, endpoint: str, tallies: Tallies = NOTHING) -> LogEntry:
    """Say what was decided about a request that is about to leave for ``endpoint``."""
    return _entry(EntryType.DECISION, crossing, at_ms, tallies, endpoint=endpoint)


def protection(crossing: Crossing, at_ms: int, tallies: Tallies = NOTHING) -> LogEntry:
    """Say what was decided about records that are about to be handed out protected."""
    return _entry(EntryType.PROTECTION, crossing, at_ms, tallies)


def outcome(
    crossing: Crossing, at_ms: int, endpoint: str, code: str, tallies: Tallies = NOTHING
) -> LogEntry:
    """Say how an exchange ended: ``ok`` or an error's code; counts such as ``opened``."""
    return _entry(EntryType.OUTCOME, crossing, at_ms, tallies, endpoint=endpoint, code=code)


def refusal(crossing: Crossing, at_ms: int, code: str, tallies: Tallies = NOTHING) -> LogEntry:
    """Say that nothing left, and the code and rules that are why."""
    return _entry(EntryType.REFUSAL, crossing, at_ms, tallies, code=code)


def opening(crossing: Crossing, at_ms: int, tallies: Tallies = NOTHING) -> LogEntry:
    """Say that a reader asked for tokens; counts such as ``opened`` and ``withheld``."""
    return _entry(EntryType.OPENING, crossing, at_ms, tallies)


def administration(crossing: Crossing, at_ms: int, code: str) -> LogEntry:
    """Say that an operator acted: ``door`` names the act, ``code`` how it ended."""
    return _entry(EntryType.ADMINISTRATION, crossing, at_ms, NOTHING, code=code)


def encode(entry: LogEntry) -> bytes:
    """Return the entry's canonical JSON.

    Raises:
        StoreError: A member is not made of words and whole numbers, or the whole is too large
            (code ``log_entry_invalid``).  Nothing may cross.
    """
    if not _is_clean(entry):
        raise StoreError(
            f"log entry member {_culprit(entry)!r} holds more than codes, ids and counts; "
            "give its source a short name without spaces",
            code="log_entry_invalid",
        )
    data = _ENCODER.encode(entry)
    if len(data) > MAX_ENTRY_BYTES:
        raise StoreError(
            f"a log entry of {len(data)} bytes exceeds {MAX_ENTRY_BYTES}; send fewer fields",
            code="log_entry_invalid",
        )
    return data


def decode(data: bytes) -> LogEntry:
    """Read an entry back.

    Raises:
        StoreError: These bytes are no entry of a known format (code ``log_entry_invalid``).
    """
    try:
        return _DECODER.decode(data)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise StoreError(
            "a log entry cannot be read; run `douane audit verify`", code="log_entry_invalid"
        ) from None


def _entry(  # noqa: PLR0913 - the one place where all members meet
    what: EntryType,
    crossing: Crossing,
    at_ms: int,
    tallies: Tallies,
    *,
    endpoint: str = "",
    code: str = "",
) -> LogEntry:
    return LogEntry(
        v=FORMAT,
        type=what,
        id=crossing.id,
        at_ms=at_ms,
        tenant=crossing.tenant,
        principal=crossing.principal,
        door=crossing.door,
        reader=crossing.reader,
        tier=crossing.tier,
        endpoint=endpoint,
        purpose=crossing.purpose,
        scope=crossing.scope,
        snapshot=crossing.snapshot,
        catalogue=crossing.catalogue,
        policy=crossing.policy,
        code=code,
        counts=tallies.counts,
        reasons=tallies.reasons,
        fields=tallies.fields,
        kinds=tallies.kinds,
    )


def _is_clean(entry: LogEntry) -> bool:
    """Judge all strings in one match: a match each would take most of the time there is."""
    words = [entry.id, entry.tenant, entry.principal, entry.door]
    optional = (
        entry.reader, entry.tier, entry.endpoint, entry.purpose, entry.scope,
        entry.snapshot, entry.catalogue, entry.policy, entry.code,
    )  # fmt: skip
    words += filter(None, optional)
    numbers = [entry.at_ms]
    for tally in (entry.counts, entry.reasons, entry.fields, entry.kinds):
        words += tally
        numbers += tally.values()
    try:
        text = "\n".join(words)
    except TypeError:
        return False
    # A word that holds a line break would otherwise count as two.
    return (
        entry.v == FORMAT
        and type(entry.type) is EntryType
        and text.count("\n") == len(words) - 1
        and _WORDS.fullmatch(text) is not None
        and all(type(number) is int and 0 <= number <= MAX_COUNT for number in numbers)
    )


def _culprit(entry: LogEntry) -> str:
    return next(_culprits(entry), "type")


def _culprits(entry: LogEntry) -> Iterator[str]:
    for name in (*_REQUIRED, *_OPTIONAL):
        word = getattr(entry, name)
        absent = word == "" and name in _OPTIONAL
        if not absent and not (isinstance(word, str) and is_word(word)):
            yield name
    if type(entry.at_ms) is not int or not 0 <= entry.at_ms <= MAX_COUNT:
        yield "at_ms"
    for name in _TALLIES:
        for word, number in getattr(entry, name).items():
            whole = type(number) is int and 0 <= number <= MAX_COUNT
            if not whole or not (isinstance(word, str) and is_word(word)):
                yield name
                break
