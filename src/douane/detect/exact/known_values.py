r"""Find an org's own values in a text, however they are written.

A place counts when, of the words of the text (letters and digits, ``folding``), some that
follow each other have the letters of a phrase, in as many words as it has or, for numbers, in
any; when at most four signs stand between two of them, none of them a NUL; and when what the
phrase ``Need``s is true.  Of those that begin at one word the longest counts.  A person's
titles before it and a company's legal form behind it belong to it.

How: the hashes of the first letters at each word decide where to look closer (one look-up a
word); there, the hashes of all phrases of up to sixteen words are looked up in a bit table, and
what is found there is searched for among the sorted hashes.  Work is linear in the text.

An index may have a delta over it: records that were added or changed since, and those whose
old values no longer count.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from douane.detect.exact import company, person
from douane.detect.exact.entry import DETECTOR
from douane.detect.exact.folding import fold
from douane.detect.exact.hashing import STRETCH, Letters
from douane.detect.exact.image import (
    GROUP,
    HEAD_LETTERS,
    NEED_SHIFT,
    NOBODY,
    PLACE_MASK,
    SHORT_LETTERS,
    Array,
    Image,
    Meaning,
    unreadable,
)
from douane.detect.exact.phrase import MOST_WORDS, Need
from douane.detect.fold import encodable
from douane.model.finding import Finding
from douane.model.token import Kind

WIDEST_GAP: Final = 4  # signs between two words of a phrase

_OVERLAP: Final = 512  # longer than any place, with its gaps
_CLOSER: Final = 2_048  # places that are looked at at once
_BEFORE: Final = 48
_BEHIND: Final = 32
_FORM_WORDS: Final = 4
_NEED_MASK: Final = 7
_STEPS: Final = np.arange(MOST_WORDS)


class _Hit(NamedTuple):
    start: int
    end: int
    layer: int
    at: int


class _Layer:
    """One image, and the records of it that no longer count."""

    __slots__ = (
        "arrays", "counts", "facts", "gone", "hasher", "head_shift", "heads", "short",
        "short_shift", "sieve", "sieve_shift", "steps",
    )  # fmt: skip

    def __init__(self, image: Image, gone: frozenset[str]) -> None:
        self.arrays = image.arrays
        self.facts = image.facts
        self.hasher = image.hasher
        self.gone = gone
        self.heads, self.short = self.arrays["heads"], self.arrays["short"]
        self.sieve = self.arrays["sieve"]
        self.head_shift = np.uint64(62 - len(self.heads).bit_length())
        self.short_shift = np.uint64(65 - len(self.short).bit_length())
        self.sieve_shift = np.uint64(62 - len(self.sieve).bit_length())
        self.steps = _STEPS if self.facts.has_codes else _STEPS[: self.facts.most_words]
        self.counts = self.hasher.counts[1 : self.facts.most_words + 1]

    def starts(self, letters: Letters) -> Array:
        """Return the words at which some phrase may begin."""
        hashes = self.hasher.heads(letters, HEAD_LETTERS)
        hashes >>= self.head_shift
        slots = hashes.view(np.int64)
        # Eight bits for each slot, of which further bits of the hash choose one.
        found = self.heads.take(slots >> 3)
        found >>= (slots & 7).astype(np.uint8)
        found &= 1
        if self.facts.has_short:
            hashes = self.hasher.heads(letters, SHORT_LETTERS)
            hashes >>= self.short_shift
            found |= self.short.take(hashes.view(np.int64))
        starts: Array = found.nonzero()[0]
        return starts

    def places(self, letters: Letters, starts: Array) -> Iterator[tuple[int, int, int]]:
        """Yield first word, last word and key of every phrase from some words on."""
        # Behind the last word the last phrase repeats; with another number of words it is none.
        last = len(letters.starts) - 1
        ends = starts[:, None] + self.steps
        np.minimum(ends, last, out=ends)
        plain = letters.prefix.take(letters.ends.take(ends))
        plain -= letters.before.take(starts)[:, None]
        plain *= letters.factors.take(starts)[:, None]
        worded = plain[:, : self.facts.most_words] + self.counts
        if self.facts.has_codes:
            worded = np.concatenate((worded, plain), axis=1)
        slots = (worded >> self.sieve_shift).view(np.int64)
        kept = self.sieve.take(slots >> 3)
        kept >>= (slots & 7).astype(np.uint8)
        kept &= 1
        which, column = kept.nonzero()
        if not len(which):
            return
        wanted, keys = worded[which, column], self.arrays["keys"]
        at = np.searchsorted(keys, wanted)
        np.minimum(at, len(keys) - 1, out=at)
        for number in np.flatnonzero(keys[at] == wanted).tolist():
            start, length = int(starts[which[number]]), int(column[number])
            if length >= self.facts.most_words:
                length -= self.facts.most_words
            yield start, min(start + length, last), int(at[number])

    def need(self, at: int) -> int:
        """Return what must be true of a place."""
        return int(self.arrays["owners"][at]) >> NEED_SHIFT & _NEED_MASK

    def rows(self, at: int) -> Array:
        """Return the rows of the values that share a phrase."""
        owner = self.arrays["owners"][at]
        place = int(owner & PLACE_MASK)
        if not owner & GROUP:
            return np.array([place])
        first = self.arrays["group_first"]
        rows: Array = self.arrays["group_row"][first[place] : first[place + 1]]
        return rows

    def records(self, at: int) -> tuple[str, ...]:
        """Return the records of a phrase that still count, each once."""
        ids = self.arrays["records"][self.rows(at)].tolist()
        found = dict.fromkeys(each.decode("ascii") for each in ids)
        return tuple(each for each in found if each not in self.gone)

    def meaning(self, at: int) -> tuple[Meaning, str] | None:
        """Return what a phrase is and whose; None when all its records are gone."""
        owner = self.arrays["owners"][at]
        place = int(owner & PLACE_MASK)
        if not owner & GROUP:
            number, row = self.arrays["rows"][place], place
        else:
            number, row = self.arrays["group_meaning"][place], self.arrays["group_record"][place]
        meaning = self.facts.meanings[int(number)]
        record = "" if row == NOBODY else self.arrays["records"][row].decode("ascii")
        if not self.gone or (record and record not in self.gone):
            return meaning, record
        left = self.records(at)
        if not left:
            return None
        return meaning, left[0] if len(left) == 1 else ""


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
        layers = [_Layer(base, gone)]
        if delta is not None:
            layers.append(_Layer(delta, frozenset()))
        self._layers = tuple(layers)

    def __len__(self) -> int:
        """Count the values that it looks for; those of both layers count twice."""
        return sum(layer.facts.values for layer in self._layers)

    def scan(self, text: str) -> list[Finding]:
        """Return every known value in a text, by position."""
        findings = []
        for hit in self._hits(text):
            layer = self._layers[hit.layer]
            told = layer.meaning(hit.at)
            if told is None:
                continue
            meaning, record = told
            start, end = _widened(text, hit.start, hit.end, meaning.kind)
            value = encodable(text[start:end])
            findings.append(
                Finding(
                    start, end, value, meaning.kind, DETECTOR, meaning.fields, record,
                    meaning.literal,
                )
            )  # fmt: skip
        findings.sort(key=lambda finding: finding.start)
        return findings

    def owners(self, text: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Return the records that each place may be of, by where it begins before widening."""
        return tuple(
            (hit.start, self._layers[hit.layer].records(hit.at)) for hit in self._hits(text)
        )

    def _hits(self, text: str) -> list[_Hit]:
        """Return the longest place at each word, by position."""
        if len(text) <= STRETCH:
            return self._stretch(text, 0, 0, len(text))
        found = []
        step = STRETCH - _OVERLAP
        for start in range(0, len(text), step):
            found += self._stretch(text, start, start, start + step)
        return found

    def _stretch(self, whole: str, start: int, first: int, last: int) -> list[_Hit]:
        """Search a stretch; return what begins from ``first`` up to before ``last``."""
        text = whole[start : start + STRETCH]
        letters = self._hasher.read(text)
        if letters is None:
            return []
        longest: dict[int, _Hit] = {}
        for number, layer in enumerate(self._layers):
            begin = layer.starts(letters)
            for at in range(0, len(begin), _CLOSER):
                for place in layer.places(letters, begin[at : at + _CLOSER]):
                    self._take(whole, start, letters, (*place, number), longest)
        return [longest[at] for at in sorted(longest) if first <= at < last]

    def _take(
        self, whole: str, start: int, letters: Letters, place: tuple[int, int, int, int],
        longest: dict[int, _Hit],
    ) -> None:  # fmt: skip
        """Keep a place if it is whole, allowed, and longer than what was kept for its start."""
        word, final, at, number = place
        edges = (letters.edges[2 * word : 2 * final + 2] + start).tolist()
        begin, end = edges[0], edges[-1]
        kept = longest.get(begin)
        if kept is not None and kept.end >= end:
            return
        if not _is_whole(whole, edges):
            return
        layer = self._layers[number]
        if not _allowed(whole, edges, layer.need(at)):
            return
        if layer.gone and layer.meaning(at) is None:
            return
        longest[begin] = _Hit(begin, end, number, at)


