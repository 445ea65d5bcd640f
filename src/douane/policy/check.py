"""Compare a policy with a catalogue: what each says that the other does not know.

None of it makes a decision unsafe, since whatever is unknown ends in the strictest answer;
all of it is probably not what the author meant.
"""

from collections.abc import Iterable

from douane.model.errors import Problem
from douane.model.terms import Field
from douane.policy.question import FOUND, folded, patterns_for
from douane.policy.rule import Facet, Policy, Rule
from douane.written import nearest


def against(policy: Policy, fields: Iterable[Field]) -> tuple[Problem, ...]:
    """Return what does not fit together, rules first, then fields.

    Args:
        policy: The policy.
        fields: The fields of the catalogue.
    """
    known = tuple(fields)
    return (*_idle_patterns(policy, known), *_unknown_words(policy, known))


def _idle_patterns(policy: Policy, fields: tuple[Field, ...]) -> list[Problem]:
    known = frozenset().union(*(patterns_for(field.path) for field in fields))
    return [
        Problem(
            rule.where,
            f"rule {rule.id} names {thing}.{name}, which matches no field of the catalogue",
            "Correct the name, or pull the catalogue again.",
        )
        for rule in policy.rules
        for thing, name in _patterns(rule)
        if thing != FOUND and (thing, name) not in known
    ]


def _patterns(rule: Rule) -> list[tuple[str, str]]:
    return sorted(
        pattern
        for condition in rule.conditions
        if condition.facet is Facet.FIELD
        for pattern in condition.wanted
        if isinstance(pattern, tuple)
    )


def _unknown_words(policy: Policy, fields: tuple[Field, ...]) -> list[Problem]:
    categories: dict[str, list[str]] = {}
    purposes: dict[str, list[str]] = {}
    for field in fields:
        for category in field.label.categories:
            if folded(category) not in policy.categories:
                categories.setdefault(category, []).append(field.path)
        for purpose in field.label.purposes or ():
            if purpose not in policy.purposes:
                purposes.setdefault(purpose, []).append(field.path)
    return [
        Problem(
            paths[0],
            f"the policy does not declare the category {category!r} of {_many(paths)},"
            " which floor.category drops",
            f"Declare it under [categories]. {nearest(category, policy.categories)}",
        )
        for category, paths in sorted(categories.items())
    ] + [
        Problem(
            paths[0],
            f"the policy does not declare the purpose {purpose!r} of {_many(paths)}",
            f"Declare it under [purposes], or correct it. {nearest(purpose, policy.purposes)}",
        )
        for purpose, paths in sorted(purposes.items())
    ]


def _many(paths: list[str]) -> str:
    return "1 field" if len(paths) == 1 else f"{len(paths)} fields"
