"""Names of people, read around a given name, an initial or a family name that is sure.

A given name that is no other word stands for itself; what follows belongs to it as long as it
can be a name: known ones, initials, particles, and one or two words that nobody knows.  An
ordinary word ends it, so that ``Frau Anna Koch Vertrag`` gives ``Anna Koch``.
"""

from collections.abc import Sequence
from typing import Final

from douane.detect.entities.tokens import Token
from douane.detect.entities.words import (
    ANY_NAME,
    ANY_PLACE,
    COUNTRY,
    FAMILY,
    FAMILY_TOO,
    GIVEN,
    GIVEN_TOO,
    ORDINARY,
)

MOST_WORDS: Final = 6
_NOUN_ENDINGS: Final = (
    "ung", "ungen", "heit", "keit", "schaft", "tion", "tionen", "ment", "ness", "ismus", "ing",
)  # fmt: skip
_SUFFIXES: Final = frozenset({"Jr", "Sr", "II", "III", "IV", "PhD", "MD", "MBA", "Jun", "Sen"})
_LONGEST_UNKNOWN: Final = 16


def name_from(tokens: Sequence[Token], first: int) -> int:
    """Return the number behind the last token of a name that begins with a given one."""
    at = first + 1
    unknown = 0
    family = False
    while at < len(tokens) and at - first < MOST_WORDS and tokens[at].joined:
        token = tokens[at]
        if token.word in _SUFFIXES or token.word.upper() in _SUFFIXES:
            return at + 1
        # JAN Meeting: how it is written tells a heading from a name.
        unlike = token.upper != tokens[first].upper and not token.initial and len(token.word) > 1
        if unlike and not (token.upper and token.bits & ANY_NAME):
            break
        if not token.initial and not _belongs(token, family=family):
            break
        if not token.initial and not token.bits & ANY_NAME:
            unknown += 1
            if unknown > 2:
                break
        family = family or bool(token.bits & (FAMILY | FAMILY_TOO)) or not token.bits
        at += 1
    while at - 1 > first and tokens[at - 1].initial:
        at -= 1
    return at


def _belongs(token: Token, *, family: bool) -> bool:
    bits = token.bits
    if bits & (GIVEN | FAMILY):
        return True
    if bits & (GIVEN_TOO | FAMILY_TOO):
        return not (family and bits & ORDINARY)
    if bits & (ORDINARY | COUNTRY):
        return False
    return could_be_name(token.word)


def could_be_name(word: str) -> bool:
    """Say whether an unknown word has the form of a name rather than of a German noun."""
    return (
        len(word) > 1
        and all(len(part) <= _LONGEST_UNKNOWN for part in word.split("-"))
        and not word.endswith(_NOUN_ENDINGS)
        and not word.isupper()
    )


def family_before(tokens: Sequence[Token], first: int) -> bool:
    """Say whether the token before a given name is its family name, as in ``KOWALSKA Anna``."""
    if not first or not tokens[first].joined:
        return False
    bits = tokens[first - 1].bits
    return bool(bits & FAMILY) and not bits & (ORDINARY | GIVEN | GIVEN_TOO | ANY_PLACE)
