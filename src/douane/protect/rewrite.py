"""Do what was decided about the values of one text.

In this order: refuse if any decision is ``DENY``; let the scope's own tokens pass and tokenise
all other text that looks like one; settle overlaps; widen dropped members; then replace from
left to right.

What a value turned into depends on its label, its kind, its place and which other values it
equals, and for ``GENERALISE`` on its bucket; never on anything else of it.  So two requests
that differ only in values that are tokenised, masked or dropped leave the same text.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from douane.model.finding import Finding
from douane.model.terms import Action, Decision
from douane.protect.generalise import generalise
from douane.protect.mask import MASKED, REMOVED
from douane.protect.members import remove_members
from douane.protect.overlap import Edit, settle
from douane.protect.tokens import Tokeniser

LOOKALIKE_DETECTOR: Final = "token"
LOOKALIKE_REASON: Final = "protect.lookalike"
BAD_SPAN_REASON: Final = "protect.bad_span"

# An enumeration's member costs a call each time that it is looked up.
_PASS, _TOKENISE, _DROP, _DENY = Action.PASS, Action.TOKENISE, Action.DROP, Action.DENY
_ACTIONS: Final = tuple(Action)
# What the first piece of a value becomes stands for the others, too.
_STANDING_FOR_ALL: Final = frozenset({_TOKENISE, Action.GENERALISE})


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text that may cross, or the reasons why it may not.

    Attributes:
        text: The protected text; empty when denied.
        counts: How many values each action was applied to; a value without a bucket counts
            under ``MASK``.  Empty when denied.
        reasons: Ids of the rules behind all decisions, sorted; when denied, of those that
            denied.
        denied: True when the whole request must be refused.
    """

    text: str = field(repr=False)
    counts: Mapping[Action, int]
    reasons: tuple[str, ...]
    denied: bool = False


def rewrite(
    text: str,
    decided: Iterable[tuple[Finding, Decision]],
    tokeniser: Tokeniser,
    sender: str,
) -> Rewritten:
    """Replace, remove or keep each value that was found.

    Args:
        text: The original; spans refer to it.
        decided: What was found and what is to be done with it, in any order.
        tokeniser: Of the exchange; it gains the entries of this text.
        sender: Subject that sent the text.

    Raises:
        RequestError: The scope is full (code ``scope_full``).
    """
    findings = admitted(decided, tokeniser.knows)
    if not findings:
        return Rewritten(text, {}, ())
    denials = _denials(findings, len(text))
    if denials is not None:
        return Rewritten("", {}, denials, denied=True)
    settled, passed = settle(text, findings)
    edits = remove_members(text, settled)
    counts = [0] * len(_ACTIONS)
    counts[_PASS] = passed
    pieces: list[str] = []
    cursor = 0
    for edit in edits:
        finding = edit.finding
        done, replacement = _replacement(edit, tokeniser, sender)
        counts[done] += 1
        pieces += (text[cursor : finding.start], replacement)
        cursor = finding.end
    pieces.append(text[cursor:])
    # A removed run is one edit, however many values went with it.
    counts[_DROP] += len(settled) - len(edits)
    return Rewritten("".join(pieces), _counted(counts), _reasons(findings))


def admitted(
    decided: Iterable[tuple[Finding, Decision]], knows: Callable[[str], bool]
) -> list[tuple[Finding, Decision]]:
    """Leave out the scope's own tokens; other lookalikes are at least tokenised.

    Args:
        decided: What was found and what is to be done with it.
        knows: Tells whether a text is a token of the scope.
    """
    kept = []
    for pair in decided:
        finding, decision = pair
        if finding.detector != LOOKALIKE_DETECTOR:
            kept.append(pair)
        elif knows(finding.value):
            continue
        elif decision.action < _TOKENISE:
            stricter = Decision(_TOKENISE, (*decision.reasons, LOOKALIKE_REASON))
            kept.append((finding, stricter))
        else:
            kept.append(pair)
    return kept


def _denials(findings: list[tuple[Finding, Decision]], length: int) -> tuple[str, ...] | None:
    """Return the ids of the rules that deny, or None where none does."""
    denied = False
    reasons: set[str] = set()
    for finding, decision in findings:
        if decision.action is _DENY:
            denied = True
            reasons.update(decision.reasons)
        if not 0 <= finding.start < finding.end <= length:
            # A detector that miscounts may have missed the value: nothing may cross.
            denied = True
            reasons.add(BAD_SPAN_REASON)
    return tuple(sorted(reasons)) if denied else None


def _replacement(edit: Edit, tokeniser: Tokeniser, sender: str) -> tuple[Action, str]:
    """Return what was done and what stands in the value's place."""
    finding, action = edit.finding, edit.action
    quote = finding.place.quote
    if finding.rest and action in _STANDING_FOR_ALL:
        return action, ""
    if action is _TOKENISE:
        token = tokeniser.token(finding.kind, finding.value, finding.literal, edit.origins, sender)
        return action, f"{quote}{token}{quote}" if quote else token
    if action is _DROP:
        gone = finding.place.member_start >= 0
        return action, "" if gone else f"{quote}{REMOVED}{quote}"
    if action is Action.GENERALISE:
        bucket = generalise(finding.kind, finding.value)
        if bucket is not None:
            return action, f"{quote}{bucket}{quote}"
    # Also for ENCRYPT, which promises the model no more than this.
    return Action.MASK, f"{quote}{MASKED}{quote}"


def _counted(counts: list[int]) -> dict[Action, int]:
    return {action: counts[action] for action in _ACTIONS if counts[action]}


def _reasons(findings: list[tuple[Finding, Decision]]) -> tuple[str, ...]:
    asked = {decision.reasons for _, decision in findings}
    return tuple(sorted({reason for reasons in asked for reason in reasons}))
