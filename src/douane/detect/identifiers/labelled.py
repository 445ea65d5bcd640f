"""Numbers behind a label, or before one: ``Steuer-ID 12 345 678 901``, ``Kundennummer 4711-22``.

A national number whose check digit is right needs a label somewhere near.  One whose check
digit is wrong, and one that has none (accounts, customers, contracts, passports), must follow
its label at once: then it is what the label says, whatever its digits.
"""

import re
from operator import itemgetter
from typing import Final

from douane.detect.identifiers.context.surroundings import Label, before, behind
from douane.detect.identifiers.context.topics import LABELS, NEGATIVE
from douane.detect.identifiers.finance.securities import BY_LABEL
from douane.detect.identifiers.national.register import NUMBERS, Number
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.detect.language import COUNTRIES, language
from douane.model.token import Kind

ID: Final = "labelled"

NEAR: Final = 0.9
"""A right check digit near its label."""
ADJACENT: Final = 0.6
"""No check digit, or a wrong one, at once behind its label."""

_MAX_CHARACTERS = 44
_MOST_WORDS_NEAR, _MOST_WORDS_BETWEEN, _WIDEST_GAP = 5, 0, 26
_MOST_BEHIND = 2
_PASSAGE = 200
_INITIALS = 2
_MOST_LETTER_GROUPS, _LONGEST_LETTERS = 3, 7
_FEWEST_CHECKED = 4
_FEWEST_DIGITS, _SHORT, _LONGEST_UNCHECKED = 5, 6, 24
# No country has shorter ones; ``RC-10078`` is rather a record than a Czech number.
_FEWEST_NATIONAL = 7
_NATIONAL = ("person_id.", "tax_id.", "tax_number.")
_WORD_AHEAD = re.compile(r"[^\w\x00]{0,4}[^\W\d_]{2}|[^\w\x00]{1,4}[^\W\d_]")
_CAPITALS = re.compile(r"[A-Z]{1,6}[ \u00a0.\-/]\Z")
_GROUP = re.compile(r"[0-9A-Za-z]+")
_BETWEEN = re.compile(r"[ \u00a0\u202f./\-\u2013|+]{1,3}")
_JOINED = re.compile(r"[-./][0-9A-Za-z]")
_TOKEN = re.compile(r"[0-9A-Za-z]+(?:[./\-][0-9A-Za-z]+)*")
_MORE = re.compile(r"[ \u00a0]([0-9A-Z]{1,6}(?:[./\-][0-9A-Z]+)*)(?![0-9A-Za-z])")
_NO_NUMBER = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)|\d{1,2}[-./]\d{1,2}[-./](?:\d\d|\d{4})(?!\d)"
    r"|(?:19|20)\d\d[-/](?:\d\d|(?:19|20)\d\d)(?![\d/\-])|\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?!\d)"
    r"|\d{1,3}(?:[., \u00a0']\d{3})*[.,]\d\d?(?!\d)|\d{1,3}(?:[.,' \u00a0]000)+(?!\d)"
    r"|\d{4,12}[.,]\d\d?(?![\d./\-])",
    re.ASCII,
)
_AMOUNT_BEFORE = re.compile(r"(?:[€$£¥]|EUR|USD|CHF|GBP|PLN)[ \u00a0]?\Z")
_AMOUNT_AFTER = re.compile(
    r"[ \u00a0]?(?:[€$£¥%‰]|(?:EUR|USD|CHF|GBP|PLN|zł|euros?|Euro|Mio|mio|k)\b)"
)
# What a label without a checksum gives, the strictest kind first.
_UNCHECKED: Final[dict[str, tuple[str, Kind]]] = {
    "person": ("person_id", Kind.IDENTITY),
    "tax": ("tax_id", Kind.IDENTITY),
    "passport": ("passport", Kind.IDENTITY),
    "id_card": ("id_card", Kind.IDENTITY),
    "vat": ("vat", Kind.CODE),
    "account": ("account", Kind.CODE),
    "customer": ("customer", Kind.CODE),
    "contract": ("contract", Kind.CODE),
    "company": ("company_id", Kind.CODE),
}
# Their own expressions find these.
_ELSEWHERE: Final = frozenset({"birth", "plate", "bic", "mic", NEGATIVE})
_TOPICS: Final = tuple(topic for topic in LABELS if topic not in _ELSEWHERE)

