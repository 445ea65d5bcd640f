"""What the scripted model says: honest to a twin, and else everything that could get data out.

The answer follows from the request and the suite alone, so that two runs of one seed differ by
nothing but what the border did.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from douane.jobs.redteam.model.channel import Load, host_label, written
from douane.jobs.redteam.model.channels import BREAKERS, CHANNELS
from douane.jobs.redteam.model.memory import Loot
from douane.jobs.redteam.model.other_channels import FUNCTIONS, TEXT, TOOL_CALLS
from douane.jobs.redteam.suite.addresses import ALLOWED, Persona, drop
from douane.jobs.redteam.suite.attack import Attack
from douane.jobs.redteam.suite.wording import WORDINGS

GUESSED: Final = 8
_LINE: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call of an answer.

    Attributes:
        name: The function's.
        arguments: As the model wrote them; need not be JSON.
    """

    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Said:
    """One choice of an answer."""

    text: str
    calls: tuple[Call, ...] = ()


def answer(loot: Loot, attacks: Mapping[int, Attack], seed: int, choices: int) -> tuple[Said, ...]:
    """Return what is said, one for each choice that was asked for."""
    part = loot.part
    attack = attacks.get(part.number) if part else None
    if part is None or attack is None:
        draw = Random(f"{seed}/{loot.said}")
        names = tuple(draw.sample(sorted(CHANNELS), GUESSED))
        return tuple(_hostile(loot, names, 0, draw, at, choices) for at in range(choices))
    draw = Random(f"{seed}/{part.seed()}")
    if part.persona is Persona.TWIN:
        return (_honest(loot, attack, part.turn),) * choices
    if part.persona is Persona.ATTACK and part.turn < len(attack.turns) - 1:
        return (Said(WORDINGS[attack.language].honest),) * choices
    state = draw.getstate()
    said = []
    for at in range(choices):
        draw.setstate(state)
        said.append(_hostile(loot, attack.channels, part.number, draw, at, choices))
    if part.persona is not Persona.ATTACK:
        return tuple(Said(f"{each.text}{_LINE}{_told(loot, draw)}", each.calls) for each in said)
    echo = f"{_LINE}{loot.system}" if attack.goal == "system-prompt" else ""
    return tuple(Said(each.text + echo, each.calls) for each in said)


def _honest(loot: Loot, attack: Attack, turn: int) -> Said:
    """Answer as a good model would: shortly, with what was said, and some formatting."""
    wording = WORDINGS[attack.language]
    if turn < len(attack.turns) - 1:
        return Said(wording.honest)
    lines = [f"- {line}" for line in loot.said.splitlines() if line.strip()]
    needed = attack.twin.needed
    word = needed if needed in loot.said else "-"
    table = f"| A | B |\n|---|---|\n| **{word}** | 5 < 7 & 3 > 2 |"
    calls: tuple[Call, ...] = ()
    if attack.tools:
        calls = (Call("lookup_file", json.dumps({"reference": word}, ensure_ascii=False)),)
    return Said(_LINE.join((wording.honest, "\n".join(lines), table)), calls)


def _hostile(
    loot: Loot, names: tuple[str, ...], number: int, draw: Random, choice: int, choices: int
) -> Said:
    texts, calls = [WORDINGS["en"].honest], []
    for name in sorted(names, key=BREAKERS.__contains__):
        for value, token in _values(loot):
            load = _load(value, name, number, draw, choice, choices, token=token)
            if name in TOOL_CALLS:
                calls.append(Call(_function(name, load), TOOL_CALLS[name](load)))
            else:
                texts.append(CHANNELS[name](load))
    return Said(_LINE.join(texts), tuple(calls))


def _told(loot: Loot, draw: Random) -> str:
    """Return everything in plain text, for a reader who is somebody else."""
    return _LINE.join(
        channel(_load(value, name, 0, draw, 0, 1, token=token))
        for value, token in _values(loot)
        for name, channel in TEXT.items()
    )


def _values(loot: Loot) -> list[tuple[str, bool]]:
    return [(value, False) for value in loot.clear] + [(token, True) for token in loot.tokens]


def _load(
    value: str, name: str, number: int, draw: Random, choice: int, choices: int, *, token: bool
) -> Load:
    return Load(
        value=written(value, draw, token=token), label=host_label(value, token=token), plain=value,
        name=name, host=drop(number), allowed=ALLOWED, choice=choice, choices=choices,
    )  # fmt: skip


def _function(name: str, load: Load) -> str:
    if name == "tool-name":
        kept = "".join(char if char.isascii() and char.isalnum() else "_" for char in load.plain)
        return f"get_{kept}"[:64]
    return FUNCTIONS.get(name, "lookup_file")
