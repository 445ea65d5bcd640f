"""A suite: as many attacks as were asked for, from the generators that were named."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from random import Random
from typing import Final

from douane.jobs.redteam.suite.attack import Attack
from douane.jobs.redteam.suite.compose import Composed
from douane.jobs.redteam.suite.incidents import Incidents
from douane.jobs.redteam.suite.seam import Generator, installed
from douane.model.errors import UsageError

SHIPPED: Final[Mapping[str, Callable[[], Generator]]] = {
    Incidents.name: Incidents,
    Composed.name: Composed,
}
USUAL: Final = tuple(SHIPPED)


def suite(seed: int, number: int, names: Sequence[str] = USUAL) -> tuple[Attack, ...]:
    """Return attacks, the same for the same arguments; generators follow one another.

    Raises:
        UsageError: A generator is unknown, or they end before the number is reached.
    """
    made: list[Attack] = []
    for name in dict.fromkeys(names):
        generator = SHIPPED[name]() if name in SHIPPED else installed(name)
        draw = Random(f"{seed}/{name}")
        made += islice(_checked(generator, draw, len(made)), number - len(made))
    if len(made) < number:
        raise UsageError(
            f"these generators make {len(made)} attacks; ask for no more, or name more"
        )
    return tuple(made)


def _checked(generator: Generator, draw: Random, first: int) -> Iterator[Attack]:
    """Yield attacks, whose numbers must go on where the last generator ended."""
    for number, attack in enumerate(generator.attacks(draw, first), first):
        if attack.number != number:
            raise UsageError(f"the generator {generator.name} numbers its attacks wrongly")
        yield attack
