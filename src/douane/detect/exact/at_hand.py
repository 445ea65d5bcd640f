"""Find the values of the records at hand, and small lists of others, exactly as they are written.

One Aho-Corasick pass over the text in lower case finds every place where a value stands; what
is part of a longer word is thrown away, and of the values that begin at one place the longest
counts.  So the findings are those of a search for each value by itself.  They may overlap:
``Deutsche Bank`` inside ``Ehlers & Deutsche Bank AG`` is a finding, too.

Some values are not looked for, because ordinary text is full of them (DESIGN.md §2.7): they are
listed in ``suppressed``, by field and record.

- Fewer than four letters and digits (``May``, ``AG``, ``12``).
- A single ordinary word (``common_words``), unless ``cased``: then in that very spelling.
- Values with a NUL.

It is made anew for each request, so it knows no variants of a value: those of the org's own
values are in ``KnownValues``.
"""

from array import array
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from douane.detect.columns import UNREADABLE
from douane.detect.common_words import COMMON_WORDS
from douane.detect.exact.entry import DETECTOR, FEWEST_CHARACTERS, Known, Suppressed, Why
from douane.detect.fold import encodable, fold
from douane.model.finding import Finding
from douane.model.token import Kind

_MOST_FIELDS: Final = 64  # of one value; beyond, it counts as an unlisted field
# Up to so many values, looking for one after the other is quicker than building an automaton.
_FEW: Final = 40
_SMALL: Final = 2_000  # up to here, building fast counts for more than size

# What a hit says, but for the record.
_Meaning = tuple[tuple[str, ...], Kind, bool]


class ExactIndex:
    """Detector of known values.  Made by ``build``.

    Attributes:
        suppressed: Values that it does not look for.
    """

    id = "exact"

    __slots__ = (
        "_automaton",
        "_cased",
        "_few",
        "_meaning_of",
        "_meanings",
        "_records",
        "suppressed",
    )

    def __init__(self, patterns: "_Patterns", suppressed: tuple[Suppressed, ...]) -> None:
        """Use ``build``."""
        self._meanings = tuple(patterns.meanings)
        self._meaning_of = patterns.meaning_of
        self._records = patterns.records
        self._cased = patterns.cased
        self.suppressed = suppressed
        self._few = tuple(patterns.numbers) if len(patterns.numbers) <= _FEW else ()
        self._automaton = None if len(patterns.numbers) <= _FEW else _automaton(patterns.numbers)

    @classmethod
    def build(cls, entries: Iterable[Known], *, cased: bool = False) -> "ExactIndex":
        """Make an index.

        A value that several entries share is one pattern: it may belong to all their fields,
        and to a record only if they agree on one.

        Args:
            entries: What to look for; read once, in order.
            cased: Look for ordinary words, too, but only in exactly their spelling: right for
                the values of the records at hand, too much for a whole org.
        """
        patterns = _Patterns()
        suppressed: list[Suppressed] = []
        for value, fields, record, kind, literal in entries:
            stripped = _bare(value)
            pattern = fold(encodable(stripped))
            why = _reason(pattern)
            if why is None:
                patterns.add(pattern, (fields, kind, literal), record)
                if stripped[:1] != value.strip()[:1]:
                    # Its quotes may be a table's, or its own; then they go with it.
                    quoted = fold(encodable(value.strip()))
                    patterns.add(quoted, (fields, kind, literal), record)
            elif why is Why.COMMON and cased:
                patterns.add_cased(pattern, stripped, (fields, kind, literal), record)
            else:
                suppressed.append(Suppressed(fields, record, why))
        patterns.settle()
        return cls(patterns, tuple(suppressed))

    def __len__(self) -> int:
        """Count the distinct values that it looks for."""
        return len(self._records)

    def scan(self, text: str) -> list[Finding]:
        """Return every known value in a text, by position."""
        folded = fold(encodable(text))
        hits = (
            _each(self._few, folded)
            if self._automaton is None
            else self._automaton.find_matches_as_indexes(folded, overlapping=True)
        )
        if not hits:
            return []
        cased, last = self._cased, len(folded)
        longest: dict[int, tuple[int, int]] = {}
        for number, start, end in hits:
            if (
                (start and folded[start - 1].isalnum() and folded[start].isalnum())
                or (end < last and folded[end].isalnum() and folded[end - 1].isalnum())
                or (number in cased and text[start:end] not in cased[number])
            ):
                continue
            known = longest.get(start)
            if known is None or known[0] < end:
                longest[start] = (end, number)
        return [self._finding(text, start, *longest[start]) for start in sorted(longest)]

    def _finding(self, text: str, start: int, end: int, number: int) -> Finding:
        fields, kind, literal = self._meanings[self._meaning_of[number]]
        value = encodable(text[start:end])
        record = self._records[number]
        return Finding(start, end, value, kind, DETECTOR, fields, record, literal)


