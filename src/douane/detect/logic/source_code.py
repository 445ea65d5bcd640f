"""Source code that decides about credit, prices or trading.

Code is a run of lines that look like statements of any usual language; a fence or a line of
prose ends it.  Where the line to other code lies (ADR 15): at least ``FEWEST_LINES`` lines of
code, ``FEWEST_CONSTANTS`` numbers that somebody chose and that stand in arithmetic or a
comparison, and words of the trade among the names: two strong ones, one strong and one weak, or
three weak ones of which one is a score, price, risk or the like.  So one print, an import, a
shell command or a JSON sample are none of it, and neither is an image filter with weights.
"""

import re
from collections import Counter
from typing import Final, NamedTuple

from douane.detect.logic.formula import TRIVIAL
from douane.detect.logic.vocabulary import STRONG, WEAK, parts

FEWEST_LINES: Final = 3
FEWEST_CONSTANTS: Final = 2
_GAP: Final = 1  # lines of another look within code
_MOST_LINES: Final = 400  # of one region; a longer one is judged in pieces

_CODE_LINE: Final = re.compile(
    r"""\s*(?:
      (?:def|class|if|elif|else|elseif|elsif|for|foreach|while|switch|case|default|return|try
        |catch|finally|import|from|package|using|namespace|public|private|protected|static|final
        |export|const|let|var|function|async|func|fn|select|where|when|join|left\ join
        |inner\ join|group\ by|order\ by|having|union|with|create|alter|declare|begin|end|dim
        |sub|set|data|proc|run|double|float|int|decimal|void|local|do|loop|next|then|struct|enum
        |template|require|library|source|call|exec|go|and|or|update|insert
        )\b(?=.*[=(){};:<>]|\s*[\w.,*\s]{0,60}\Z)
    | [{}\])]+[;,)]?\s*(?:else\b.*|catch\b.*)?\Z
    | (?:\#|//|/\*|\*|--|%|'|REM\b|@\w)
    | [\w.$\[\]"'<>, *&]{1,80}\s?(?::=|<-|[-+*/|&]?=)(?!=)\s?\S
    | \.?[A-Za-z_][\w.]{0,60}\s?\(.*[;{)]?\s*\Z
    | .*(?:;|\{|\}|=>|\\)\s*\Z
    | -?[\d.]+\s?[-+*/]\s?\w
    | ["'][\w ]{1,40}["']\s?:\s?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_STATEMENT: Final = re.compile(
    r"\b(?:def|function|sub|procedure|class|return|elif|elsif|elseif|then|select|case|for|while|if"
    r"|switch|run|end|static|public|private|const|let|var|double|decimal|float|dim|data)\b"
    r"|[;{}]\s*$|<-|:=|\+=|-=|\*=",
    re.IGNORECASE | re.MULTILINE,
)
_PROSE: Final = re.compile(r"(?:[^\W\d_]{2,}[,]? ){5,}[^\W\d_]{2,}")
_DECLARES: Final = re.compile(
    r"\s*(?:[#/*%'-]"
    r"|(?:public|private|protected|static|function|sub|create|export|def|async)\b.*\()",
    re.IGNORECASE,
)
_FENCE: Final = re.compile(r"\s*(?:```|~~~)")
_CONSTANT: Final = re.compile(
    r"(?:[-+*/<>=,(\[:?]|return|then)[ \t]*-?(\d+(?:\.\d+)?|\.\d+)(?![\w.])", re.IGNORECASE
)
_COMMENT: Final = re.compile(r"(?m)(?:#|//|--|^\s*\*).*$")
_NAME: Final = re.compile(r"[^\W\d]\w{1,60}")
_MATTER_WORDS: Final = (
    "score scoring price risk spread rating signal pd rate alpha credit margin surcharge"
    " zuschlag aufschlag pricing discount"
)
_MATTERS: Final = frozenset(_MATTER_WORDS.split())
_LANGUAGES: Final = (
    ("python", re.compile(r"(?m)^\s*(?:def \w+\(.*|elif .*|for \w+ in .*):\s*$|\bself\.")),
    ("apex", re.compile(r"__c\b|\bwith sharing\b|\[SELECT\b")),
    ("sas", re.compile(r"(?im)^\s*(?:data|proc) [\w.]+.*;|^\s*run;")),
    ("plsql", re.compile(r"(?i)\bcreate or replace\b|\belsif\b|\bdeclare\b[^;]*;")),
    ("sql", re.compile(r"(?i)\bselect\b.{1,300}\bfrom\b|\bcase\s+when\b", re.DOTALL)),
    ("vba", re.compile(r"(?im)^\s*(?:end (?:function|sub|if)|dim \w+ as)\b")),
    ("r", re.compile(r"<-\s*function\(|(?m:^\s*[\w.]+ <- )")),
    ("matlab", re.compile(r"(?m)^\s*function .*=.*\(|^\s*end;?\s*$")),
    ("javascript", re.compile(r"\b(?:const|let|export|function)\b.*|=>")),
    ("csharp", re.compile(r"\bdecimal\b|\b\d+(?:\.\d+)?m\b|\bnamespace\b")),
    ("cpp", re.compile(r"\bstd::|#include|\bconst \w+&|\bdouble \w+\(")),
    ("java", re.compile(r"\b(?:public|private|protected)\b.*[({]")),
)


class Region(NamedTuple):
    """Lines of code.

    Attributes:
        start: First character.
        end: One past the last.
        lines: How many are code.
    """

    start: int
    end: int
    lines: int


def regions(text: str) -> list[Region]:
    """Return the stretches of code in a text, in order."""
    found: list[Region] = []
    start = end = -1
    lines = gap = at = 0
    for raw in text.split("\n"):
        fence = _FENCE.match(raw) is not None
        if not fence and raw.strip() and _looks_like_code(raw):
            start = at + len(raw) - len(raw.lstrip()) if start < 0 else start
            end, lines, gap = at + len(raw.rstrip()), lines + 1, 0
        elif raw.strip() or fence:
            gap += 1
        if start >= 0 and (fence or gap > _GAP or lines >= _MOST_LINES):
            found.append(Region(start, end, lines))
            start, lines, gap = -1, 0, 0
        at += len(raw) + 1
    if start >= 0:
        found.append(Region(start, end, lines))
    return [region for region in found if _is_code(text, region)]


def _looks_like_code(line: str) -> bool:
    if len(line) > 500:  # noqa: PLR2004 - minified code or no code
        return False
    if _CODE_LINE.match(line) is None:
        return False
    return _DECLARES.match(line) is not None or _PROSE.search(line) is None


def _is_code(text: str, region: Region) -> bool:
    if region.lines < FEWEST_LINES:
        return False
    return len(_STATEMENT.findall(text, region.start, region.end)) * 3 >= region.lines


def is_method(text: str, region: Region) -> bool:
    """Tell whether code decides about credit, prices or trading."""
    code = text[region.start : region.end]
    bare = _COMMENT.sub("", code)
    chosen = [number for number in _CONSTANT.findall(bare) if number not in TRIVIAL]
    if len(set(chosen)) < FEWEST_CONSTANTS:
        return False
    words = Counter(part for name in _NAME.findall(bare) for part in parts(name))
    strong, weak = words.keys() & STRONG, words.keys() & WEAK
    if not words.keys() & _MATTERS and len(strong) < 2:  # noqa: PLR2004
        return False
    return len(strong) >= 2 or (strong and weak) or len(weak) >= 3  # type: ignore[return-value]  # noqa: PLR2004


def language(text: str, region: Region) -> str:
    """Return the language that code is most likely in, or ``unknown``."""
    code = text[region.start : region.end]
    return next((name for name, sign in _LANGUAGES if sign.search(code)), "unknown")
