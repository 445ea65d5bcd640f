"""What a door hands to the pipeline: one request, read but not yet judged."""

from collections.abc import Callable
from dataclasses import dataclass

from douane.model.caller import Principal, Reader
from douane.model.finding import Slot
from douane.model.keyring import KeyPurpose, Keyring
from douane.model.sheet import Scope


@dataclass(frozen=True, slots=True)
class Means:
    """What a pure pipeline must be handed: keys, randomness, the time.

    Attributes:
        keyring: Keys by purpose.
        entropy: Returns that many random bytes.
        clock: Returns UTC milliseconds.
        sheet_ttl_ms: How long a token can be opened.
    """

    keyring: Keyring
    entropy: Callable[[int], bytes]
    clock: Callable[[], int]
    sheet_ttl_ms: int = 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Ask:
    """One request.

    Attributes:
        id: UUIDv7 of the exchange; also its scope's id unless a conversation is named.
        at_ms: When it arrived, UTC milliseconds.
        door: Which door it came through, such as ``chat``.
        principal: Holder of the API key.
        tier: Name of the tier that it asks for.
        purpose: Purpose that it names; empty for the tier's default.
        scope: What its tokens are linkable within.
        reader: For whom the answer may be restored; None for nobody.
        slots: Every text that would leave.
        records: JSON text of the records at hand: their values are looked for in the slots.
            It never leaves itself.
        json_answer: The answer is JSON, so restored values are escaped for it.
    """

    id: str
    at_ms: int
    door: str
    principal: Principal
    tier: str
    purpose: str
    scope: Scope
    reader: Reader | None
    slots: tuple[Slot, ...]
    records: str = ""
    json_answer: bool = False

    @property
    def sender(self) -> str:
        """Subject that a value of no field belongs to."""
        return self.reader.subject if self.reader else f"key:{self.principal.id}"


def uuid7(now_ms: int, entropy: Callable[[int], bytes]) -> str:
    """Return a UUIDv7 (RFC 9562 §5.7) made of the given time and randomness."""
    tail = int.from_bytes(entropy(10))
    number = (now_ms & (1 << 48) - 1) << 80 | tail
    number = number & ~(0xF << 76) | 7 << 76
    number = number & ~(0b11 << 62) | 0b10 << 62
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def conversation(keyring: Keyring, principal: Principal, name: str) -> Scope:
    """Return the scope of a named conversation of one principal.

    The id is a keyed hash, so that a name chosen by the caller neither reaches the log nor
    lets one principal speak in another's conversation.
    """
    message = f"{principal.tenant}\x00{principal.id}\x00{name}".encode()
    digest = keyring.mac(KeyPurpose.SCOPE, message)[:16]
    return Scope(principal.tenant, f"c-{digest.hex()}", named=True)
