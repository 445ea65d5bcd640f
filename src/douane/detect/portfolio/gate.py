"""Say where a text is worth a second look, in a few microseconds.

In this order, each only where the one before let something pass:

1. Hyperscan looks for the words that portfolios and dossiers are made of, each at most once.
2. Positions have figures: numbers with decimals, groups, a percent sign or a currency, and whole
   numbers.  Dates, times, phone numbers, IBANs and e-mail addresses are none.  Figures that stand
   close to each other make a window.
3. A dossier has labels of three subjects; each label's place is looked up, and three subjects
   close to each other make a window.

Both scans read one byte a character, so that their offsets are the text's.  What Latin-1 has no
letter for is one byte for all (a question mark), in the words as in the text: a word too many
costs a look, never a portfolio.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

import hyperscan

from douane.detect.fold import fold
from douane.detect.isin import is_isin
from douane.detect.portfolio import tag
from douane.detect.portfolio.vocabulary import meanings

_SECURITIES: Final = tag.ISSUER | tag.INSTRUMENT
_AROUND: Final = tag.CLIENT | tag.ACCOUNT
_TELLING: Final = _SECURITIES | _AROUND | tag.UNIT | tag.HEADS
# What parts words is a space, so that a word is a literal between two of them.
_LATIN_1: Final = fold(
    "".join(chr(code) if chr(code).isalnum() or chr(code) in "?&%+" else " " for code in range(256))
).encode("latin-1")
_ALIKE: Final = tuple(
    zip("\u2019\u2013\u2022\u201e\u201c\u202f\u20ac\u2212", '\'-*""\xa0$-', strict=True)
)
_FEWEST_SUBJECTS: Final = 3
_FEWEST_HEADS: Final = 3
_FEWEST_SECURITIES: Final = 2
_FEWEST_WHOLE: Final = 2
_BETWEEN_FIGURES: Final = 320
_BETWEEN_LABELS: Final = 400
# As far as a verdict looks around positions, and room for the head of a table.
_BEFORE, _BEHIND = 1_400, 800
_TO_A_BREAK: Final = 200

_CURRENCY: Final = rb"(?:CHF|EUR|USD|GBP|PLN|SEK|NOK|DKK|CZK|JPY|Fr\.|Franken|Euro|z\?|\$|\xa3)"
_OPENS: Final = rb"(?:[^\w.'/@+\-]|\n-)"
_CLOSES: Final = rb"(?:[^\w.,'/:\-@]|[.,:][^\d])"
# A whole number behind another and a space is the rest of a phone number, an IBAN or a row.
_ALONE: Final = rb"(?:[^\d)+ \xa0][ \xa0]{1,40}|[^\w.'/@+ \xa0\-]|\n-)"
_WHOLE, _TOLD, _ISIN = range(3)
_IDENTIFIER: Final = rb"[^A-Za-z0-9][A-Z]{2}[A-Z0-9]{9}\d[^A-Za-z0-9]"
_FIGURES: Final = (
    (_TOLD, _OPENS + rb"\d{1,12}[.,]\d{1,6}" + _CLOSES),
    (_TOLD, _OPENS + rb"\d{1,3}(?:['\xa0]\d{3}){1,5}" + _CLOSES),
    (_TOLD, _ALONE + rb"[1-9]\d{0,2}(?: \d{3}){1,5}" + _CLOSES),
    (_TOLD, rb"\d[ \xa0]?(?:%|v\.\s?H\.|Prozent|percent|per cent|pct|proc\.|" + _CURRENCY + rb")"),
    (_TOLD, _CURRENCY + rb"[ \xa0]?\d"),
    (_WHOLE, _ALONE + rb"[1-9]\d{0,8}(?:" + _CLOSES + rb"|[,]\d)"),
    (_ISIN, _IDENTIFIER),
)
_ISIN_LENGTH: Final = 12
# So many are worth a look, whatever their check digits are.

Span: TypeAlias = tuple[int, int]


class Seen(NamedTuple):
    """What stands where, as one past the last byte of each with a space before the text.

    Attributes:
        labels: Labels of subjects, if there are three subjects.
        figures: Figures, and of which sort they are.
        named: The words of the text can be those of positions.
    """

    labels: list[Span]
    figures: list[Span]
    named: bool

    def windows(self, text: str) -> list[Span]:
        """Return the parts of the text that may hold a portfolio or a dossier, by position."""
        spans = [
            (group[0][0], group[-1][0])
            for group in _close(self.labels, _BETWEEN_LABELS)
            if len({subject for _, subject in group}) >= _FEWEST_SUBJECTS
        ]
        spans += [
            (group[0][0], group[-1][0])
            for group in _close(self.figures, _BETWEEN_FIGURES)
            if self._tell(group)
        ]
        return _joined(text, spans)

    def within(self, start: int, end: int) -> bool:
        """Say whether a part of the text can have a window of its own."""
        # A space before the part, and what closes a figure behind it.
        first, last = (start + 1,), (end + 3,)
        labels = bisect_left(self.labels, last) - bisect_left(self.labels, first)
        if labels >= _FEWEST_SUBJECTS:
            return True
        figures = self.figures
        return self._tell(figures[bisect_left(figures, first) : bisect_left(figures, last)])

    def _tell(self, figures: Sequence[Span]) -> bool:
        sorts = [sort for _, sort in figures]
        return _ISIN in sorts or (self.named and (_TOLD in sorts or len(sorts) >= _FEWEST_WHOLE))


class Gate:
    """Lets through what may hold a portfolio."""

    __slots__ = ("_figures", "_labels", "_numbered", "_places", "_told", "_words")

    def __init__(self) -> None:
        """Compile the words."""
        every = meanings().items()
        telling = [(p, t) for p, t in every if t[0] & _TELLING or t[1] >= 0]
        labels = [(phrase, subject) for phrase, (_, subject) in every if subject >= 0]
        self._told = [told for _, told in telling]
        self._places = [subject for _, subject in labels]
        self._words = _Scanner(
            [_literal(phrase) for phrase, _ in telling], hyperscan.HS_FLAG_SINGLEMATCH
        )
        self._labels = _Scanner([_literal(phrase) for phrase, _ in labels])
        self._figures = _Scanner([form for _, form in _FIGURES], literal=False)
        self._numbered = _Scanner([_IDENTIFIER], hyperscan.HS_FLAG_SINGLEMATCH, literal=False)

    def look(self, text: str) -> Seen:
        """Return what stands where in a text."""
        written = b" " + _bytes(text) + b" "
        folded = written.translate(_LATIN_1)
        told = securities = 0
        subjects = set()
        for number, _ in self._words.found(folded):
            word, subject = self._told[number]
            told |= word
            if word & _SECURITIES:
                securities += 1
            if subject >= 0:
                subjects.add(subject)
        labels: list[Span] = []
        if len(subjects) >= _FEWEST_SUBJECTS:
            labels = sorted(
                (end, self._places[number]) for number, end in self._labels.found(folded)
            )
        named = _named(told, securities)
        return Seen(labels, self._sorts(written, named=named), named)

    def windows(self, text: str) -> list[Span]:
        """Return the parts of a text that may hold a portfolio or a dossier, by position."""
        return self.look(text).windows(text)

    def _sorts(self, written: bytes, *, named: bool) -> list[Span]:
        """Return where figures stand, and of which sort they are."""
        if not (named or self._numbered.found(written)):
            return []
        places = []
        for number, end in self._figures.found(written):
            sort = _FIGURES[number][0]
            if sort == _ISIN and not is_isin(
                written[end - 1 - _ISIN_LENGTH : end - 1].decode("ascii")
            ):
                continue
            places.append((end, sort))
        places.sort()
        return places


class _Scanner:
    """Reports which expressions stand where, several threads at once."""

    __slots__ = ("_database", "_scratches")

    def __init__(
        self, expressions: Sequence[bytes], flag: int = 0, *, literal: bool = True
    ) -> None:
        """Compile them."""
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=list(expressions),
            ids=list(range(len(expressions))),
            elements=len(expressions),
            flags=[flag] * len(expressions),
            literal=literal,
        )
        # One scan at a time may use a scratch; popping and appending are atomic.
        self._scratches: list[hyperscan.Scratch] = []

    def found(self, data: bytes) -> list[Span]:
        """Return the number of each expression that matches, and where the match ends."""
        found: list[Span] = []
        try:
            scratch = self._scratches.pop()
        except IndexError:
            scratch = self._database.scratch.clone()
        try:
            self._database.scan(data, match_event_handler=_collect, context=found, scratch=scratch)
        finally:
            self._scratches.append(scratch)
        return found


# Hyperscan does not keep a reference to its handler: one made on the way may be gone when it
# is called.
def _collect(number: int, _start: int, end: int, _flags: int, found: object) -> None:
    found.append((number, end))  # type: ignore[attr-defined]


def _named(told: int, securities: int) -> bool:
    """Say whether the words of a text can be those of positions."""
    return (
        (told & tag.HEADS).bit_count() >= _FEWEST_HEADS
        or securities >= _FEWEST_SECURITIES
        or bool(securities and told & (tag.UNIT | _AROUND))
        or bool(told & _AROUND and told & tag.UNIT)
    )


def _close(places: Sequence[Span], farthest: int) -> Iterator[Sequence[Span]]:
    """Group what stands close to each other."""
    first = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at][0] - places[at - 1][0] > farthest:
            yield places[first:at]
            first = at


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Widen spans by what a verdict looks at, up to where a line or a word ends, and join them."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        start = _break_before(text, first - _BEFORE)
        end = _break_behind(text, last + _BEHIND)
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _break_before(text: str, at: int) -> int:
    if at <= 0:
        return 0
    line = text.rfind("\n", max(0, at - _TO_A_BREAK), at)
    return (line if line >= 0 else text.rfind(" ", max(0, at - _TO_A_BREAK), at)) + 1 or at


def _break_behind(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    line = text.find("\n", at, at + _TO_A_BREAK)
    line = line if line >= 0 else text.find(" ", at, at + _TO_A_BREAK)
    return line if line >= 0 else at


def _bytes(text: str) -> bytes:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        # ``str.translate`` takes a hundred times as long.
        for character, alike in _ALIKE:
            text = text.replace(character, alike)
        return text.encode("latin-1", "replace")


def _literal(phrase: str) -> bytes:
    word = _bytes(phrase).translate(_LATIN_1)
    return b" " + b" ".join(word.split()) + b" "
