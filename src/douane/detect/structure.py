"""Read a text back into the fields that it was written from.

In this order, each seeing what the one before left:

1. JSON, whole, in prose, cut off, or inside strings (``json_fields``);
2. CSV and Markdown tables (``tables``);
3. labelled lines (``lines``).

Strings in JSON that belong to no field are texts, too, and are read in the same way.  Where
structure is recognised depends on keys, headers, labels and separators, never on values: two
texts that differ in values only give findings of the same fields in the same places.
"""

from douane.detect.escaped import View
from douane.detect.json_fields import JsonFields, typed_objects
from douane.detect.lines import SIGNS, read_lines
from douane.detect.seam import Schema
from douane.detect.sink import Sink
from douane.detect.tables import SEPARATORS, read_tables
from douane.model.finding import Finding, Reading


def read_fields(text: str, schema: Schema, reading: Reading) -> list[Finding]:
    """Find the values of fields.

    Args:
        text: Any text; nothing that it holds makes this fail.
        schema: The fields of the org.
        reading: How much structure to look for.

    Returns:
        Findings by position, with the paths that each value may belong to.  A field's string
        that holds typed objects among other text contains their findings; apart from that,
        findings do not overlap where the text is well-formed.
    """
    sink = Sink()
    if reading is Reading.TYPED:
        if "{" in text:
            typed_objects(View(text), schema, sink)
    else:
        _Reading(schema, sink).read(View(text))
    findings = sink.findings
    findings.sort(key=_place)
    return findings


class _Reading:
    """Reads a text and the texts inside it."""

    __slots__ = ("_json", "_schema", "_sink")

    def __init__(self, schema: Schema, sink: Sink) -> None:
        self._schema = schema
        self._sink = sink
        self._json = JsonFields(schema, sink, self.read, typed_only=False)

    def read(self, view: View) -> None:
        text, sink = view.text, self._sink
        regions = self._json.read(view) if "{" in text else []
        taken = [(region.start, region.end) for region in regions if not region.broken]
        broken = len(taken) < len(regions)
        before = len(sink.findings)
        if "\n" in text and any(separator in text for separator in SEPARATORS):
            tables = read_tables(view, self._schema, sink, taken)
            if tables:
                taken = sorted([*taken, *tables])
        if any(sign in text for sign in SIGNS):
            read_lines(view, self._schema, sink, taken, regions)
        if broken:
            # The reader of broken JSON knows better what these are.
            sink.findings[before:] = _clear_of(sink.findings[:before], sink.findings[before:])


def _clear_of(taken: list[Finding], findings: list[Finding]) -> list[Finding]:
    """Leave out findings that touch one that is taken."""
    spans = sorted((finding.start, finding.end) for finding in taken)
    kept, at = [], 0
    for finding in sorted(findings, key=_place):
        while at < len(spans) and spans[at][1] <= finding.start:
            at += 1
        if at == len(spans) or spans[at][0] >= finding.end:
            kept.append(finding)
    return kept


def _place(finding: Finding) -> tuple[int, int]:
    return finding.start, -finding.end
