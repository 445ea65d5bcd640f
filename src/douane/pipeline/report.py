"""Say what was found in a text, and what would be done about it, without doing it.

For people and programs that want to know or to mask by themselves (``douane inspect``).  Only
what the plan acts upon is reported, as the spans that would be replaced: sorted, never
overlapping, and where two values cross, as their union, with the stricter label of the two.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from douane.detect.seam import Schema
from douane.model.finding import Finding
from douane.model.terms import UNCLASSIFIED, Action, Decision, Label, Level
from douane.model.token import Kind
from douane.policy.plan import Plan
from douane.policy.question import about_found
from douane.protect.overlap import settle
from douane.protect.rewrite import admitted

Labels = Callable[[Finding], Label]

_PASS: Final = Action.PASS


class Reported(msgspec.Struct, frozen=True, gc=False):
    """One span that would not cross as it is.

    Attributes:
        start: First character, in Unicode code points of the text.
        end: One past the last.
        kind: What it is; of several that make up the span, the kind that is acted upon most
            strictly.
        level: The highest level of what stands in it.
        categories: Of everything that stands in it, sorted.
        detector: What found it.
        confidence: 0 to 1.
        action: What would be done.
        reasons: Rules that ask for it.
        kinds: Every kind that stands in it.
    """

    start: int
    end: int
    kind: Kind
    level: Level
    categories: tuple[str, ...]
    detector: str
    confidence: float
    action: Action
    reasons: tuple[str, ...]
    kinds: frozenset[Kind]


def report(
    text: str, decided: Iterable[tuple[Finding, Decision]], labels: Labels
) -> list[Reported]:
    """Return the spans of a text that would be acted upon, in order.

    Args:
        text: What the spans refer to.
        decided: What ``inspect.look`` found.
        labels: Tells how sensitive a finding is; see ``labels_of``.
    """
    acted = [pair for pair in admitted(decided, _knows_none) if pair[1].action is not _PASS]
    if not acted:
        return []
    edits, _ = settle(text, acted)
    acted.sort(key=_start)
    reported: list[Reported] = []
    at = 0
    for edit in edits:
        finding = edit.finding
        inside = []
        # Spans of edits do not overlap, and every finding lies within one of them.
        while at < len(acted) and acted[at][0].start < finding.end:
            inside.append(acted[at])
            at += 1
        reported.append(_of_span(finding, inside, labels))
    return reported


def labels_of(plan: Plan, schema: Schema | None) -> Labels:
    """Return how sensitive a finding is, by the policy's ``[found]`` tables or the catalogue."""

    @lru_cache(maxsize=1024)
    def found(kind: Kind, detector: str) -> Label:
        return about_found(kind, detector, plan.policy, plan.clearance, plan.purpose).label

    def label(finding: Finding) -> Label:
        if not finding.fields:
            return found(finding.kind, finding.detector)
        return _strictest([_of_field(path, schema) for path in finding.fields])

    return label


def _of_field(path: str, schema: Schema | None) -> Label:
    if schema is None:
        return UNCLASSIFIED
    thing, _, name = path.partition(".")
    field = schema.lookup(thing, name)
    return field.label if field.listed else UNCLASSIFIED


def _strictest(labels: Sequence[Label]) -> Label:
    if len(labels) == 1:
        return labels[0]
    level = max(label.level for label in labels)
    return Label(level, frozenset().union(*(label.categories for label in labels)))


def _of_span(
    finding: Finding, inside: Sequence[tuple[Finding, Decision]], labels: Labels
) -> Reported:
    label = _strictest([labels(each) for each, _ in inside])
    action = max(decision.action for _, decision in inside)
    reasons = {
        reason for _, decision in inside if decision.action is action for reason in decision.reasons
    }
    return Reported(
        start=finding.start,
        end=finding.end,
        kind=finding.kind,
        level=label.level,
        categories=tuple(sorted(label.categories)),
        detector=finding.detector,
        confidence=finding.confidence,
        action=action,
        reasons=tuple(sorted(reasons)),
        kinds=frozenset(each.kind for each, _ in inside),
    )


def _start(pair: tuple[Finding, Decision]) -> int:
    return pair[0].start


def _knows_none(_: str) -> bool:
    return False
