r"""Find the field values in lines such as ``Phone: +49 30 1`` or ``- **Last Name:** Ehlers``.

The label is what stands before the first ``:`` or ``=``, without list marks, numbering, quotes
and emphasis; the schema says whether it names a field, by API name, path or caption.  The value
is the rest of the line.  Where JSON begins in it, it goes on to the end of the line in which
the JSON ends, unless the value is nothing but an object that speaks for itself.  Values that
go on in the next line are not guessed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from douane.detect.columns import owner_of
from douane.detect.escaped import View
from douane.detect.json_fields import Region
from douane.detect.seam import Schema
from douane.detect.sink import Sink
from douane.model.finding import Place

DETECTOR: Final = "structure.line"

# U+FF1A is the full-width colon.
SIGNS: Final = (":", "=", "\uff1a")
_LINE = re.compile("^([^:=\uff1a\n]{1,100}+)[:=\uff1a]([^\n]*)", re.MULTILINE)
_MARKS: Final = " \t>-*\u2022\u2013+#_`\"'|\r\u00a0"
_NUMBER = re.compile(r"\d{1,3}[.)][ \t]+")
_PAIRS: Final = {
    '"': '"',
    "'": "'",
    "`": "`",
    "\u201c": "\u201d",
    "\u201e": "\u201c",
    "\u00ab": "\u00bb",
    "\u2018": "\u2019",
}

Span = tuple[int, int]


def read_lines(
    view: View, schema: Schema, sink: Sink, taken: Sequence[Span], regions: Sequence[Region]
) -> None:
    """Report the values of labelled lines.

    Args:
        view: The text.
        schema: The fields of the org.
        sink: Takes the findings.
        taken: Spans, in order, that are no lines: well-formed JSON, tables.
        regions: All JSON with findings, in order.
    """
    text = view.text
    position = 0
    for match in _outside(text, taken):
        if match.start() < position:
            continue
        raw = match[1]
        label = raw.strip(_MARKS)
        if label[:1].isdigit():
            label = _NUMBER.sub("", label, count=1).strip(_MARKS)
        fields = schema.named(label) if label else ()
        if not fields:
            continue
        start, end = match.span(2)
        start, end = _value(text, raw, start, _line_end(text, start, end, regions))
        if start < end and not _speaks_for_itself(start, end, regions):
            position = end
            place = Place("", match.start(), max(end, match.end()))
            sink.add(view, owner_of(fields).finding(start, end, text[start:end], DETECTOR, place))


def _outside(text: str, taken: Sequence[Span]) -> Iterator[re.Match[str]]:
    """Yield the labelled lines that do not begin in a taken span."""
    position = 0
    for start, end in taken:
        if position < start:
            yield from _LINE.finditer(text, position, start)
        position = max(position, end)
    yield from _LINE.finditer(text, position)


def _line_end(text: str, start: int, end: int, regions: Sequence[Region]) -> int:
    """Return where the value's line ends, going around JSON that begins in it."""
    at = bisect_right(regions, (start,))
    end = _newline(text, start)
    while at < len(regions) and regions[at].start < end:
        end = max(end, _newline(text, regions[at].end))
        at += 1
    return end


def _newline(text: str, position: int) -> int:
    found = text.find("\n", position)
    return len(text) if found < 0 else found


def _value(text: str, label: str, start: int, end: int) -> Span:
    """Leave out white space, the label's emphasis, and a pair of quotes."""
    marks = label.lstrip(" \t>-+\u2022\u2013#|")[:2]
    quoted = label.rstrip()[-1:] in _PAIRS
    start, end = _stripped(text, start, end)
    if marks in {"**", "__"} and text.startswith(marks, start, end):
        start, end = _stripped(text, start + 2, end)
    if quoted and text[start:end].endswith(","):
        end -= 1
    closing = _PAIRS.get(text[start : start + 1])
    if closing is not None and end - start > 1 and text[end - 1] == closing:
        return start + 1, end - 1
    return start, end


def _stripped(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    first = start + len(part) - len(part.lstrip())
    return first, max(first, start + len(part.rstrip()))


def _speaks_for_itself(start: int, end: int, regions: Sequence[Region]) -> bool:
    """Tell whether a value is exactly one object that names its type."""
    at = bisect_right(regions, (start,))
    return (
        at < len(regions)
        and regions[at].typed
        and regions[at].start == start
        and regions[at].end == end
    )
