"""Fingerprints: keyed hashes of runs of tokens, and which of them are kept.

**Hash.**  CRC-32 of each token from a secret start, then a sum of ``SIZE`` neighbours, each
times a secret number: multilinear hashing, whose key is the register's own.  All runs of a text
are hashed at once, as lanes of one large integer, because a loop over them in Python would cost
more than everything else together.  Sums are below 2^64, so no lane flows into the next.

**Choice.**  Winnowing keeps the least hash of every ``WINDOW`` neighbouring runs, so whatever
two texts share in ``SIZE + WINDOW - 1`` tokens in a row, they share a fingerprint.  What is
searched is not winnowed: every run of it is looked up.

Sources: Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms for document fingerprinting"
(2003); Lemire, Kaser, "Strongly universal string hashing is fast" (2014), section 3.
"""

import hashlib
from array import array
from collections.abc import Sequence
from itertools import repeat
from typing import Final
from zlib import crc32

WINDOW: Final = 4
_LANE_BITS: Final = 64
_FACTOR_BITS: Final = 28
_MOST_TOKENS: Final = 4_096  # hashed at once: beyond, the integers leave the cache


class Hasher:
    """Hashes runs of a fixed number of tokens under one key."""

    __slots__ = ("_factors", "_seed", "size")

    def __init__(self, key: bytes, size: int, purpose: str) -> None:
        """Derive the secret numbers from a key of 32 bytes."""
        self.size = size
        stream = hashlib.shake_256(b"douane.register|" + purpose.encode() + b"|" + key)
        secret = stream.digest(4 * (size + 1))
        numbers = [int.from_bytes(secret[at : at + 4], "big") for at in range(0, len(secret), 4)]
        self._seed = numbers[0]
        self._factors = [(number >> (32 - _FACTOR_BITS)) | 1 for number in numbers[1:]]

    def hashes(self, tokens: Sequence[bytes]) -> "array[int]":
        """Return the hash of every run of ``size`` tokens, in order."""
        found = array("Q")
        step = _MOST_TOKENS - self.size + 1
        for start in range(0, len(tokens) - self.size + 1, step):
            found.extend(self._lanes(tokens[start : start + _MOST_TOKENS]))
        return found

    def _lanes(self, tokens: Sequence[bytes]) -> "array[int]":
        seed = self._seed
        codes = array("Q", list(map(crc32, tokens, repeat(seed))))
        lanes = int.from_bytes(codes.tobytes(), "little")
        total = 0
        for place, factor in enumerate(self._factors):
            total += (lanes >> (_LANE_BITS * place)) * factor
        hashed = array("Q", total.to_bytes(8 * len(tokens), "little"))
        return hashed[: len(tokens) - self.size + 1]


def winnowed(hashes: Sequence[int], window: int = WINDOW) -> list[int]:
    """Return the positions that winnowing keeps, in order; the rightmost of equals."""
    kept: list[int] = []
    for start in range(max(1, len(hashes) - window + 1) if hashes else 0):
        end = min(len(hashes), start + window)
        least = min(range(start, end), key=lambda at: (hashes[at], -at))
        if not kept or kept[-1] != least:
            kept.append(least)
    return kept
