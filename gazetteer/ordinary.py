"""Words that ordinary text is full of, in seven languages, from sources that anybody may use.

A word counts as ordinary when running text uses it as one: in lower case, or, in German, where
every noun has a capital, behind an article or a preposition that no name takes.
"""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePath

_MESSAGE = re.compile(r'^msg(id|str) ((?:".*"\n?)+)', re.MULTILINE)
_PIECE = re.compile(r'^"(.*)"$', re.MULTILINE)
_LITERAL = re.compile(r"``[^`]*``|:[a-z:]+:`[^`]*`|\\n|`[^`]*`_?|https?:\S+|\|[^|]*\|")
_LOWER = re.compile(r"(?<![\w'’.-])[^\W\d_A-Z]{2,}(?![\w.-])")
_NOUN = re.compile(
    r"\b(?:der|die|das|des|dem|den|ein|eine|einer|eines|einem|einen|kein|keine|zur|zum|im|am|vom"
    r"|beim|ins|jede[rsmn]?|diese[rsmn]?|oder|und|ohne|durch|für|über|unter|nach|mit|auf|sowie"
    r"|[a-zäöüß]{3,}(?:e|en|er|es|em)) ([A-ZÄÖÜ][a-zäöüß]{2,})\b"
)


def texts(mirror: Path, repository: str, pattern: str) -> Iterator[str]:
    """Yield the files of a repository's newest commit whose path matches."""
    git = ["git", f"--git-dir={mirror / repository / 'repo'}"]
    names = subprocess.run(
        [*git, "ls-tree", "-r", "--name-only", "-z", "HEAD"], check=True, capture_output=True
    ).stdout.decode()
    for name in names.split("\0"):
        if name and PurePath(name).match(pattern):
            shown = subprocess.run([*git, "show", f"HEAD:{name}"], check=False, capture_output=True)
            if shown.returncode == 0:
                yield shown.stdout.decode("utf-8", "replace")


def documentation(mirror: Path, repository: str) -> tuple[Counter[str], Counter[str]]:
    """Count the lower-case words of a translated manual: (English, the other language)."""
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for text in texts(mirror, repository, "*.po"):
        for which, body in _MESSAGE.findall(text):
            prose = _LITERAL.sub(" ", "".join(_PIECE.findall(body)))
            counts[which == "str"].update(_LOWER.findall(prose))
    return counts


def german(mirror: Path) -> tuple[Counter[str], Counter[str]]:
    """Count what German statutes hold: (lower-case words, nouns)."""
    lower: Counter[str] = Counter()
    nouns: Counter[str] = Counter()
    for text in texts(mirror, "bundestag+gesetze", "index.md"):
        lower.update(_LOWER.findall(text))
        nouns.update(_NOUN.findall(text))
    return lower, nouns
