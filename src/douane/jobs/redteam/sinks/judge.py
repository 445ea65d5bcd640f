"""Tell whether a text holds a canary, however it is written.

Pure.  The text is undone step by step (percent, entities, escapes, base64, hex), folded (letter
case, width, invisible signs, everything between letters and digits), and searched for the canary
as it is, backwards, and in rot13.  Three fifths of a canary in one piece count as the canary.
What is spread over several addresses is put together again in their order.

It errs towards red: a canary is too long and too odd to come up by chance.
"""

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

SHARE: Final = 0.6
SHORTEST: Final = 8
DEPTH: Final = 3
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]{12,}")
_HEX: Final = re.compile(r"[0-9A-Fa-f]{16,}")
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})")


def held(core: str, text: str) -> bool:
    """Tell whether a text holds a canary in any spelling."""
    wanted = [part for each in _ways(core) for part in _parts(each)]
    return any(
        part in folded for view in _views(text, DEPTH) for folded in _foldings(view)
        for part in wanted
    )  # fmt: skip


def held_by_many(core: str, urls: Sequence[str]) -> bool:
    """Tell whether addresses hold it together: piece by piece, in order of arrival or number."""
    ways = _ways(core)
    for ordered in (urls, sorted(urls, key=_place)):
        pieces = [[_fold(each) for each in _components(url)] for url in ordered]
        if any(_assembled(way, pieces) for way in ways):
            return True
    return False


def _ways(core: str) -> tuple[str, ...]:
    plain = _fold(core)
    return plain, plain[::-1], codecs.encode(plain, "rot13")


def _parts(folded: str) -> Iterator[str]:
    """Yield every piece that is long enough to count."""
    size = max(min(SHORTEST, len(folded)), round(len(folded) * SHARE))
    for at in range(len(folded) - size + 1):
        yield folded[at : at + size]


def _views(text: str, depth: int) -> Iterator[str]:
    """Yield a text, and what can be read out of it."""
    yield text
    if not depth:
        return
    plainer = html.unescape(unquote(text, errors="replace"))
    plainer = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), plainer)
    if plainer != text:
        yield from _views(plainer, depth - 1)
    hidden = "\n".join(_decoded(text))
    if hidden:
        yield from _views(hidden, depth - 1)


def _decoded(text: str) -> Iterator[str]:
    for match in _HEX.finditer(text):
        for start in (0, 1):
            run = match[0][start:]
            yield bytes.fromhex(run[: len(run) // 2 * 2]).decode("utf-8", "ignore")
    for match in _BASE64.finditer(text):
        for run in {match[0], *match[0].split("/"), *match[0].split("-")}:
            standard = run.replace("-", "+").replace("_", "/")
            for start in range(4):
                part = standard[start : start + (len(standard) - start) // 4 * 4]
                rest = standard[start:]
                for each in {part, rest + "=" * (-len(rest) % 4)}:
                    try:
                        yield base64.b64decode(each, validate=True).decode("utf-8", "ignore")
                    except (binascii.Error, ValueError):
                        continue


def _foldings(text: str) -> Iterator[str]:
    yield _fold(text)
    lines = text.splitlines()
    if len(lines) >= SHORTEST:
        yield _fold("".join(line.strip()[:1] for line in lines))


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def _components(url: str) -> list[str]:
    """Return the parts of an address in which a piece may stand, the whole last one first."""
    try:
        split = urlsplit(unquote(url, errors="replace"))
    except ValueError:
        return [url]
    segments = [each for each in split.path.split("/") if each]
    labels = (split.hostname or "").split(".")
    queries = [each.rpartition("=")[2] for each in split.query.split("&") if each]
    return [*segments[-1:], *queries, split.fragment, *labels[:1]]


def _place(url: str) -> tuple[int, ...]:
    """Return the numbers of an address's path, by which pieces are put in order."""
    try:
        return tuple(int(part) for part in urlsplit(url).path.split("/") if part.isdigit())[:1]
    except ValueError:
        return ()


def _assembled(wanted: str, pieces: Sequence[Sequence[str]]) -> bool:
    """Tell whether pieces, one an address, make up the whole; repeated ones are passed over."""
    at = 0
    for candidates in pieces:
        fitting = [each for each in candidates if each and wanted.startswith(each, at)]
        at += max(map(len, fitting), default=0)
        if at >= len(wanted):
            return True
    return False
