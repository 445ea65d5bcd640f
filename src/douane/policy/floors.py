"""Floors: what holds under every policy, because no file can be trusted to say it.

A floor asks for an action like a rule does, and the strictest answer wins, so a floor can
never loosen anything and no rule can go below one.  ``floor.above-clearance`` alone listens to
the rules: it refuses what they leave unprotected, and no rule can make it accept ``pass``.

Sources:
    GDPR Art. 5(1)(b) (purpose), 5(1)(c) and 25(2) (only what is necessary, by default),
    32(1) (security); DORA Art. 9(2) (confidentiality of data in use and in transit).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from douane.model.terms import Action
from douane.policy.question import Question
from douane.policy.rule import FLOOR_PREFIX

TOKEN_DETECTOR: Final = "token"  # noqa: S105 - the id of a detector, not a secret


@dataclass(frozen=True, slots=True)
class Floor:
    """A rule that is built in.

    Attributes:
        id: Begins with ``floor.``, which no rule of a file may.
        source: Why it exists.
        action: What it asks for when it speaks.
        when: When it speaks, in words.
        speaks: The same as a function of the question and the strictest action that a rule
            of the policy asked for (``PASS`` when none spoke).
    """

    id: str
    source: str
    action: Action
    when: str
    speaks: Callable[[Question, Action], bool]


def _unlisted(question: Question, _: Action) -> bool:
    return not question.listed


def _undeclared(question: Question, _: Action) -> bool:
    return not question.declared


def _other_purpose(question: Question, _: Action) -> bool:
    purposes = question.label.purposes
    return purposes is not None and question.purpose not in purposes


def _unprotected(question: Question, asked: Action) -> bool:
    return question.above_clearance and asked is Action.PASS


def _looks_like_token(question: Question, _: Action) -> bool:
    return question.detector == TOKEN_DETECTOR


FLOORS: Final = (
    Floor(
        FLOOR_PREFIX + "unlisted",
        "GDPR Art. 25(2)",
        Action.DROP,
        "the catalogue does not know the field, or the policy has no table for the kind",
        _unlisted,
    ),
    Floor(
        FLOOR_PREFIX + "category",
        "GDPR Art. 25(2)",
        Action.DROP,
        "it has a category that the policy does not declare",
        _undeclared,
    ),
    Floor(
        FLOOR_PREFIX + "purpose",
        "GDPR Art. 5(1)(b)",
        Action.DROP,
        "it is bound to purposes, and this is none of them",
        _other_purpose,
    ),
    Floor(
        FLOOR_PREFIX + "above-clearance",
        "GDPR Art. 32(1); DORA Art. 9(2)",
        Action.DENY,
        "its level is above the endpoint's clearance, and no rule asks for more than pass",
        _unprotected,
    ),
    Floor(
        FLOOR_PREFIX + "token",
        "GDPR Art. 4(5)",
        Action.TOKENISE,
        "it is text that already looks like a token",
        _looks_like_token,
    ),
)
