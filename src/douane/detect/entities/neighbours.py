"""What a finding tells about its surroundings: lists, blocks of lines, the same name elsewhere."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from douane.detect.entities.letters import CAPITAL
from douane.detect.entities.people import could_be_name
from douane.detect.entities.spans import Span, Spans
from douane.detect.entities.tokens import Token
from douane.detect.entities.words import FAMILY, FAMILY_TOO, GIVEN, GIVEN_TOO, ORDINARY
from douane.model.token import Kind

_SHORTEST: Final = 3
_LIST: Final = re.compile(
    r"(?:, ?(?:and |or |und |et |y |e |en |i |oraz )?"
    r"| (?:and|or|und|oder|et|ou|y|e|ed|en|i|oraz|lub|&) |/)"
)
_LIST_LONGEST: Final = 8
_LONGEST_LINE: Final = 60
_LONGEST_TITLE: Final = 6
_NAMES: Final = GIVEN | GIVEN_TOO | FAMILY | FAMILY_TOO
_LINE: Final = re.compile(
    rf"[>|*? \t-]{{0,5}}({CAPITAL}[\w'’&.+-]*+(?:,? +(?:(?:of|and|de|für|und|&|et|y|the|for|i"
    rf"|e) )?[\w'’&.+-]++){{0,5}}) *$"
)


def again(tokens: Sequence[Token], found: Sequence[Span], text: str, spans: Spans) -> list[Span]:
    """Find the family names of whole names once more, where they stand alone."""
    families = {
        text[start:end].replace("\n", " ").rsplit(" ", 1)[-1]
        for start, end, kind, _, _ in found
        if kind is Kind.PERSON and " " in text[start:end]
    }
    if not families:
        return []
    return [
        (token.start, token.end, Kind.PERSON, "person.again", 0.7)
        for token in tokens
        if token.word in families
        and len(token.word) >= _SHORTEST
        and not (token.bits & ORDINARY and not token.bits & (FAMILY | FAMILY_TOO))
        and spans.take(token.start, token.end)
    ]


def beside(text: str, tokens: Sequence[Token], found: Sequence[Span], spans: Spans) -> list[Span]:
    """Find unsure names that stand in a list with a sure one: ``Kovalev, Lee and Phillips``."""
    return [
        (token.start, token.end, Kind.PERSON, "person.list", 0.5)
        for token in _in_list(text, tokens, found, spans, Kind.PERSON, _may_be_name)
    ]


def firms_beside(
    text: str, tokens: Sequence[Token], found: Sequence[Span], spans: Spans
) -> list[Span]:
    """Find unknown words that stand in a list with an organisation."""
    return [
        (token.start, token.end, Kind.ORG, "org.list", 0.4)
        for token in _in_list(text, tokens, found, spans, Kind.ORG, _may_be_firm)
    ]


def _in_list(  # noqa: PLR0913, PLR0917 - a text, what is known of it, and what to look for
    text: str,
    tokens: Sequence[Token],
    found: Sequence[Span],
    spans: Spans,
    kind: Kind,
    may_be: Callable[[Token], bool],
) -> Iterator[Token]:
    """Walk from each finding of a kind over the words listed with it, forwards and backwards."""
    for begin, stop, its_kind, _, _ in found:
        if its_kind is not kind:
            continue
        start, end = begin, stop
        at = bisect_left(tokens, end, key=_start)
        while at < len(tokens) and _listed(text, end, tokens[at].start):
            if not may_be(tokens[at]) or not spans.take(tokens[at].start, tokens[at].end):
                break
            yield tokens[at]
            end = tokens[at].end
            at += 1
        at = bisect_left(tokens, start, key=_start) - 1
        while at >= 0 and _listed(text, tokens[at].end, start):
            if not may_be(tokens[at]) or not spans.take(tokens[at].start, tokens[at].end):
                break
            yield tokens[at]
            start = tokens[at].start
            at -= 1


def _listed(text: str, end: int, start: int) -> bool:
    """Say whether what stands between two words joins them to a list."""
    return 0 < start - end <= _LIST_LONGEST and _LIST.fullmatch(text, end, start) is not None


def _start(token: Token) -> int:
    return token.start


def _may_be_firm(token: Token) -> bool:
    return not token.bits and len(token.word) > _SHORTEST


def _may_be_name(token: Token) -> bool:
    if token.initial or token.upper or "'" in token.word[:3] or "’" in token.word[:3]:
        return False
    if token.bits & ORDINARY:
        return bool(token.bits & (GIVEN_TOO | GIVEN))
    return bool(token.bits & _NAMES) or (not token.bits and could_be_name(token.word))


def block_lines(
    text: str, first: int, last: int, found: Sequence[Span], spans: Spans
) -> list[Span]:
    """Find the company in a block of lines: below a line that is a name, or above an address."""
    if "\n" not in text:
        return []
    people = {end: start for start, end, kind, _, _ in found if kind is Kind.PERSON}
    addresses = {start for start, _, kind, _, _ in found if kind is Kind.ADDRESS}
    added: list[Span] = []
    for end, start in people.items():
        line = text.find("\n", end, min(last, end + 4))
        if line >= 0 and not text[end:line].strip(" \r,") and _begins_line(text, first, start):
            added += _company(text, line + 1, last, spans)
    for start in addresses:
        line = text.rfind("\n", max(first, start - 10), start)
        if line > first:
            begin = max(first, line - _LONGEST_LINE)
            begin = max(begin, text.rfind("\n", begin, line) + 1)
            begin = max(begin, text.rfind("\x00", begin, line) + 1)
            added += _company(text, begin, last, spans)
    return added


def _begins_line(text: str, first: int, start: int) -> bool:
    """Say whether nothing but a title or a mark stands before a name in its line."""
    begin = max(first, start - _LONGEST_TITLE)
    claimed = text.rfind("\x00", begin, start) + 1
    line = max(claimed, text.rfind("\n", begin, start) + 1)
    if not line:
        return begin == first and len(text[begin:start].strip(" >*?|-")) < _LONGEST_TITLE
    return len(text[line:start].strip(" >*?|-")) < _LONGEST_TITLE


def _company(text: str, begin: int, last: int, spans: Spans) -> list[Span]:
    stop = text.find("\n", begin, min(last, begin + _LONGEST_LINE + 1))
    stop = min(last, begin + _LONGEST_LINE + 1) if stop < 0 else stop
    claimed = text.find("\x00", begin, stop)
    stop = stop if claimed < 0 else claimed
    if not 0 < stop - begin <= _LONGEST_LINE:
        return []
    match = _LINE.match(text[begin:stop].rstrip("\r"))
    if match is None:
        return []
    start, end = begin + match.start(1), begin + match.end(1)
    if _is_sentence(text[start:end]):
        return []
    if (text[start:end].isupper() and len(text[start:end]) < 4) or not spans.take(start, end):
        return []
    return [(start, end, Kind.ORG, "org.block", 0.4)]


def _is_sentence(line: str) -> bool:
    """Say whether a line is no name: it ends as a sentence does, or has several small words."""
    small = sum(word[0].islower() and word not in _SMALL for word in line.split())
    return small > 1 or (small > 0 and line.endswith("."))


_SMALL: Final = frozenset(
    "of and de des du der den het für und et y e i the for van von zur la le les di del della & en"
    " plc sp z o.o. s.r.o. a.s. mbh gmbh ltd inc".split()
)
