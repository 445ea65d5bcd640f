"""Options that several commands share, so that they are spelled and explained once."""

from pathlib import Path
from typing import Final

import click

EXISTING: Final = click.Path(exists=True, dir_okay=False, path_type=Path)

config_option = click.option(
    "--config", "config", type=EXISTING, default=Path("douane.toml"), show_default=True,
    help="The configuration file.",
)  # fmt: skip
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
