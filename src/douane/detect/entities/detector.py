"""Find people, organisations, addresses and places that no record names.

Three looks at a text, surest first:

1. One scan for what announces an entity: titles, cue phrases, legal forms, street words with a
   number, postcodes (``cues``, ``organisations``, ``addresses``).
2. The capitalised words against the lists of names and places (``people``, ``places``); in a
   text that has next to no capitals, all words, by stricter rules.
3. The family names that the first two found, wherever else they stand.

A text without any word of the lists costs the first scan and one look-up a capitalised word.
Findings do not overlap.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from douane.detect.entities import addresses, cues, organisations
from douane.detect.entities.letters import CAPITAL, LETTER
from douane.detect.entities.people import could_be_name, family_before, name_from
from douane.detect.entities.places import behind_preposition, phrase_end
from douane.detect.entities.tokens import Token, capitalised, lower
from douane.detect.entities.words import (
    ANY_NAME,
    ANY_PLACE,
    COUNTRY,
    FAMILY,
    FAMILY_TOO,
    GIVEN,
    GIVEN_TOO,
    HEAD,
    ORDINARY,
    TOWN,
    TOWN_TOO,
    known,
)
from douane.detect.identifiers import Identifiers
from douane.model.finding import Finding
from douane.model.token import Kind

_WORTH_A_LOOK: Final = GIVEN | GIVEN_TOO | FAMILY | TOWN | TOWN_TOO | COUNTRY | HEAD
_CAPITALISED: Final = re.compile(rf"{CAPITAL}{LETTER}++")
_FEWEST_CAPITALS: Final = 60  # characters a capital, below which a text counts as lower case
_MAIL: Final = re.compile(r"(?<![\w.])([^\W\d_]{2,24})[._-]([^\W\d_]{2,24})[\d]{0,4}@")
_SHORTEST_FAMILY: Final = 3

Span = tuple[int, int, Kind, str, float]


class Entities:
    """Detector of people, organisations, addresses and places in free text."""

    id = "entities"

    __slots__ = ("_triggered",)

    def __init__(self) -> None:
        """Compile the triggers; the word lists are unpacked when they are first needed."""
        self._triggered = Identifiers(
            (*addresses.TRIGGERS, *cues.TRIGGERS, *organisations.TRIGGERS)
        )

    def scan(self, text: str) -> list[Finding]:
        """Return the entities of a text, by position."""
        triggered = self._triggered.scan(text)
        words = _CAPITALISED.findall(text)
        classes = known()
        few = len(words) * _FEWEST_CAPITALS < len(text)
        if not triggered and not few and not _any_known(words, classes):
            return []
        spans = _Spans((hit.start, hit.end) for hit in triggered)
        found = [
            (hit.start, hit.end, hit.kind, hit.detector, hit.confidence) for hit in triggered
        ]
        for first, last in _segments(text):
            found += _segment(text, first, last, spans, few=few, triggered=triggered)
        found.sort()
        return [
            Finding(start, end, _value(text, start, end), kind, detector, confidence=sure)
            for start, end, kind, detector, sure in found
        ]


def _any_known(words: Iterable[str], classes: dict[str, int] | object) -> bool:
    look = known().get
    return any(
        look(word, 0) & _WORTH_A_LOOK
        or (not word.isascii() or word.isupper()) and len(word) > 2
        for word in words
    )


def _value(text: str, start: int, end: int) -> str:
    value = text[start:end]
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches between NULs, across which nothing is looked at."""
    start = 0
    while (at := text.find("\x00", start)) >= 0:
        if at > start:
            yield start, at
        start = at + 1
    if start < len(text):
        yield start, len(text)


