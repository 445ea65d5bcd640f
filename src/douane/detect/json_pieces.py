r"""Part a finding that reaches over the strings of a JSON text, so that the text stays JSON.

Formulas, code and portfolios are found by lines and paragraphs, and JSON often is one line: what
is found would begin before ``{`` and end behind ``}``.  Replaced as one, it would take the whole
text along, and arguments of a tool would no longer be arguments.

So every string, key and bare value under such a finding becomes a finding of its own.  Nothing
else stands in well-formed JSON but brackets, colons, commas and white space.  A text that is not
wholly JSON is left as it is: nobody reads it as JSON.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from douane.model.finding import Finding, Place

_SCALAR: Final = re.compile(r'"((?:[^"\\]++|\\.)*+)"|([^\s,:{}\[\]"]++)', re.DOTALL)
_OPENINGS: Final = ("{", "[")
_QUOTED: Final = Place(quote='"')


class Scalar(NamedTuple):
    """Where the content of a string, or a bare value, stands."""

    start: int
    end: int
    bare: bool


def part(text: str, found: list[Finding]) -> list[Finding]:
    """Return findings none of which reaches over the border of a string.

    Args:
        text: What the spans refer to, as it would leave.
        found: What was found in it.
    """
    if not text.lstrip().startswith(_OPENINGS):
        return found
    if not _are_quotes_in_any(text, found) or not _is_json(text):
        return found
    scalars = [_scalar(match) for match in _SCALAR.finditer(text)]
    ends = [scalar.end for scalar in scalars]
    return [piece for finding in found for piece in _pieces(text, finding, scalars, ends)]


def _are_quotes_in_any(text: str, found: list[Finding]) -> bool:
    return any('"' in text[finding.start : finding.end] for finding in found)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _scalar(match: re.Match[str]) -> Scalar:
    bare = match[1] is None
    return Scalar(*match.span(2 if bare else 1), bare)


def _pieces(
    text: str, finding: Finding, scalars: Sequence[Scalar], ends: Sequence[int]
) -> Iterator[Finding]:
    if not 0 <= finding.start < finding.end <= len(text):
        yield finding  # whoever miscounts is refused later
        return
    at = bisect_right(ends, finding.start)
    if at < len(scalars) and not scalars[at].bare:
        within = scalars[at].start <= finding.start and finding.end <= scalars[at].end
        if within:  # what is a quote there is an escaped one
            yield finding
            return
    if '"' not in text[finding.start : finding.end]:
        yield finding
        return
    for start, end, bare in scalars[at:]:
        if start >= finding.end:
            return
        if bare:
            yield _piece(text, finding, start, end, _QUOTED)
        elif start < end:
            # Only what is found of a string goes.
            first, last = max(start, finding.start), min(end, finding.end)
            yield _piece(text, finding, first, last, finding.place)


def _piece(text: str, finding: Finding, start: int, end: int, place: Place) -> Finding:
    written, bare = text[start:end], place is _QUOTED
    return msgspec.structs.replace(
        finding,
        start=start,
        end=end,
        value=written if bare else _read(written),
        literal=bare,
        place=place,
        parts=(),
    )


def _read(written: str) -> str:
    """Return what a string or a part of one says."""
    try:
        return str(json.loads(f'"{written}"', strict=False))
    except ValueError:  # it ends within an escape
        return written
