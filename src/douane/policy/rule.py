"""Rules, and the policy that they make up: values only; ``decide`` asks them.

A rule is an action and the conditions under which it asks for it.  A condition names a facet
of the question (its level, its purpose, …) and the answers it wants; it holds when the
question has at least one of them, and a rule speaks when all its conditions hold.  That one
sentence is the whole semantics, so nothing else decides whether a rule matches.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from douane.model.answer_rules import NO_INJECTION_RULES, NO_RULES, AnswerRules, InjectionRules
from douane.model.errors import ConfigError, Problem
from douane.model.terms import Action, Label
from douane.model.token import Kind

FLOOR_PREFIX: Final = "floor."


class Facet(StrEnum):
    """What a condition can ask about."""

    LEVEL = "level"
    CATEGORY = "category"
    KIND = "kind"
    SHAPE = "shape"
    FIELD = "field"
    PURPOSE = "purpose"
    CLEARANCE = "clearance"
    ABOVE_CLEARANCE = "above clearance"
    UNLISTED = "unlisted"


Facts = Mapping[Facet, frozenset[object]]


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of a rule that narrows it.

    Attributes:
        key: The key as the file spells it, such as ``min_level``.
        facet: What it asks about.
        wanted: The answers that satisfy it; one is enough.
    """

    key: str
    facet: Facet
    wanted: frozenset[object]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of policy.

    Attributes:
        id: Stable name, quoted in decisions and in the log; never reused.
        source: Why it exists: an article of law, a contract or an ADR.
        action: The mildest action that it accepts when it speaks.
        conditions: All must hold; none means that it always speaks.
        where: ``file:line`` of the rule, for reports; no part of its meaning.
    """

    id: str
    source: str
    action: Action
    conditions: tuple[Condition, ...] = ()
    where: str = field(default="", compare=False)

    def unmet(self, facts: Facts) -> str:
        """Return the key of the first condition that does not hold; empty: the rule speaks."""
        for condition in self.conditions:
            if condition.wanted.isdisjoint(facts[condition.facet]):
                return condition.key
        return ""


@dataclass(frozen=True, slots=True)
class Policy:
    """What happens to which value, for which purpose, at which clearance.

    Attributes:
        digest: First 16 hexadecimal digits of the SHA-256 of its content; comments and the
            file's layout do not count.  The log names it.
        purposes: The purposes that requests may name, and what they mean.
        categories: The categories that it knows, and what they mean, by casefolded name.
        found: Labels of values found in free text, by kind; a kind that is absent counts as
            unlisted.
        detectors: Labels that a detector adds to what it found, by detector.
        rules: At least one; their order changes nothing but that of reasons.
        answers: What may be in an answer.
        injection: What becomes of a request that looks like an attack.
    """

    digest: str
    purposes: Mapping[str, str]
    categories: Mapping[str, str]
    found: Mapping[Kind, Label]
    detectors: Mapping[str, Label]
    rules: tuple[Rule, ...]
    answers: AnswerRules = NO_RULES
    injection: InjectionRules = NO_INJECTION_RULES

    def __post_init__(self) -> None:
        """Refuse to exist without rules or purposes: such a policy would allow by silence.

        Raises:
            ConfigError: There are no rules, or no purposes.
        """
        if not self.rules or not self.purposes:
            problem = Problem(
                "policy", "a policy needs at least one rule and one purpose", "Add the missing one."
            )
            raise ConfigError((problem,))
