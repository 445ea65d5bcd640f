"""How suspicious a text is, and which voices say so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """One detector that spoke, and where.

    Attributes:
        name: ``classifier``, ``structure.…``, ``intent.…``, or the id of a plugin.
        view: Which of the texts that were handed in.
        start: First character of the passage in it.
        end: One past its last.
    """

    name: str
    view: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What the score says of a text; holds nothing of the text itself.

    Attributes:
        rate: Share of benign CRM texts that look at least as suspicious, above 0 and at most 1.
            A policy that acts at 0.01 acts on about one benign text in a hundred.
        voices: Who spoke, most suspicious passage first; empty for a text that looks benign.
    """

    rate: float
    voices: tuple[Voice, ...] = ()


BENIGN = Suspicion(1.0)
"""What is said of a text without a passage."""
