"""Cut a query into words.

Source: SOQL and SOSL Reference, "Reserved Characters", "Date Formats and Date Literals".
"""

import re
from dataclasses import dataclass
from typing import Final

from douane_sandbox.org.error import malformed

MAX_LENGTH: Final = 100_000
_WORD: Final = re.compile(
    r"""(?P<space>\s+)
    | (?P<string>'(?:[^'\\]|\\.)*')
    | (?P<datetime>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d))
    | (?P<date>\d{4}-\d\d-\d\d)
    | (?P<number>[+-]?\d+(?:\.\d+)?)
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)
    | (?P<op><=|>=|!=|<>|=|<|>)
    | (?P<mark>[(),])""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its kind (a group name of the pattern) and its text.

    ``position`` is the offset in the query.
    """

    kind: str
    text: str
    position: int

    def says(self, keyword: str) -> bool:
        """Whether it is this keyword or mark, in any case."""
        return self.kind in {"name", "mark", "op"} and self.text.upper() == keyword


def words(text: str) -> list[Word]:
    """Return the words of a query, with an ``end`` word last.

    Raises:
        OrgError: MALFORMED_QUERY at the first character that begins no word.
    """
    if len(text) > MAX_LENGTH:
        raise malformed(f"SOQL statement is longer than {MAX_LENGTH} characters")
    out, position = [], 0
    while position < len(text):
        match = _WORD.match(text, position)
        if match is None:
            raise malformed(f"unexpected character at position {position + 1}")
        kind = match.lastgroup or ""
        if kind != "space":
            out.append(Word(kind, match[0], position))
        position = match.end()
    out.append(Word("end", "", position))
    return out


def unquote(text: str) -> str:
    """Return the value of a string literal, escapes resolved."""
    return re.sub(
        r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), text[1:-1], flags=re.DOTALL
    )
