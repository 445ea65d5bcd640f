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
_SIGN = re.compile("[:=\uff1a]")
_LONGEST_LABEL = 100
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
    for line, sign in _labelled(text, taken):
        if line < position:
            continue
        raw = text[line:sign]
        label = raw.strip(_MARKS)
        if label[:1].isdigit():
            label = _NUMBER.sub("", label, count=1).strip(_MARKS)
        fields = schema.named(label) if label else ()
        if not fields:
            continue
        stop = _line_end(text, sign + 1, regions)
        start, end = _value(text, raw, sign + 1, stop)
        if start < end and not _speaks_for_itself(start, end, regions):
            position = end
            place = Place("", line, stop)
            sink.add(view, owner_of(fields).finding(start, end, text[start:end], DETECTOR, place))


def _labelled(text: str, taken: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield where a line begins and where its first sign stands, for lines outside ``taken``."""
    position = at = 0
    while (match := _SIGN.search(text, position)) is not None:
        sign = match.start()
        while at < len(taken) and taken[at][1] <= sign:
            at += 1
        if at < len(taken) and taken[at][0] <= sign:
            position = taken[at][1]
            continue
        # No further back than a label is long: a line may be as long as the text.
        line = text.rfind("\n", max(0, sign - _LONGEST_LABEL - 1), sign) + 1
        if sign - line <= _LONGEST_LABEL:
            yield line, sign
        position = _newline(text, sign)


def _line_end(text: str, start: int, regions: Sequence[Region]) -> int:
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
