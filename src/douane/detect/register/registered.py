"""The detector of registered secrets.

Every run of a text is looked up in a table of bytes first, which most runs leave at once, and
only then among the sorted fingerprints.  Formulas are compared in their canonical form.  A
finding names the entry (``register.<id>``) and, as its confidence, the share of the entry that
the text holds.

How much must match (measured; docs/logic.md): ``MOST_NEEDED`` fingerprints of a long entry,
``FEWEST_NEEDED`` of a short one, either in two places or more, or in one run of ``LONG_RUN``
words (of code, half as many tokens): one phrase that many people write is in one place and short.
A fingerprint that several entries share tells less by as much: siblings from one template do not
stand for each other.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from math import ceil
from typing import Final, NamedTuple

from douane.detect.logic import formula, source_code
from douane.detect.logic.canonical import FEWEST_NUMBERS, Form, form, same
from douane.detect.register import code_tokens, words
from douane.detect.register.entry import Entry, Hashers
from douane.model.finding import Finding
from douane.model.token import Kind

FEWEST_NEEDED: Final = 3
MOST_NEEDED: Final = 10
LONG_RUN: Final = 40
_LONG_RUN_OF_CODE: Final = 20
_SHARE_NEEDED: Final = 0.08
_SHORT_ENTRY: Final = 60  # fingerprints: such an entry may be one run
_MUCH_OF_WORDS: Final = 0.2
_MOST_OWNERS: Final = 8  # entries that share a fingerprint; beyond, it identifies none
_GAP: Final = 60  # tokens between two hits of one passage
_FEWEST_SIGNS: Final = 3
_SHIFT: Final = 20
_PIECE: Final = re.compile(r"[^\x00]+")


class _Hit(NamedTuple):
    place: int
    entry: int
    value: int
    weight: float


class Table:
    """Fingerprints of many entries, looked up a text at a time."""

    __slots__ = ("_bits", "_filter", "_mask", "_owners", "_prints", "sizes")

    def __init__(self, prints: Iterable[bytes]) -> None:
        """Take each entry's packed fingerprints, in the order of the entries."""
        pairs: list[tuple[int, int]] = []
        self.sizes: list[int] = []
        for entry, packed in enumerate(prints):
            values = array("Q", packed)
            self.sizes.append(len(values))
            pairs += [(value, entry) for value in values]
        pairs.sort()
        self._prints = array("Q", [value for value, _ in pairs])
        self._owners = array("I", [entry for _, entry in pairs])
        self._bits = max(10, (16 * len(pairs)).bit_length())
        self._mask = (1 << min(self._bits, 24)) - 1
        table = bytearray(self._mask + 1)
        for value in self._prints:
            table[(value >> _SHIFT) & self._mask] = 1
        self._filter = bytes(table)

    def __len__(self) -> int:
        """Return how many fingerprints there are."""
        return len(self._prints)

    def may_hold(self, hashes: "array[int]") -> list[int]:
        """Return the positions of hashes that pass the filter."""
        if not hashes:
            return []
        lanes = int.from_bytes(hashes.tobytes(), "little") >> _SHIFT
        mask = int.from_bytes(self._mask.to_bytes(8, "little") * len(hashes), "little")
        slots = array("Q", (lanes & mask).to_bytes(8 * len(hashes), "little"))
        passed = bytes(map(self._filter.__getitem__, slots))
        found: list[int] = []
        at = passed.find(1)
        while at >= 0:
            found.append(at)
            at = passed.find(1, at + 1)
        return found

    def owners(self, value: int) -> "array[int]":
        """Return the entries that have a fingerprint; none when too many share it."""
        first = last = bisect_left(self._prints, value)
        while last < len(self._prints) and self._prints[last] == value:
            last += 1
        return self._owners[first:last] if last - first <= _MOST_OWNERS else self._owners[:0]

    def hits(self, hashes: "array[int]") -> list[_Hit]:
        """Return every fingerprint of every entry among the hashes, by position."""
        found: list[_Hit] = []
        for at in self.may_hold(hashes):
            owners = self.owners(hashes[at])
            found += [_Hit(at, entry, hashes[at], 1 / len(owners)) for entry in owners]
        return found


