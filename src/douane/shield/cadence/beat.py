"""What leaves at one beat: always as many requests, always of one size.

Constant-rate padding is the only shaping under which an observer of times, counts and sizes
learns nothing at all (Cai et al., "A Systematic Approach to Developing and Evaluating Website
Fingerprinting Defenses", 2014: BuFLO and its kin); what it costs is delay and cover.
"""

import json
from typing import NamedTuple

from douane.model.cadence import Cadence


class Beat(NamedTuple):
    """What leaves at a beat; together always ``Cadence.calls``."""

    real: int
    cover: int


def beat(cadence: Cadence, waiting: int) -> Beat:
    """Return how many of those that wait leave now, and how much cover beside them."""
    real = min(waiting, cadence.calls)
    return Beat(real, cadence.calls - real)


def padded(cadence: Cadence, body: bytes, head_bytes: int = 0) -> bytes:
    """Return a JSON body with blanks behind it, so that every request has one size.

    Args:
        cadence: The rhythm.
        body: JSON.
        head_bytes: By how much this request's headers are longer than the shortest.

    Raises:
        ValueError: The body is too long for the rhythm.
    """
    room = cadence.body_bytes - head_bytes - len(body)
    if room < 0:
        raise ValueError("the body is longer than the rhythm's requests")
    return body + b" " * room


def cover(cadence: Cadence, model: str) -> bytes:
    """Return the body of a request that asks for nothing, before padding."""
    return json.dumps(
        {
            "model": model,
            "messages": [{"role": "user", "content": "Count upwards from one, in words."}],
            "max_tokens": cadence.answer_tokens,
            "stream": False,
        },
        separators=(",", ":"),
    ).encode()
