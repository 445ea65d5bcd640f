"""Read names and places out of the capitalised words, from left to right, each word once."""

import re
from collections.abc import Sequence
from typing import Final

from douane.detect.entities.people import could_be_name, family_before, name_from
from douane.detect.entities.places import behind_preposition, phrase_end
from douane.detect.entities.spans import Span, Spans
from douane.detect.entities.tokens import Token
from douane.detect.entities.words import (
    ANY_NAME,
    ANY_PLACE,
    COUNTRY,
    FAMILY,
    FAMILY_TOO,
    GIVEN,
    GIVEN_TOO,
    HEAD,
    IN_DICTIONARY,
    ORDINARY,
    TOWN,
    known,
)
from douane.model.token import Kind

_MAIL: Final = re.compile(r"(?<![\w.])([^\W\d_]{2,24})[._-]([^\W\d_]{2,24})\d{0,4}@")
_LONGEST_MAILBOX: Final = 53
_SHORTEST_MAILBOX: Final = 4
_WORTH_READING: Final = ANY_NAME | ANY_PLACE | HEAD
_SHORTEST: Final = 3
_MOST_INITIALS: Final = 4
_LOOK_BACK: Final = 6
_MOST_TOKENS: Final = 7  # of a place of several words


class Reading:
    """One stretch of text, read word by word."""

    __slots__ = ("_first", "_last", "_mailed", "_spans", "_text", "_tokens")

    def __init__(
        self, text: str, first: int, last: int, tokens: Sequence[Token], spans: Spans
    ) -> None:
        """Begin to read ``text[first:last]``; what is found is taken in ``spans``."""
        self._text = text
        self._first = first
        self._last = last
        self._tokens = tokens
        self._spans = spans
        self._mailed = _mailed(text, first, last)

    def read_all(self) -> list[Span]:
        """Return the names and places."""
        found: list[Span] = []
        at = 0
        tokens, mailed = self._tokens, self._mailed
        while at < len(tokens):
            token = tokens[at]
            if not token.bits & _WORTH_READING and not token.initial and token.word not in mailed:
                # Nothing but an unknown word before a family name is left to be.
                behind = at + 1
                if token.bits or behind == len(tokens) or not tokens[behind].bits & FAMILY:
                    at = behind
                    continue
            if self._spans.covers(token.start):
                at += 1
                continue
            step, span = self._place_of_many(at) or self._person(at) or self._place(at)
            if span is not None and self._spans.take(span[0], span[1]):
                found.append(span)
            at += step
        return found

    def _place_of_many(self, at: int) -> tuple[int, Span | None] | None:
        token = self._tokens[at]
        if not token.bits & HEAD:
            return None
        end = phrase_end(self._text, token.start, token.end, self._last, known())
        if end < 0:
            return None
        size = sum(1 for each in self._tokens[at : at + _MOST_TOKENS] if each.start < end)
        whole = self._text[token.start : end]
        if known().get(whole.title() if whole.isupper() else whole, 0) & COUNTRY:
            return size, None
        return size, (token.start, end, Kind.PLACE, "place", 0.7)

    def _place(self, at: int) -> tuple[int, Span | None]:
        token = self._tokens[at]
        bits = token.bits
        there = bool(bits & ANY_PLACE) and behind_preposition(self._text, token.start, self._first)
        if bits & COUNTRY:
            return 1, None  # whole countries are nobody's data, and answers need them
        alone = bits & TOWN and not bits & ORDINARY and len(token.word) >= _SHORTEST
        if token.upper and len(token.word) < _SHORTEST + 1:
            return 1, None
        if alone or there:
            return 1, (token.start, token.end, Kind.PLACE, "place", 0.6)
        return 1, None

    def _person(self, at: int) -> tuple[int, Span] | None:
        token = self._tokens[at]
        bits = token.bits
        if token.initial:
            return self._after_initials(at)
        if bits & (GIVEN | GIVEN_TOO) or (token.word in self._mailed and not bits & COUNTRY):
            return self._from_given(at)
        if self._family_alone(at):
            if family_first := self._given_behind(at):
                return self._found(at, family_first, 0.7)
            return None if self._begins_sentence(at) else self._found(at, at + 1, 0.5)
        if self._unknown_given(at):
            return self._found(at, at + 2, 0.6)
        return None

    def _from_given(self, at: int) -> tuple[int, Span] | None:
        token = self._tokens[at]
        bits = token.bits
        end = self._free_end(at, name_from(self._tokens, at))
        if end > at + 1:
            if not bits & GIVEN and not self._witnessed(at, end):
                return None
            return self._found(at, end, 0.85)
        if not bits & GIVEN or bits & COUNTRY or token.upper or self._is_town(at):
            return None
        if bits & (IN_DICTIONARY | ANY_PLACE) and self._begins_sentence(at):
            return None
        return self._found(at, end, 0.6)

    def _found(self, at: int, end: int, sure: float) -> tuple[int, Span]:
        start, last = self._tokens[at].start, self._tokens[end - 1].end
        return end - at, (start, last, Kind.PERSON, "person", sure)

    def _free_end(self, at: int, end: int) -> int:
        """Step back before what is taken."""
        while end > at + 1 and not self._spans.free(
            self._tokens[at].start, self._tokens[end - 1].end
        ):
            end -= 1
        return end

    def _begins_sentence(self, at: int) -> bool:
        """Say whether a word has its capital from the sentence that it begins: ``Denk aan``."""
        text, token = self._text, self._tokens[at]
        behind = text[token.end : token.end + 2]
        if (
            len(behind) < len("..")
            or behind[0] != " "
            or not (behind[1].islower() or behind[1].isdigit())
        ):
            return False
        before = text[max(0, token.start - _LOOK_BACK) : token.start].rstrip(" \t\r\"'«„“(*>-•")
        return not before or before[-1] in ".!?:\n\x00"

    def _is_town(self, at: int) -> bool:
        token = self._tokens[at]
        return bool(token.bits & (TOWN | COUNTRY)) and behind_preposition(
            self._text, token.start, self._first
        )

    def _after_initials(self, at: int) -> tuple[int, Span] | None:
        tokens = self._tokens
        end = at + 1
        last = min(len(tokens), at + _MOST_INITIALS)
        while end < last and tokens[end].joined and tokens[end].initial:
            end += 1
        if end >= len(tokens) or not tokens[end].joined or tokens[end].upper or tokens[end].initial:
            return None
        bits = tokens[end].bits
        if bits & ORDINARY and not bits & (FAMILY | FAMILY_TOO):
            return None
        if not bits & ANY_NAME and not could_be_name(tokens[end].word):
            return None
        last = end + 1
        if last < len(tokens) and tokens[last].joined and tokens[last].bits & (FAMILY | FAMILY_TOO):
            last += 1
        return self._found(at, last, 0.75)

    def _witnessed(self, at: int, end: int) -> bool:
        """Say whether an unsure given name goes on as a name: ``Rose Miller``, no ``Will Send``."""
        for token in self._tokens[at + 1 : end]:
            bits = token.bits
            if token.initial or bits & (FAMILY | GIVEN):
                return True
            if not bits & ORDINARY and (bits & FAMILY_TOO or not bits):
                return True
        return False

    def _family_alone(self, at: int) -> bool:
        tokens = self._tokens
        token = tokens[at]
        if not token.bits & FAMILY or token.bits & (ORDINARY | ANY_PLACE) or token.upper:
            return False
        if len(token.word) <= _SHORTEST:
            return False
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        headed = behind is not None and behind.joined and _only_ordinary(behind)
        return not headed and not (token.joined and _only_ordinary(tokens[at - 1]))

    def _given_behind(self, at: int) -> int:
        """Return the end of a name whose family name comes first, as in ``Kowalska Anna``; or 0."""
        tokens = self._tokens
        if at + 1 < len(tokens) and family_before(tokens, at + 1) and tokens[at + 1].bits & GIVEN:
            return at + 2
        return 0

    def _unknown_given(self, at: int) -> bool:
        """Say whether an unknown word before a sure family name is its given name."""
        if at + 1 >= len(self._tokens) or self._tokens[at].bits or self._tokens[at].upper:
            return False
        token, behind = self._tokens[at], self._tokens[at + 1]
        return (
            behind.joined
            and self._text[token.end : behind.start] == " "
            and bool(behind.bits & FAMILY)
            and not behind.bits & (ORDINARY | ANY_PLACE | GIVEN | GIVEN_TOO)
            and could_be_name(token.word)
            and len(token.word) >= _SHORTEST
            and self._spans.free(token.start, behind.end)
        )


def _only_ordinary(token: Token) -> bool:
    return bool(token.bits & ORDINARY) and not token.bits & ANY_NAME


def _mailed(text: str, first: int, last: int) -> frozenset[str]:
    """Return the words of e-mail addresses that look like a given and a family name."""
    words: set[str] = set()
    at = text.find("@", first, last)
    while at >= 0:
        # Before most signs there is too little for two names, or nothing but signs.
        before = max(first, at - _LONGEST_MAILBOX, text.rfind("@", first, at) + 1)
        named = at - before > _SHORTEST_MAILBOX and text[at - 2 : at].isalnum()
        match = _MAIL.search(text, before, at + 1) if named else None
        if match is not None:
            words.update(map(str.capitalize, match.groups()))
        at = text.find("@", at + 1, last)
    return frozenset(words)
