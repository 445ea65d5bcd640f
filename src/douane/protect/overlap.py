"""Settle findings that overlap into edits that do not.  The stricter answer wins.

1. Findings of one span are one: the strictest action, and the origins of all.  (Two detectors
   saw the same thing; the one that knows its place in a structure describes it.)
2. A value that may pass asks for nothing, so it never shields a part of it.
3. A value inside another goes with it, where the outer one is replaced whole.  Only a bucket is
   a function of what it replaces, so an outer ``GENERALISE`` takes over a stricter inner action.
4. Values that cross are replaced as one: union of the spans, stricter action, and for value
   the original text of the union.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from douane.model.finding import PLAIN, Finding, Place
from douane.model.sheet import Origin
from douane.model.terms import Action, Decision
from douane.protect.sheet import UNFIELDED

# An enumeration's member costs a call each time that it is looked up.
_PASS: Final = Action.PASS


class Edit(msgspec.Struct, frozen=True, gc=False):
    """What is done with one span.

    Attributes:
        finding: The span, and the value and place that it has.
        action: What is done with it.
        origins: Where the value came from; empty for a value of no field.
    """

    finding: Finding
    action: Action
    origins: Sequence[Origin]

    def __repr__(self) -> str:
        """Show where and what is done, never the value."""
        return f"Edit({self.finding.start}:{self.finding.end}, {self.action.word})"


def settle(text: str, decided: Iterable[tuple[Finding, Decision]]) -> tuple[list[Edit], int]:
    """Return edits in order of their spans, none overlapping, and how many values pass.

    Args:
        text: What the spans refer to.
        decided: Findings whose spans are not empty and lie within the text.
    """
    ordered = sorted(decided, key=_start)
    passing: set[tuple[int, int]] = set()
    edits: list[Edit] = []
    reach = 0
    apart = True
    for finding, decision in ordered:
        if decision.action is _PASS:
            passing.add((finding.start, finding.end))
            continue
        edits.append(_edit(finding, decision))
        if finding.start < reach:
            apart = False
        elif finding.end > reach:
            reach = finding.end
    if passing and any((edit.finding.start, edit.finding.end) in passing for edit in edits):
        # What passes has a say only where something else was seen in the very same span.
        return _together(text, ordered)
    return (edits if apart else _settled(text, edits)), len(passing)


def _edit(finding: Finding, decision: Decision) -> Edit:
    paths = finding.fields
    if not paths:
        return Edit(finding, decision.action, ())
    record = finding.record
    return Edit(finding, decision.action, [Origin(path, record) for path in paths])


def _together(text: str, ordered: Iterable[tuple[Finding, Decision]]) -> tuple[list[Edit], int]:
    """Settle everything, also what passes."""
    edits = _settled(text, [_edit(finding, decision) for finding, decision in ordered])
    settled = [edit for edit in edits if edit.action is not _PASS]
    return settled, len(edits) - len(settled)


def _settled(text: str, edits: list[Edit]) -> list[Edit]:
    """Part edits, in order, wherever no span reaches over, and resolve each cluster."""
    settled: list[Edit] = []
    cluster: list[Edit] = []
    reach = 0
    for edit in edits:
        finding = edit.finding
        if finding.start >= reach:
            settled += _resolve(text, cluster)
            cluster = []
        cluster.append(edit)
        reach = max(reach, finding.end)
    settled += _resolve(text, cluster)
    return settled


def _start(decided: tuple[Finding, Decision]) -> int:
    return decided[0].start


def _span(edit: Edit) -> tuple[int, int]:
    return edit.finding.start, -edit.finding.end


def _resolve(text: str, cluster: list[Edit]) -> list[Edit]:
    if len(cluster) < 2:  # noqa: PLR2004 - nothing to settle with oneself
        return cluster
    same: dict[tuple[int, int], Edit] = {}
    for edit in cluster:
        span = _span(edit)
        first = same.get(span)
        same[span] = edit if first is None else _same(first, edit)
    passing = [edit for edit in same.values() if edit.action is _PASS]
    settled: list[Edit] = []
    for edit in sorted(same.values(), key=_span):
        if edit.action is _PASS:
            continue
        if not settled or edit.finding.start >= settled[-1].finding.end:
            settled.append(edit)
        elif edit.finding.end <= settled[-1].finding.end:
            settled[-1] = _cover(settled[-1], edit)
        else:
            settled[-1] = _union(text, settled[-1], edit)
    return settled + passing


def _same(first: Edit, second: Edit) -> Edit:
    describes = second.finding if _knows(second) > _knows(first) else first.finding
    origins = tuple(dict.fromkeys((*first.origins, *second.origins)))
    return Edit(describes, max(first.action, second.action), origins)


def _knows(edit: Edit) -> tuple[bool, bool, float]:
    finding = edit.finding
    return finding.place != PLAIN, bool(finding.fields), finding.confidence


def _cover(outer: Edit, inner: Edit) -> Edit:
    if outer.action is not Action.GENERALISE or inner.action is Action.GENERALISE:
        return outer
    return Edit(outer.finding, inner.action, outer.origins)


def _union(text: str, first: Edit, second: Edit) -> Edit:
    strict = second if second.action > first.action else first
    start, end = first.finding.start, second.finding.end
    finding = msgspec.structs.replace(
        strict.finding,
        start=start,
        end=end,
        value=text[start:end],
        literal=False,
        place=_around(strict.finding.place, start, end),
        parts=(),  # they were counted in another value
        rest=False,
    )
    # Two appearances, not one: each brings its own condition for opening.
    ours, theirs = first.origins or (UNFIELDED,), second.origins or (UNFIELDED,)
    origins = tuple(dict.fromkeys((*ours, *theirs)))
    return Edit(finding, strict.action, () if origins == (UNFIELDED,) else origins)


def _around(place: Place, start: int, end: int) -> Place:
    if place.member_start < 0:
        return PLAIN
    return Place(
        place.quote, min(place.member_start, start), max(place.member_end, end), place.container
    )