_APOSTROPHES: Final = frozenset("'\u2019\u02bc`\u00b4")


def _is_whole(text: str, edges: Sequence[int]) -> bool:
    """Tell whether the words hang together and are no pieces of longer ones."""
    begin, end = edges[0], edges[-1]
    if any(after - before > WIDEST_GAP for before, after in zip(edges[1::2], edges[2::2])):  # noqa: B905 - the last word has nothing behind it
        return False
    if "\x00" in text[begin:end]:
        return False
    return not ((begin and text[begin - 1].isalnum()) or (end < len(text) and text[end].isalnum()))


def _allowed(text: str, edges: Sequence[int], need: int) -> bool:
    if need == Need.NOTHING:
        return True
    spans = list(zip(edges[::2], edges[1::2], strict=True))
    if need in (Need.INITIAL, Need.DOTTED):
        dotted = all(
            text[end : end + 1] == "." and text[begin - 1 : begin] not in _APOSTROPHES
            for begin, end in spans
            if end - begin == 1
        )
        return dotted or (need == Need.INITIAL and _cased(text, spans))
    if not _cased(text, spans):
        return False
    return need == Need.CASED or _title_before(text, edges[0]) < edges[0]


def _cased(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether every word begins with a capital, but for particles such as *von*."""
    return all(
        text[begin].isupper() or not text[begin].islower()
        or fold(text[begin:end]) in person.PARTICLES
        for begin, end in spans
    ) and any(text[begin].isupper() or not text[begin].isalpha() for begin, _ in spans)  # fmt: skip


_TITLE: Final = re.compile(
    r"([^\W\d_]{1,12})(?:\.?[ \u00a0\u202f]{1,2}|\.-?|-)$"
)  # one word and what stands between it and a name


def _title_before(text: str, start: int) -> int:
    """Return where the titles before a name begin, or where the name does."""
    floor = max(0, start - _BEFORE)
    while start > floor:
        match = _TITLE.search(text, max(floor, start - 15), start)
        if match is None or fold(match[1]) not in person.TITLES:
            break
        before = match.start() - 1
        if before >= 0 and text[before].isalnum():
            break
        start = match.start()
    return start


_FORM: Final = re.compile(
    r"\.?(?:,?[ \u00a0\u202f]{1,2}|[ ]?(?:&|\+|und|and)[ ]?){1,2}"
    r"((?:[^\W\d_]\.[ ]?){2,4}|[^\W\d_]{2,13})"
)


def _form_behind(text: str, end: int) -> int:
    """Return where the legal form behind a name ends, or where the name does."""
    done: list[str] = []
    reached = end
    while end - reached < _BEHIND and len(done) < _FORM_WORDS:
        match = _FORM.match(text, end, end + _BEHIND)
        if match is None or text[match.end() : match.end() + 1].isalnum():
            break
        letters = [each for each in fold(match[1]) if each.isalnum()]
        done.append("".join(letters))
        if not ((done[-1],) in company.FORMS or tuple(letters) in company.FORMS):
            break
        reached = end = match.end()
    return reached


_ABBREVIATED: Final = 4  # letters at the end that a full stop may shorten


def _widened(text: str, start: int, end: int, kind: Kind) -> tuple[int, int]:
    """Take along what belongs to a value: title, legal form, sign, full stop of a short word."""
    if kind is Kind.PERSON:
        return _title_before(text, start), _full_stop(text, end, 1)
    if kind is Kind.ORG:
        behind = _form_behind(text, end)
        return start, behind if behind == end else _full_stop(text, behind, _ABBREVIATED)
    if kind is Kind.ADDRESS:
        return start, _full_stop(text, end, _ABBREVIATED)
    if kind is Kind.PHONE:
        opened = text[max(0, start - 2) : start]
        return start - len(opened) + len(opened.rstrip("(+")), end
    return start, end


def _full_stop(text: str, end: int, most: int) -> int:
    """Return the end with a full stop behind a last word of so many letters at most."""
    last = _LAST_WORD.search(text, max(0, end - most - 1), end)
    return end + 1 if last is not None and text[end : end + 1] == "." else end


_LAST_WORD: Final = re.compile(r"(?:^|[\W_])[^\W\d_]{1,4}$")
