"""``douane demo``: watch requests cross the border.

The demo is a program of its own in ``douane_sandbox``, which the product never imports; it
talks to a gateway that it starts, as any client would.
"""

import os
import sys
from pathlib import Path

import click


@click.command()
@click.option(
    "--cache-dir", type=click.Path(file_okay=False, path_type=Path), default=Path(".cache"),
    show_default=True, help="Where the model is kept.",
)  # fmt: skip
@click.option("--port", default=8484, show_default=True, help="Port of the gateway.")
def demo(cache_dir: Path, port: int) -> None:
    """Show five exchanges with a real model on this machine.

    Starts a stand-in org, a local model and a gateway. Downloads the model once (about
    150 MB; see docs/demo-model.md).

    \b
    Example:
      douane demo
    """
    command = [
        sys.executable, "-m", "douane_sandbox.demo",
        "--cache-dir", str(cache_dir), "--port", str(port),
    ]  # fmt: skip
    # In our own place, so that Ctrl-C and signals reach the one process that ends its children.
    os.execv(sys.executable, command)  # noqa: S606 - our own module, no shell
