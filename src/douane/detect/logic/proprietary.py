r"""The detector of proprietary logic: code, tables, formulas and rules, in this order.

What the gate did not see is not looked for.  A passage belongs to the first reader that claims
it; findings do not overlap, and neighbours of one sort are one finding.  A text with ``\x00``
in it is read piece by piece, since nothing may be seen across one.
"""

import re
from typing import Final

from douane.detect.logic import formula, point_table, rule_text, source_code, weighting
from douane.detect.logic.gate import Gate, Sort
from douane.detect.logic.public_formula import is_public
from douane.model.finding import Finding
from douane.model.token import Kind

CONFIDENCE: Final = 0.9
_SHORTEST: Final = 8
_PIECE: Final = re.compile(r"[^\x00]+")

# Start, end, detector id.
Passage = tuple[int, int, str]


class ProprietaryLogic:
    """Detector of formulas, scorecards, decision tables, rules and source code."""

    id = "logic"

    __slots__ = ("_gate",)

    def __init__(self) -> None:
        """Compile the gate; this takes some milliseconds."""
        self._gate = Gate()

    def scan(self, text: str) -> list[Finding]:
        """Return the passages that tell how a score, price or signal comes about."""
        sorts, factors = self._gate.sorts(text)
        if not sorts:
            return []
        if "\x00" not in text:
            passages = _passages(text, sorts, _in_characters(text, factors))
            return [_finding(text, passage) for passage in passages]
        found: list[Finding] = []
        for match in _PIECE.finditer(text):
            piece, at = match[0], match.start()
            if len(piece) < _SHORTEST:
                continue
            sorts, factors = self._gate.sorts(piece)
            if sorts:
                for start, end, detector in _passages(piece, sorts, _in_characters(piece, factors)):
                    found.append(_finding(text, (start + at, end + at, detector)))
        return found


def _finding(text: str, passage: Passage) -> Finding:
    start, end, detector = passage
    value = text[start:end].encode("utf-8", "replace").decode("utf-8")
    return Finding(start, end, value, Kind.LOGIC, detector, confidence=CONFIDENCE)


def _in_characters(text: str, offsets: list[int]) -> list[int]:
    """Return character positions for offsets in UTF-8."""
    if text.isascii() or not offsets:
        return offsets
    data = text.encode("utf-8", "replace")
    found: list[int] = []
    done = characters = 0
    for offset in offsets:
        characters += len(data[done:offset].decode("utf-8", "replace"))
        done = offset
        found.append(characters)
    return found


def _passages(text: str, sorts: int, factors: list[int]) -> list[Passage]:
    claimed: list[Passage] = []
    harmless: list[tuple[int, int]] = []
    if sorts & Sort.CODE:
        for region in source_code.regions(text):
            if source_code.is_method(text, region):
                language = source_code.language(text, region)
                claimed.append((region.start, region.end, f"code.{language}"))
            else:
                harmless.append((region.start, region.end))
    if sorts & Sort.TABLE:
        _claim(claimed, [(*span, "logic.table") for span in point_table.read(text)])
    if sorts & Sort.FORMULA:
        _claim(claimed, _formulas(text, harmless))
    if sorts & Sort.WEIGHT:
        _claim(claimed, [(*span, "logic.weighting") for span in weighting.read(text)])
    if sorts & Sort.FACTOR:
        rules = rule_text.read(text, factors)
        _claim(claimed, [(*span, "logic.rule") for span in rules])
    return _joined(text, sorted(claimed))


def _formulas(text: str, harmless: list[tuple[int, int]]) -> list[Passage]:
    found: list[Passage] = []
    for run in formula.runs(text, 0, len(text)):
        start, end = run[0].start, run[-1].end
        in_code = any(first <= start < last for first, last in harmless)
        if formula.is_method(text, run, in_code=in_code) and not is_public(run):
            sort = "spreadsheet" if formula.is_spreadsheet(run) else "formula"
            if text[start - 1 : start] in {"=", "$"}:
                start -= 1
            if text[end : end + 1] == "$":
                end += 1
            found.append((start, end, f"logic.{sort}"))
    return found


def _claim(claimed: list[Passage], passages: list[Passage]) -> None:
    """Add what overlaps nothing; what reaches over a shorter claim takes its place."""
    for start, end, detector in passages:
        others = [each for each in claimed if each[0] < end and start < each[1]]
        if any(each[0] <= start and end <= each[1] for each in others):
            continue
        for each in others:
            claimed.remove(each)
        first = min((start, *(each[0] for each in others)))
        last = max((end, *(each[1] for each in others)))
        claimed.append((first, last, detector))


def _joined(text: str, passages: list[Passage]) -> list[Passage]:
    """Join neighbours of one sort."""
    found: list[Passage] = []
    for start, end, detector in passages:
        before = found[-1] if found else None
        if before and before[2] == detector and not text[before[1] : start].strip(" \t\r\n>$;"):
            found[-1] = (before[0], end, detector)
        else:
            found.append((start, end, detector))
    return found
