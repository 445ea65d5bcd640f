r"""Find whole portfolios and dossiers: one finding for what stands together, with its parts.

Text that is too poor in words of the trade is left after one pass (``gate``).
Texts are read piece by piece between ``\x00`` and JSON's keys, so that no finding reaches
from one member of an object into the next.
"""

import re
from collections.abc import Iterator
from typing import Final

from douane.detect.fold import encodable
from douane.detect.portfolio.area import Area, dossier, holdings, together
from douane.detect.portfolio.cluster import clusters
from douane.detect.portfolio.figures import figures
from douane.detect.portfolio.gate import Gate
from douane.detect.portfolio.header import headers
from douane.detect.portfolio.positions import positions
from douane.detect.portfolio.rows import row_names
from douane.detect.portfolio.securities import merged, named, perhaps
from douane.detect.portfolio.suitability import is_public, told
from douane.detect.portfolio.verdict import around, is_portfolio
from douane.detect.portfolio.vocabulary import Vocabulary, Words
from douane.model.finding import Finding, Part
from douane.model.token import Kind

_KEY = re.compile(r'"\s{0,8}:')
_CELL_EDGE = re.compile(r"[^\W\d_],[\w\"]|\d,[^\W\d_\"]|\",|,\"")
_FEWEST_COMMAS: Final = 2
_LONGEST_ROW: Final = 400
_LIKELY, _SURE = 0.8, 0.95


class Portfolios:
    """Detector of portfolios and client dossiers."""

    id = "portfolio"

    __slots__ = ("_gate", "_vocabulary")

    def __init__(self) -> None:
        """Build the vocabulary; this takes some milliseconds."""
        self._gate = Gate()
        self._vocabulary = Vocabulary()

    def scan(self, text: str) -> list[Finding]:
        """Return the portfolios of a text, by position."""
        seen = self._gate.look(text)
        if not seen.windows(text):
            return []
        return [
            _finding(text, start + first, area)
            for start, piece in _pieces(text)
            if seen.within(start, start + len(piece))
            for first, last in self._gate.windows(piece)
            for area in self._areas(piece[first:last])
        ]

    def _areas(self, text: str) -> list[Area]:
        words = self._vocabulary.read(text)
        return _areas(_celled(text), words)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for piece in text.split("\x00"):
        at = 0
        for key in _KEY.finditer(piece):
            yield start + at, piece[at : key.start()]
            at = key.end()
        yield start + at, piece[at:]
        start += len(piece) + 1


def _celled(text: str) -> str:
    """Make commas between the cells of a CSV semicolons, so that they part numbers."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if line.count(",") >= _FEWEST_COMMAS and len(line) <= _LONGEST_ROW and _is_row(line):
            lines[at] = line.replace(",", ";")
    return "\n".join(lines)


def _is_row(line: str) -> bool:
    return ", " not in line and ";" not in line and _CELL_EDGE.search(line) is not None


def _finding(text: str, offset: int, area: Area) -> Finding:
    start, end = offset + area.start, offset + area.end
    return Finding(
        start,
        end,
        encodable(text[start:end]),
        Kind.PORTFOLIO,
        f"portfolio.{area.what}",
        confidence=_SURE if area.sure else _LIKELY,
        parts=tuple(
            Part(part.start - area.start, part.end - area.start, part.what) for part in area.parts
        ),
    )


def _areas(text: str, words: Words) -> list[Area]:
    areas = [
        dossier(text, group)
        for group in told(text, words)
        if not is_public(words, group[0].start, group[-1].end)
    ]
    numbers = figures(text, 0, len(text))
    sure = named(text, 0, len(text), words)
    heads = headers(text, words)
    # A number right before a head counts nothing: lines have run together.
    inside = {head.start for head in heads}
    guessed = [name for name in perhaps(text, numbers, len(text)) if name.start not in inside]
    likely = merged(sure, guessed)
    names = merged(likely, row_names(text, likely, numbers))
    rows = positions(text, names, numbers, words)
    for cluster in clusters(text, rows, heads):
        first, last = cluster.positions[0].start, cluster.positions[-1].end
        if is_portfolio(cluster, around(words, first, last)):
            areas.append(holdings(text, cluster, words))
    return together(text, areas)
