r"""Find tokens in what a model wrote, in whatever letter case it wrote them.

Models begin sentences, shout, and make identifiers: ``Person_k7qm2xp0rd`` and ``PERSON_K7QM2XP0RD``
mean ``PERSON_k7qm2xp0rd``.  Reading them so opens nothing else: kinds are upper case and bodies
lower case in every token that is ever made, so each spelling means exactly one token, and whether
that one opens is decided as before.

A token has one low line, between kind and body, so it is looked for there: bodies first, then
what stands before.  An expression of all kinds in both cases takes twenty times as long.

Inside a JSON string an escape may take the first letter, as in ``\tEXT_0123456789`` or
``\u00eDATE_0123456789``: that is a tab, or an accent, and no token.  Putting a value there would
break the escape, and with it the string.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from douane.model.token import BODY_ALPHABET, BODY_LENGTH, MAX_TOKEN_LENGTH, Kind

LONGEST_KIND: Final = MAX_TOKEN_LENGTH - BODY_LENGTH - 1
_LETTERS: Final = "".join(sorted(set(BODY_ALPHABET + BODY_ALPHABET.upper())))
_BODY: Final = re.compile(f"_[{_LETTERS}]{{{BODY_LENGTH}}}")
_KINDS: Final = "|".join(Kind)
_KIND_AT_END: Final = re.compile(rf"(?:{_KINDS})\Z", re.IGNORECASE | re.ASCII)


def _after_first(kind: str) -> str:
    """Return a pattern of what a cut token of this kind can hold after its first letter."""
    rest = f"(?:_[{_LETTERS}]{{0,{BODY_LENGTH - 1}}})?"
    for letter in reversed(kind[1:]):
        rest = f"(?:[{letter}{letter.lower()}]{rest})?"
    return rest


_BEGUN: Final = re.compile(
    "(?:"
    + "|".join(f"[{kind[0]}{kind[0].lower()}]{_after_first(kind)}" for kind in map(str, Kind))
    + r")\Z"
)


_IN_UNICODE: Final = re.compile(r"u[0-9A-Fa-f]{0,3}\Z")
_LONGEST_UNICODE: Final = 4


class Spelled(NamedTuple):
    """A token as it stands in a text; ``token`` is how it is spelled properly."""

    start: int
    end: int
    token: str


def spelled(text: str) -> Iterator[Spelled]:
    """Yield every token of a text, from left to right; no two overlap."""
    done = 0
    for body in _BODY.finditer(text):
        low_line = body.start()
        head = text[max(done, low_line - LONGEST_KIND) : low_line]
        kind = _KIND_AT_END.search(head)
        if kind is not None:
            done = body.end()
            yield Spelled(low_line - len(kind[0]), done, kind[0].upper() + body[0].lower())


def begun(text: str, after: int) -> int:
    """Return where a token may have begun that the text's end cuts, or the text's length.

    Args:
        text: What there is so far.
        after: Where the last whole token ends; a token never begins inside another.
    """
    if text[-1:].isspace():  # the usual end of a chunk
        return len(text)
    found = _BEGUN.search(text, max(after, len(text) - MAX_TOKEN_LENGTH + 1))
    return len(text) if found is None else found.start()


def spelled_in_json(text: str) -> list[Spelled]:
    """Return the tokens of a part of a JSON text whose first letter no escape takes."""
    return [each for each in spelled(text) if not escape_goes_on(text, each.start)]


def escape_goes_on(text: str, position: int) -> bool:
    """Tell whether a JSON escape that began before takes the character at ``position``."""
    ends = [position]
    hexadecimal = _IN_UNICODE.search(text, max(0, position - _LONGEST_UNICODE), position)
    if hexadecimal is not None:
        ends.append(hexadecimal.start())
    return any(_backslashes(text, end) % 2 for end in ends)


def context(text: str) -> str:
    """Return the least end of a text that ``escape_goes_on`` needs for what follows it."""
    hexadecimal = _IN_UNICODE.search(text, max(0, len(text) - _LONGEST_UNICODE))
    end = len(text) if hexadecimal is None else hexadecimal.start()
    return "\\" * (_backslashes(text, end) % 2) + text[end:]


def _backslashes(text: str, end: int) -> int:
    start = end
    while start and text[start - 1] == "\\":
        start -= 1
    return end - start
