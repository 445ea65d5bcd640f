"""Explain a decision: every rule and floor, whether it spoke, what it asked, and why not.

An explanation is made by the functions that decide, so it cannot tell another story.
"""

from dataclasses import dataclass
from typing import Final

from douane.model.terms import Action, Decision, Field, Level
from douane.model.token import Kind
from douane.policy.decide import decide
from douane.policy.floors import FLOORS
from douane.policy.plan import require_purpose
from douane.policy.question import Question, about_field, about_found
from douane.policy.rule import Policy

MEANING: Final = {
    Action.PASS: "sent as it is",
    Action.GENERALISE: "sent as a band",
    Action.TOKENISE: "replaced by a token; entitled readers see the value",
    Action.ENCRYPT: "replaced by a sealed number",
    Action.MASK: "replaced by a marker for good",
    Action.DROP: "left out",
    Action.DENY: "the whole request is refused",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """What one rule or floor had to say.

    Attributes:
        id: Of the rule or floor.
        source: Why it exists.
        where: ``file:line``; ``built in`` for a floor.
        spoke: Whether it applies.
        action: What it asks for when it speaks.
        because: For a rule that is silent, the key of the first condition that does not
            hold; for a floor, when it speaks.
    """

    id: str
    source: str
    where: str
    spoke: bool
    action: Action
    because: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision and everything that was asked for it, rules in file order, then floors."""

    question: Question
    decision: Decision
    voices: tuple[Voice, ...]


def explain(field: Field, policy: Policy, clearance: Level, purpose: str) -> Explanation:
    """Explain what is done with values of a field.

    Raises:
        UsageError: The policy has no such purpose (code ``unknown_purpose``).
    """
    require_purpose(policy, purpose)
    return _explain(about_field(field, policy, clearance, purpose), policy)


def explain_found(
    kind: Kind, detector: str, policy: Policy, clearance: Level, purpose: str
) -> Explanation:
    """Explain what is done with values of a kind that were found in free text.

    Raises:
        UsageError: The policy has no such purpose (code ``unknown_purpose``).
    """
    require_purpose(policy, purpose)
    return _explain(about_found(kind, detector, policy, clearance, purpose), policy)


def render_explanation(explanation: Explanation) -> str:
    """Return the explanation as lines for a person."""
    question, decision = explanation.question, explanation.decision
    categories = ", ".join(sorted(question.label.categories)) or "none"
    listed = "" if question.listed else " (not classified)"
    side = "above" if question.above_clearance else "within"
    width = max(len(voice.id) for voice in explanation.voices)
    lines = [
        f"{question.path}: {decision.action.word} - {MEANING[decision.action]}",
        f"  level      {question.label.level.word}{listed}",
        f"  categories {categories}",
        f"  kind       {question.kind.value.lower()}, shape {question.shape.value}",
        f"  endpoint   clearance {question.clearance.word}: {side} clearance",
        f"  purpose    {question.purpose}",
        "",
    ]
    for voice in explanation.voices:
        mark = "*" if voice.id in decision.reasons else "+" if voice.spoke else " "
        said = voice.action.word if voice.spoke else f"silent: {voice.because}"
        lines.append(f"{mark} {voice.id:<{width}}  {said}")
        if voice.spoke:
            lines.append(f"  {'':<{width}}  {voice.source} ({voice.where})")
    lines += ["", "* decided  + spoke, but others are stricter"]
    return "\n".join(lines)


def explanation_record(explanation: Explanation) -> dict[str, object]:
    """Return the explanation as plain values for JSON."""
    question, decision = explanation.question, explanation.decision
    return {
        "path": question.path,
        "level": question.label.level.word,
        "categories": sorted(question.label.categories),
        "kind": question.kind.value.lower(),
        "shape": question.shape.value,
        "listed": question.listed,
        "clearance": question.clearance.word,
        "above_clearance": question.above_clearance,
        "purpose": question.purpose,
        "action": decision.action.word,
        "reasons": list(decision.reasons),
        "rules": [
            {
                "id": voice.id,
                "source": voice.source,
                "where": voice.where,
                "spoke": voice.spoke,
                "action": voice.action.word,
                "because": voice.because,
            }
            for voice in explanation.voices
        ],
    }


def _explain(question: Question, policy: Policy) -> Explanation:
    facts = question.facts()
    unmet = [rule.unmet(facts) for rule in policy.rules]
    by_rules = max(
        (rule.action for rule, key in zip(policy.rules, unmet, strict=True) if not key),
        default=Action.PASS,
    )
    rules = [
        Voice(rule.id, rule.source, rule.where, not key, rule.action, key)
        for rule, key in zip(policy.rules, unmet, strict=True)
    ]
    floors = [
        Voice(
            floor.id,
            floor.source,
            "built in",
            floor.speaks(question, by_rules),
            floor.action,
            floor.when,
        )
        for floor in FLOORS
    ]
    return Explanation(question, decide(question, policy), (*rules, *floors))
