r"""Find the field values in tables: CSV (comma, semicolon, tab) and Markdown (pipes).

A line is a header when at least two of its cells are names that the schema knows and the next
line has at least as many cells.  Rows follow until a blank line or a line without separators.
A row with another number of cells than the header cannot be told apart into columns, so all of
it belongs to all columns: what a value says, a stray separator included, never makes it less
than that.  A value's span leaves out the white space around it, and the quotes where the header
has quotes, too.  Where it has none, a cell is quoted because of what its value holds, so there
the quotes are part of the value.  Doubled quotes and escaped pipes stay as they are written, so
that restoring gives back the same bytes.

Source: RFC 4180; GitHub Flavored Markdown 0.29, section 4.10.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from douane.detect.columns import Owner, resolve
from douane.detect.escaped import View
from douane.detect.identifiers.systems.record_id import canonical
from douane.detect.seam import Schema
from douane.detect.sink import Sink
from douane.model.finding import Place
from douane.model.token import Kind

CSV: Final = "structure.csv"
MARKDOWN: Final = "structure.markdown"
SEPARATORS: Final = ",;\t|"
_LONGEST_CELL: Final = 100
_LEAST_KNOWN: Final = 2
_MARKS: Final = " \t\r\"'`*_"

_LINE = re.compile(r"^[^\n,;\t|]{0,100}+[,;\t|][^\n]*", re.MULTILINE)
_ALIGNMENT = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|?)+[ \t]*\r?")
_CELL: Final = {
    separator: re.compile(
        rf'[^\S\n{separator}]*+(?:"((?:[^"]++|"")*+)"[^\S\n{separator}]*+|([^{separator}\n]*+))'
        rf"({separator}|\n|\Z)"
    )
    for separator in ",;\t"
}
_PIPE_CELL = re.compile(r"()((?:[^|\n\\]++|\\[^\n]|\\)*+)(\||\n|\Z)")

Span = tuple[int, int]


class Header(NamedTuple):
    """The first line of a table.

    Attributes:
        separator: What stands between its cells.
        owners: One for each column.
        record: Number of the column that holds the record's id; -1 for none.
        end: Where its line ends.
        quoted: True when its names stand in quotes.
    """

    separator: str
    owners: tuple[Owner, ...]
    record: int
    end: int
    quoted: bool


def read_tables(view: View, schema: Schema, sink: Sink, taken: Sequence[Span]) -> list[Span]:
    """Report the values of every table of a view; return the spans of the tables.

    Args:
        view: The text.
        schema: The fields of the org.
        sink: Takes the findings.
        taken: Spans, in order, in which no header is looked for.
    """
    text, position = view.text, 0
    tables: list[Span] = []
    spans = iter((*taken, (len(text) + 1, len(text) + 1)))
    current = next(spans)
    while (match := _LINE.search(text, position)) is not None:
        start = match.start()
        position = match.end() + 1
        while start >= current[1]:
            current = next(spans)
        if start >= current[0]:
            position = current[1]
            continue
        header = _header(text, start, match.end(), schema)
        if header is not None:
            position = _rows(view, header, sink)
            tables.append((start, position))
    return tables


def _header(text: str, start: int, end: int, schema: Schema) -> Header | None:
    line = text[start:end]
    best = 0
    separator = ""
    for candidate in SEPARATORS:
        if candidate in line and _may_have_row(text, end + 1, candidate, line):
            known = _known(_bare(line, candidate).split(candidate), schema)
            if known > best:
                best, separator = known, candidate
    if best < _LEAST_KNOWN:
        return None
    names = [_name(cell) for cell in _bare(line, separator).split(separator)]
    cells, row_end = _row(text, end + 1, separator)
    if len(cells) < len(names) and not (len(cells) > 1 and not text[row_end:].strip()):
        return None
    owners = resolve(names, schema, _LEAST_KNOWN)
    if owners is None:
        return None
    record = next((at for at, name in enumerate(names) if name.lower() == "id"), -1)
    return Header(separator, owners, record, end, quoted=line.lstrip().startswith('"'))


def _may_have_row(text: str, start: int, separator: str, header: str) -> bool:
    """Tell, without looking closely, whether a row can begin in the next line.

    It has enough cells, or a quoted one that may go on, or the text is cut off in it.
    """
    end = text.find("\n", start)
    if end < 0:
        end = len(text)
    if text.count(separator, start, end) >= header.count(separator):
        return True
    if separator == "|":
        cells = _bare(text[start:end], separator).count(separator)
        if cells >= _bare(header, separator).count(separator):
            return True
    quoted = text.find('"', start, end) >= 0
    return quoted or (text.find(separator, start, end) >= 0 and not text[end:].strip())


def _known(cells: Sequence[str], schema: Schema) -> int:
    """Count the cells that the schema knows, as long as there can be enough of them."""
    unknown = known = 0
    most = len(cells) - _LEAST_KNOWN
    for cell in cells:
        if len(cell) <= _LONGEST_CELL and schema.named(cell.strip(_MARKS)):
            known += 1
        else:
            unknown += 1
            if unknown > most or len(cell) > _LONGEST_CELL:
                return 0
    return known


def _bare(line: str, separator: str) -> str:
    """Take the outer pipes off a Markdown row."""
    line = line.strip(" \r\n")
    return line.removeprefix("|").removesuffix("|") if separator == "|" else line


def _name(cell: str) -> str:
    return cell.strip(_MARKS)


def _rows(view: View, header: Header, sink: Sink) -> int:
    """Report the rows of a table; return where it ends."""
    text = view.text
    detector = MARKDOWN if header.separator == "|" else CSV
    everything = _everything(header.owners)
    # Two quotes are how CSV writes an empty cell; in Markdown they are a value.
    empty = "" if header.separator == "|" else '""'
    position = header.end + 1
    if header.separator == "|":
        aligned = _ALIGNMENT.match(text, position)
        if aligned is not None and text[aligned.end() : aligned.end() + 1] in {"", "\n"}:
            position = aligned.end() + 1
    while position < len(text):
        cells, end = _row(text, position, header.separator)
        if len(cells) < _LEAST_KNOWN:
            break
        if len(cells) == len(header.owners):
            record = ""
            if header.record >= 0:
                record = canonical(text[slice(*cells[header.record])].strip('"'))
            for span, owner in zip(cells, header.owners, strict=True):
                first, last = _unquoted(text, span) if header.quoted else span
                if first < last and text[first:last] != empty:
                    found = owner.of(record)
                    value = text[first:last]
                    sink.add(view, found.finding(first, last, value, detector, Place("", *span)))
        else:
            first, last = _stripped(text, position, min(end, len(text)))
            value, place = text[first:last], Place("", first, last)
            sink.add(view, everything.finding(first, last, value, detector, place))
        position = end
    return min(position, len(text))


def _everything(owners: Sequence[Owner]) -> Owner:
    """Join all columns into one owner."""
    return Owner(tuple(dict.fromkeys(path for owner in owners for path in owner.fields)), Kind.TEXT)


def _row(text: str, position: int, separator: str) -> tuple[list[Span], int]:
    """Return the spans of one row's cells, and where the next row begins."""
    cells = list(_cells(text, position, separator))
    end = cells.pop()[1]
    if separator == "|":
        # The outer pipes leave an empty cell on either side.
        if len(cells) > 1 and text[slice(position, cells[0][1])].strip() == "":
            line = text[position:end].lstrip(" \t")
            cells = cells[1:] if line.startswith("|") else cells
        if len(cells) > 1 and cells[-1][0] == cells[-1][1]:
            line = text[position:end].rstrip()
            cells = cells[:-1] if line.endswith("|") else cells
    return cells, end


def _cells(text: str, position: int, separator: str) -> Iterator[Span]:
    """Yield the span of each cell of a row, then one that ends where the row does."""
    pattern = _CELL.get(separator, _PIPE_CELL)
    while True:
        match = pattern.match(text, position)
        if match is None:  # the pattern fits everywhere
            yield position, len(text)
            return
        if match[1] is not None and separator != "|":
            yield match.start(1) - 1, match.end(1) + 1
        else:
            yield _stripped(text, *match.span(2))
        position = match.end()
        if match[3] != separator:
            yield position, position
            return


def _unquoted(text: str, span: Span) -> Span:
    """Leave out the quotes of a cell that has some."""
    first, last = span
    if last - first > 1 and text[first] == text[last - 1] == '"':
        return first + 1, last - 1
    return span


def _stripped(text: str, start: int, end: int) -> Span:
    """Leave out white space at both ends."""
    part = text[start:end]
    first = start + len(part) - len(part.lstrip())
    return first, max(first, start + len(part.rstrip()))
