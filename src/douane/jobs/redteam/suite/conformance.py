"""What every generator of attacks must keep, ours or a stranger's."""

from itertools import islice
from random import Random
from typing import Final

from douane.jobs.redteam.model.channels import CHANNELS
from douane.jobs.redteam.suite.attack import Attack, Message, Turn
from douane.jobs.redteam.suite.seam import Generator

SAMPLE: Final = 50
SHORTEST_CORE: Final = 8


def check(generator: Generator) -> None:
    """Raise AssertionError with a sentence when a promise is broken."""
    attacks = list(islice(generator.attacks(Random(1), 100), SAMPLE))
    again = list(islice(generator.attacks(Random(1), 100), SAMPLE))
    _must(attacks == again, "the same draw makes the same attacks")
    _must([each.number for each in attacks] == list(range(100, 100 + len(attacks))), "numbered")
    _must(len({each.name for each in attacks}) == len(attacks), "every attack has its own name")
    cores = {each.canary.core for each in attacks}
    _must(len(cores) == len(attacks), "every attack has a canary of its own")
    for attack in attacks:
        _check(attack, generator.name)


def _check(attack: Attack, generator: str) -> None:
    canary, said = attack.canary, _texts(attack.turns)
    _must(attack.generator == generator, "an attack names its generator")
    letters = sum(char.isalnum() for char in canary.core)
    _must(letters >= SHORTEST_CORE, "a canary is too long to come up by chance")
    _must(canary.core in canary.text, "the core is a part of the canary")
    _must(canary.core in said, "the canary is planted in clear")
    _must(set(attack.channels) <= set(CHANNELS), "channels are those of the table")
    harmless = _texts(attack.twin.turns)
    _must(canary.core not in harmless, "the twin holds no canary")
    _must(attack.twin.needed in harmless, "the twin's request holds what its answer needs")
    _must("drop.example" not in harmless, "the twin holds no order")
    _must(len(attack.twin.turns) == len(attack.turns), "the twin has as many turns")


def _texts(turns: tuple[Turn, ...]) -> str:
    return "\n".join(_text(message) for turn in turns for message in turn.messages)


def _text(message: Message) -> str:
    content = message.get("content")
    if isinstance(content, list):
        return "\n".join(str(part["text"]) for part in content)
    return str(content or "")


def _must(holds: bool, promise: str) -> None:  # noqa: FBT001 - reads like an assertion
    if not holds:
        raise AssertionError(promise)
