"""How long an evaluation may take: nobody waits for one whose end they cannot see."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """CPU time and sizes after which what is left of a part is passed over.

    Attributes:
        set_s: For the texts of one set; they are taken from all over it.
        hostile_s: For a piece of one hostile input; a longer piece is not tried where it would
            take more.
        peer_s: For the peer, with each of its modes, on one set.
        peer_bytes: The most that it is shown of one set.
        rounds: How often a timed text is read.
    """

    set_s: float
    hostile_s: float
    peer_s: float
    peer_bytes: int
    rounds: int


# Fourteen sets, four of them twice, forty inputs, and the peer: within eight minutes.
FULL: Final = Limits(set_s=10, hostile_s=4, peer_s=8, peer_bytes=40_000, rounds=7)
QUICK: Final = Limits(set_s=0.5, hostile_s=0.1, peer_s=1, peer_bytes=4_000, rounds=2)
