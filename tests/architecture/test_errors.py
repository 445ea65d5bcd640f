"""Every error code is documented, with the status that the gateway gives it."""

import ast
import re

import pytest

from douane.gateway.errors import STATUS_BY_CODE
from tests.architecture.tree import REFERENCE, error_codes, files, shown, syntax

ROW = re.compile(r"^\| `([a-z_0-9]+)` \| (\d{3}|none) \|", re.MULTILINE)
NO_DOOR = "none"
"""In the page: never an answer of a door, because it stops a command or the start."""


def documented() -> dict[str, str]:
    rows = ROW.findall((REFERENCE / "errors.md").read_text("utf-8"))
    assert len({code for code, _ in rows}) == len(rows), "a code stands there twice"
    return dict(rows)


def test_the_page_gives_the_status_of_every_code_that_a_door_answers() -> None:
    statuses = {code: status for code, status in documented().items() if status != NO_DOOR}
    assert statuses == {code: str(status) for code, status in STATUS_BY_CODE.items()}


def test_every_code_that_is_raised_stands_in_the_page() -> None:
    page = documented()
    absent = {
        code: shown(file)
        for file in files()
        for code in error_codes(syntax(file))
        if code not in page
    }
    assert absent == {}


def test_no_code_is_documented_that_nothing_raises() -> None:
    raised = {code for file in files() for code in error_codes(syntax(file))}
    assert set(documented()) - raised == set()


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ('raise StoreError("x", code="a_b")', {"a_b"}),
        ('class E(DouaneError):\n    code = "mine"', {"mine"}),
        ('_CODE: Final = "constant"', {"constant"}),
        ('code = "busy" if why == "no" else None', {"busy"}),
        ('def f(x, code): ...\nf(1, "by_place")', {"by_place"}),
        ('log(code="ok")', set()),
    ],
)
def test_a_code_is_found_however_it_is_given(source: str, codes: set[str]) -> None:
    assert error_codes(ast.parse(source)) == codes
