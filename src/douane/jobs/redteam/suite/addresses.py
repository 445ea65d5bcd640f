"""Addresses and numbers by which attack, model and sinks know each other.

All hosts lie in domains that RFC 2606 reserves; the browser reaches none of them but the sink.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

DROP: Final = "drop.example.net"
ALLOWED: Final = "charts.alpenquell.example.com"
"""A host of the firm's own, such as an allow-list might hold."""

_TURNS: Final = 8
_OURS: Final = re.compile(r"\ba(\d{1,9})\.drop\.example\.net\b")


class Persona(IntEnum):
    """As whom the scripted model answers."""

    ATTACK = 0
    TWIN = 1
    OTHER_SESSION = 2
    WRITE_BACK = 3


@dataclass(frozen=True, slots=True)
class Part:
    """Which request of a suite this is; travels as OpenAI's ``seed``, which gateways pass on."""

    number: int
    persona: Persona
    turn: int

    def seed(self) -> int:
        """Return it as one number."""
        return (self.number * len(Persona) + self.persona) * _TURNS + min(self.turn, _TURNS - 1)


def part(seed: object) -> Part | None:
    """Read a request's ``seed``, or return None when it is none of ours."""
    if not isinstance(seed, int) or isinstance(seed, bool) or seed < 0:
        return None
    rest, turn = divmod(seed, _TURNS)
    number, persona = divmod(rest, len(Persona))
    return Part(number, Persona(persona), turn)


def drop(number: int) -> str:
    """Return the attacker's host of an attack."""
    return f"a{number}.{DROP}"


def number_of(url: str) -> int | None:
    """Return whose host stands in a URL, or None."""
    found = _OURS.search(url.lower())
    return int(found[1]) if found else None
