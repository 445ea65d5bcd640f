"""The ``douane`` command: its groups, its options, and how it ends.

Exit codes: 0 all is well, 1 something was found (a problem, a refusal, a fault in the log),
2 the command was used wrongly or a file is wrong.
"""

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Final

import click

from douane import __version__
from douane.model.errors import DouaneError, UsageError

FOUND: Final = 1
MISUSED: Final = 2


# Module and name in it.  A command is loaded when it is asked for: what talks to an org takes
# longer to load than a text to be inspected.
COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "init": ("init", "init"),
    "serve": ("serve", "serve"),
    "check": ("check", "check"),
    "key": ("key", "key"),
    "catalog": ("catalog", "catalog"),
    "index": ("index", "index"),
    "policy": ("policy", "policy"),
    "inspect": ("inspect", "inspect"),
    "eval": ("evaluate", "evaluate"),
    "ip": ("ip", "ip"),
    "protect": ("records", "protect"),
    "restore": ("records", "restore"),
    "budget": ("budget", "budget"),
    "audit": ("audit", "audit"),
    "demo": ("demo", "demo"),
    "redteam": ("redteam", "redteam"),
}


class _Commands(click.Group):
    """The commands, each loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all, sorted."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        found = getattr(import_module(f"douane.cli.{module}"), name)
        assert isinstance(found, click.Command)  # noqa: S101 - the table above says so
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="douane")
def cli() -> None:
    """Douane: the customs office between Salesforce and sovereign language models.

    \b
    Example:
      douane init --upstream http://127.0.0.1:11434/v1 --dir border
      douane serve --config border/douane.toml
    """


def main() -> None:
    """Run the command; a deliberate error becomes one clear message on stderr."""
    try:
        # Outside click's standalone mode an Exit is not raised; its code is what main returns.
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(MISUSED)
    except click.Abort:
        sys.exit(130)
    except DouaneError as error:
        click.echo(f"douane: {error}", err=True)
        sys.exit(MISUSED if isinstance(error, UsageError) else FOUND)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
