"""Tokens: surrogates that tell equality within one scope, and nothing else.

A token is its kind and a pseudo-random body.  The body is ``PRF(scope key, ordinal)`` and never
a function of the value, so that nobody can test a guess against a token, not even with a
dictionary and the key's owner as an oracle.  The ordinal counts first appearances.  Equality is
found by comparing values inside the open sheet, in memory; nothing derived from a value is
stored or sent, not even a keyed hash of it.

The PRF is the keyed sponge SHAKE256(key, block number) (FIPS 202; Bertoni, Daemen, Peeters,
Van Assche, "On the security of the keyed sponge construction", 2011): key and number have fixed
lengths, and a sponge needs no HMAC around it.  Its output is cut into 48 bodies, because calling
it is what costs.  A byte becomes a character by its low five bits; 256 is a multiple of 32, so
every character is equally likely.  A body that already stands in the scope is passed over for
the next ordinal.

The kind is that of the first appearance: an equal value keeps its token when it is later taken
for something else.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from douane.model.errors import RequestError
from douane.model.keyring import KeyPurpose, Keyring
from douane.model.sheet import Entry, Origin, Scope
from douane.model.token import BODY_ALPHABET, BODY_LENGTH, TOKEN_PATTERN, Kind
from douane.protect.sheet import UNFIELDED, join_senders, merge, senders_of

TOKEN: Final = re.compile(TOKEN_PATTERN)
MAX_SCOPE_ENTRIES: Final = 20_000
BODIES_PER_BLOCK: Final = 48

_NOWHERE: Final = (UNFIELDED,)
_BLOCK_BYTES: Final = BODIES_PER_BLOCK * BODY_LENGTH
_CUTS: Final = tuple(range(0, _BLOCK_BYTES, BODY_LENGTH))[::-1]
_CHARACTERS: Final = bytes(ord(BODY_ALPHABET[byte & 31]) for byte in range(256))


def scope_key(keyring: Keyring, scope: Scope) -> bytes:
    """Derive the key of a scope's tokens; 32 bytes, the same for as long as the root key.

    Args:
        keyring: Where the keys are.
        scope: Tenant and identifier; two that differ anywhere have unrelated keys.

    Raises:
        StoreError: The key cannot be used (code ``key_unavailable``).
    """
    parts = ("douane.scope.1", scope.tenant, scope.id, "named" if scope.named else "exchange")
    encoded = (part.encode("utf-8", "surrogatepass") for part in parts)
    message = b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
    return keyring.mac(KeyPurpose.SCOPE, message)


Appearance = tuple[Sequence[Origin], str]


class _Value(msgspec.Struct, gc=False):
    """A value of the scope, and where it appeared in this exchange.

    Attributes:
        token: What stands for it.
        value: The value.
        literal: True for a JSON number, boolean or the like.
        origins: Of its first appearance.
        sender: Of its first appearance.
        others: Appearances that differ from the first; None when there are none.
    """

    token: str
    value: str
    literal: bool
    origins: Sequence[Origin]
    sender: str
    others: list[Appearance] | None = None

    def appearances(self) -> list[Appearance]:
        """Return all appearances that differ."""
        return [(self.origins, self.sender), *(self.others or ())]


class Tokeniser:
    """Hands out the tokens of one exchange and remembers what they stand for.

    It owns state, belongs to one exchange and is thrown away with it.
    """

    __slots__ = ("_block", "_bodies", "_earlier", "_key", "_old", "_seen", "_taken", "_values")

    def __init__(self, key: bytes, earlier: Iterable[Entry] = (), start: int = 0) -> None:
        """Begin with what the scope already holds.

        Args:
            key: From ``scope_key``.
            earlier: Entries of the scope's earlier sheets; an equal value gets its old token.
            start: First ordinal, below 2**64; rounded up to where a block begins.  Hand in a
                number that grows from exchange to exchange of a named scope (such as the time
                in ms, shifted left by 20 bits): then no ordinal is used twice, even after the
                sheets that used it expired.
        """
        self._key = key
        self._earlier = {entry.token: entry for entry in merge([earlier])}
        # One dictionary for text and one for literals: 5 and "5" restore differently.
        self._values: tuple[dict[str, _Value], dict[str, _Value]] = ({}, {})
        self._old: tuple[dict[str, str], dict[str, str]] = ({}, {})
        for entry in self._earlier.values():
            self._old[entry.literal].setdefault(entry.value, entry.token)
        self._taken = set(self._earlier)
        self._block = -(-start // BODIES_PER_BLOCK)
        self._bodies: list[str] = []
        self._seen: list[_Value] = []

    def knows(self, text: str) -> bool:
        """Whether ``text`` is a token that an earlier sheet of this scope holds."""
        return text in self._earlier

    def token(
        self,
        kind: Kind,
        value: str,
        literal: bool = False,  # noqa: FBT001, FBT002 - a column of the sheet, not a switch
        origins: Sequence[Origin] = (),
        sender: str = "",
    ) -> str:
        """Return the token of a value, a new one at its first appearance in the scope.

        A value that is itself a token of this scope is returned as it is.

        Args:
            kind: Used only when the token is new.
            value: What it stands for.
            literal: True for a JSON number, boolean or the like.
            origins: Where this appearance came from; empty for a value of no field.
            sender: Subject that sent it.

        Raises:
            RequestError: The scope is full (code ``scope_full``); start a new one.
        """
        values = self._values[literal]
        seen = values.get(value)
        if seen is None:
            if value in self._earlier:
                return value
            token = self._old[literal].get(value) or self._allocate(kind)
            values[value] = seen = _Value(token, value, literal, origins, sender)
            self._seen.append(seen)
        elif seen.origins != origins or seen.sender != sender:
            if seen.others is None:
                seen.others = []
            seen.others.append((origins, sender))
        return seen.token

    def entries(self) -> tuple[Entry, ...]:
        """Return what this exchange adds to its scope, in order of first appearance.

        That is every new token, and every old one that was seen with an origin or a sender
        that the earlier sheets do not name.
        """
        entries = []
        for seen in self._seen:
            origins, sender = seen.origins, seen.sender
            if seen.others is None and len(origins) <= 1 and seen.token not in self._earlier:
                entries.append(Entry(seen.token, seen.value, seen.literal, tuple(origins), sender))
                continue
            appearances = seen.appearances()
            places = {place for origins, _ in appearances for place in origins or _NOWHERE}
            senders = {sender for _, sender in appearances}
            earlier = self._earlier.get(seen.token)
            if earlier is not None and (
                places.issubset(earlier.origins or _NOWHERE) and senders <= senders_of(earlier)
            ):
                continue
            origins = () if places == {UNFIELDED} else tuple(sorted(places, key=_by_name))
            sender = join_senders(senders)
            entries.append(Entry(seen.token, seen.value, seen.literal, origins, sender))
        return tuple(entries)

    def _allocate(self, kind: Kind) -> str:
        if len(self._taken) >= MAX_SCOPE_ENTRIES:
            raise RequestError(
                f"this scope holds {MAX_SCOPE_ENTRIES} tokens; start a new one",
                code="scope_full",
            )
        while True:
            if not self._bodies:
                self._bodies = self._next_bodies()
            token = kind + "_" + self._bodies.pop()
            if token not in self._taken:
                self._taken.add(token)
                return token

    def _next_bodies(self) -> list[str]:
        block = hashlib.shake_256(self._key + self._block.to_bytes(8, "big")).digest(_BLOCK_BYTES)
        self._block += 1
        text = block.translate(_CHARACTERS).decode()
        return [text[first : first + BODY_LENGTH] for first in _CUTS]


def _by_name(origin: Origin) -> tuple[str, str]:
    return origin.field, origin.record
