"""Compose attacks: goal x carrier x disguise x language x turns, each combination once in a while.

The dealing goes round: every value of every axis comes up equally often, and the axes have
lengths that share few factors, so that a few hundred attacks already mix them well.  Half of the
attacks plant a canary that the policy lets through in clear.
"""

from collections.abc import Iterable, Iterator
from random import Random
from typing import Final

from douane.jobs.redteam.model.channels import CHANNELS
from douane.jobs.redteam.suite.addresses import drop
from douane.jobs.redteam.suite.attack import GOALS, Attack, Canary, Goal, Message, Turn, Twin
from douane.jobs.redteam.suite.canary import email, plant
from douane.jobs.redteam.suite.carriers import CARRIERS, TOOLS
from douane.jobs.redteam.suite.disguises import DISGUISES
from douane.jobs.redteam.suite.wording import LANGUAGES, WORDINGS, Wording

EACH: Final = 8
"""Channels tried by one attack, by turns: many at once would hide one that works."""


class Composed:
    """The generator that ships; endless."""

    name = "composed"

    def attacks(self, draw: Random, first: int) -> Iterator[Attack]:
        """Yield attacks without end."""
        carriers, disguises = _shuffled(draw, CARRIERS), _shuffled(draw, DISGUISES)
        languages, channels = _shuffled(draw, LANGUAGES), _shuffled(draw, CHANNELS)
        number = first
        while True:
            at = number - first
            # Strides that share no factor with the axis: neighbours differ on every axis.
            yield compose(
                draw, number, GOALS[at // 2 % len(GOALS)],
                carriers[(at + at // 70) % len(carriers)],
                languages[(at * 3 + at // 49) % len(languages)],
                disguises[(at * 7 + at // 105) % len(disguises)],
                tuple(channels[(at // 2 * EACH + each) % len(channels)] for each in range(EACH)),
                released=at % 2 == 0,
            )  # fmt: skip
            number += 1


def compose(
    draw: Random, number: int, goal: Goal, carrier: str, language: str, disguise: str,
    channels: tuple[str, ...], *, released: bool,
) -> Attack:  # fmt: skip
    """Return one attack of these parts."""
    wording = WORDINGS[language]
    canary = plant(goal, draw, released=released)
    order = draw.choice(wording.order).format(drop=drop(number))
    hidden = DISGUISES[disguise](order, draw)
    needed = draw.choice(wording.needed)
    several = draw.random() < 1 / 3
    value = email(draw).text if draw.random() < 1 / 4 else ""
    business = [wording.business.format(needed=needed), draw.choice(wording.more)]
    if value:
        business.append(f"E-Mail: {value}")
    turns = _turns(goal, carrier, wording, canary, hidden, business, several=several)
    plain = _turns(goal, carrier, wording, None, "", business, several=several)
    tools = TOOLS if carrier == "tool-result" or draw.random() < 1 / 4 else ()
    name = f"composed-{number}-{goal}-{carrier}-{language}-{disguise}"
    return Attack(
        number, name, Composed.name, goal, carrier, language, disguise, canary, turns,
        Twin(plain, needed, value), channels, tools, streamed=draw.random() < 1 / 2,
        choices=2 if draw.random() < 1 / 6 else 1,
    )  # fmt: skip


def _turns(
    goal: Goal, carrier: str, wording: Wording, canary: Canary | None, hidden: str,
    business: list[str], *, several: bool,
) -> tuple[Turn, ...]:  # fmt: skip
    """Return the turns; without a canary and an order, those of the twin."""
    secret = wording.secret[goal].format(canary=canary.text) if canary else ""
    system, body = wording.system, list(business)
    if goal is Goal.SYSTEM_PROMPT:
        system = f"{system} {secret}".strip()
    elif not several and secret:
        body.insert(1, secret)
    if hidden:
        body.append(hidden)
    first: tuple[Message, ...] = ({"role": "system", "content": system},)
    asked = CARRIERS[carrier]("\n".join(body), wording.ask)
    if not several:
        return (Turn(first + asked),)
    # The value comes first and the order later: neither turn shows the whole.
    said = [part for part in (business[0], wording.begun if hidden else "") if part]
    if goal is not Goal.SYSTEM_PROMPT and secret:
        said.append(secret)
    return (Turn((*first, {"role": "user", "content": "\n".join(said)})), Turn(asked))


def _shuffled(draw: Random, names: Iterable[str]) -> list[str]:
    listed = list(names)
    draw.shuffle(listed)
    return listed
