"""What holds without any configuration: the policy that ships, and the plan made from it."""

from importlib import resources

from douane.model.terms import Level
from douane.policy import DEFAULT_POLICY, compile_plan, parse
from douane.policy.plan import Plan


def default_policy() -> str:
    """Return the text of the policy that ships."""
    return (resources.files("douane.policy") / DEFAULT_POLICY).read_text(encoding="utf-8")


def standing_plan(clearance: Level, purpose: str) -> Plan:
    """Return what the policy that ships decides, for an org of which nothing is known.

    Raises:
        UsageError: It declares no such purpose.
    """
    return compile_plan(parse(default_policy(), DEFAULT_POLICY), (), clearance, purpose)
