"""``douane index``: the values of an org that are looked for in every text.

What the commands do is in ``indexing``, which brings numpy; a gateway that knows no values, and
every other command, does without.
"""

import importlib
import json
from pathlib import Path
from typing import Any

import click

from douane.cli.options import EXISTING, config_option, json_option

tenant_option = click.option("--tenant", default="", help="Only this tenant's org.")
from_option = click.option(
    "--from", "source", type=EXISTING,
    help="A CSV file (or .arrow, .parquet) instead of the org: a column Id, and one for each "
    "field by its API name.",
)  # fmt: skip
object_option = click.option(
    "--object", "object_name", default="", help="The object that the file's columns belong to."
)


@click.group()
def index() -> None:
    """Keep an index of the org's own values.

    They are looked for in every text that would cross.

    \b
    Example:
      douane index build --config border/douane.toml
      douane index review --config border/douane.toml
    """


@index.command("build")
@config_option
@tenant_option
@from_option
@object_option
@json_option
def build_command(
    config: Path, tenant: str, source: Path | None, object_name: str, as_json: bool
) -> None:
    """Read the values of the catalogue's fields and write them as an encrypted index.

    The fields are those of `names` in the configuration, or else all that single somebody out.

    \b
    Example:
      douane index build --config border/douane.toml
      douane index build --from contacts.csv --object Contact
    """
    _show(_work().build(config, tenant, source, object_name, as_json), as_json)


@index.command("update")
@config_option
@tenant_option
@from_option
@object_option
@json_option
def update_command(
    config: Path, tenant: str, source: Path | None, object_name: str, as_json: bool
) -> None:
    """Write what changed since the index was built as a small delta beside it.

    From a file, each of its records replaces what the index knows of it; one whose column
    IsDeleted is true is forgotten.

    \b
    Example:
      douane index update --config border/douane.toml
    """
    _show(_work().update(config, tenant, source, object_name, as_json), as_json)


@index.command("status")
@config_option
@tenant_option
@json_option
def status_command(config: Path, tenant: str, as_json: bool) -> None:
    """Say what each index holds and how old it is.

    \b
    Example:
      douane index status --config border/douane.toml
    """
    _show(_work().status(config, tenant), as_json)


@index.command("review")
@config_option
@tenant_option
@json_option
def review_command(config: Path, tenant: str, as_json: bool) -> None:
    """List the values that are not looked for: field, record and reason, never the value.

    Exit code 1 when they are more than 0.5 % of an index.

    \b
    Example:
      douane index review --config border/douane.toml
    """
    if _work().review(config, tenant, as_json):
        raise click.exceptions.Exit(1)


@index.command("fill", hidden=True)
@click.argument("descriptor", type=int)
@config_option
@tenant_option
def fill_command(descriptor: int, config: Path, tenant: str) -> None:
    """Write the index of an org's names into an open file; `douane serve` runs this.

    \b
    Example:
      douane index fill 5 --config border/douane.toml --tenant default
    """
    _work().fill(descriptor, config, tenant)


def _work() -> Any:  # noqa: ANN401 - a module
    return importlib.import_module("douane.cli.indexing")


def _show(reports: list[dict[str, object]], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(reports))
        return
    for report in reports:
        click.echo(
            f"{report['tenant']}: {report['values']} values in {report['phrases']} spellings, "
            f"{report['not_looked_for']} not looked for; {report['file']}, "
            f"{report['age_s']} s old"
        )
