"""The capitalised words of a text, with their classes and how they hang together."""

import re
from typing import Final

import msgspec

from douane.detect.entities.letters import CAPITAL, LETTER, PARTICLES, WORD
from douane.detect.entities.words import known, look_up

# The capital comes first, since a search skips quickly to one.
_TOKEN: Final = re.compile(
    rf"{CAPITAL}(?<![\w'’-].)(?:\.(?= ?{CAPITAL})|{LETTER}*+(?:['’-]{LETTER}++)*+)"
)
# One letter is no name.
_LOWER: Final = re.compile(rf"(?<![\w'’-])(?=\w\w){WORD}")
_PARTICLE: Final = re.compile(rf" (?:{PARTICLES}) ")
_LONGEST_GAP: Final = 14
_POSSESSIVE: Final = ("'s", "’s", "'S", "’S")


class Token(msgspec.Struct, frozen=True, gc=False):
    """A capitalised word or an initial.

    Attributes:
        start: First character.
        end: One past the last, without a possessive ``'s``.
        word: In title case, however it is written.
        bits: Its class.
        joined: Nothing but a blank or a name's particle stands between it and the one before.
        upper: Written in capitals only.
        initial: One letter with a full stop.
    """

    start: int
    end: int
    word: str
    bits: int
    joined: bool
    upper: bool
    initial: bool


def capitalised(text: str, first: int, last: int) -> list[Token]:
    """Return the capitalised words of a stretch of text."""
    return _tokens(text, _TOKEN, first, last)


def lower(text: str, first: int, last: int) -> list[Token]:
    """Return all words of a stretch, each classed as if it had a capital."""
    return _tokens(text, _LOWER, first, last)


def _tokens(text: str, pattern: re.Pattern[str], first: int, last: int) -> list[Token]:
    found: list[Token] = []
    classes = known()
    judged: dict[str, tuple[str, int, bool]] = {}  # for this text alone: its words are secret
    before = -1
    for match in pattern.finditer(text, first, last):
        start, end = match.span()
        word = match[0]
        if word[-1] in "sS" and word[-2:] in _POSSESSIVE:
            word, end = word[:-2], end - 2
            if not word:
                continue
        bits, upper = classes.get(word, -1), False
        if bits < 0:
            judgement = judged.get(word)
            if judgement is None:
                judgement = judged[word] = _judge(word)
            word, bits, upper = judgement
        gap = start - before
        if gap >= _LONGEST_GAP or before < 0:
            joined = False
        elif gap == 1:
            joined = text[before] in " \xa0"
        else:
            joined = not gap or (
                text[before] == " " and _PARTICLE.fullmatch(text, before, start) is not None
            )
        found.append(Token(start, end, word, bits, joined, upper, word[-1] == "."))
        before = end if end == match.end() else -1
    return found


def _judge(word: str) -> tuple[str, int, bool]:
    """Return an unknown word in title case, its class, and whether it is in capitals only."""
    upper = len(word) > 1 and word.isupper()
    if upper or word[0].islower():
        word = "-".join(part.capitalize() for part in word.split("-"))
    return word, look_up(word), upper
