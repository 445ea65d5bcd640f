"""Exports are read row by row; what is damaged ends the reading without quoting anything."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from douane.model.errors import UsageError
from douane.stores.value_table import MOST_LINE, rows_of


def table(tmp_path: Path, content: bytes, name: str = "contacts.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_rows_come_with_their_record_and_columns(tmp_path: Path) -> None:
    content = '\ufeffId,Name,Phone,IsDeleted\r\n1,"Ott, Anna\nMaria",,false\r\n2,B,+49,TRUE\r\n'
    rows = list(rows_of(table(tmp_path, content.encode())))

    assert rows == [
        ("1", {"Name": "Ott, Anna\nMaria"}, False),
        ("2", {"Name": "B", "Phone": "+49"}, True),
    ]


DAMAGED = {
    "no header": (b"", "header"),
    "no Id": (b"Name\nSecretus\n", "header"),
    "a name twice": (b"Id,Name,Name\n1,Secretus,x\n", "header"),
    "a cell too many": (b"Id,Name\n1,Secretus,x\n", "line 2"),
    "a row without Id": (b"Id,Name\n,Secretus\n", "line 2"),
    "a NUL": (b"Id,Name\n1,Secretus\x00\n", "line 2 holds a NUL"),
    "another encoding": ("Id,Name\n1,Secret\u00fcs\n".encode("latin-1"), "UTF-8"),
    "a quote that is not closed": (b'Id,Name\n1,"Secretus\n', "line 2"),
    "a quote within": (b'Id,Name\n1,"Secre"tus\n', "line 2"),
    "a huge line": (b"Id,Name\n1,Secretus" + b"x" * MOST_LINE, "line 2 is longer"),
    "a huge cell": (b"Id,Name\n1,Secretus" + b"x" * (MOST_LINE - 100) + b"\n", "too long"),
}


@pytest.mark.parametrize(("content", "words"), DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_table_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        list(rows_of(table(tmp_path, content)))

    assert caught.value.code == "index_source"
    assert "Secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        list(rows_of(tmp_path / "absent.csv"))


def test_arrow_files_are_read_if_pyarrow_is_there(tmp_path: Path) -> None:
    path = table(tmp_path, b"no arrow", "contacts.arrow")
    if importlib.util.find_spec("pyarrow") is None:
        with pytest.raises(UsageError, match=r"douane\[arrow\]"):
            list(rows_of(path))
        return
    pa: Any = importlib.import_module("pyarrow")
    feather: Any = importlib.import_module("pyarrow.feather")
    with pytest.raises(UsageError, match="damaged"):
        list(rows_of(path))
    feather.write_feather(
        pa.table({"Id": ["1", "2"], "Name": ["Anna", None], "IsDeleted": [False, True]}), path
    )
    assert list(rows_of(path)) == [("1", {"Name": "Anna"}, False), ("2", {}, True)]