def _automaton(patterns: Collection[str]) -> AhoCorasick:
    small = len(patterns) <= _SMALL
    return AhoCorasick(
        patterns,
        matchkind=MatchKind.Standard,
        store_patterns=False,
        implementation=(Implementation.NoncontiguousNFA if small else Implementation.ContiguousNFA),
    )


def _each(patterns: Sequence[str], folded: str) -> list[tuple[int, int, int]]:
    """Return (number, start, end) of every place of every pattern, as the automaton would."""
    hits = []
    for number, pattern in enumerate(patterns):
        start = folded.find(pattern)
        while start >= 0:
            hits.append((number, start, start + len(pattern)))
            start = folded.find(pattern, start + 1)
    return hits


class _Patterns:
    """The patterns of an index while it is built."""

    __slots__ = ("_shared", "cased", "meaning_of", "meanings", "numbers", "records")

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.meanings: dict[_Meaning, int] = {}
        self.meaning_of = array("I")
        self.records: list[str] = []
        self.cased: dict[int, set[str]] = {}
        self._shared: dict[int, dict[_Meaning, None]] = {}

    def add(self, pattern: str, meaning: _Meaning, record: str) -> int:
        """Add an entry; return the number of its pattern."""
        number = self.numbers.setdefault(pattern, len(self.records))
        known = self.meanings.setdefault(meaning, len(self.meanings))
        if number == len(self.records):
            self.meaning_of.append(known)
            self.records.append(record)
            return number
        if self.meaning_of[number] != known:
            self._shared.setdefault(number, {})[meaning] = None
        if self.records[number] != record:
            self.records[number] = ""
        return number

    def settle(self) -> None:
        """Give each pattern that several entries share one meaning."""
        known = tuple(self.meanings)
        for number, others in self._shared.items():
            joined = _joined([known[self.meaning_of[number]], *others])
            self.meaning_of[number] = self.meanings.setdefault(joined, len(self.meanings))

    def add_cased(self, pattern: str, spelling: str, meaning: _Meaning, record: str) -> None:
        """Add an entry that only counts in its own spelling."""
        self.cased.setdefault(self.add(pattern, meaning, record), set()).add(spelling)


def _bare(value: str) -> str:
    """Leave out white space, and the quotes that a cell of a table was written with."""
    stripped = value.strip()
    if stripped[:1] == '"' and stripped[-1:] == '"':
        stripped = stripped[1:-1].replace('""', '"').strip()
    return stripped


def _reason(pattern: str) -> Why | None:
    """Say why a value is not looked for; None when it is."""
    if "\x00" in pattern:
        return Why.UNREADABLE
    if pattern in COMMON_WORDS:
        return Why.COMMON if len(pattern) >= FEWEST_CHARACTERS else Why.SHORT
    if pattern[:FEWEST_CHARACTERS].isalnum() and len(pattern) >= FEWEST_CHARACTERS:
        return None
    return Why.SHORT if sum(map(str.isalnum, pattern)) < FEWEST_CHARACTERS else None


def _joined(meanings: Sequence[_Meaning]) -> _Meaning:
    """Join what entries of one value say: all fields, else only what they agree on."""
    paths = tuple(dict.fromkeys(path for fields, _, _ in meanings for path in fields))
    kinds = {kind for _, kind, _ in meanings}
    return (
        paths if len(paths) <= _MOST_FIELDS else UNREADABLE.fields,
        kinds.pop() if len(kinds) == 1 else Kind.TEXT,
        all(literal for _, _, literal in meanings),
    )
