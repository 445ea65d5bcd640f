"""Decide what may be done with a value: ask every rule and every floor, the strictest wins.

Because the strictest answer wins, no rule can loosen what another demands, so a rule may be
added without reading the others, and the order of rules changes nothing but that of reasons.

Pure: the same arguments give the same decision, so an auditor can replay one from the log.
"""

from collections.abc import Iterable

from douane.model.errors import DouaneError
from douane.model.terms import Action, Decision
from douane.policy.floors import FLOORS
from douane.policy.question import Question
from douane.policy.rule import Policy


def decide(question: Question, policy: Policy) -> Decision:
    """Return the strictest action that any rule or floor asks for.

    Args:
        question: What is to be sent, where, and why.
        policy: The rules to ask.

    Returns:
        The decision.  ``reasons`` are the ids that asked for exactly this action, rules in
        the order of the file, then floors; they are empty only for ``Action.PASS``.
    """
    facts = question.facts()
    asked = [(rule.action, rule.id) for rule in policy.rules if not rule.unmet(facts)]
    by_rules = max((action for action, _ in asked), default=Action.PASS)
    asked += [(floor.action, floor.id) for floor in FLOORS if floor.speaks(question, by_rules)]
    strictest = max((action for action, _ in asked), default=Action.PASS)
    return Decision(strictest, tuple(name for action, name in asked if action is strictest))


def strictest_of(decisions: Iterable[Decision]) -> Decision:
    """Return the strictest of several decisions, with the reasons of all that are as strict.

    Raises:
        DouaneError: There are none.  Refuse the request: nothing has been decided.
    """
    known = tuple(decisions)
    if not known:
        raise DouaneError("nothing was asked, so nothing is decided; refuse the request")
    action = max(decision.action for decision in known)
    reasons = dict.fromkeys(
        reason for decision in known if decision.action is action for reason in decision.reasons
    )
    return Decision(action, tuple(reasons))
