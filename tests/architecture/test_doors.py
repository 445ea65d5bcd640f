"""Every door and every header of ours stands in the reference."""

import ast
import re

from douane.gateway.app import CONNECTOR_PATH, DOORS
from tests.architecture.tree import HOUSE, REFERENCE, files, syntax

HEADER = re.compile(r"x-[a-z-]+|retry-after|allow|api-key|authorization")


def test_every_door_is_listed_with_its_method() -> None:
    rows = re.findall(
        r"^\| `([^`]+)` \| ([A-Z]+) \|", (REFERENCE / "doors.md").read_text("utf-8"), re.MULTILINE
    )
    listed = dict(rows)
    assert listed.pop("/t/{tier}/chat/completions") == "POST"
    assert CONNECTOR_PATH.fullmatch("/t/any/chat/completions")
    assert listed == {path: method for path, (method, _, _) in DOORS.items()}


def test_every_header_that_is_read_or_written_is_listed() -> None:
    used = {
        node.value.decode()
        for file in files(HOUSE / "gateway")
        for node in ast.walk(syntax(file))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, bytes)
        and HEADER.fullmatch(node.value.decode("latin-1"))
    }
    page = (REFERENCE / "headers.md").read_text("utf-8").casefold()
    assert "x-douane-scope" in used
    assert {name for name in used if name not in page} == set()
