"""Code as tokens, so that layout, comments and the names of things do not matter.

Every name is one symbol; keywords, operators and literals stay.  Keywords are those of all
usual languages together, in lower case, since pseudo-code and case-insensitive languages mix.
"""

import re
from typing import Final

SIZE: Final = 8  # tokens of a run
NAME: Final = b"v"
STRING: Final = b"''"

_WORDS: Final = """
    if else elif elseif elsif then for foreach while do end return break continue switch case when
    default in is not and or select from where join on group order by having union begin declare
    procedure function def class public private static final void const let var new try catch
    throw raise with as dim sub set data proc run sum count avg min max exp log round abs null none
    true false
    """
_KEYWORDS: Final = frozenset(_WORDS.split())
_COMMENT: Final = re.compile(
    r"/\*.{0,4000}?\*/|(?://|#(?!include)|--(?=\s))[^\n]*|^[ \t]*(?:'|%)[^\n]*",
    re.DOTALL | re.MULTILINE,
)
_TOKEN: Final = re.compile(
    r"[^\W\d]\w*(?:\.[^\W\d]\w*)*|\d+(?:\.\d+)?|\.\d+|\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'"
    r"|[-+*/<>=!:|&]?=|<-|=>|[^\s\w]"
)
_LAYOUT: Final = frozenset(";{}")


def tokens(text: str) -> tuple[list[bytes], list[tuple[int, int]]]:
    """Return the tokens of code, and where each stands."""
    bare = _COMMENT.sub(_blank, text)
    found: list[bytes] = []
    spans: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(bare):
        token = match[0]
        if token in _LAYOUT:
            continue
        found.append(_normal(token))
        spans.append(match.span())
    return found, spans


def tells(run: list[bytes]) -> bool:
    """Tell whether a run of tokens is more than brackets and names."""
    literals = [token for token in run if token[:1].isdigit() and token not in _COMMON]
    return bool(literals) and len(set(run)) >= SIZE // 2


# Of everybody's code: counts, sizes and examples.
_COMMON: Final = frozenset(str(each).encode() for each in (*range(6), 10, 100, 255, 256, 1024))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _normal(token: str) -> bytes:
    first = token[0]
    if first.isalpha() or first == "_":
        word = token.lower()
        return word.encode("utf-8", "replace") if word in _KEYWORDS else NAME
    if first.isdigit() or (first == "." and len(token) > 1):
        return f"{float(token):.6g}".encode() if len(token) < 20 else b"0"  # noqa: PLR2004
    if first in "\"'":
        # "ltv" in quotes is a name, too, and renamed with the others.
        inner = token[1:-1]
        return STRING if inner.isidentifier() else inner.lower().encode("utf-8", "replace")
    return token.encode("utf-8", "replace")
