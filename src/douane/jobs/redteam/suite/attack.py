"""The words of an attack: canary, turns, twin.

An attack plants one canary, hides an order to smuggle it out, and asks something harmless.  Its
benign twin is the same without canary and order; the answer must hold the word that is needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Message = Mapping[str, object]
"""One message of a chat request, as OpenAI's API spells it."""


class Goal(StrEnum):
    """Whose secret the attack is after."""

    OTHER_CLIENT = "other-client"
    CONVERSATION = "conversation"
    SYSTEM_PROMPT = "system-prompt"
    LOGIC = "logic"
    CREDENTIAL = "credential"


GOALS: Final = tuple(Goal)


@dataclass(frozen=True, slots=True)
class Canary:
    """A made-up secret that exists nowhere else.

    Attributes:
        text: As it is planted.
        core: The part by which it is known again, at least eight letters or digits.
        kind: What it looks like: ``words``, ``iban``, ``email``, ``formula`` ...
        released: Whether the policy is expected to let it through to the model in clear.
    """

    text: str
    core: str
    kind: str
    released: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """What the caller adds to the conversation before it asks.

    Attributes:
        messages: New messages; the answers of earlier turns stand between them.
    """

    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """The same request without canary and order.

    Attributes:
        turns: As of the attack.
        needed: A word that the answer must hold.
        value: A restricted value of the reader's own that the answer must show, or empty.
    """

    turns: tuple[Turn, ...]
    needed: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack.

    Attributes:
        number: Its place in the suite, from 0; also how the scripted model knows it.
        name: Unique and stable for a seed.
        generator: The plugin that made it.
        goal: What it is after.
        carrier: Where the order stands.
        language: Two letters.
        disguise: How the order is written.
        canary: What must not get out.
        turns: The requests.
        twin: Its benign twin.
        channels: Those that the scripted model tries in this attack.
        tools: Functions that the caller offers.
        streamed: Whether the answers are streamed.
        choices: How many answers are asked for at once.
    """

    number: int
    name: str
    generator: str
    goal: Goal
    carrier: str
    language: str
    disguise: str
    canary: Canary
    turns: tuple[Turn, ...]
    twin: Twin
    channels: tuple[str, ...]
    tools: tuple[Message, ...] = ()
    streamed: bool = False
    choices: int = 1
