"""Names and places in a text that has no capitals: only those that are nothing else."""

import re
from typing import Final

from douane.detect.entities.places import behind_preposition
from douane.detect.entities.spans import Span, Spans
from douane.detect.entities.tokens import Token, lower
from douane.detect.entities.words import (
    ANY_NAME,
    ANY_PLACE,
    COUNTRY,
    FAMILY,
    GIVEN,
    HEAD,
    IN_DICTIONARY,
    ORDINARY,
    TOWN,
    known,
)
from douane.model.token import Kind

_SHORTEST: Final = 3
_SHORTEST_FAMILY: Final = 5
_MOST_WORDS: Final = 4
_NEXT: Final = re.compile(r"[ -][^\W\d_]++")
_SMALL: Final = frozenset({"and", "of", "the", "am", "an", "de", "del", "der", "la", "le", "und"})


def without_capitals(text: str, first: int, last: int, spans: Spans) -> list[Span]:
    """Return names and places that are written in lower case."""
    found: list[Span] = []
    tokens = lower(text, first, last)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if text[token.start].isupper() or spans.covers(token.start):
            continue
        span = _place(text, token, first, last)
        if span is None and _is_name(token):
            while at < len(tokens) and tokens[at].joined and _goes_on(tokens[at]):
                at += 1
            span = (token.start, tokens[at - 1].end, Kind.PERSON, "person.lower", 0.5)
        if span is not None and spans.take(span[0], span[1]):
            found.append(span)
    return found


def _is_name(token: Token) -> bool:
    if token.bits & (ORDINARY | IN_DICTIONARY | TOWN | COUNTRY):
        return False
    return (bool(token.bits & GIVEN) and len(token.word) >= _SHORTEST) or (
        bool(token.bits & FAMILY) and len(token.word) >= _SHORTEST_FAMILY
    )


def _goes_on(token: Token) -> bool:
    return bool(token.bits & ANY_NAME) and not token.bits & ORDINARY


def _place(text: str, token: Token, first: int, last: int) -> Span | None:
    if token.bits & HEAD:
        end = _phrase(text, token, last)
        if end > 0:
            return (token.start, end, Kind.PLACE, "place.lower", 0.5)
    if (
        token.bits & TOWN
        and not token.bits & (ORDINARY | GIVEN)
        and behind_preposition(text, token.start, first)
    ):
        return (token.start, token.end, Kind.PLACE, "place.lower", 0.4)
    return None


def _phrase(text: str, token: Token, last: int) -> int:
    """Return the end of a place of several words that is no country; -1 for none."""
    classes = known()
    end = -1
    at = token.end
    for _ in range(_MOST_WORDS):
        match = _NEXT.match(text, at, last)
        if match is None:
            break
        at = match.end()
        phrase = text[token.start : at]
        bits = classes.get(phrase.title(), 0) | classes.get(_titled(phrase), 0)
        if bits & ANY_PLACE:
            end = -1 if bits & COUNTRY else at
    return end


def _titled(phrase: str) -> str:
    """Write a phrase with capitals but for joining words: ``Trinidad and Tobago``."""
    return " ".join(word if word in _SMALL else word.capitalize() for word in phrase.split(" "))
