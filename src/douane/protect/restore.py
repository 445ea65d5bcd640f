"""Put values back into a whole text, for a reader who may open them.

A token that is unknown, belongs to another scope or is not for this reader stays as it stands:
from outside, the three look the same.  Values are put back once; a token inside a value stays.
The letter case of a token does not matter (``spelling``).

In JSON, a value is escaped as often as the string that holds its token is nested in others: a
JSON text is often a string of another.  Whether a string holds JSON is found out by reading it.
A string that is nothing but the token of a number becomes that number again, digit for digit,
without quotes.  Everything else of the text is left as it was, byte for byte.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from douane.model.sheet import Entry
from douane.protect.spelling import spelled, spelled_in_json

# One that is never closed matches, too, up to the end: otherwise every quote in it would be
# tried as a beginning, and time would grow with the square of the length.
_STRING: Final = re.compile(r'"(?:[^"\\]++|\\.)*+("|\\?\Z)', re.DOTALL)
# Made once: json.dumps would make one for each value.
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode
_COLON: Final = re.compile(r"[ \t\r\n]*:")
_LITERAL: Final = re.compile(
    r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null"
)


class _Use(msgspec.Struct, frozen=True, gc=False):
    """A token in a JSON string: how deep it lies, and whether it is a whole value."""

    token: str
    depth: int
    whole: bool


def restore_text(text: str, opened: Mapping[str, Entry]) -> str:
    """Replace every token that is open by its value.

    Args:
        text: What may hold tokens.
        opened: From ``entitle.opened``.
    """
    if not opened or "_" not in text:
        return text
    pieces: list[str] = []
    done = 0
    for start, end, token in spelled(text):
        entry = opened.get(token)
        if entry is not None:
            pieces += (text[done:start], entry.value)
            done = end
    pieces.append(text[done:])
    return "".join(pieces)


def openable(text: str, opened: Mapping[str, Entry]) -> int:
    """Return how many different tokens stand in a text that the reader may open."""
    return len({token for _, _, token in spelled(text)} & opened.keys())


def restore_json(text: str, opened: Mapping[str, Entry]) -> str:
    """Replace every token that is open inside the strings of a JSON text.

    Args:
        text: JSON.  Of a text that is none, whatever looks like a string counts as one.
        opened: From ``entitle.opened``.
    """
    if not opened or "_" not in text:
        return text
    pieces: list[str] = []
    cursor = 0
    for match in _STRING.finditer(text):
        if not match[1].startswith('"') or next(spelled(match[0]), None) is None:
            continue
        is_key = _COLON.match(text, match.end()) is not None
        pieces += (text[cursor : match.start()], _string(match[0], opened, is_key=is_key))
        cursor = match.end()
    pieces.append(text[cursor:])
    return "".join(pieces)


def escape(value: str) -> str:
    """Write a value as it must stand between the quotes of a JSON string."""
    return _ENCODE(value)[1:-1]


def _string(raw: str, opened: Mapping[str, Entry], *, is_key: bool) -> str:
    """Restore one string of the outermost JSON text, quotes included."""
    uses = list(_uses(raw, 1, is_key=is_key))
    found = spelled_in_json(raw)
    if [use.token for use in uses] != [each.token for each in found]:
        # A token of a nested text is spelled with escapes: it is none, so trust no depth.
        uses = [_Use(each.token, 1, whole=False) for each in found]
    pieces: list[str] = []
    cursor = 0
    for use, each in zip(uses, found, strict=True):
        entry = opened.get(use.token)
        if entry is None:
            continue
        quote = 0
        if use.whole and entry.literal and _LITERAL.fullmatch(entry.value):
            quote = len(_escaped('"', use.depth - 1))
            replacement = entry.value
        else:
            replacement = _escaped(entry.value, use.depth)
        pieces += (raw[cursor : each.start - quote], replacement)
        cursor = each.end + quote
    pieces.append(raw[cursor:])
    return "".join(pieces)


def _uses(raw: str, depth: int, *, is_key: bool) -> Iterator[_Use]:
    """Find the tokens of a JSON string and of the JSON texts that are nested in it."""
    found = spelled_in_json(raw)
    if len(found) == 1 and (found[0].start, found[0].end) == (1, len(raw) - 1):
        yield _Use(found[0].token, depth, whole=not is_key)
        return
    nested = _nested(raw)
    if nested is None:
        for each in found:
            yield _Use(each.token, depth, whole=False)
        return
    for match in _STRING.finditer(nested):
        is_key = _COLON.match(nested, match.end()) is not None
        yield from _uses(match[0], depth + 1, is_key=is_key)


def _nested(raw: str) -> str | None:
    """Return the JSON object or array that a JSON string holds, if it holds one."""
    try:
        text = json.loads(raw)
        if not text.lstrip(" \t\r\n").startswith(("{", "[")):
            return None
        msgspec.json.decode(text, type=msgspec.Raw)
    except (ValueError, RecursionError, msgspec.MsgspecError):
        return None
    return str(text)


def _escaped(value: str, times: int) -> str:
    for _ in range(times):
        value = escape(value)
    return value
