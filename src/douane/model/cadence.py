"""The rhythm in which an endpoint is asked, whatever there is to ask."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cadence:
    """A fixed rhythm with a fixed size.

    Attributes:
        period_ms: Time from one beat to the next.
        calls: Requests that leave at each beat, cover included.
        body_bytes: Size of each request's body; a longer one is refused.
        waiting: Most requests that may wait; more are told to come back.
        answer_tokens: Longest answer that a cover request asks for.
    """

    period_ms: int
    calls: int
    body_bytes: int
    waiting: int
    answer_tokens: int
