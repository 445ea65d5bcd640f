"""``python -m douane_sandbox.demo``: five exchanges across the border, shown and checked."""

import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Final

import click
from rich.console import Console
from rich.markup import escape

from douane_sandbox.demo.fault import BrokenPromiseError, DemoError
from douane_sandbox.demo.scene import open_file
from douane_sandbox.demo.screen import Screen
from douane_sandbox.demo.stage import Setting, Stage, staged
from douane_sandbox.demo.story import tell
from douane_sandbox.llm import ModelError

BROKEN: Final = 1
NOT_STARTED: Final = 2
INTERRUPTED: Final = 130
PLAIN_WIDTH: Final = 120
POLL_S: Final = 0.5

NEXT: Final = """\
[bold]It stays up.[/bold] Call it as you would call any OpenAI-compatible model:

  export DOUANE_KEY={key}
  curl {base_url}/chat/completions \\
    -H "Authorization: Bearer $DOUANE_KEY" -H "Content-Type: application/json" \\
    -d '{{"model":"default","messages":[{{"role":"user","content":"Who is {name}?"}}]}}'

  import os
  from openai import OpenAI
  client = OpenAI(base_url="{base_url}", api_key=os.environ["DOUANE_KEY"])
  messages = [{{"role": "user", "content": "Who is {name}?"}}]
  answer = client.chat.completions.create(model="default", messages=messages)
  print(answer.choices[0].message.content)

Configuration, policy, log and vault lie in {directory} and are written anew at each start.
Why something is replaced or left out:

  {douane} policy explain Account.TaxNumber__c \\
    --endpoint model --purpose general --config {config}

[bold]Ctrl-C[/bold] ends everything."""


@click.command()
@click.option(
    "--cache-dir", type=click.Path(file_okay=False, path_type=Path), default=Path(".cache"),
    show_default=True, help="Where the model is kept.",
)  # fmt: skip
@click.option("--port", default=8484, show_default=True, help="Port of the gateway; 0: a free one.")
@click.option(
    "--dir", "directory", type=click.Path(file_okay=False, path_type=Path), default=Path(".demo"),
    show_default=True, help="Where configuration, keys and log are written; emptied first.",
)  # fmt: skip
@click.option("--model-url", default="", help="A model of your own (…/v1) on this machine.")
@click.option("--model", default="default", help="Its name there.")
def main(cache_dir: Path, port: int, directory: Path, model_url: str, model: str) -> None:
    """Watch requests cross the border.

    \b
    Example:
      python -m douane_sandbox.demo
    """  # noqa: D301 - click's mark for lines that stay as they are
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PLAIN_WIDTH)
    setting = Setting(cache_dir.resolve(), directory.resolve(), port, model_url, model)
    try:
        _run(setting, console)
    except BrokenPromiseError as error:
        console.print(f"[bold red]A promise was broken:[/bold red] {escape(str(error))}")
        sys.exit(BROKEN)
    except (DemoError, ModelError) as error:
        console.print(f"[bold red]The demo cannot go on:[/bold red] {escape(str(error))}")
        sys.exit(NOT_STARTED)
    except KeyboardInterrupt:
        console.print("\nInterrupted; everything was ended.")
        sys.exit(INTERRUPTED)


def _run(setting: Setting, console: Console) -> None:
    screen = Screen(console)
    started_s = time.monotonic()
    with staged(setting, screen.step) as stage:
        screen.step(f"ready after {time.monotonic() - started_s:.0f} s")
        kept = tell(stage, screen)
        took_s = time.monotonic() - started_s
        console.print(f"\n[bold green]All {kept} promises kept[/bold green] in {took_s:.0f} s.")
        if sys.stdin.isatty() and sys.stdout.isatty():
            _stay(stage, console)


def _stay(stage: Stage, console: Console) -> None:
    """Say how to call it, and wait for Ctrl-C."""
    config = stage.desk.config
    name = open_file(stage.org).account["Name"]
    text = NEXT.format(
        key=stage.desk.api_key, base_url=stage.desk.base_url, directory=_short(config.parent),
        config=_short(config), name=name, douane=_short(Path(sys.executable).with_name("douane")),
    )  # fmt: skip
    console.print()
    console.print(text, soft_wrap=True)
    try:
        while stage.gateway.poll() is None:
            time.sleep(POLL_S)
    except KeyboardInterrupt:
        console.print("\nEnded.")
        return
    raise DemoError(f"the gateway has ended; see {config.with_name('gateway.log')}")


def _short(path: Path) -> Path:
    """Return the path as seen from here, where it lies below."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _leave(_number: int, _frame: FrameType | None) -> None:
    """End like Ctrl-C, so that every child is ended."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
