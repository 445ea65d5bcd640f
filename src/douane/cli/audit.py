"""``douane audit``: verify the log, and look into it."""

import json
from itertools import islice
from pathlib import Path

import click

from douane.audit.verify import verify
from douane.cli.compose import LOG_FILE, load_settings, open_keyring
from douane.cli.options import config_option, json_option
from douane.model.errors import UsageError
from douane.stores.sqlite_log import read_log


@click.group()
def audit() -> None:
    """Prove what the log says.

    \b
    Example:
      douane audit verify --config border/douane.toml
    """


@audit.command("verify")
@config_option
@json_option
def verify_command(config: Path, as_json: bool) -> None:
    """Find any changed, missing or reordered entry, and say which.

    Exit code 0 when the log is whole, 1 when it is not.

    \b
    Example:
      douane audit verify --config border/douane.toml
    """
    settings = load_settings(config)
    public_key = open_keyring(settings).public_key()
    with read_log(_file(settings.data_dir)) as log:
        report = verify(log.rows, log.checkpoints, log.edge, settings.origin, public_key)
    if as_json:
        faults = [
            {"kind": fault.kind, "first": fault.first, "last": fault.last, "what": fault.what}
            for fault in report.faults
        ]
        whole = {"ok": report.ok, "entries": report.entries, "signed": report.signed}
        click.echo(json.dumps({**whole, "checkpoints": report.checkpoints, "faults": faults}))
    else:
        for fault in report.faults:
            at = f"{fault.first}" if fault.first == fault.last else f"{fault.first}-{fault.last}"
            click.echo(f"entry {at}: {fault.kind}: {fault.what}")
        click.echo(
            f"{report.entries} entries, {report.checkpoints} checkpoints, "
            f"{report.signed} entries signed for: {'whole' if report.ok else 'NOT WHOLE'}"
        )
        if report.ok:
            click.echo("Operator-trusted: no outside witness has co-signed this log.")
    if not report.ok:
        raise click.exceptions.Exit(1)


@audit.command("show")
@config_option
@click.option("--last", default=10, show_default=True, help="How many entries.")
def show(config: Path, last: int) -> None:
    """Print the last entries, one JSON document a line.

    \b
    Example:
      douane audit show --last 3 --config border/douane.toml
    """
    settings = load_settings(config)
    with read_log(_file(settings.data_dir)) as log:
        rows = list(log.rows)
    for row in islice(rows, max(len(rows) - last, 0), None):
        click.echo(f"{row.index} {row.entry.decode('utf-8', 'replace')}")


def _file(data_dir: Path) -> Path:
    path = data_dir / LOG_FILE
    if not path.exists():
        raise UsageError(f"{path} does not exist; nothing has been served yet")
    return path
