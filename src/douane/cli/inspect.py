"""``douane inspect``: what stands in these texts and would not cross.

Works without any configuration, by the policy that ships.  The stages are the gateway's own.
"""

import asyncio
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

import click
import msgspec
from rich.console import Console

from douane.cli.options import EXISTING, json_option
from douane.cli.standing import standing_plan
from douane.config import DEFAULT_TENANT
from douane.detect.standard import standard_detectors
from douane.jobs.inspection.lines import Bad, Row, rows, whole
from douane.jobs.inspection.looking import Look, looker
from douane.jobs.inspection.marks import legend, show
from douane.model.terms import Action, Level
from douane.pipeline.report import Reported

FOUND: Final = 1
UNREADABLE: Final = 2
STDIN: Final = "-"


@click.command()
@click.argument("file", type=click.File("rb"), metavar="FILE|-")
@click.option("--text", "as_text", is_flag=True, help="The whole input is one plain text.")
@click.option("--explain", is_flag=True, help="Mark findings in the text, with the rules that act.")
@click.option("--config", type=EXISTING, help="Adds this border's policy, catalogue and org.")
@click.option("--tenant", default=DEFAULT_TENANT, show_default=True, help="Whose org.")
@click.option(
    "--clearance", type=click.Choice([level.word for level in Level]), default="internal",
    show_default=True, help="Highest level that may cross in the clear.",
)  # fmt: skip
@click.option("--purpose", default="general", show_default=True, help="Why it would be used.")
@json_option
def inspect(
    file: BinaryIO,
    as_text: bool,
    explain: bool,
    config: Path | None,
    tenant: str,
    clearance: str,
    purpose: str,
    as_json: bool,
) -> None:
    """Find what would not cross in texts.

    FILE holds one JSON object {id, text} a line, or with --text one plain text. Prints one JSON
    object {id, findings} a line; start and end count Unicode code points, and findings do not
    overlap. With --explain --json each finding also has its action and rules. Exit code 0 when
    nothing was found, 1 when something was, 2 when a line cannot be read (the others are still
    printed).

    \b
    Example:
      douane inspect --text --explain letter.txt
      douane inspect texts.jsonl > findings.jsonl
    """
    look = _looker(config, tenant, Level[clearance.upper()], purpose)
    source = _one_text(file) if as_text else rows(file)
    printer = _Marks() if explain and not as_json else _JsonLines(full=explain)
    code = 0
    try:
        for row in source:
            if isinstance(row, Bad):
                click.echo(f"douane: line {row.line}: {row.why}", err=True)
                code = UNREADABLE
                continue
            found = look(row.text)
            printer.show(row, found)
            code = max(code, FOUND if found else 0)
        printer.end()
    except BrokenPipeError:  # whoever read us has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise click.exceptions.Exit(code)


def _one_text(file: BinaryIO) -> Iterator[Row | Bad]:
    text = whole(file)
    name = str(getattr(file, "name", STDIN))
    yield text if isinstance(text, Bad) else Row(STDIN if name.startswith("<") else name, text)


def _looker(config: Path | None, tenant: str, clearance: Level, purpose: str) -> Look:
    if config is None:
        return looker(standing_plan(clearance, purpose), standard_detectors())
    # Loading what talks to an org takes longer than everything else here.
    from douane.cli import compose  # noqa: PLC0415

    settings = compose.load_settings(config)
    view = asyncio.run(compose.view_of(settings, tenant, clearance, purpose))
    (plan,) = view.plans.values()
    return looker(plan, (*standard_detectors(), *view.detectors), view.schema, view.names)


class _JsonLines:
    """Writes one JSON object a line, as soon as it is known."""

    def __init__(self, *, full: bool) -> None:
        self._out = sys.stdout.buffer
        self._encoder = msgspec.json.Encoder()
        self._full = full

    def show(self, row: Row, found: list[Reported]) -> None:
        self._out.write(
            self._encoder.encode(
                {"id": row.id, "findings": [self._finding(each) for each in found]}
            )
        )
        self._out.write(b"\n")
        self._out.flush()

    def end(self) -> None:
        """Nothing is held back."""

    def _finding(self, each: Reported) -> dict[str, object]:
        shown: dict[str, object] = {
            "start": each.start,
            "end": each.end,
            "kind": each.kind.value.lower(),
            "level": each.level.word,
            "categories": each.categories,
            "detector": each.detector,
            "confidence": each.confidence,
        }
        if self._full:
            shown |= {"action": each.action.word, "rules": each.reasons}
        return shown


class _Marks:
    """Prints texts for a person."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)
        self._actions: list[Action] = []

    def show(self, row: Row, found: list[Reported]) -> None:
        show(self._console, str(row.id), row.text, found)
        self._actions += {each.action for each in found}

    def end(self) -> None:
        self._console.print(legend(self._actions))
