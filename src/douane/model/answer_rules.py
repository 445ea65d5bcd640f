"""What policy says about answers: which addresses may stand in them, which tools may be called.

And what becomes of a request that looks as if somebody hid orders in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from douane.model.terms import Level

LONGEST_LINK: Final = 200


@dataclass(frozen=True, slots=True)
class AllowedLink:
    """An address that may stand in answers.

    Attributes:
        url: The whole address, letter for letter, at most ``LONGEST_LINK`` characters.
        expires: Last day on which it may stand, in UTC.
    """

    url: str
    expires: date


@dataclass(frozen=True, slots=True)
class AnswerRules:
    """What may be in an answer.

    Attributes:
        links: Addresses that may stand in it; every other one is removed.
        tools: Tools that may be called after data has entered the conversation, each with the
            highest level that may be in that conversation.
        restore_in_code: Tokens in fenced code are opened, too.
    """

    links: tuple[AllowedLink, ...] = ()
    tools: Mapping[str, Level] = field(default_factory=lambda: MappingProxyType({}))
    restore_in_code: bool = False


@dataclass(frozen=True, slots=True)
class InjectionRules:
    """What becomes of a request that looks like an attack.

    Rates are shares of benign texts that look as much like one; smaller is more suspicious.

    Attributes:
        tighten_at: At this rate or below, the conversation counts as one that holds data.
        refuse_at: At this rate or below, nothing is sent; 0 for never.
        restore: Tokens in the answer to a suspicious request are opened all the same.
    """

    tighten_at: float = 0.001
    refuse_at: float = 0.0
    restore: bool = True


# What holds where policy says nothing: nothing may stand, nothing may be called.
NO_RULES: Final = AnswerRules()
NO_INJECTION_RULES: Final = InjectionRules()
