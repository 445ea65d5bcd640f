"""What may be done with a value at this endpoint, for this purpose, and why.

``parse`` reads a policy, ``compile_plan`` asks it about a whole catalogue at once, a ``Plan``
answers requests by look-up, and ``explain`` tells which rule asked for what.  Every rule is
asked and the strictest answer wins; the floors hold under every policy.
"""

from typing import Final

from douane.policy.check import against
from douane.policy.decide import decide, strictest_of
from douane.policy.explain import (
    Explanation,
    Voice,
    explain,
    explain_found,
    explanation_record,
    render_explanation,
)
from douane.policy.floors import FLOORS, Floor
from douane.policy.grammar import parse
from douane.policy.plan import Plan, compile_plan
from douane.policy.question import Question, about_field, about_found
from douane.policy.rule import Policy, Rule

DEFAULT_POLICY: Final = "default_policy.toml"  # in this package; a shell reads it

__all__ = [
    "DEFAULT_POLICY",
    "FLOORS",
    "Explanation",
    "Floor",
    "Plan",
    "Policy",
    "Question",
    "Rule",
    "Voice",
    "about_field",
    "about_found",
    "against",
    "compile_plan",
    "decide",
    "explain",
    "explain_found",
    "explanation_record",
    "parse",
    "render_explanation",
    "strictest_of",
]
