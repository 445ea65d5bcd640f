"""``douane eval shield``: how well the shield works, on these texts."""

import dataclasses
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from douane.cli.options import json_option
from douane.cli.standing import injection_card, injection_score
from douane.jobs.evaluate.goals import summary
from douane.jobs.shield import injection
from douane.jobs.shield.page import page
from douane.jobs.shield.section import Section
from douane.model.errors import UsageError

OUR_SETS: Final = "sandbox"
_QUICK: Final = 60
_FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("shield")
@click.argument("directories", type=_FOLDER, nargs=-1, metavar="[DIR]...")
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path), help="Write this page.")
@click.option("--quick", is_flag=True, help="A sample of each set.")
@json_option
def shield(directories: tuple[Path, ...], write: Path | None, quick: bool, as_json: bool) -> None:
    """Measure every part of the shield, and say what was reached.

    The sets that come with the stand-in are made and measured, and those (*.jsonl) of each DIR.
    Rows: {id, text, label}; label 1 is an attack, 0 is none. Exit code 1 when a goal is not
    reached.

    \b
    Example:
      douane eval shield --write docs/shield.md
    """

    def tell(said: str) -> None:
        click.echo(said, err=True)

    with _sets(directories) as folders:
        most = _QUICK if quick else None
        sections = [
            injection.section(folders, injection_score(), injection_card(), tell, most),
        ]
    if write is not None:
        day = datetime.now(UTC).date().isoformat()  # noqa: TID251 - a shell
        words = ["douane eval shield", *(each.name for each in directories)]
        words += ["--quick"] if quick else []
        words += ["--write", write.name if write.is_absolute() else str(write)]
        machine = f"{os.cpu_count()} logical processors, Python {platform.python_version()}"
        write.write_text(page(" ".join(words), day, machine, sections), encoding="utf-8")
    _say(sections, as_json=as_json)
    if any(goal.reached is False for section in sections for goal in section.goals):
        raise click.exceptions.Exit(1)


@contextmanager
def _sets(directories: tuple[Path, ...]) -> Iterator[tuple[Path, ...]]:
    """Yield the stand-in's own sets, and the directories."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / OUR_SETS
        command = [sys.executable, "-m", "douane_sandbox.injection", str(folder)]
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own program
            raise UsageError("the stand-in could not make its sets; is douane installed whole?")
        yield (folder, *directories)


def _say(sections: Sequence[Section], *, as_json: bool) -> None:
    goals = [goal for section in sections for goal in section.goals]
    if as_json:
        shown = {
            "goals": [dataclasses.asdict(goal) for goal in goals],
            "sections": {section.title: section.numbers for section in sections},
        }
        click.echo(json.dumps(shown))
        return
    for goal in goals:
        reached = {True: "reached    ", False: "NOT REACHED", None: "unmeasured "}[goal.reached]
        click.echo(f"{reached}  {goal.what}: {goal.bound}; {goal.value} {goal.note}".rstrip())
    click.echo(summary(goals))
