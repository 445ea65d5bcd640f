"""Tables in prompts: one row for each promise, then what holds for every value."""

import csv
import io
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.detect.shapes import pairs, read, replaced, shape

ID = "001D000000IqhSLIAZ"

PROMISES = {
    "a comma-separated table": (
        "Here:\nLast Name,Email\nEhlers,e@x.de\nBaum,b@x.de\n\nDear Ann, bye",
        [
            ("Contact.LastName", "Ehlers"),
            ("Contact.Email", "e@x.de"),
            ("Contact.LastName", "Baum"),
            ("Contact.Email", "b@x.de"),
        ],
    ),
    "a semicolon-separated table": (
        "ISIN;Market Value\nDE1;1.000,50",
        [("Position__c.Isin__c", "DE1"), ("Position__c.MarketValue__c", "1.000,50")],
    ),
    "a tab-separated table": (
        "ISIN\tQuantity\nDE1\t5",
        [("Position__c.Isin__c", "DE1"), ("Position__c.Quantity__c", "5")],
    ),
    "quotes may hold separators, quotes and newlines": (
        '"ISIN","Quantity"\r\n"a, ""b""\nc",5\r\n',
        [("Position__c.Isin__c", 'a, ""b""\nc'), ("Position__c.Quantity__c", "5")],
    ),
    "quotes that a cell has of its own are part of its value": (
        'ISIN,Quantity\n"a,b",5\n"",6',
        [
            ("Position__c.Isin__c", '"a,b"'),
            ("Position__c.Quantity__c", "5"),
            ("Position__c.Quantity__c", "6"),
        ],
    ),
    "an unknown column beside known ones is unlisted": (
        "ISIN,Quantity,Hint\nDE1,5,sell",
        [
            ("Position__c.Isin__c", "DE1"),
            ("Position__c.Quantity__c", "5"),
            ("Position__c.Hint", "sell"),
        ],
    ),
    "two objects that fit equally well stay candidates": (
        "Name,Phone\nAnn,1",
        [("Account.Name|Contact.Name", "Ann"), ("Account.Phone|Contact.Phone", "1")],
    ),
    "one known name is no header": ("Dear Phone, Ehlers\nBaum, Ann", []),
    "a list of names in prose is no header": ("Give me Name, Phone, Email and more.\nThanks!", []),
    "empty cells are no values": ("ISIN,Quantity\n,5", [("Position__c.Quantity__c", "5")]),
    "a row with a cell too many belongs to all columns": (
        "ISIN,Quantity\nDE1,5,000",
        [("Position__c.Isin__c|Position__c.Quantity__c", "DE1,5,000")],
    ),
    "so does a row with a cell too few": (
        "ISIN,Quantity,Hint\nA,1,x\nB,2",
        [
            ("Position__c.Isin__c", "A"),
            ("Position__c.Quantity__c", "1"),
            ("Position__c.Hint", "x"),
            ("Position__c.Isin__c|Position__c.Quantity__c|Position__c.Hint", "B,2"),
        ],
    ),
    "a table that is cut off in its first row": (
        "ISIN,Quantity,Hint\nA,1",
        [("Position__c.Isin__c|Position__c.Quantity__c|Position__c.Hint", "A,1")],
    ),
    "a Markdown table": (
        "| ISIN | **Quantity** |\n|:---|---:|\n| DE1 | 5 |\n| a \\| b | |\nEnd",
        [
            ("Position__c.Isin__c", "DE1"),
            ("Position__c.Quantity__c", "5"),
            ("Position__c.Isin__c", "a \\| b"),
        ],
    ),
    "a Markdown table without outer pipes": (
        "ISIN | Quantity\n--- | ---\nDE1 | 5",
        [("Position__c.Isin__c", "DE1"), ("Position__c.Quantity__c", "5")],
    ),
    "a Markdown row whose first cell is empty": (
        "|ISIN|Quantity|\n|-|-|\n| | 5 |",
        [("Position__c.Quantity__c", "5")],
    ),
    "a table in a JSON string": (
        r'{"content":"ISIN;Quantity\nDE1;5"}',
        [("Position__c.Isin__c", "DE1"), ("Position__c.Quantity__c", "5")],
    ),
    "the rows of a table are no lines": (
        "ISIN,Quantity\nName: x,5",
        [("Position__c.Isin__c", "Name: x"), ("Position__c.Quantity__c", "5")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PROMISES.values(), ids=PROMISES.keys())
def test_promise(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_a_dropped_cell_takes_its_quotes_along() -> None:
    text = '"ISIN","Quantity"\n"a",5'

    assert [text[one.place.member_start : one.place.member_end] for one in read(text)] == [
        '"a"',
        "5",
    ]


def test_the_id_column_names_the_record() -> None:
    found = read(f"Id,ISIN,Quantity\n{ID[:15]},DE1,5\n,DE2,6")

    assert [one.record for one in found] == [ID, ID, ID, "", ""]


def test_detectors_say_which_kind_of_table_it_was() -> None:
    assert {one.detector for one in read("ISIN;Quantity\na;b")} == {"structure.csv"}
    assert {one.detector for one in read("ISIN|Quantity\n-|-\na|b")} == {"structure.markdown"}


HEADER = ("ISIN", "Quantity", "Hint")
# White space around an unquoted cell is taken for layout.
cells = (
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
rows = st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=4)


@given(
    rows=rows,
    separator=st.sampled_from(",;\t"),
    quoting=st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
)
def test_no_value_changes_how_a_csv_is_read(
    rows: list[tuple[str, str, str]], separator: str, quoting: Literal[0, 1]
) -> None:
    def written(rows: list[tuple[str, str, str]]) -> str:
        file = io.StringIO()
        csv.writer(file, delimiter=separator, quoting=quoting).writerows([HEADER, *rows])
        return "See:\n" + file.getvalue() + "\nThanks."

    text, plain = written(rows), written([("a", "b", "c")] * len(rows))

    assert list(map(shape, read(text))) == list(map(shape, read(plain)))
    assert replaced(text) == replaced(plain)


@given(rows=rows)
def test_no_value_changes_how_a_markdown_table_is_read(rows: list[tuple[str, str, str]]) -> None:
    def written(rows: list[tuple[str, str, str]]) -> str:
        lines = [HEADER, ("---",) * 3, *rows]
        escaped = [
            [cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>") for cell in line]
            for line in lines
        ]
        return "\n".join("| " + " | ".join(line) + " |" for line in escaped)

    text, plain = written(rows), written([("a", "b", "c")] * len(rows))

    assert list(map(shape, read(text))) == list(map(shape, read(plain)))
    assert replaced(text) == replaced(plain)
