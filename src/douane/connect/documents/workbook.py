"""XLSX, by openpyxl: every sheet, hidden or not, a row a line and cells behind tabs.

Cells give the values that were saved with them; formulas are counted and not read.  Comments,
text boxes, headers and properties are read from their own parts.
"""

import html
import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from openpyxl import load_workbook

from douane.connect.documents.archive import CONTENT_TYPES, checked
from douane.connect.documents.collector import Collector, UnreadableError
from douane.connect.documents.markup import lines, parsed, words
from douane.connect.documents.office import rest

Child = Callable[[bytes, Collector, str], None]
_COMMENTS: Final = re.compile(r"xl/(?:comments\d*|threadedComments/\w+|comments/\w+)\.xml")
_DRAWINGS: Final = re.compile(r"xl/drawings/drawing\d+\.xml")
_SHEETS: Final = re.compile(r"xl/worksheets/sheet\d+\.xml")
_MARGIN: Final = re.compile(rb"<(?:\w{1,9}:)?(?:odd|even|first)(?:Header|Footer)>([^<]{1,2000})<")
_FORMULA: Final = re.compile(rb"<(?:\w{1,9}:)?f[ />]")
_MOST_ROWS: Final = 1_048_576


def read(data: bytes, collector: Collector, child: Child) -> None:
    """Read a workbook; ``child`` reads packages within it.

    Raises:
        UnreadableError: It is damaged, encrypted, too large, or no workbook.
    """
    with checked(data, collector) as archive:
        names = archive.namelist()
        if CONTENT_TYPES not in names or "xl/workbook.xml" not in names:
            raise UnreadableError(
                "the document is not what its media type says", code="document_type"
            )
        book = load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False, keep_vba=False
        )
        for number, sheet in enumerate(book.worksheets, 1):
            sheet.reset_dimensions()
            text = "\n".join(_rows(sheet.iter_rows(values_only=True), collector))
            collector.add(f"sheet {number}", f"{sheet.title}\n{text}")
        book.close()
        for name in names:
            if _COMMENTS.fullmatch(name):
                collector.add("comments", words(parsed(archive.read(name))))
            elif _DRAWINGS.fullmatch(name):
                collector.add("drawings", lines(parsed(archive.read(name))))
            elif _SHEETS.fullmatch(name):
                part = archive.read(name)
                said = [
                    html.unescape(each.decode("utf-8", "replace")) for each in _MARGIN.findall(part)
                ]
                collector.add("headers and footers", "\n".join(said))
                collector.skip("formula", "", len(_FORMULA.findall(part)))
        rest(archive, names, collector, child)


def _rows(rows: Iterator[Sequence[object]], collector: Collector) -> Iterator[str]:
    for number, row in enumerate(rows):
        if number > _MOST_ROWS:
            break
        collector.cells(len(row))
        cells = ["" if cell is None else str(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield "\t".join(cell.replace("\n", " ").replace("\t", " ") for cell in cells)