# A word that is written letter by letter names nothing until that is undone: ``i c`` in it is
# no label.
_SPELLED_OUT: Final = re.compile(r"(?:(?<!\w)\w[^\w\n]{1,3}){4}\Z")
_SPELLED_LENGTH: Final = 18


def _by_topic() -> dict[str, tuple[Number, ...]]:
    return {
        topic: tuple(
            # A number's own label first.
            sorted(
                (number for number in NUMBERS if topic in number.topics),
                key=lambda number: number.id != topic,
            )
        )
        for topic in LABELS
    }


# The sign between is the century.
_SIGNED: Final = frozenset({"person_id.fi", "person_id.se"})
_NUMBERS: Final = _by_topic()


def read(text: str, end: int) -> Hit | None:  # noqa: PLR0911 - each line is one reason for no
    """Return the number whose first digits end here."""
    start = _begin(text, end - 1)
    ends = _ends(text, start)
    # Of counts and years there are many: they are not worth a look around.
    if not ends or text[start - 1 : start] == "+" or len(ends[-1][1]) < _FEWEST_CHECKED:
        return None
    if _SPELLED_OUT.search(text, max(0, start - _SPELLED_LENGTH), start):
        return None
    labels = before(text, start)
    if not labels:
        return _before_label(text, start, ends)
    topics = _topics(labels)
    if NEGATIVE in labels[0].topics and len(labels[0].topics) == 1:
        return None
    readings = [
        (stop, -begin, number)
        for begin in (start, *_letters_before(text, start))
        for number, stop in _checked(
            text, begin, topics, ends if begin == start else _ends(text, begin)
        )
    ]
    if readings:
        # The longest: without its letters, one country's number may be valid in another.
        stop, begin, number = max(readings, key=itemgetter(0, 1))
        return Hit(-begin, stop, _kind(number.id), NEAR, number.id)
    nearest = labels[0]
    if nearest.words > _MOST_WORDS_BETWEEN or nearest.gap > _WIDEST_GAP:
        return None
    return _unchecked(text, start, topics)


def _begin(text: str, digit: int) -> int:
    """Return where the number begins that a digit belongs to; capitals may stand before it."""
    start = digit
    while start and (text[start - 1].isalnum()) and digit - start < _LONGEST_UNCHECKED:
        start -= 1
    if start > 1 and text[start - 1] in "-/." and text[start - 2].isalpha():
        letters = start - 1
        while letters and text[letters - 1].isalpha() and start - letters < _FEWEST_DIGITS:
            letters -= 1
        before_letters = text[letters - 1 : letters] if letters else ""
        short = text[letters : start - 1].isupper() or start - letters == _INITIALS
        if short and not before_letters.isalnum() and not _is_label(text[letters : start - 1]):
            start = letters
    return start


def _letters_before(text: str, start: int) -> list[int]:
    """Return where groups of capitals begin that may belong to a number: ``EC 57 50 37 D``."""
    starts: list[int] = []
    at = start
    while len(starts) < _MOST_LETTER_GROUPS:
        group = _CAPITALS.search(text, max(0, at - _LONGEST_LETTERS), at)
        if group is None or (group.start() and text[group.start() - 1].isalnum()):
            break
        at = group.start()
        starts.append(at)
    return starts


def _is_label(word: str) -> bool:
    return len(word) > _INITIALS and bool(before(word, len(word)))


def _topics(labels: list[Label]) -> frozenset[str]:
    """Return what the nearest labels name: ``Steuernummer des Kunden`` is both."""
    topics = labels[0].topics
    for label in labels[1:3]:
        if label.words - labels[0].words > 1 or NEGATIVE in label.topics:
            break
        topics |= label.topics
    return topics


def _ends(text: str, start: int) -> list[tuple[int, str]]:
    """Return where the groups end that may belong to one number, with all before them joined."""
    ends: list[tuple[int, str]] = []
    joined, at, stop = "", start, start + _MAX_CHARACTERS
    while group := _GROUP.match(text, at, stop):
        if ends and not (group[0].isupper() or any(map(str.isdecimal, group[0]))):
            break
        joined += group[0]
        at = group.end()
        ends.append((at, joined.upper()))
        between = _BETWEEN.match(text, at, stop)
        if between is None:
            break
        at = between.end()
    if ends and text[ends[-1][0] : ends[-1][0] + 1].isalnum():
        ends.pop()
    return ends


