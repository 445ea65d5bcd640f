"""``douane eval``: how well detection works, on these texts."""

import dataclasses
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from douane.cli.evaluate_shield import shield
from douane.cli.options import json_option
from douane.cli.standing import standing_plan
from douane.detect.standard import standard_detectors
from douane.jobs.evaluate.goals import percent, summary
from douane.jobs.evaluate.limits import FULL, QUICK
from douane.jobs.evaluate.measure import Means, Result
from douane.jobs.evaluate.page import Conditions, page
from douane.jobs.evaluate.peer import Peer
from douane.jobs.evaluate.run import Evaluation
from douane.jobs.evaluate.run import evaluate as run
from douane.model.errors import UsageError
from douane.model.terms import Level

CLEARANCE: Final = Level.INTERNAL
PURPOSE: Final = "general"
OUR_SETS: Final = "evaluation"
PEER_PYTHON: Final = Path(".cache/peers/presidio/bin/python")  # where benchmarks put it
_FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group("eval")
def evaluate() -> None:
    """Measure how well Douane works.

    \b
    Example:
      douane eval detect --quick
    """


evaluate.add_command(shield)


@evaluate.command("detect")
@click.argument("directories", type=_FOLDER, nargs=-1, metavar="[DIR]...")
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path), help="Write this page.")
@click.option("--peer", type=click.Choice(["presidio"]), help="Measure it beside us.")
@click.option(
    "--peer-python", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"A Python that has the peer.  [default: {PEER_PYTHON}]",
)  # fmt: skip
@click.option("--quick", is_flag=True, help="A sample of each set: about half a minute.")
@click.option("--no-hostile", is_flag=True, help="Leave out the hostile inputs of 1 MB.")
@json_option
def detect(
    directories: tuple[Path, ...],
    write: Path | None,
    peer: str | None,
    peer_python: Path | None,
    quick: bool,
    no_hostile: bool,
    as_json: bool,
) -> None:
    """Run every set (*.jsonl) of each DIR through the default tier, and say what was reached.

    Without DIR, the sets that come with the stand-in are made and measured, within eight minutes
    on two quiet cores. Of a set that takes too long, only a sample counts. Rows: {id, text,
    spans: [[start, end, type]]}, {id, text, label} (0 is harmless), {module, value, valid}; a
    sets.toml beside them says what they are. Exit code 1 when a goal is not reached.

    \b
    Example:
      douane eval detect --peer presidio --write docs/detection.md
    """
    python = _peer_python(peer, peer_python)
    with _sets(directories) as folders, Peer(python) if python else nullcontext() as other:
        limits = QUICK if quick else FULL
        means = Means(standing_plan(CLEARANCE, PURPOSE), standard_detectors(), other, limits)
        done = run(folders, means, lambda said: click.echo(said, err=True), hostile=not no_hostile)
        version = other.version if other else "none"
    if write is not None:
        conditions = _conditions(directories, peer, write, version, quick=quick)
        write.write_text(page(conditions, done.goals, done.results, done.speed), encoding="utf-8")
    _say(done, as_json=as_json)
    if any(goal.reached is False for goal in done.goals):
        raise click.exceptions.Exit(1)


def _peer_python(peer: str | None, python: Path | None) -> Path | None:
    if peer is None and python is None:
        return None
    chosen = python or PEER_PYTHON
    if not chosen.exists():
        raise UsageError(f"there is no {chosen}; name a Python that has presidio-analyzer")
    return chosen.absolute()


@contextmanager
def _sets(directories: tuple[Path, ...]) -> Iterator[tuple[Path, ...]]:
    """Yield the directories; without any, one that the stand-in's own program fills."""
    if directories:
        yield directories
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / OUR_SETS
        command = [sys.executable, "-m", "douane_sandbox.evaluation", str(folder)]
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own program
            raise UsageError("the stand-in could not make its sets; name a directory of your own")
        yield (folder,)


def _conditions(
    directories: tuple[Path, ...], peer: str | None, write: Path, version: str, *, quick: bool
) -> Conditions:
    words = ["douane eval detect", *(each.name for each in directories)]
    words += ["--quick"] if quick else []
    words += ["--peer", peer] if peer else []
    words += ["--write", write.name if write.is_absolute() else str(write)]
    machine = f"{os.cpu_count()} logical processors, Python {platform.python_version()}"
    return Conditions(
        command=" ".join(words), day=datetime.now(UTC).date().isoformat(),  # noqa: TID251 - a shell
        machine=machine, peer=version, first=OUR_SETS, clearance=CLEARANCE.word, purpose=PURPOSE,
    )  # fmt: skip


def _say(done: Evaluation, *, as_json: bool) -> None:
    if as_json:
        goals = [dataclasses.asdict(goal) for goal in done.goals]
        sets = {result.set.name: _numbers(result) for result in done.results}
        speed = dataclasses.asdict(done.speed) if done.speed else None
        click.echo(json.dumps({"goals": goals, "sets": sets, "speed": speed}))
        return
    for result in done.results:
        tally = result.scores.all
        whole = "" if tally.wholly is None else f"  whole {percent(tally.wholly)}"
        flagged = "" if tally.flagged_share is None else f"  flagged {percent(tally.flagged_share)}"
        click.echo(f"{result.set.name}:{whole}{flagged}  {result.cpu_ms_per_kb:.3f} ms/KB")
    for goal in done.goals:
        reached = {True: "reached    ", False: "NOT REACHED", None: "unmeasured "}[goal.reached]
        click.echo(f"{reached}  {goal.what}: {goal.bound}; {goal.value} {goal.note}".rstrip())
    click.echo(summary(done.goals))


def _numbers(result: Result) -> dict[str, object]:
    scores = result.scores
    return {
        "all": dataclasses.asdict(scores.all),
        "types": {name: dataclasses.asdict(tally) for name, tally in scores.types.items()},
        "groups": {name: dataclasses.asdict(tally) for name, tally in scores.groups.items()},
        "kinds": {name: dataclasses.asdict(tally) for name, tally in scores.kinds.items()},
        "cpu_ms_per_kb": result.cpu_ms_per_kb,
    }
