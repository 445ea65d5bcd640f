"""The span of a portfolio in the text, whole lines and heads included, and its parts."""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from douane.detect.portfolio import tag
from douane.detect.portfolio.cluster import Cluster
from douane.detect.portfolio.suitability import Told
from douane.detect.portfolio.suitability_words import SUBJECTS
from douane.detect.portfolio.vocabulary import Words
from douane.model.finding import Part

_JOIN: Final = 160
_LONGEST_LINE: Final = 240
_BEHIND: Final = 30
_CAPITALISED = re.compile(
    r"(?:(?:[^\W\d_a-zß-öø-ÿ][\w'\u2019.-]{0,30}|&|of|de|di|del|der|van)[ ]){1,6}\Z"
)
_LEFT: Final = 120
_CLOSING: Final = "|\"')]}"


class Area(msgspec.Struct, frozen=True, gc=False):
    """A span of the text.

    Attributes:
        start: First character.
        end: One past the last.
        what: ``table``, ``list``, ``prose``, ``suitability`` or ``dossier``.
        sure: Whether it has the head of a table, or several subjects with values.
        parts: Positions and statements, as spans of the text.
    """

    start: int
    end: int
    what: str
    sure: bool
    parts: tuple[Part, ...]


def dossier(text: str, group: Sequence[Told]) -> Area:
    """Return the area of what is told about a client, from the beginning of its sentence."""
    parts = tuple(Part(one.start, one.end, SUBJECTS[one.subject][0]) for one in group)
    start = _sentence_start(text, group[0].start)
    end = max(one.end for one in group)
    if start < group[0].start and text.startswith(".", end):
        end += 1  # the whole sentence
    return Area(start, end, "suitability", sure=True, parts=parts)


def holdings(text: str, cluster: Cluster, words: Words) -> Area:
    """Return the area of positions: whole lines of a table or list, or a part of a sentence."""
    rows = cluster.positions
    start, end = rows[0].start, rows[-1].end
    parts = tuple(Part(row.start, row.end, "position") for row in rows)
    header = cluster.header
    if header is not None or cluster.lined:
        start, end = _line_start(text, start), _line_end(text, end)
        if header is not None:
            head = _head_start(text, header.start)
            in_line = header.start < rows[0].start and "\n" not in text[head : rows[0].start]
            start = head if in_line else min(start, head)
            if "\n" in text[header.start : header.end]:
                start = _cells_before(text, start)
        end = _total(text, end, words)
        return Area(start, end, "table" if header else "list", header is not None, parts)
    before = _CAPITALISED.search(text, max(0, start - _LEFT), start)
    if before is not None and rows[0].sure:
        start = before.start()
    return Area(start, _owner(text, end, words), "prose", sure=False, parts=parts)


def together(text: str, areas: Sequence[Area]) -> list[Area]:
    """Join areas that overlap or have little between them: they are of one client."""
    joined: list[Area] = []
    for area in sorted(areas, key=lambda one: one.start):
        last = joined[-1] if joined else None
        if last is None or not _near(text, last.end, area.start):
            joined.append(area)
            continue
        what = last.what if last.what == area.what else "dossier"
        if {last.what, area.what} <= {"table", "list", "prose"}:
            what = "table" if "table" in {last.what, area.what} else last.what
        joined[-1] = Area(
            last.start, max(last.end, area.end), what, sure=last.sure or area.sure,
            parts=(*last.parts, *area.parts),
        )  # fmt: skip
    return joined


def _sentence_start(text: str, at: int) -> int:
    """Take along whose data a sentence tells: ``Mrs Keller has risk class 3``."""
    before = _SENTENCE.search(text, max(0, at - _LEFT), at)
    return at if before is None else before.start()


_SENTENCE: Final = re.compile(r"(?:(?<=[.!?:;] )|(?<![^\n]))[^\W_][^\n.!?:;|\t]*+(?<= )\Z")


def _near(text: str, end: int, start: int) -> bool:
    return start <= end or (start - end <= _JOIN and text.count("\n", end, start) <= _BEHIND // 6)


def _head_start(text: str, at: int) -> int:
    """Take columns that nobody knows along; they have no digits, which lines run together have."""
    start = _line_start(text, at)
    return at if any(map(str.isdigit, text[start:at])) else start


def _cells_before(text: str, at: int) -> int:
    """Take along the first cells of a head that stand a line each, and that nobody knows."""
    for _ in range(_MOST_CELLS):
        line = text.rfind("\n", max(0, at - _LONGEST_CELL - 2), max(0, at - 1)) + 1
        cell = text[line : at - 1] if text[at - 1 : at] == "\n" else ""
        if not cell.strip() or len(cell) > _LONGEST_CELL or not _CELL.fullmatch(cell.strip()):
            break
        if not line and at > _LONGEST_CELL:
            break
        at = line
    return at


_MOST_CELLS, _LONGEST_CELL = 3, 24
_CELL: Final = re.compile(r"[^\W\d_][^\n\d.:;!?,|]*+")


def _line_start(text: str, at: int) -> int:
    line = text.rfind("\n", max(0, at - _LONGEST_LINE), at) + 1
    if line == 0 and at > _LONGEST_LINE:
        return at
    return at - len(text[line:at].lstrip()) if text[line:at].strip() else at


def _line_end(text: str, at: int) -> int:
    line = text.find("\n", at, at + _LONGEST_LINE)
    if line < 0:
        line = len(text) if len(text) - at <= _LONGEST_LINE else at
    return at + len(text[at:line].rstrip())


def _total(text: str, end: int, words: Words) -> int:
    """Take the line of the sum along, that stands right below."""
    for word in words.between(end + 1, end + _LEFT):
        if word.tag & tag.TOTAL:
            if text.count("\n", end, word.start) == 1:
                return _line_end(text, word.end)
            break
    return end


def _owner(text: str, end: int, words: Words) -> int:
    """Take ``of the portfolio`` along, and a closing bracket."""
    for word in words.between(end, end + _BEHIND):
        if word.tag & (tag.ACCOUNT | tag.UNIT):
            between = text[end : word.start]
            if not any(mark in between for mark in ".,;\n"):
                return word.end
            break
    return end + 1 if text[end : end + 1] == ")" and _open(text[max(0, end - _LEFT) : end]) else end


def _open(text: str) -> bool:
    return text.rfind("(") > text.rfind(")")