class _Spans:
    """Stretches that are taken, for quick questions."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def take(self, start: int, end: int) -> bool:
        """Take a stretch unless a part of it is taken."""
        at = bisect_right(self._starts, start)
        if (at and self._ends[at - 1] > start) or (
            at < len(self._starts) and self._starts[at] < end
        ):
            return False
        self._starts.insert(at, start)
        self._ends.insert(at, end)
        return True

    def covers(self, start: int) -> bool:
        """Say whether a position is taken."""
        at = bisect_right(self._starts, start)
        return bool(at) and self._ends[at - 1] > start


def _segment(
    text: str, first: int, last: int, spans: _Spans, *, few: bool, triggered: list[Finding]
) -> list[Span]:
    found: list[Span] = []
    tokens = capitalised(text, first, last)
    families = {
        hit.value.rsplit(" ", 1)[-1]
        for hit in triggered
        if hit.kind is Kind.PERSON and first <= hit.start < last
    }
    pairs = _mailed(text, first, last) if "@" in text else frozenset()
    at = 0
    while at < len(tokens):
        step, span = _read(text, first, last, tokens, at, spans, pairs)
        if span is not None and spans.take(span[0], span[1]):
            found.append(span)
            if span[2] is Kind.PERSON and step > 1:
                families.add(tokens[at + step - 1].word)
        at += max(step, 1)
    found += _again(tokens, families, spans)
    if few:
        found += _without_capitals(text, first, last, spans)
    return found


def _mailed(text: str, first: int, last: int) -> frozenset[str]:
    """Return the words of e-mail addresses that look like a given and a family name."""
    return frozenset(
        part.capitalize() for match in _MAIL.finditer(text, first, last) for part in match.groups()
    )


def _read(
    text: str, first: int, last: int, tokens: list[Token], at: int, spans: _Spans,
    pairs: frozenset[str],
) -> tuple[int, Span | None]:  # fmt: skip
    """Read what begins with a token: how many tokens it takes, and what it is."""
    token = tokens[at]
    bits = token.bits
    if spans.covers(token.start):
        return 1, None
    if bits & (HEAD | ANY_PLACE):
        end = phrase_end(text, token.start, token.end, last, known()) if bits & HEAD else -1
        if end > 0:
            size = sum(1 for each in tokens[at : at + 7] if each.start < end)
            return size, (token.start, end, Kind.PLACE, "place", 0.7)
    person = _person(text, tokens, at, pairs)
    if person is not None:
        return person
    if _is_place(text, first, token):
        return 1, (token.start, token.end, Kind.PLACE, "place", 0.6)
    return 1, None


def _person(
    text: str, tokens: list[Token], at: int, pairs: frozenset[str]
) -> tuple[int, Span] | None:
    token = tokens[at]
    bits = token.bits
    end = at + 1
    sure = 0.5
    if token.initial:
        return _after_initials(tokens, at)
    if bits & (GIVEN | GIVEN_TOO) or (token.word in pairs and not bits & COUNTRY):
        end = name_from(tokens, at)
        if end > at + 1:
            sure = 0.85
            if bits & GIVEN_TOO and not bits & GIVEN and not _witnessed(tokens, at, end):
                return None
        elif not bits & GIVEN or (bits & TOWN and not bits & GIVEN):
            return None
        else:
            sure = 0.6
    elif _family_alone(text, tokens, at):
        # "Nowotny" with an unknown given name before is read from there.
        sure = 0.5
    elif not bits and at + 1 < len(tokens) and _unknown_given(text, tokens, at):
        end = at + 2
        sure = 0.6
    else:
        return None
    first = at
    last = tokens[end - 1]
    return end - at, (tokens[first].start, last.end, Kind.PERSON, "person", sure)


def _after_initials(tokens: list[Token], at: int) -> tuple[int, Span] | None:
    end = at + 1
    while end < len(tokens) and tokens[end].joined and tokens[end].initial:
        end += 1
    if end >= len(tokens) or not tokens[end].joined:
        return None
    bits = tokens[end].bits
    if bits & ORDINARY and not bits & (FAMILY | FAMILY_TOO):
        return None
    if not bits & ANY_NAME and not could_be_name(tokens[end].word):
        return None
    last = end + 1
    if last < len(tokens) and tokens[last].joined and tokens[last].bits & (FAMILY | FAMILY_TOO):
        last += 1
    return last - at, (tokens[at].start, tokens[last - 1].end, Kind.PERSON, "person", 0.75)


def _witnessed(tokens: list[Token], at: int, end: int) -> bool:
    """Say whether what follows an unsure given name is a name: ``Rose Miller``, no ``Will Send``."""
    return any(
        token.initial or token.bits & (FAMILY | GIVEN) or (
            not token.bits & ORDINARY and (token.bits & FAMILY_TOO or not token.bits)
        )
        for token in tokens[at + 1 : end]
    )


def _family_alone(text: str, tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    bits = token.bits
    if not bits & FAMILY or bits & (ORDINARY | ANY_PLACE):
        return False
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if behind is not None and behind.joined and behind.bits & ORDINARY and not behind.bits & ANY_NAME:
        return False
    return not (at and tokens[at].joined and tokens[at - 1].bits & ORDINARY and not token.upper and False)


def _unknown_given(text: str, tokens: list[Token], at: int) -> bool:
    """Say whether an unknown word before a sure family name is its given name."""
    token, behind = tokens[at], tokens[at + 1]
    return (
        behind.joined
        and text[token.end : behind.start] == " "
        and bool(behind.bits & FAMILY)
        and not behind.bits & (ORDINARY | ANY_PLACE)
        and could_be_name(token.word)
        and len(token.word) > 2
        and not token.upper
    )


def _is_place(text: str, first: int, token: Token) -> bool:
    bits = token.bits
    if bits & (COUNTRY | TOWN):
        return not bits & ORDINARY or behind_preposition(text, token.start, first)
    if bits & TOWN_TOO:
        return behind_preposition(text, token.start, first)
    return False


def _again(tokens: list[Token], families: set[str], spans: _Spans) -> list[Span]:
    """Find the family names of whole names once more, alone."""
    if not families:
        return []
    return [
        (token.start, token.end, Kind.PERSON, "person.again", 0.7)
        for token in tokens
        if token.word in families
        and len(token.word) >= _SHORTEST_FAMILY
        and not (token.bits & ORDINARY and not token.bits & (FAMILY | FAMILY_TOO))
        and spans.take(token.start, token.end)
    ]


def _without_capitals(text: str, first: int, last: int, spans: _Spans) -> list[Span]:
    """Find names and places in lower case: only those that are nothing else."""
    found: list[Span] = []
    tokens = lower(text, first, last)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if spans.covers(token.start) or text[token.start].isupper():
            continue
        bits = token.bits
        if bits & (HEAD | COUNTRY):
            end = _lower_phrase(text, token, last)
            if end > 0 and spans.take(token.start, end):
                found.append((token.start, end, Kind.PLACE, "place", 0.5))
                continue
        if bits & GIVEN and not bits & ORDINARY and len(token.word) > 2:
            end = at
            while (
                end < len(tokens)
                and end - at < 3
                and tokens[end].joined
                and tokens[end].bits & ANY_NAME
                and not tokens[end].bits & ORDINARY
            ):
                end += 1
            behind = tokens[end - 1].end
            if spans.take(token.start, behind):
                found.append((token.start, behind, Kind.PERSON, "person", 0.5))
            at = end
        elif bits & TOWN and not bits & (ORDINARY | ANY_NAME) and behind_preposition(text, token.start, first):
            if spans.take(token.start, token.end):
                found.append((token.start, token.end, Kind.PLACE, "place", 0.4))
    return found


def _lower_phrase(text: str, token: Token, last: int) -> int:
    classes = known()
    end = token.end if token.bits & COUNTRY and not token.bits & ORDINARY else -1
    at = token.end
    for _ in range(4):
        match = re.compile(r"[ -][^\W\d_]++").match(text, at, last)
        if match is None:
            break
        at = match.end()
        phrase = text[token.start : at]
        if any(classes.get(form, 0) & ANY_PLACE for form in (phrase.title(), _small(phrase))):
            end = at
    return end


def _small(phrase: str) -> str:
    """Write a phrase with capitals but for joining words: ``Trinidad and Tobago``."""
    return " ".join(
        word if word in ("and", "of", "the", "am", "de", "la", "del", "an", "der") else word.capitalize()
        for word in phrase.split(" ")
    )
