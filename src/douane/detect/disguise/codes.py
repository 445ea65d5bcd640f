r"""Characters that are written as numbers: HTML, percent, quoted-printable and backslash escapes.

``&#68;`` ``&commat;`` ``%44`` ``=44`` (and the soft line break ``=`` at the end of a line),
``\x44`` ``\u0044`` ``\u{44}`` ``\U00000044`` and the escapes of JSON.  One level is undone at a
time; what comes out is looked at again.
"""

import html
import re
from collections.abc import Iterator
from typing import Final

from douane.detect.disguise.view import Patch

_HTML: Final = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};)")
_PERCENT: Final = re.compile("%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2})*+")
_QUOTED: Final = re.compile(r"=(?:[0-9A-F]{2}(?:=\r?\n)?|\r?\n)(?:=[0-9A-F]{2}(?:=\r?\n)?)*+")
# One code alone may be a part of an address of a page: ``id=4711``.
_SURELY_QUOTED: Final = re.compile(r"=(?:\r?\n|[0-9A-F]{2}=(?:\r?\n|[0-9A-F]{2}))")
_SOFT_BREAK: Final = re.compile(r"=\r?\n")
_BYTES: Final = re.compile(r"\\x[0-9a-fA-F]{2}(?:\\x[0-9a-fA-F]{2})*+")
_UNITS: Final = re.compile(r"\\u[0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})*+")
_POINT: Final = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|U([0-9a-fA-F]{8}))")
_SHORT: Final = re.compile(r"\\[nrtbf\"/\\]")
_SHORTS: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_LAST_POINT = 0x10FFFF
_ASCII_OR_NOT: Final = re.compile("[\x00-\x7f]+|[^\x00-\x7f]")
# A NUL would hide what stands behind it; nobody sees it, so it becomes what nobody sees.
_NUL: Final = str.maketrans({"\x00": "\u200b"})


def may_hold(text: str) -> bool:
    """Tell whether there is any of the signs that such an escape begins with."""
    return "&" in text or "%" in text or "=" in text or "\\" in text


def undo(text: str, *, json_escapes: bool) -> list[Patch]:
    """Return what reads as other characters, in no order.

    Args:
        text: Any text.
        json_escapes: Undo those of JSON, too, as in what was decoded.
    """
    patches: list[Patch] = []
    if "&" in text:
        patches += [
            Patch(match.start(), match.end(), html.unescape(match[0]).translate(_NUL))
            for match in _HTML.finditer(text)
        ]
    if "%" in text:
        for match in _PERCENT.finditer(text):
            patches += _of_bytes(bytes.fromhex(match[0].replace("%", "")), match.start(), 3)
    if "=" in text and _SURELY_QUOTED.search(text):
        for match in _QUOTED.finditer(text):
            patches += _quoted(match)
    if "\\" in text:
        patches += _backslashes(text, json_escapes=json_escapes)
    return [patch for patch in patches if patch.text != text[patch.start : patch.end]]


def _of_bytes(data: bytes, start: int, stride: int) -> Iterator[Patch]:
    """Yield what bytes read as that stand one behind the other, each in so many characters."""
    try:
        decoded = data.decode()
    except UnicodeDecodeError:
        decoded = data.decode("latin-1").translate(_NUL)
        yield Patch(start, start + len(data) * stride, decoded, stride)
        return
    at = 0
    for part in _ASCII_OR_NOT.finditer(decoded):
        size = len(part[0].encode())
        end = start + (at + size) * stride
        text = part[0].translate(_NUL)
        yield Patch(start + at * stride, end, text, stride if len(text) == size else 0)
        at += size


def _quoted(match: re.Match[str]) -> Iterator[Patch]:
    written, start = match[0], match.start()
    if "\n" not in written:
        yield from _of_bytes(bytes.fromhex(written.replace("=", "")), start, 3)
        return
    # A letter of two bytes may be parted by a soft break: then the whole is one.
    plain = _SOFT_BREAK.sub("", written)
    try:
        decoded = bytes.fromhex(plain.replace("=", "")).decode()
    except UnicodeDecodeError:
        decoded = ""
    if decoded.isascii():
        done = 0
        for gap in _SOFT_BREAK.finditer(written):
            data = bytes.fromhex(written[done : gap.start()].replace("=", ""))
            yield from _of_bytes(data, start + done, 3)
            yield Patch(start + gap.start(), start + gap.end(), "")
            done = gap.end()
        yield from _of_bytes(bytes.fromhex(written[done:].replace("=", "")), start + done, 3)
    else:
        yield Patch(start, match.end(), decoded.translate(_NUL))


def _backslashes(text: str, *, json_escapes: bool) -> Iterator[Patch]:
    for match in _BYTES.finditer(text):
        yield from _of_bytes(bytes.fromhex(match[0].replace("\\x", "")), match.start(), 4)
    for match in _POINT.finditer(text):
        point = int(match[1] or match[2], 16)
        if 0 < point <= _LAST_POINT:
            yield Patch(match.start(), match.end(), chr(point))
    if not json_escapes:
        return
    for match in _UNITS.finditer(text):
        units = bytes.fromhex(match[0].replace("\\u", ""))
        decoded = units.decode("utf-16-be", "surrogatepass").translate(_NUL)
        stride = 6 if len(decoded) * 2 == len(units) else 0
        yield Patch(match.start(), match.end(), decoded, stride)
    for match in _SHORT.finditer(text):
        letter = match[0][1]
        yield Patch(match.start(), match.end(), _SHORTS.get(letter, letter))
