"""Tell in a few scans which disguises a text could hold: nearly always none.

Each sign is one expression and one database: hyperscan looks through a text for a single
expression three times as fast as for a handful of them together, and compiles it in a hundredth of
the time.

Expressions see UTF-8 bytes, as triggers of identifiers do.  What each of them lets through is
looked at again by the file that undoes it.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import Final, NamedTuple

import hyperscan

from douane.detect.disguise import rot13


class Sign(IntEnum):
    """What a disguise can be made of."""

    LINE = 0  # an identifier may go on in the next line
    BLOB = 1  # base64 or hexadecimal
    CHARACTER = 2  # one that no Western or Central European business text is written with
    SPACED = 3
    SPOKEN = 4  # "at" and "dot"
    LEET_INSIDE = 5
    LEET_OUTSIDE = 6
    LEET_LETTER = 7
    ROT13_NUMBER = 8
    ROT13_ADDRESS = 9
    BREAK = 10  # a line that ends within a word or a name, perhaps


_BASE64 = b"[A-Za-z0-9+/_-]"
_BLOB_LENGTH: Final = 10


def _times(expression: bytes, number: int) -> bytes:
    return expression + b"{%d}" % number if number else b""


def _blob() -> bytes:
    """Return what fires once at the start of a run, unless it looks like a word.

    Of ten characters of base64, one is a digit, or two are capitals: near each other, or the first
    behind a small letter.
    """
    marks = [b"[0-9]", *(b"[A-Z]" + _times(_BASE64, gap) + b"[A-Z]" for gap in range(3))]
    marks += [b"[a-z][A-Z]" + _times(_BASE64, gap) + b"[A-Z]" for gap in range(3, 8)]
    ways = [
        _times(_BASE64, at) + mark + _times(_BASE64, _BLOB_LENGTH - at - size)
        for mark, size in zip(marks, (1, 2, 3, 4, 6, 7, 8, 9, 10), strict=True)
        for at in range(size == 1, _BLOB_LENGTH - size + 1)
    ]
    return b"(?:^|[^A-Za-z0-9+/_-])(?:" + b"|".join(ways) + b")"


# What a line break within a value looks like: blanks, and the signs of quoted mail.
_BREAK = rb"[ \t]?\r?\n[ \t>|]{0,8}"
_LOCAL = rb"[A-Za-z0-9._+\-]"
_LEET = b"[OoQIl|!SZBG]"
_GAP = b"[ .-]?"
_SIGN_GAP = rb"[ ._/*~|,:;\t\n-]{1,3}"
_DOT = b"(?:dot|punkt|point|punto|punt|kropka)"
_OPEN, _CLOSE = rb"[\s(\[{<]", rb"[\s)\]}>]"

_EXPRESSIONS: Final = {
    Sign.LINE: (
        rb"(?:[0-9][A-Za-z0-9]{0,16}" + _BREAK + b"[A-Za-z0-9]"
        rb"|\b[A-Z]{2}[0-9]{2}[A-Z0-9 .-]{0,30}" + _BREAK + b"[A-Z0-9]"
        rb"|\b[A-Z]{1,2}" + _BREAK + b"[A-Z]{0,1}[0-9]{2}"
        rb"|@[A-Za-z0-9.-]{0,60}" + _BREAK + b"[A-Za-z0-9.-]"
        rb"|" + _LOCAL + _BREAK + _LOCAL + b"{0,40}@[A-Za-z0-9])"
    ),
    Sign.BLOB: _blob(),
    Sign.CHARACTER: (
        rb"(?:\xc2\xad|\xc6[\x80-\xbf]|\xc7.|\xc8[\x80-\x97\x9c-\xbf]|[\xc9-\xdf]."
        rb"|[\xe0\xe1].|\xe2\x80[\x80-\x92\xa8-\xae]|\xe2\x81[\x9f-\xbf]"
        rb"|\xe2\x82[\x80-\x9f]|\xe2\x83[\x90-\xbf]|\xe2\x84[\x80-\x95\x97-\xa1\xa3-\xbf]"
        rb"|\xe2\x85.|\xe2\x88[\x92\x95]|\xe2\x91[\xa0-\xbf]|\xe2[\x92\x93\xb0-\xb7]."
        rb"|\xe3[\x80\x88-\x8f].|\xea[\x80-\xaf].|\xef[\xa4-\xbf].|\xf0[\x90-\x9d]."
        rb"|\xf0\x9f[\x84-\x87].|\xf3\xa0.)"
    ),
    Sign.SPACED: (
        rb"(?:(?:^|[^A-Za-z0-9\x80-\xff])[A-Za-z0-9]"
        rb"(?:" + _SIGN_GAP + rb"[A-Za-z0-9@&\x80-\xff]{1,2}){4}" + _SIGN_GAP + rb"[A-Za-z0-9]"
        rb"|(?:^|\s)[!-~]{2}(?: [!-~]{2}){6}(?:$|\s)"
        rb"|(?:[0-9A-Fa-f]{2}[ :.,-]){7}[0-9A-Fa-f]{2}|(?:0x[0-9A-Fa-f]{2}[ ,;]{1,2}){5})"
    ),
    Sign.SPOKEN: (
        b"(?i)(?:" + _OPEN + _DOT + _CLOSE + rb"{1,2}[a-z]{2}"
        rb"|[a-z0-9]\s?[(\[{<]\s?(?:at|@|\xc3\xa4t|arroba|arobase|chiocciola)\s?[)\]}>])"
    ),
    Sign.LEET_INSIDE: (
        b"(?:[0-9]" + _GAP + _LEET + b"{1,6}" + _GAP + b"[0-9]"
        b"|[0-9]{3}" + _GAP + _LEET + b"{1,6}(?:$|[^A-Za-z0-9]))"
    ),
    Sign.LEET_OUTSIDE: (
        rb"\b(?:" + _LEET + b"{1,3}[0-9]{1,3}" + _GAP + b"[0-9OoIlSB]{4}"
        # A country, one of whose letters is a digit: a passport's number is shorter.
        b"|(?:[0-9][A-Z]|[A-Z][1-8])[0-9OoIlSB]{2}"
        + _GAP
        + b"[0-9OoIlSB]{4}"
        + _GAP
        + b"[0-9A-Za-z]{3}"
        b"|[A-Z]{2}" + _LEET + b"[0-9]"
        b"|[A-Z]{2}[OoQIlSZBG]{2} ?[0-9][0-9A-Za-z]{3} ?[0-9A-Za-z]{4})"
    ),
    Sign.LEET_LETTER: (
        rb"(?:[A-Za-z][013457$]{1,3}[a-z]"
        rb"|(?:^|[^A-Za-z0-9])(?:[013457]{1,2}[A-Za-z]{2,3}|[013457][A-Za-z]|[013457]{2}[A-SU-Za-z])"
        rb"[013457][A-Za-z0-9]"
        # Not the hour of an ISO 8601 time, ``01T18``.
        rb"|(?:^|[^A-Za-z0-9])[013457]{2}T[013457][A-Za-z]"
        rb"|(?:^|[^A-Za-z0-9])[013457][a-z]{4}"
        rb"|[A-Za-z]@[a-z]{1,15}(?:$|[^A-Za-z0-9.@_-]|\.(?:$|[^A-Za-z0-9])))"
    ),
    Sign.ROT13_NUMBER: rot13.NUMBER,
    Sign.ROT13_ADDRESS: rot13.ADDRESS,
    Sign.BREAK: rb"[A-Za-z0-9\x80-\xff&'/-]" + _BREAK + rb"[A-Za-z0-9\x80-\xff&'/-]",
}
# Bytes of the shortest disguised value.
_SHORTEST: Final = 5
_SIGNS: Final = tuple(map(int, Sign))
_NAMES: Final = tuple(Sign)
# An enumeration's member costs a call each time that it is compared.
_LINE: Final = (int(Sign.LINE),)
_BLOB: Final = (int(Sign.BLOB),)
_NUMBER: Final = (int(Sign.LEET_INSIDE), int(Sign.LEET_OUTSIDE))
_WORD: Final = (int(Sign.LEET_LETTER),)
_ROT13: Final = (int(Sign.ROT13_NUMBER), int(Sign.ROT13_ADDRESS))
# Where each match ends; of the others only whether there is one.
_PLACES: Final = frozenset((*_LINE, *_BLOB, *_NUMBER, *_WORD, *_ROT13))
_CONTINUATION: Final = bytes(range(0x80, 0xC0))
_Scratches = dict[int, hyperscan.Scratch]


class Suspicion(NamedTuple):
    """What a text could hold.

    Attributes:
        signs: What there is of anything.
        lines: One past the first character of each line in which a value may go on.
        blobs: One past the tenth character of each run.
        numbers: Behind what may be letters for digits.
        words: Behind what may be digits for letters.
        rot13: Within numbers, and behind addresses.
    """

    signs: frozenset[Sign]
    lines: list[int]
    blobs: list[int]
    numbers: list[int]
    words: list[int]
    rot13: list[int]


class Suspicions:
    """The compiled expressions; making them takes some milliseconds."""

    __slots__ = ("_databases", "_scratches")

    def __init__(self) -> None:
        """Compile."""
        self._databases = {int(sign): _database((sign,)) for sign in Sign}
        # One scan at a time may use a scratch; popping and appending are atomic.
        self._scratches: list[_Scratches] = []

    def of(self, text: str) -> Suspicion:
        """Return what a text could hold."""
        data = text.encode("utf-8", "replace")
        matches: list[tuple[int, int]] = []
        try:
            scratches = self._scratches.pop()
        except IndexError:
            scratches = {
                sign: database.scratch.clone() for sign, database in self._databases.items()
            }
        try:
            for sign in _needed(text, len(data)):
                self._databases[sign].scan(
                    data,
                    match_event_handler=_collect,
                    context=matches,
                    scratch=scratches[sign],
                )
        finally:
            self._scratches.append(scratches)
        if not matches:
            return _NOTHING
        if len(data) != len(text):
            matches = _in_characters(data, matches)
        signs = frozenset([_NAMES[sign] for sign in {sign for _, sign in matches}])
        return Suspicion(
            signs, *(_ends(matches, some) for some in (_LINE, _BLOB, _NUMBER, _WORD, _ROT13))
        )


def _needed(text: str, size: int) -> Iterable[int]:
    """Return which databases a text must be scanned with."""
    if size < _SHORTEST:
        return ()
    needless: set[int] = set()
    if text.isascii():
        needless.add(Sign.CHARACTER)
    if "\n" not in text:
        needless |= {Sign.LINE, Sign.BREAK}
    if "@" not in text:
        needless.add(Sign.ROT13_ADDRESS)
    return [sign for sign in _SIGNS if sign not in needless]


_NOTHING: Final = Suspicion(frozenset(), [], [], [], [], [])


def _database(signs: tuple[Sign, ...]) -> hyperscan.Database:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[_EXPRESSIONS[sign] for sign in signs],
        ids=[int(sign) for sign in signs],
        elements=len(signs),
        flags=[0 if sign in _PLACES else hyperscan.HS_FLAG_SINGLEMATCH for sign in signs],
    )
    return database


# Hyperscan keeps no reference to its handler, so it must not be made on the way.
def _collect(sign: int, _start: int, end: int, _flags: int, found: object) -> None:
    found.append((end, sign))  # type: ignore[attr-defined]


def _ends(matches: list[tuple[int, int]], signs: tuple[int, ...]) -> list[int]:
    return sorted([end for end, sign in matches if sign in signs])


def _in_characters(data: bytes, matches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    converted: list[tuple[int, int]] = []
    done = characters = 0
    for end, sign in sorted(matches):
        characters += len(data[done:end].translate(None, _CONTINUATION))
        done = end
        converted.append((characters, sign))
    return converted
