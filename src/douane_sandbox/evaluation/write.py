"""Write every set and the manifest into a directory; the same seed writes the same bytes."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Final

from douane_sandbox.evaluation import (
    business_sets,
    identifier_sets,
    logic_sets,
    org_sets,
    stranger_sets,
)
from douane_sandbox.evaluation.rows import LICENCE, SOURCE, Made

MANIFEST: Final = "sets.toml"
_MAKERS: Final = (
    identifier_sets.sets, org_sets.sets, stranger_sets.sets, business_sets.sets, logic_sets.sets,
)  # fmt: skip


def made(seed: int) -> Iterator[Made]:
    """Yield every set; each group has a source of chance of its own."""
    for number, make in enumerate(_MAKERS):
        yield from make(Random(f"{seed}/{number}"))


def write(directory: Path, seed: int) -> list[Made]:
    """Write the sets as JSON lines, and what they are into ``sets.toml``."""
    directory.mkdir(parents=True, exist_ok=True)
    sets = list(made(seed))
    for each in sets:
        lines = (json.dumps(row, ensure_ascii=False) for row in each.rows)
        (directory / f"{each.name}.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")
    (directory / MANIFEST).write_text(_manifest(sets, seed), encoding="utf-8")
    return sets


def _manifest(sets: Iterable[Made], seed: int) -> str:
    lines = [f"# Made by python -m douane_sandbox.evaluation, seed {seed}.", "version = 1"]
    for each in sets:
        lines += ["", "[[set]]", f"file = {json.dumps(each.name + '.jsonl')}"]
        lines += [f"kind = {json.dumps(each.kind)}", f"about = {json.dumps(each.about)}"]
        lines += [f"source = {json.dumps(SOURCE)}", f"licence = {json.dumps(LICENCE)}"]
        for key in ("goal", "known", "register"):
            if value := getattr(each, key):
                lines.append(f"{key} = {json.dumps(value)}")
    return "\n".join([*lines, ""])
