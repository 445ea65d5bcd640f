"""The tree is what docs/architecture.md says: floors, small files, plain names."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import (
    DOCS,
    HOUSE,
    ROOT,
    SOURCE,
    contracts,
    files,
    imported,
    pure_packages,
    shown,
)

MAX_LINES = 500
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}
FREE_OF_THE_PRODUCT = ("org", "data")


def test_the_import_contracts_hold() -> None:
    command = str(Path(sys.executable).with_name("lint-imports"))
    done = subprocess.run([command], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]


def test_every_room_has_a_floor() -> None:
    layers = next(each["layers"] for each in contracts() if each["type"] == "layers")
    assert isinstance(layers, list)
    placed = {room for layer in layers for room in re.split(r"\s*[|:]\s*", layer)}
    rooms = {entry.stem for entry in HOUSE.iterdir() if _is_room(entry)}
    assert rooms == placed


def test_the_pipeline_and_every_room_below_it_is_bound_to_be_pure() -> None:
    layers = next(each["layers"] for each in contracts() if each["type"] == "layers")
    assert isinstance(layers, list)
    below = layers[next(i for i, layer in enumerate(layers) if "pipeline" in layer) + 1 :]
    floors = {f"douane.{room}" for layer in below for room in layer.split(" | ")}
    assert set(pure_packages()) == floors | {"douane.pipeline"}


@pytest.mark.parametrize("file", files(), ids=shown)
def test_a_file_is_small_and_says_what_it_is(file: Path) -> None:
    text = file.read_text("utf-8")
    assert text.count("\n") <= MAX_LINES, "do two things live here?"
    assert text.startswith(('"""', 'r"""')), "begin with what this file is"
    assert file.stem.rpartition("_")[2] not in VAGUE, "name it after its idea"


@pytest.mark.parametrize("file", files(HOUSE), ids=shown)
def test_the_product_imports_no_stand_in_and_no_test(file: Path) -> None:
    roots = {name.partition(".")[0] for name in imported(file)}
    assert roots.isdisjoint({"douane_sandbox", "tests", "benchmarks", "pytest", "hypothesis"})


@pytest.mark.parametrize("part", FREE_OF_THE_PRODUCT)
def test_the_stand_in_org_knows_nothing_of_the_product(part: str) -> None:
    guilty = {
        shown(file)
        for file in files(SOURCE / "douane_sandbox" / part)
        if any(name.partition(".")[0] == "douane" for name in imported(file))
    }
    assert guilty == set()


def test_the_map_names_every_room() -> None:
    page = (DOCS / "architecture.md").read_text("utf-8")
    absent = [
        entry.name for entry in HOUSE.iterdir() if _is_room(entry) and f"`{entry.stem}`" not in page
    ]
    assert absent == []


def _is_room(entry: Path) -> bool:
    if entry.is_dir():
        return (entry / "__init__.py").exists()
    return entry.suffix == ".py" and entry.stem != "__init__"