def _checked(
    text: str, start: int, topics: frozenset[str], ends: list[tuple[int, str]]
) -> list[tuple[Number, int]]:
    """Return the longest number with a right check digit that a label may name; one at most."""
    candidates = dict.fromkeys(
        number for topic in sorted(topics, key=len, reverse=True) for number in _NUMBERS[topic]
    )
    for end, compact in reversed(ends):
        if _JOINED.match(text, end):
            continue
        if len(compact) == ends.index((end, compact)) + 1 > 1 and end != ends[-1][0]:
            continue  # digit by digit, a number has no end before the last of them
        written = text[start:end]
        fitting = [
            number
            for number in candidates
            if number.form.fullmatch(compact)
            and (number.check(compact) or (number.id in _SIGNED and number.check(written)))
        ]
        if fitting:
            return [(_of_the_country(text, start, topics, fitting), end)]
    return []


def _of_the_country(text: str, start: int, topics: frozenset[str], fitting: list[Number]) -> Number:
    """Return the number that was named, or else one of a country with the passage's language."""
    named_so = [number for number in fitting if number.id in topics]
    if named_so or len(fitting) == 1:
        return (named_so or fitting)[0]
    begin, end = max(0, start - _PASSAGE), min(len(text), start + _PASSAGE)
    begin = text.rfind("\x00", begin, start) + 1 or begin
    countries = COUNTRIES.get(language(text[begin:end].partition("\x00")[0]), ())
    return next(
        (number for number in fitting if number.id.rpartition(".")[2] in countries), fitting[0]
    )


def _before_label(text: str, start: int, ends: list[tuple[int, str]]) -> Hit | None:
    """Return a number with a right check digit that is named behind it."""
    for end, _ in {ends[0], ends[-1]}:
        if _WORD_AHEAD.match(text, end) is None:
            continue
        labels = behind(text, end)
        if not labels or labels[0].words > _MOST_BEHIND or NEGATIVE in labels[0].topics:
            continue
        if any(mark in text[end : end + labels[0].gap] for mark in ",;.\n:"):
            continue
        for number, stop in _checked(text, start, labels[0].topics, ends):
            if stop == end:
                return Hit(start, stop, _kind(number.id), NEAR, number.id)
    return None


def _unchecked(text: str, start: int, topics: frozenset[str]) -> Hit | None:
    """Return what follows its label at once, as the label names it."""
    for topic in topics & BY_LABEL.keys():
        # An ISIN's country may stand apart.
        for begin in (start, start - 3) if topic == "isin" else (start,):
            stop = BY_LABEL[topic](text, max(0, begin))
            if stop and stop > start:
                return Hit(max(0, begin), stop, Kind.CODE, NEAR, topic)
    groups = {topic.partition(".")[0] for topic in topics}
    named = next(
        (
            _UNCHECKED[topic]
            for topic in _UNCHECKED
            if topic in topics or _UNCHECKED[topic][0] in groups
        ),
        None,
    )
    stop = _unchecked_end(text, start) if named else 0
    if named is None or not stop:
        return None
    if all(topic.startswith(_NATIONAL) for topic in topics) and (
        sum(map(str.isdecimal, text[start:stop])) < _FEWEST_NATIONAL
    ):
        return None
    return Hit(start, stop, named[1], ADJACENT, named[0])


def _unchecked_end(text: str, start: int) -> int:
    token = _TOKEN.match(text, start, start + _LONGEST_UNCHECKED + 1)
    if token is None or _NO_NUMBER.match(text, start) or _AMOUNT_BEFORE.search(text[:start][-5:]):
        return 0
    stop = token.end()
    while sum(map(str.isalnum, text[start:stop])) < 2 * _SHORT and (
        more := _MORE.match(text, stop)
    ):
        if not any(map(str.isdecimal, more[1])) or more.end() - start > _LONGEST_UNCHECKED:
            break
        stop = more.end()
    written = text[start:stop]
    if sum(map(str.isdecimal, written)) < _FEWEST_DIGITS or stop - start > _LONGEST_UNCHECKED:
        return 0
    if _AMOUNT_AFTER.match(text, stop) or text[stop : stop + 1].isalnum():
        return 0
    return stop


def _kind(id_: str) -> Kind:
    return Kind.CODE if id_.startswith("company_id") else Kind.IDENTITY


LABELLED: Final = Trigger(ID, (), read, labels=_TOPICS)
COMPACT: Final = Trigger(ID, (rb"\b[0-9]{7}",), read)
