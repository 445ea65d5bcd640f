"""Plans: a policy asked about everything beforehand, so that a request only looks up.

One plan serves one catalogue, clearance and purpose.  It is immutable and may be shared by
threads and kept as long as policy and catalogue stay what they are.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from douane.model.errors import UsageError
from douane.model.terms import UNCLASSIFIED, Decision, Field, Level
from douane.model.token import Kind
from douane.policy.decide import decide, strictest_of
from douane.policy.floors import TOKEN_DETECTOR
from douane.policy.question import about_field, about_found, patterns_for
from douane.policy.rule import Facet, Policy
from douane.written import nearest


@dataclass(frozen=True, slots=True)
class Plan:
    """Every decision for one catalogue, clearance and purpose.

    Attributes:
        key: ``<policy digest>.<clearance>.<purpose>.<digest of the decisions>``; plans with
            the same key decide the same.  Safe to log.
        policy: The policy that it was compiled from.
        clearance: Highest level that the endpoint may receive in the clear.
        purpose: Why the data is used.
    """

    key: str
    policy: Policy
    clearance: Level
    purpose: str
    _fields: Mapping[str, Decision]
    _found: Mapping[tuple[Kind, str], Decision]
    _unlisted: Decision
    _patterns: frozenset[object]

    def field(self, path: str) -> Decision:
        """Return what to do with a value of the field at ``Object.Field``.

        A path that the catalogue does not know gets the decision of an unclassified field.
        """
        known = self._fields.get(path)
        return known if known is not None else self._of_unlisted(path)

    def any_of(self, paths: Sequence[str]) -> Decision:
        """Return the strictest decision over all fields that a value may belong to.

        Raises:
            DouaneError: ``paths`` is empty; such a value is asked about with ``found``.
        """
        if len(paths) == 1:
            return self.field(paths[0])
        return strictest_of(self.field(path) for path in paths)

    def found(self, kind: Kind, detector: str) -> Decision:
        """Return what to do with a value of no field, by its kind and what found it."""
        known = self._found.get((kind, detector))
        return known if known is not None else self._found[kind, ""]

    def _of_unlisted(self, path: str) -> Decision:
        # Only rules that name fields can tell one unlisted path from another, and asking
        # every rule about thousands of made-up names would hold up other requests.
        if self._patterns.isdisjoint(patterns_for(path)):
            return self._unlisted
        question = about_field(_unlisted_field(path), self.policy, self.clearance, self.purpose)
        return decide(question, self.policy)


def compile_plan(policy: Policy, fields: Iterable[Field], clearance: Level, purpose: str) -> Plan:
    """Ask the policy about every field and every kind of finding.

    Args:
        policy: The policy.
        fields: The fields of the catalogue; a path that occurs twice gets the stricter answer.
        clearance: Highest level that the endpoint may receive in the clear.
        purpose: Why the data is used.

    Raises:
        UsageError: The policy has no such purpose (code ``unknown_purpose``).
    """
    require_purpose(policy, purpose)
    patterns = _patterns(policy)
    by_path = _decide_fields(policy, fields, clearance, purpose, patterns)
    found = {
        (kind, detector): decide(about_found(kind, detector, policy, clearance, purpose), policy)
        for kind in Kind
        for detector in ("", TOKEN_DETECTOR)
    }
    nameless = about_field(_unlisted_field("."), policy, clearance, purpose)
    return Plan(
        key=f"{policy.digest}.{clearance.word}.{purpose}.{_digest(by_path)}",
        policy=policy,
        clearance=clearance,
        purpose=purpose,
        _fields=MappingProxyType(by_path),
        _found=MappingProxyType(found),
        _unlisted=decide(nameless, policy),
        _patterns=patterns,
    )


def _decide_fields(
    policy: Policy,
    fields: Iterable[Field],
    clearance: Level,
    purpose: str,
    patterns: frozenset[object],
) -> dict[str, Decision]:
    by_path: dict[str, Decision] = {}
    alike: dict[object, Decision] = {}
    for field in fields:
        # A path matters only through the patterns that it matches, so fields that agree in
        # the rest share one decision.
        named = patterns & patterns_for(field.path) if patterns else patterns
        key = (field.label, field.kind, field.shape, field.listed, named)
        decision = alike.get(key)
        if decision is None:
            decision = decide(about_field(field, policy, clearance, purpose), policy)
            alike[key] = decision
        earlier = by_path.get(field.path)
        by_path[field.path] = decision if earlier is None else strictest_of((earlier, decision))
    return by_path


def _patterns(policy: Policy) -> frozenset[object]:
    return frozenset(
        pattern
        for rule in policy.rules
        for condition in rule.conditions
        if condition.facet is Facet.FIELD
        for pattern in condition.wanted
    )


def require_purpose(policy: Policy, purpose: str) -> None:
    """Refuse a purpose that the policy does not declare.

    Raises:
        UsageError: Code ``unknown_purpose``; the message names the nearest one.
    """
    if purpose not in policy.purposes:
        raise UsageError(
            f"The policy has no purpose {purpose[:40]!r}. {nearest(purpose, policy.purposes)}",
            code="unknown_purpose",
        )


def _unlisted_field(path: str) -> Field:
    thing, _, name = path.partition(".")
    return Field(thing, name, "", UNCLASSIFIED, listed=False)


def _digest(decisions: Mapping[str, Decision]) -> str:
    lines = (
        f"{path}\t{decision.action.word}\t{','.join(decision.reasons)}\n"
        for path, decision in sorted(decisions.items())
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:16]
