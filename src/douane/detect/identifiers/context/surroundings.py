"""What the words around a number say about it.

Looks at a few dozen characters before a place, or behind it, and never across a NUL.  Words
are folded, and up to four neighbours are also read as one (``USt-IdNr.`` is ``ustidnr``,
``tax id`` is ``taxid``); endings such as ``-nummer`` are taken off where the whole is unknown.
The nearest label counts: ``Reisepass liegt vor. Bestellung 12345678`` is an order.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from douane.detect.identifiers.context.folded import WORD, fold
from douane.detect.identifiers.context.topics import LABELS, NEGATIVE

BEFORE: Final = 64
BEHIND: Final = 32
_LONGEST_LABEL = 4
# German and its neighbours join them: Konto-nummer, Steuer-nr, Sozialversicherung-s-nummer.
_ENDINGS: Final = tuple(
    link + ending
    for link in ("", "s", "n", "en")
    for ending in ("nummer", "nummern", "nr", "number", "numer", "szam", "code", "kod")
)
_SHORTEST_STEM = 3
# ``ICO`` is a number, ``favicon.ico`` is none: short labels count in capitals, but for these.
_SHORT = 3
_ALSO_LOWER_WORDS = (
    "geb nee ne ur kto dob iva tva btw nip pps bsn nif dni nie ahv avs cpr cnp egn oib lei bic mic"
    " ssn nhs utr vat tin alv wkn job los lot row sku kd kt uid ust dic"
)
_ALSO_ARTICLE: Final = "los"
_HOMOGRAPHS: Final = frozenset({_ALSO_ARTICLE, "envio"})
_ALSO_LOWER: Final = frozenset(_ALSO_LOWER_WORDS.split())
# Words between a label and its number that leave them together.
_CONNECTORS_WORDS = (
    "nr n no num number numero numer numeru nummer id is was the of for ist lautet war der die das"
    " des den von fur mit est le la les de du d l s est e il lo del della dello per su es el los"
    " las van voor het een met to dla o z jest w ma are as my your his her our their mein meine"
    " meiner ihr ihre mon ma votre mio mia suo tuo mi su mijn uw moj moja code kod codice codigo"
    " cod client kunden unser unsere am on op auf dnia em ref reads following gleich neu new alt"
    " old nowy sono sind fiscal national personal"
)
_CONNECTORS: Final = frozenset(_CONNECTORS_WORDS.split())


# Labels that are also what a sentence is about.
_NOUNS: Final = frozenset({"customer", "account", "contract", "company"})


class Label(msgspec.Struct, frozen=True, gc=False):
    """A label near a number.

    Attributes:
        topics: What it may name.
        words: How many words other than connectors stand between it and the number.
        gap: Characters between them.
    """

    topics: frozenset[str]
    words: int
    gap: int


def _tables() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Return what each label names, folded and joined, and the words that labels end with."""
    table: dict[str, set[str]] = {}
    last = {"nr", "no", "n", "id", "number", "nummer", "numer"}
    stems: dict[str, set[str]] = {}
    for topic, labels in LABELS.items():
        for label in labels.split(","):
            words = WORD.findall(fold(label.strip()))
            table.setdefault("".join(words), set()).add(topic)
            last.add(words[-1])
            if len(words) == 1 and len(words[0]) >= _SHORTEST_STEM:
                stems.setdefault(words[0], set()).add(topic)
    for stem, topics in stems.items():
        for ending in _ENDINGS:
            table.setdefault(stem + ending, topics)
    return {label: frozenset(topics) for label, topics in table.items()}, frozenset(last)


_TABLE, _LAST = _tables()
# What a label can end with.
_TELLING: Final = _LAST | _TABLE.keys()


def before(text: str, start: int) -> list[Label]:
    """Return the labels before a place, nearest first; longer readings of a word come first."""
    begin = max(0, start - BEFORE)
    begin = text.rfind("\x00", begin, start) + 1 or begin
    window = fold(text[begin:start])
    words = WORD.findall(window)
    if begin and words and text[begin - 1].isalpha() and text[begin].isalpha():
        del words[0]
    found: list[Label] = []
    between = passed = 0
    stop = len(window)  # no word behind this is still to be read
    while words:
        word = words.pop()
        # Nothing but this word, and no letter behind it, is left before what was read.
        first = window.rfind(word, 0, stop)
        end, stop = first + len(word), first
        if passed:
            passed -= 1
            continue
        if word in _TELLING:
            shouted = text[begin + end - 1].isupper()
            topics, used = _longest_before(word, words, shouted=shouted)
            if (
                topics
                and word in _HOMOGRAPHS
                and _reads_otherwise(text[begin : begin + end], text[start : start + 1], between)
            ):
                topics = None
            if topics:
                found.append(Label(topics, between, len(window) - end))
                passed = used - 1
                between += 1
                continue
        if word not in _CONNECTORS:
            between += 1
    return found


def _reads_otherwise(until: str, following: str, between: int) -> bool:
    """Tell whether a word only looks like a label once it is folded, or in another language.

    Spanish *los* begins sentences, while a German lot stands at once before its digits; and
    *envió* (sent) is no *envío* (shipment).
    """
    if until.endswith("\u00f3"):
        return True
    return until.lower().endswith(_ALSO_ARTICLE) and not (between == 0 and following.isdecimal())


def behind(text: str, end: int) -> list[Label]:
    """Return the labels behind a place, nearest first."""
    stop = text.find("\x00", end, end + BEHIND)
    if stop < 0:
        stop = end + BEHIND
    window = fold(text[end:stop])
    words = [(word[0], word.start()) for word in WORD.finditer(window)]
    if text[stop : stop + 1].isalpha() and words:
        words.pop()
    found: list[Label] = []
    between = 0
    for at, (word, start) in enumerate(words):
        joined, topics = "", None
        for other, _ in words[at : at + _LONGEST_LABEL]:
            joined += other
            topics = _TABLE.get(joined) or topics
        if topics:
            found.append(Label(topics, between, start))
        if word not in _CONNECTORS:
            between += 1
    return found


def _longest_before(
    word: str, words: Sequence[str], *, shouted: bool
) -> tuple[frozenset[str] | None, int]:
    """Return what the longest run of words names, and how many words it takes.

    Args:
        word: The last of them.
        words: Those before it.
        shouted: It ends with a capital.
    """
    best = _TABLE.get(word)
    if best and len(word) <= _SHORT and word not in _ALSO_LOWER and not shouted:
        best = None
    used = 1
    if word in _LAST:
        joined = word
        for number, other in enumerate(reversed(words[1 - _LONGEST_LABEL :]), 2):
            joined = other + joined
            topics = _TABLE.get(joined)
            if topics:
                best, used = topics, number
    return best, used


def named(labels: list[Label], topics: frozenset[str], most_words: int) -> bool:
    """Tell whether one of these topics is named near: ``VAT of the client`` is about VAT.

    A word such as *client* may stand between, one that says it is nobody's may not.
    """
    for label in labels:
        if label.topics & topics:
            return label.words <= most_words
        if not label.topics & _NOUNS:
            return False
    return False


def is_neutral(labels: list[Label]) -> bool:
    """Tell whether the nearest label says that the number is nobody's."""
    return bool(labels) and NEGATIVE in labels[0].topics and len(labels[0].topics) == 1
