"""The objects of the wealth manager, read from ``objects.toml``."""

import tomllib
from importlib.resources import files
from typing import Any, Final

from douane_sandbox.data.schema import FieldSpec, ObjectSpec


def _field(row: str) -> FieldSpec:
    name, kind, caption, level, groups, rest = (cell.strip() for cell in row.split("|"))
    reference, picklist = kind == "reference", kind == "picklist"
    targets, _, relation = rest.partition(":") if reference else ("", "", "")
    length = 18 if reference or kind == "id" else 255 if picklist else int(rest or 0)
    return FieldSpec(
        name,
        kind,
        caption,
        level=None if level == "-" else level,
        groups=None if groups == "-" else groups,
        length=length,
        to=tuple(targets.split(",")) if reference else (),
        relation=relation,
        values=tuple(rest.split(",")) if picklist else (),
    )


def _object(name: str, table: dict[str, Any], system: dict[str, str]) -> ObjectSpec:
    rows: str = table["fields"]
    if table.get("system", True):
        rows = system["before"] + rows + system["after"]
    return ObjectSpec(
        name,
        table["prefix"],
        table["label"],
        table["plural"],
        tuple(_field(row) for row in rows.splitlines() if row),
        parent=table.get("parent", ""),
        public=table.get("public", False),
    )


def _read() -> dict[str, ObjectSpec]:
    found = tomllib.loads(files(__package__).joinpath("objects.toml").read_text("utf-8"))
    return {name: _object(name, one, found["system"]) for name, one in found["objects"].items()}


OBJECTS: Final = _read()
"""Stored objects by API name."""
