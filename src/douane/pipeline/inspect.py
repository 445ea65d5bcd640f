"""Read every text, decide on every value, rewrite: the part of the path without any waiting.

In this order:

1. Structure: fields are read out of JSON, tables and labelled lines, and get field policy.
2. The values of those fields, and of the records at hand, become a list to look for.
3. What is left is searched: identifiers, the org's own values, the values at hand; in each text,
   and where texts meet that are read one after the other (``split``).
4. Every text is rewritten by the decisions.

Values of fields that do not pass are blanked before step 3, so that nothing in them can
change what is found around them: two requests that differ only in such values are rewritten
to the same bytes (DESIGN.md §2.7).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from douane.detect.disguise import search
from douane.detect.exact import ExactIndex
from douane.detect.json_pieces import part
from douane.detect.seam import Detector, Schema
from douane.detect.structure import read_fields
from douane.model.errors import Refusal
from douane.model.finding import Finding, Reading, Slot
from douane.model.sheet import Entry
from douane.model.terms import Action, Decision
from douane.pipeline.snapshot import TenantView
from douane.pipeline.split import add_cut, add_split, flows
from douane.policy.plan import Plan
from douane.protect.mask import MASKED
from douane.protect.rewrite import rewrite
from douane.protect.tokens import Tokeniser

Decided = tuple[Finding, Decision]

# An enumeration's member costs a call each time that it is looked up.
_PASS: Final = Action.PASS


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in one text, with what is to be done about it.

    Attributes:
        structured: Values of fields.
        found: Values found in what structure left.
    """

    structured: list[Decided]
    found: list[Decided]

    @property
    def decided(self) -> list[Decided]:
        """Everything."""
        return self.structured + self.found


@dataclass(frozen=True, slots=True)
class Looked:
    """What stands in the texts of a request.

    Attributes:
        texts: One for each slot, in order; made as they are read, once.
        suppressed: Values at hand that are too short or too common to look for.
    """

    texts: Iterator[Seen]
    suppressed: int


@dataclass(frozen=True, slots=True)
class Inspected:
    """What may leave, and what was done to make it so.

    Attributes:
        texts: One for each slot, in order.
        entries: New entries for the vault.
        actions: How many values met each action.
        reasons: In how many texts each rule had a say.
        fields: How many values were found of each field, or of each set of candidates.
        kinds: How many values of each kind were found outside fields.
        suppressed: Values at hand that are too short or too common to look for.
        denied: Rules that refuse the whole request; when there are any, nothing may leave.
    """

    texts: tuple[str, ...]
    entries: tuple[Entry, ...]
    actions: Counter[str]
    reasons: Counter[str]
    fields: Counter[tuple[str, ...]]
    kinds: Counter[str]
    suppressed: int
    denied: tuple[str, ...]


def inspect(
    slots: Sequence[Slot],
    records: str,
    view: TenantView,
    plan: Plan,
    detectors: Sequence[Detector],
    tokeniser: Tokeniser,
    sender: str,
) -> Inspected:
    """Rewrite every slot by the plan.

    Args:
        slots: The texts that would leave.
        records: JSON of the records at hand, or empty.
        view: The tenant's schema and names.
        plan: The decisions.
        detectors: Search what structure left.
        tokeniser: Allocates tokens in the request's scope.
        sender: Subject that sent the texts.

    Returns:
        The texts, or the rules that deny them.

    Raises:
        Refusal: A slot that must not change, such as a tool's name, holds something.
    """
    searchers = [*view.detectors, *detectors]
    looked = look(slots, records, view.schema, view.names, plan, searchers)
    texts: list[str] = []
    actions: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    fields: Counter[tuple[str, ...]] = Counter()
    kinds: Counter[str] = Counter()
    denied: set[str] = set()
    for slot, seen in zip(slots, looked.texts, strict=True):
        if not seen.structured and not seen.found:
            texts.append(slot.text)
            continue
        rewritten = rewrite(slot.text, seen.decided, tokeniser, sender)
        if rewritten.denied:
            denied.update(rewritten.reasons)
            continue
        for action, number in rewritten.counts.items():
            actions[action.word] += number
        reasons.update(rewritten.reasons)
        if slot.fixed and rewritten.text != slot.text:
            raise Refusal(
                f"{slot.path} must stay as it is, but holds data that may not cross; rename it",
                code="identifier_holds_data",
            )
        texts.append(rewritten.text or _emptied(seen))
        fields.update([finding.fields for finding, _ in seen.structured])
        kinds.update([hit.kind for hit, _ in seen.found if not hit.rest])
    return Inspected(
        texts=tuple(texts),
        entries=tuple(tokeniser.entries()),
        actions=actions,
        reasons=reasons,
        fields=fields,
        kinds=kinds,
        suppressed=looked.suppressed,
        denied=tuple(sorted(denied)),
    )


