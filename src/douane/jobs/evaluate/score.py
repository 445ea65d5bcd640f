"""Hold what was found against what stands there.

Pure, and blind to names: a span that is masked is masked, whatever it was taken for.

- A span is *touched* when a finding shares a character with it, and *whole* when every one of
  its characters lies in findings.  Touched spans over all spans are the recall.
- A finding is *right* when it shares a character with a span.  Right findings over all findings
  are the precision; 1 where nothing was found.
- A text in which nothing stands is *flagged* when anything is found in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from douane.jobs.evaluate.sets import Case

Found = tuple[int, int, frozenset[str]]
"""First character, one past the last, and every kind that stands in it.  Of one text, in order,
not overlapping."""


@dataclass(slots=True)
class Tally:
    """Counts; rates are None where there is nothing to divide by."""

    spans: int = 0
    touched: int = 0
    whole: int = 0
    findings: int = 0
    right: int = 0
    characters: int = 0
    characters_found: int = 0
    characters_right: int = 0
    harmless: int = 0
    flagged: int = 0
    harmless_findings: int = 0
    harmless_bytes: int = 0

    @property
    def recall(self) -> float | None:
        """Share of spans that a finding touches."""
        return _share(self.touched, self.spans)

    @property
    def wholly(self) -> float | None:
        """Share of spans of which no character is left."""
        return _share(self.whole, self.spans)

    @property
    def precision(self) -> float | None:
        """Share of findings that touch a span."""
        return _share(self.right, self.findings)

    @property
    def precision_of_characters(self) -> float | None:
        """Share of found characters that belong to a span."""
        return _share(self.characters_right, self.characters_found)

    @property
    def recall_of_characters(self) -> float | None:
        """Share of the characters of spans that are found."""
        return _share(self.characters_right, self.characters)

    @property
    def flagged_share(self) -> float | None:
        """Share of harmless texts in which anything is found."""
        return _share(self.flagged, self.harmless)

    @property
    def findings_per_100_kb(self) -> float | None:
        """Findings in 100,000 bytes of harmless text."""
        return _share(self.harmless_findings * 100_000, self.harmless_bytes)


@dataclass(slots=True)
class Scores:
    """Of one set: everything, and apart by type of span, by group and by kind of finding."""

    all: Tally = field(default_factory=Tally)
    types: dict[str, Tally] = field(default_factory=dict)
    groups: dict[str, Tally] = field(default_factory=dict)
    kinds: dict[str, Tally] = field(default_factory=dict)


def score(cases: Iterable[Case], found: Iterable[Sequence[Found]]) -> Scores:
    """Return the scores of a set.

    Args:
        cases: Texts and what stands in them.
        found: For each, what was found.
    """
    scores = Scores()
    for case, findings in zip(cases, found, strict=True):
        tallies = [scores.all]
        if case.group:
            tallies.append(scores.groups.setdefault(case.group, Tally()))
        _add_findings(case, findings, tallies, scores.kinds)
        for start, end, kind in case.spans:
            touched, covered = _cover(start, end, findings)
            for tally in (*tallies, scores.types.setdefault(kind, Tally())):
                tally.spans += 1
                tally.touched += touched
                tally.whole += covered == end - start
                tally.characters += end - start
    return scores


def of_kind(found: Iterable[Sequence[Found]], kind: str) -> list[list[Found]]:
    """Leave only findings in which something of a kind stands."""
    return [[each for each in findings if kind in each[2]] for findings in found]


def _add_findings(
    case: Case, findings: Sequence[Found], tallies: Sequence[Tally], kinds: Mapping[str, Tally]
) -> None:
    own: dict[str, Tally] = kinds  # type: ignore[assignment]  # filled here
    spans = _merged(case.spans)
    for start, end, names in findings:
        touched, covered = _cover(start, end, spans)
        for tally in (*tallies, *(own.setdefault(name, Tally()) for name in names)):
            tally.findings += 1
            tally.right += touched
            tally.characters_found += end - start
            tally.characters_right += covered
    if not case.spans:
        size = len(case.text.encode("utf-8", "replace"))
        for tally in tallies:
            tally.harmless += 1
            tally.flagged += bool(findings)
            tally.harmless_findings += len(findings)
            tally.harmless_bytes += size


def _cover(start: int, end: int, others: Sequence[tuple[int, int, object]]) -> tuple[bool, int]:
    """Return whether any of the others shares a character with a span, and how many do."""
    covered = sum(max(0, min(end, other[1]) - max(start, other[0])) for other in others)
    return covered > 0, covered


def _merged(spans: Sequence[tuple[int, int, object]]) -> list[tuple[int, int, object]]:
    """Join spans that overlap, so that no character counts twice."""
    merged: list[tuple[int, int, object]] = []
    for start, end, name in sorted(spans, key=lambda span: span[:2]):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), name)
        else:
            merged.append((start, end, name))
    return merged


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
