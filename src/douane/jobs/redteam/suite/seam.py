"""Generators of attacks are plugins; this is what one must be.

They are named in ``--generator``: ``composed`` and ``incidents`` ship, any other name is looked
for among the installed entry points of the group ``douane.redteam``.  Nothing loads unnamed.
"""

from collections.abc import Iterator
from importlib.metadata import entry_points
from random import Random
from typing import Final, Protocol

from douane.jobs.redteam.suite.attack import Attack
from douane.model.errors import UsageError

GROUP: Final = "douane.redteam"


class Generator(Protocol):
    """Makes attacks.

    Attributes:
        name: Stable; stands in reports.
    """

    name: str

    def attacks(self, draw: Random, first: int) -> Iterator[Attack]:
        """Yield attacks numbered from ``first``, the same for the same draw; may be endless."""
        ...


def installed(name: str) -> Generator:
    """Load a generator that another package brings.

    Raises:
        UsageError: There is none of this name, or it is no generator.
    """
    found = list(entry_points(group=GROUP, name=name))
    if len(found) != 1:
        raise UsageError(
            f"{len(found)} installed packages offer a generator {name!r} "
            f"(entry point group {GROUP}); name one that exists once"
        )
    made = found[0].load()()
    if getattr(made, "name", None) != name or not callable(getattr(made, "attacks", None)):
        raise UsageError(f"the entry point {name!r} is no generator of attacks")
    generator: Generator = made
    return generator