def look(
    slots: Sequence[Slot],
    records: str,
    schema: Schema | None,
    names: Detector | None,
    plan: Plan,
    detectors: Sequence[Detector],
) -> Looked:
    """Find what stands in every text and decide on it: steps 1 to 3, without rewriting.

    Args:
        slots: The texts; each is searched only when it is asked for.
        records: JSON of the records at hand, or empty.
        schema: The fields of the org; None reads no structure at all, for an inspection
            without any org.
        names: Detector of the org's own values.
        plan: The decisions.
        detectors: Search what structure left.
    """
    structured: list[list[Decided]] = [
        decide_all(read_fields(slot.text, schema, slot.reading), plan) if schema is not None else []
        for slot in slots
    ]
    flowing = flows(slots)
    cut = _add_cut(slots, structured, flowing, schema, plan) if schema is not None else []
    known: list[Decided] = []
    if records and schema is not None:
        known = decide_all(read_fields(records, schema, Reading.FULL), plan)
    at_hand = _values_at_hand([known, cut, *structured])
    searchers = list(detectors)
    if names is not None:
        searchers.append(names)
    if at_hand is not None:
        searchers.append(at_hand)
    return Looked(
        texts=_seen(slots, structured, flowing, searchers, plan),
        suppressed=len(at_hand.suppressed) if at_hand is not None else 0,
    )


def _add_cut(
    slots: Sequence[Slot],
    structured: list[list[Decided]],
    flowing: Sequence[Sequence[int]],
    schema: Schema,
    plan: Plan,
) -> list[Decided]:
    """Add values of fields that are cut over texts, and return them whole."""
    cut: list[Decided] = []
    for numbers in flowing:
        texts = [slots[number].text for number in numbers]
        alone = [structured[number] for number in numbers]
        of_flow, whole = add_cut(
            texts,
            [_blank(text, some) for text, some in zip(texts, alone, strict=True)],
            alone,
            schema,
            partial(decide_all, plan=plan),
        )
        cut += whole
        for number, decided in zip(numbers, of_flow, strict=True):
            structured[number] = decided
    return cut


def _seen(
    slots: Sequence[Slot],
    structured: Sequence[list[Decided]],
    flowing: Sequence[Sequence[int]],
    searchers: Sequence[Detector],
    plan: Plan,
) -> Iterator[Seen]:
    blanked = map(_blank, [slot.text for slot in slots], structured)
    if not flowing:
        for slot, text, by_structure in zip(slots, blanked, structured, strict=True):
            yield Seen(by_structure, decide_all(part(slot.text, search(text, searchers)), plan))
        return
    texts = list(blanked)
    found = [
        decide_all(part(slot.text, search(text, searchers)), plan)
        for slot, text in zip(slots, texts, strict=True)
    ]
    for numbers in flowing:
        of_flow = add_split(
            [texts[number] for number in numbers],
            [structured[number] for number in numbers],
            [found[number] for number in numbers],
            partial(search, detectors=searchers),
            partial(decide_all, plan=plan),
        )
        for number, decided in zip(numbers, of_flow, strict=True):
            found[number] = decided
    yield from map(Seen, structured, found)


def decide_all(findings: Iterable[Finding], plan: Plan) -> list[Decided]:
    """Return findings with what policy says about each."""
    # A request names few fields, but each many times.
    known: dict[tuple[str, ...], Decision] = {}
    decided: list[Decided] = []
    for finding in findings:
        paths = finding.fields
        if not paths:
            decision = plan.found(finding.kind, finding.detector)
        elif paths in known:
            decision = known[paths]
        else:
            decision = known[paths] = plan.any_of(paths)
        decided.append((finding, decision))
    return decided


def _values_at_hand(decided: Sequence[Sequence[Decided]]) -> ExactIndex | None:
    """Index the values of fields that do not pass, to find them again in the prose."""
    entries = [
        (finding.value, finding.fields, finding.record, finding.kind, finding.literal)
        for some in decided
        for finding, decision in some
        if decision.action is not _PASS and not finding.rest
    ]
    return ExactIndex.build(entries, cased=True) if entries else None


def _emptied(seen: Seen) -> str:
    """Return what stands for a text that held but the rest of a value: empty ones are refused."""
    return MASKED if any(hit.rest for hit, _ in seen.decided) else ""


def _blank(text: str, decided: Sequence[Decided]) -> str:
    """Replace what does not pass by as many NULs, across which no detector matches."""
    parts: list[str] = []
    done = 0
    for finding, decision in decided:
        if decision.action is _PASS or finding.start < done:
            continue
        parts.append(text[done : finding.start])
        parts.append("\x00" * (finding.end - finding.start))
        done = finding.end
    if not parts:
        return text
    parts.append(text[done:])
    return "".join(parts)
