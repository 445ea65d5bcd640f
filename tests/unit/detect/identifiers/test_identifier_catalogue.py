"""The page shows the table of the code, and the table leaves no trigger out."""

from douane.detect.identifiers.catalogue import ROWS, members, row, table
from douane.detect.identifiers.national.register import NUMBERS, VAT
from douane.detect.identifiers.triggers import TRIGGERS
from tests.architecture.tree import DOCS

GROUPS = {"labelled", "national"}


def test_the_page_shows_the_table() -> None:
    assert table() in (DOCS / "identifiers.md").read_text("utf-8"), "paste catalogue.table()"


def test_every_trigger_has_a_row() -> None:
    assert [each.id for each in TRIGGERS if each.id not in GROUPS and row(each.id) is None] == []


def test_every_number_has_a_row() -> None:
    assert [each.id for each in (*NUMBERS, *VAT.values()) if row(each.id) is None] == []


def test_every_star_stands_for_something() -> None:
    assert all(members(each.id) for each in ROWS if each.id.endswith("*"))


def test_every_state_of_the_union_has_a_vat_number() -> None:
    union = "at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se"

    assert set(union.split()) | {"gb", "ch", "no"} <= set(members("vat.*"))