class RegisteredSecrets:
    """Detector of what a tenant registered.

    Attributes:
        version: Names the state of the register, for the snapshot; tells nothing about it.
    """

    id = "register"

    __slots__ = ("_code", "_entries", "_formulas", "_hashers", "_words", "version")

    def __init__(self, key: bytes, entries: tuple[Entry, ...], version: str = "") -> None:
        """Build the tables; a register of 1,000 documents takes about a second."""
        self.version = version
        self._entries = entries
        self._hashers = Hashers(key)
        self._words = Table(entry.words for entry in entries)
        self._code = Table(entry.code for entry in entries)
        self._formulas: dict[str, list[tuple[int, Form]]] = {}
        for number, entry in enumerate(entries):
            for each in entry.formulas:
                made = Form(each.shape, each.numbers, 0)
                self._formulas.setdefault(each.shape, []).append((number, made))

    def scan(self, text: str) -> list[Finding]:
        """Return passages that come from a registered secret."""
        if not self._may_hold(text):
            return []
        found: list[Finding] = []
        for match in _PIECE.finditer(text):
            for start, end, number, share in self._passages(match[0]):
                first, last = _whole(match[0], start, end)
                first, last = first + match.start(), last + match.start()
                value = text[first:last].encode("utf-8", "replace").decode("utf-8")
                detector = f"register.{self._entries[number].id}"
                found.append(Finding(first, last, value, Kind.LOGIC, detector, confidence=share))
        found.sort(key=lambda one: (one.start, one.end, one.detector))
        return found

    def _may_hold(self, text: str) -> bool:
        """Tell whether a text is worth taking apart by pieces."""
        if len(self._words):
            hashes = self._hashers.words.hashes(words.words(text))
            if len(self._words.hits(hashes)) >= FEWEST_NEEDED:
                return True
        return (len(self._code) > 0 and _may_be_code(text)) or (
            bool(self._formulas) and _may_be_formula(text)
        )

    def _passages(self, text: str) -> list[tuple[int, int, int, float]]:
        found: list[tuple[int, int, int, float]] = []
        if len(self._words):
            hits = self._words.hits(self._hashers.words.hashes(words.words(text)))
            if hits:
                found += _clusters(hits, words.placed(text), words.SIZE, self._words.sizes)
        if len(self._code) and _may_be_code(text):
            found += self._in_code(text)
        if self._formulas and _may_be_formula(text):
            found += self._in_formulas(text)
        return found

    def _in_code(self, text: str) -> list[tuple[int, int, int, float]]:
        hasher = self._hashers.code
        every, spans = code_tokens.tokens(text)
        hits = self._code.hits(hasher.hashes(every))
        return _clusters(hits, spans, hasher.size, self._code.sizes) if hits else []

    def _in_formulas(self, text: str) -> list[tuple[int, int, int, float]]:
        found: list[tuple[int, int, int, float]] = []
        for run in formula.runs(text, 0, len(text)):
            made = form(run)
            if made is None or made.chosen < FEWEST_NUMBERS:
                continue
            for number, known in self._formulas.get(made.shape, ()):
                if same(made, known):
                    share = 1 / len(self._entries[number].formulas)
                    found.append((run[0].start, run[-1].end, number, share))
        return found


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a passage to the sentences or lines in which it begins and ends.

    Fingerprints are of some words only, so that what was copied begins before the first of them
    that matches; a sentence or a line is not copied by half.
    """
    first = max(0, start - _FARTHEST)
    borders = (border.end() for border in _BORDER.finditer(text, first, start + 1))
    begins = [at for at in borders if at <= start]
    stop = _BORDER.search(text, end, end + _FARTHEST)
    start = begins[-1] if begins else first if not first else start
    if stop is not None:
        end = stop.start() + len(stop[0].rstrip())
    elif len(text) - end < _FARTHEST:
        end = max(end, len(text.rstrip()))
    closing = _CLOSING.match(text, end, end + _FARTHEST)
    return start, end if closing is None else closing.end()


_FARTHEST: Final = 200
# Lines that close what was opened: too short to be a fingerprint.
_CLOSING: Final = re.compile(
    r"(?:[ \t]*\n[ \t]*(?:[})\];,]{1,8}|(?i:end(?: [a-z]{2,12})?|run);?)(?=[ \t]*(?:\n|\Z))){1,4}"
)
_BORDER: Final = re.compile(r"[ \t]*\n[\s>|*]*|[.!?]\s+(?=[^\Wa-z])")


def _may_be_code(text: str) -> bool:
    signs = text.count("(") + text.count("=") + text.count(";")
    return signs >= _FEWEST_SIGNS and signs * 200 >= len(text) and _has_code(text)


def _has_code(text: str) -> bool:
    return bool(source_code.regions(text))


def _may_be_formula(text: str) -> bool:
    return any(sign in text for sign in ("*", "\u00d7", "\u00b7", "\\cdot", "\\times", ">", "<"))


def needed(size: int) -> int:
    """Return how many fingerprints of an entry of a size must stand in a text."""
    return min(MOST_NEEDED, max(FEWEST_NEEDED, ceil(_SHARE_NEEDED * size)))


def _is_spread(some: list[_Hit], size: int, entry_size: int) -> bool:
    """Tell whether hits stand in several places, in one long run, or are much of a short entry."""
    matched = len({hit.value for hit in some})
    much = _MUCH_OF_WORDS if size == words.SIZE else 0.0
    if entry_size <= _SHORT_ENTRY and matched >= much * entry_size:
        return True
    places, first, last, longest = 1, some[0].place, some[0].place, size
    for hit in some[1:]:
        if hit.place - last > size:
            places, first = places + 1, hit.place
        last = hit.place
        longest = max(longest, last + size - first)
    long = LONG_RUN if size == words.SIZE else _LONG_RUN_OF_CODE
    return places > 1 or longest >= long


def _clusters(
    hits: list[_Hit], spans: list[tuple[int, int]], size: int, sizes: list[int]
) -> list[tuple[int, int, int, float]]:
    """Return (start, end, entry, share) of each passage of each entry that matched enough."""
    by_entry: dict[int, list[_Hit]] = {}
    for hit in hits:
        by_entry.setdefault(hit.entry, []).append(hit)
    found: list[tuple[int, int, int, float]] = []
    for entry, some in by_entry.items():
        weights = {hit.value: hit.weight for hit in some}
        matched = len(weights)
        if sum(weights.values()) < needed(sizes[entry]) or not _is_spread(some, size, sizes[entry]):
            continue
        share = min(1.0, matched / sizes[entry])
        first = last = some[0].place
        for hit in some[1:]:
            if hit.place - last > _GAP:
                found.append((spans[first][0], spans[last + size - 1][1], entry, share))
                first = hit.place
            last = hit.place
        found.append((spans[first][0], spans[last + size - 1][1], entry, share))
    return found
