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

from operator import itemgetter
from typing import Final, NamedTuple

from douane.detect.exact.around import allowed, widened
from douane.detect.exact.entry import DETECTOR
from douane.detect.exact.hashing import STRETCH, Letters
from douane.detect.exact.image import NEED_SHIFT, Image, Meaning, unreadable
from douane.detect.exact.layer import Layer, Place
from douane.detect.fold import encodable
from douane.model.finding import Finding

WIDEST_GAP: Final = 4  # signs between two words of a phrase

_OVERLAP: Final = 512  # longer than any place, with its gaps
_CLOSER: Final = 2_048  # places that are looked at at once
_NEED_MASK: Final = 7
_LONGEST_FIRST: Final = itemgetter(0, 1)


class _Hit(NamedTuple):
    start: int
    end: int
    owner: int
    layer: Layer
    meaning: Meaning
    row: int


class KnownValues:
    """Detector of an org's values."""

    id = DETECTOR

    __slots__ = ("_hasher", "_layers")

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
        layers = [Layer(base, gone)]
        if delta is not None:
            layers.append(Layer(delta, frozenset()))
        self._layers = tuple(layers)

    def __len__(self) -> int:
        """Count the values that it looks for; those of both layers count twice."""
        return sum(map(len, self._layers))

    def scan(self, text: str) -> list[Finding]:
        """Return every known value in a text, by position."""
        findings = []
        for hit in self._hits(text):
            meaning = hit.meaning
            start, end = widened(text, hit.start, hit.end, meaning.kind)
            findings.append(
                Finding(
                    start, end, encodable(text[start:end]), meaning.kind, DETECTOR,
                    meaning.fields, hit.layer.record(hit.row), meaning.literal,
                )
            )  # fmt: skip
        findings.sort(key=lambda finding: finding.start)
        return findings

    def owners(self, text: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Return the records that each place may be of, by where it begins before widening."""
        return tuple((hit.start, hit.layer.records(hit.owner)) for hit in self._hits(text))

    def _hits(self, text: str) -> list[_Hit]:
        """Return the places that count, by position."""
        hits: list[_Hit] = []
        around: list[tuple[int, Meaning]] = []
        step = STRETCH - _OVERLAP if len(text) > STRETCH else STRETCH
        for start in range(0, len(text), step):
            letters = self._hasher.read(text[start : start + STRETCH])
            if letters is None:
                continue
            places = self._places(letters)
            if places:
                hits += _counting(text, start, start + step, letters, places, around)
        return hits

    def _places(self, letters: Letters) -> list[Place]:
        """Return what may count, by first word, the longest first."""
        places: list[Place] = []
        for layer in self._layers:
            begin = layer.starts(letters)
            for at in range(0, len(begin), _CLOSER):
                places += layer.places(letters, begin[at : at + _CLOSER])
        places.sort(key=_LONGEST_FIRST)
        return places


def _counting(
    text: str, start: int, last: int, letters: Letters, places: list[Place],
    around: list[tuple[int, Meaning]],
) -> list[_Hit]:  # fmt: skip
    """Return the places of a stretch that count, of those that begin before ``last``.

    Args:
        text: The whole.
        start: Where the stretch begins.
        last: Where the next does.
        letters: Of the stretch.
        places: In it.
        around: Ends and meanings of places that others may lie within; is kept up to date.
    """
    hits: list[_Hit] = []
    edges = memoryview(letters.edges)
    done = -1
    for word, behind, owner, layer in places:
        begin = edges[2 * word] + start
        if word == done or begin >= last:
            continue
        told = layer.told(owner)
        if told is None:
            continue
        meaning, row = told
        end = edges[1 - 2 * behind] + start
        if any(other >= end and same == meaning for other, same in around):
            continue
        between = edges[2 * word : 2 - 2 * behind].tolist()
        if not _is_whole(text, start, between):
            continue
        need = owner >> NEED_SHIFT & _NEED_MASK
        if need and not allowed(text, [each + start for each in between], need):
            continue
        done = word
        around[:] = [each for each in around if each[0] > begin]
        around.append((end, meaning))
        hits.append(_Hit(begin, end, owner, layer, meaning, row))
    return hits


def _is_whole(text: str, start: int, edges: list[int]) -> bool:
    """Tell whether the words hang together and are no pieces of longer ones."""
    for at in range(1, len(edges) - 1, 2):
        if edges[at + 1] - edges[at] > WIDEST_GAP:
            return False
    begin, end = edges[0] + start, edges[-1] + start
    if text.find("\x00", begin, end) >= 0:
        return False
    # Words end where the stretch does.
    return not ((begin and text[begin - 1].isalnum()) or text[end : end + 1].isalnum())
