"""Runs of base64 and hexadecimal that hold text, also packed with zlib or gzip.

A run counts as decoded when what comes out is text (UTF-8, or UTF-16 as PowerShell writes it).
Hexadecimal is tried before base64, because its digits are digits of both.  Padding may be missing,
lines may be wrapped, and up to three characters may stand before the run that are none of it.

Record ids, account numbers and tokens look like runs, and a business text holds dozens of them.  So
a run in capitals and digits alone is no base64 if it is long (of text as short as that, hardly any
comes out without a small letter), and of what a short run decodes to, one expression tells whether
it is readable before anything is made of it.

What unpacks to much more than it was is refused: it is not looked into, and suspicious.
"""

import re
import string
import zlib
from binascii import a2b_base64
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

from douane.detect.disguise.view import Patch, Span

_RUN: Final = re.compile(r"[A-Za-z0-9+/_-]++={0,2}")
_MORE: Final = re.compile(r"[ \t]{0,8}\r?\n[ \t>|]{0,8}([A-Za-z0-9+/_-]++={0,2})(?=\s|$|[\"'<,;)])")
_HEX: Final = re.compile(r"(?:[0-9a-fA-F]{2})++")
_PAIRS: Final = re.compile(
    r"(?<![0-9A-Za-z])[0-9a-fA-F]{2}([ :.,-])[0-9a-fA-F]{2}(?:\1[0-9a-fA-F]{2}(?![0-9A-Za-z]))*+"
    r"|(?<![0-9A-Za-z])0x[0-9a-fA-F]{2}(?:[ ,;]{1,2}0x[0-9a-fA-F]{2})++"
)
_DIGITS: Final = re.compile(r"(?:0x)?([0-9a-fA-F]{2})")
_MIXED: Final = re.compile("[A-Za-z]")
_SIGN: Final = re.compile(r"[/_-]")
_BLANK: Final = re.compile(r"[\s>|]+")
_STANDARD: Final = str.maketrans("-_", "+/")
FEWEST: Final = 10  # characters of a run
_FEWEST_PAIRS = 8
_FEWEST_BYTES = 5
# In text there are hardly any of these.
_UNREADABLE: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]")
_MOST_UNREADABLE = 16  # one in so many characters
# What has fewer bytes than that may hold one unreadable character, or none with fewer than half.
_SHORT: Final = 2 * _MOST_UNREADABLE
_CHARACTERS: Final = (
    rb"(?:[\t-\r\x1b -~]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}"
    rb"|[\xf0-\xf4][\x80-\xbf]{3})*+"
)
_CUT: Final = rb"(?:[\xe0-\xf4][\x80-\xbf]{1,2}|[^\n])"
# As UTF-16, zlib and gzip begin, and what reads as UTF-8.
_AS_OTHERS: Final = rb"[^\n]\x00|\x1f\x8b|\x78[\x01\x5e\x9c\xda]|"
_READABLE: Final = re.compile(_AS_OTHERS + _CHARACTERS + rb"\Z")
_NEARLY_READABLE: Final = re.compile(
    _AS_OTHERS + _CHARACTERS + rb"(?:" + _CUT + _CHARACTERS + rb")?\Z"
)
# Digits of base64 whose bytes are fewer than ``_MOST_UNREADABLE``.
_STRICT: Final = 20
_CAPITALS: Final = re.compile("[A-Z0-9]{16,}+(?![a-z+/_=-])")
# Pairs that begin as text does, as UTF-16, or as what is packed.
_PAIRED: Final = re.compile(
    "(?:0[9A-D]|1B|[2-9A-F][0-9A-F]){8}|(?:[0-9A-F]{2}00){2}|1F8B|78(?:01|5E|9C|DA)"
)

