"""What is decided about one question to a protected score."""

from dataclasses import dataclass
from enum import IntEnum


class Grade(IntEnum):
    """How exactly a question is answered; the strictest wins."""

    FULL = 0
    COARSE = 1
    REFUSED = 2

    @property
    def word(self) -> str:
        """How log and metrics name it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One decision.

    Attributes:
        grade: How exactly it is answered.
        reason: The limit that made it coarse or refused; empty for a full answer.  For the log
            alone: who asked is told nothing.
    """

    grade: Grade
    reason: str = ""


FULL = Verdict(Grade.FULL)
