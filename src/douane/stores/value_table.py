"""Read the records of an export: CSV as Bulk API writes it, Arrow or Parquet.

A column ``Id``, one for each field, and perhaps ``IsDeleted``.  Rows are read one by one, so a
file may be larger than memory.  A line of more than 4 MiB, a NUL, or bytes that are no UTF-8
end the reading: half an index would look whole.
"""

import csv
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TextIO

from douane.model.errors import UsageError

MOST_LINE: Final = 4 << 20
_MOST_CELL: Final = 2 << 20
_ID: Final = "Id"
_DELETED: Final = "IsDeleted"

Row = tuple[str, dict[str, str], bool]


def rows_of(path: Path) -> Iterator[Row]:
    """Yield record id, values by column, and whether the record is deleted.

    Raises:
        UsageError: The file cannot be read as what it is (``index_source``); what came before
            is incomplete.  The message names the line and quotes nothing.
    """
    if path.suffix in {".arrow", ".feather", ".parquet"}:
        yield from _arrow(path)
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _csv(path, file)
    except UnicodeDecodeError:
        raise _wrong(path, "it is not UTF-8") from None
    except OSError as error:
        raise _wrong(path, f"it cannot be read ({type(error).__name__})") from None


def _csv(path: Path, file: TextIO) -> Iterator[Row]:
    csv.field_size_limit(_MOST_CELL)
    reader = csv.reader(_lines(path, file), strict=True)
    try:
        header = next(reader, [])
        if _ID not in header or len(set(header)) != len(header):
            raise _wrong(path, "its header needs a column Id, and each name once")
        at = header.index(_ID)
        for row in reader:
            if not row:
                continue
            if len(row) != len(header):
                raise _wrong(path, f"line {reader.line_num} has another number of cells")
            if not row[at]:
                raise _wrong(path, f"line {reader.line_num} has no Id")
            values = dict(zip(header, row, strict=True))
            yield row[at], _fields(values), values.get(_DELETED, "").lower() == "true"
    except csv.Error:
        # From None: the cause could quote the line.
        raise _wrong(path, f"line {reader.line_num} is no CSV, or a cell is too long") from None


def _lines(path: Path, file: TextIO) -> Iterator[str]:
    number = 0
    while line := file.readline(MOST_LINE):
        number += 1
        if len(line) >= MOST_LINE:
            raise _wrong(path, f"line {number} is longer than {MOST_LINE >> 20} MiB")
        if "\x00" in line:
            raise _wrong(path, f"line {number} holds a NUL")
        yield line


def _fields(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if name not in {_ID, _DELETED} and value}


def _arrow(path: Path) -> Iterator[Row]:
    try:
        pyarrow: Any = importlib.import_module("pyarrow")
        dataset: Any = importlib.import_module("pyarrow.dataset")
    except ImportError:
        raise _wrong(path, "reading it needs pyarrow: pip install 'douane[arrow]'") from None
    try:
        kind = "parquet" if path.suffix == ".parquet" else "arrow"
        opened = dataset.dataset(str(path), format=kind)
        if _ID not in opened.schema.names:
            raise _wrong(path, "it needs a column Id")
        for batch in opened.to_batches(batch_size=8192):
            for row in batch.to_pylist():
                record = row.get(_ID)
                if not isinstance(record, str) or not record:
                    raise _wrong(path, "a row has no Id")
                texts = {name: value for name, value in row.items() if isinstance(value, str)}
                yield record, _fields(texts), row.get(_DELETED) is True
    except (pyarrow.ArrowException, OSError) as error:
        raise _wrong(path, f"it is damaged ({type(error).__name__})") from None


def _wrong(path: Path, what: str) -> UsageError:
    return UsageError(f"{path} cannot be read as a table: {what}", code="index_source")