_PACKED: Final = (b"\x1f\x8b", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_EITHER_HEADER = 47  # zlib's word for "zlib or gzip, whichever it is"
# Text packs to a fifth or a tenth; what packs better was made to fill memory.
_MOST_UNPACKED = 32


def _beginnings() -> Iterator[str]:
    """Yield each two digits of base64 with which something that ``_READABLE`` matches begins.

    They are its first byte, and the upper half of its second.
    """
    digits = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
    for (high, first), (low, second) in product(enumerate(digits), repeat=2):
        byte, half = high << 2 | low >> 4, low & 0xF
        goes_on = 0xC2 <= byte <= 0xF4 and 0x8 <= half <= 0xB  # noqa: PLR2004 - as above
        if half == 0 or goes_on or (byte, half) == (0x1F, 0x8) or _READABLE.match(bytes([byte])):
            yield first + second


_BEGINNINGS: Final = frozenset(_beginnings())


class Blobs(NamedTuple):
    """What was decoded.

    Attributes:
        patches: In no order.
        refused: Spans that unpack to more than may be looked at.
    """

    patches: list[Patch]
    refused: list[Span]


class _Bomb(Exception):  # noqa: N818 - a name for what it is, and never seen outside
    """Raised by what unpacks to too much."""


def undo(text: str, ends: Sequence[int], *, pairs: bool) -> Blobs:
    """Return what runs decode to.

    Args:
        text: Any text.
        ends: Positions within runs, in order.
        pairs: Look for hexadecimal digits that stand in pairs, too.
    """
    found = Blobs([], [])
    done = tried = 0
    for end in ends:
        # The expression that fired begins before the run or at its start.
        if end <= done:
            continue
        start = max(done, end - FEWEST)
        number = _CAPITALS.match(text, start)
        if number is not None and not _may_be_hexadecimal(number[0]):
            done = number.end()
            continue
        run = _RUN.match(text, start)
        if run is None:
            continue
        # A block of lines that is none is none from its second line on, either.
        lines = _wrapped(text, run) if run.start() >= tried else []
        tried = max([tried, *lines])
        done = _decode_run(text, run, lines, found)
    if pairs:
        for match in _PAIRS.finditer(text):
            digits = "".join(_DIGITS.findall(match[0]))
            if len(digits) >= 2 * _FEWEST_PAIRS:
                _keep(found, match.start(), match.end(), bytes.fromhex(digits))
    return found


def _decode_run(text: str, run: re.Match[str], lines: Sequence[int], found: Blobs) -> int:
    """Decode a run, if possible with the lines that belong to it; return where it ends."""
    start, end = run.span()
    for stop in lines:
        if _decoded(found, start, stop, _BLANK.sub("", text[start:stop])):
            return stop
    written = run[0]
    if _decoded(found, start, end, written):
        return end
    # In names of files and addresses, the run is only a part of what looks like one.
    if _SIGN.search(written):
        at = start
        for part in _SIGN.split(written):
            if len(part) >= FEWEST:
                _decoded(found, at, at + len(part), part)
            at += len(part) + 1
    return end


def _wrapped(text: str, run: re.Match[str]) -> list[int]:
    """Return where a run of several lines of one length may end, the likeliest first."""
    width, end, before = len(run[0]), run.end(), 0
    if width < FEWEST:
        return []
    while (more := _MORE.match(text, end)) and len(more[1]) <= width:
        before, end = end, more.end()
        if len(more[1]) < width:
            break
    ends = [end] if before else []
    if before > run.end():
        ends.append(before)
    return ends


def _decoded(found: Blobs, start: int, end: int, written: str) -> bool:
    """Keep what a run decodes to; tell whether it decodes to anything."""
    if _HEX.fullmatch(written):
        data = bytes.fromhex(written)
        if _may_be_text(data) and _keep(found, start, end, data):
            return True
    digits = written.rstrip("=")
    if not _MIXED.search(digits) or _CAPITALS.match(digits):
        return False  # a number
    if _SIGN.search(digits):
        digits = digits.translate(_STANDARD)
    size = len(digits)
    for skipped in range(min(4, size - FEWEST + 5)):
        if size < _STRICT and digits[skipped : skipped + 2] not in _BEGINNINGS:
            continue
        # One digit behind the last four is none.
        last = size - ((size - skipped) % 4 == 1)
        try:
            data = a2b_base64(digits[skipped:last] + "==")
        except ValueError:
            return False  # padding in the middle
        if _may_be_text(data) and _keep(found, start + skipped, end, data):
            return True
    return False


def _may_be_hexadecimal(written: str) -> bool:
    """Tell whether capitals and digits are pairs of which the first are readable."""
    if not _PAIRED.match(written):
        return False
    first = written[: _SHORT - 2]
    if len(written) % 2 and len(written) < _SHORT:
        first = written[:-1]
    return bool(_HEX.fullmatch(first) and _NEARLY_READABLE.match(bytes.fromhex(first)))


def _may_be_text(data: bytes) -> bool:
    size = len(data)
    if size >= _SHORT:
        return True
    return bool((_READABLE if size < _MOST_UNREADABLE else _NEARLY_READABLE).match(data))


def _keep(found: Blobs, start: int, end: int, data: bytes) -> bool:
    try:
        text = _text(data)
    except _Bomb:
        found.refused.append((start, end))
        return True
    if text is None:
        return False
    found.patches.append(Patch(start, end, text))
    return True


def _text(data: bytes) -> str | None:
    """Return the text that bytes are, or None when they are none."""
    if data.startswith(_PACKED):
        data = _unpacked(data) or data
    if len(data) < _FEWEST_BYTES:
        return None
    if data[1:8:2] == b"\x00" * len(data[1:8:2]):
        text = data.decode("utf-16-le", "replace")
    else:
        text = data.decode("utf-8", "replace")
    if len(_unreadable(text)) * _MOST_UNREADABLE > len(text):
        return None
    return text.replace("\x00", "\u200b")


def _unreadable(text: str) -> Sequence[str]:
    # Where most of the beginning is unreadable, so is the rest.
    first = _UNREADABLE.findall(text, 0, 256)
    if len(first) * _MOST_UNREADABLE > len(text[:256]):
        return text
    return _UNREADABLE.findall(text)


def _unpacked(data: bytes) -> bytes | None:
    unpacker = zlib.decompressobj(_EITHER_HEADER)
    most = _MOST_UNPACKED * len(data)
    try:
        text = unpacker.decompress(data, most + 1)
    except zlib.error:
        return None
    if len(text) > most:
        raise _Bomb
    return text
