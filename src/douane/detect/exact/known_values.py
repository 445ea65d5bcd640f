r"""Find an org's own values in a text, however they are written.

A place counts when, of the words of the text (letters and digits, ``folding``), some that
follow each other have the letters of a phrase, in as many words as it has or, for numbers, in
any; when at most four signs stand between two of them, none of them a NUL; and when what the
phrase ``Need``s is true (``around``).  A place that lies within another of the same fields and
kind is a part of it and no place of its own: *Rossi* in *Anna Rossi*.  Of the others that begin
at one word the longest counts.

``layer`` finds the places that may count.  Work is linear in the text.

An index may have a delta over it: records that were added or changed since, and those whose
old values no longer count.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from douane.detect.exact.around import allowed, widened
from douane.detect.exact.entry import DETECTOR
from douane.detect.exact.hashing import STRETCH, Letters
from douane.detect.exact.image import NEED_SHIFT, Image, Meaning, unreadable
from douane.detect.exact.layer import Layer, Place, longest_first
from douane.detect.fold import encodable
from douane.model.finding import Finding

WIDEST_GAP: Final = 4  # signs between two words of a phrase

_OVERLAP: Final = 512  # longer than any place, with its gaps
_CLOSER: Final = 2_048  # places that are looked at at once
_NEED_MASK: Final = 7


# Where a place begins and ends, where the word before it begins (-1 when that is not known),
# the number of its layer, whose it is, the number of its meaning and the row of its record.
# A plain tuple, because there are many and a named one takes longer than all that is in it.
_Hit = tuple[int, int, int, int, int, int, int]


class KnownValues:
    """Detector of an org's values.

    Attributes:
        version: Tells this index and delta from any others.
    """

    id = DETECTOR

    __slots__ = ("_hasher", "_layers", "_told", "version")

    def __init__(self, base: Image, delta: Image | None = None) -> None:
        """Look for what an index holds, as a delta has changed it.

        Args:
            base: The index.
            delta: What changed since; made with the same key.

        Raises:
            StoreError: The delta is another tenant's or another index's (``index_unreadable``).
        """
        if delta is not None and not delta.belongs_to(base):
            raise unreadable("its delta belongs to another one")
        self._hasher = base.hasher
        gone = frozenset(delta.facts.gone) if delta is not None else frozenset[str]()
        numbers: dict[Meaning, int] = {}
        layers = [Layer(0, base, gone, numbers)]
        if delta is not None:
            layers.append(Layer(1, delta, frozenset(), numbers))
        self._layers = tuple(layers)
        self.version = " ".join(each.version() for each in (base, delta) if each is not None)
        self._told = tuple((each.fields, each.kind, each.literal) for each in numbers)

    def __len__(self) -> int:
        """Count the values that it looks for; those of both layers count twice."""
        return sum(map(len, self._layers))

    def scan(self, text: str) -> list[Finding]:
        """Return every known value in a text, by position."""
        findings = []
        for first, last, before, layer, _, number, row in self._hits(text):
            fields, kind, literal = self._told[number]
            start, end = widened(text, before, first, last, kind)
            value = encodable(text[start:end])
            record = self._layers[layer].record(row)
            findings.append(Finding(start, end, value, kind, DETECTOR, fields, record, literal))
        findings.sort(key=lambda finding: finding.start)
        return findings

    def owners(self, text: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Return the records that each place may be of, by where it begins before widening."""
        return tuple(
            (start, self._layers[layer].records(owner))
            for start, _, _, layer, owner, _, _ in self._hits(text)
        )

    def _hits(self, text: str) -> list[_Hit]:
        """Return the places that count, by position."""
        settling = _Settling(text, self._layers)
        step = STRETCH - _OVERLAP if len(text) > STRETCH else STRETCH
        for start in range(0, len(text), step):
            letters = self._hasher.read(text[start : start + STRETCH])
            if letters is None:
                continue
            places = self._places(letters)
            if places:
                settling.take(start, start + step, letters, places)
        return settling.hits

    def _places(self, letters: Letters) -> list[Place]:
        """Return what may count, by first word, the longest first."""
        places: list[Place] = []
        for layer in self._layers:
            begin = layer.starts(letters)
            for at in range(0, len(begin), _CLOSER):
                places += layer.places(letters, begin[at : at + _CLOSER])
        if len(self._layers) > 1:
            longest_first(places)
        return places


class _Settling:
    """Says which of the places count, stretch after stretch."""

    __slots__ = ("_layers", "_reach", "_text", "hits")

    def __init__(self, text: str, layers: Sequence[Layer]) -> None:
        self._text = text
        self._layers = layers
        self._reach: dict[int, int] = {}  # where the last place of each meaning ends
        self.hits: list[_Hit] = []

    def take(self, start: int, last: int, letters: Letters, places: Iterable[Place]) -> None:
        """Take the places of a stretch from ``start`` on, of those that begin before ``last``."""
        text, reach = self._text, self._reach
        edges = letters.edges.data
        done = -1
        for word, final, begin, end, meaning, owner, number in places:
            if word == done or end + start <= reach.get(meaning, -1):
                continue
            if begin + start >= last:
                break
            row = self._layers[number].row(owner)
            if row is None:
                continue
            between = edges[2 * word : 2 * final + 2].tolist()
            if not _is_whole(text, start, between):
                continue
            need = owner >> NEED_SHIFT & _NEED_MASK
            if need and not allowed(text, _moved(between, start), need):
                continue
            done = word
            reach[meaning] = end + start
            before = edges[2 * word - 2] + start if word else -1
            self.hits.append((begin + start, end + start, before, number, owner, meaning, row))


def _is_whole(text: str, start: int, edges: Sequence[int]) -> bool:
    """Tell whether the words hang together and are no pieces of longer ones."""
    for at in range(1, len(edges) - 1, 2):
        if edges[at + 1] - edges[at] > WIDEST_GAP:
            return False
    begin, end = edges[0], edges[-1]
    if text.find("\x00", begin + start, end + start) >= 0:
        return False
    # A word may go on where the stretch ends.
    if begin == 0 and start and text[start - 1].isalnum():
        return False
    return end != STRETCH or not text[start + end : start + end + 1].isalnum()


def _moved(edges: Sequence[int], start: int) -> Sequence[int]:
    """Return positions in a stretch as positions in the text."""
    return [each + start for each in edges] if start else edges
