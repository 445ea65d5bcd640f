"""The seam to whatever computes a score."""

from collections.abc import Sequence
from typing import Protocol

from douane.model.errors import EndpointError

Row = tuple[float, ...]


class Backend(Protocol):
    """Computes one score."""

    async def estimate(self, rows: Sequence[Row]) -> tuple[float, ...]:
        """Return one finite number for each row.

        Raises:
            EndpointError: It failed, was slow, or answered something else.
        """
        ...


def nonsense(model: str) -> EndpointError:
    """Return the error of a backend that answers no scores; it quotes nothing."""
    return EndpointError(f"the backend of score {model} answered no scores; look at its own log")
