"""The ``douane`` command: its groups, its options, and how it ends.

Exit codes: 0 all is well, 1 something was found (a problem, a refusal, a fault in the log),
2 the command was used wrongly or a file is wrong.
"""

import sys
from typing import Final

import click

from douane import __version__
from douane.cli import (
    audit,
    catalog,
    check,
    demo,
    index,
    init,
    ip,
    key,
    policy,
    records,
    serve,
)
from douane.model.errors import DouaneError, UsageError

FOUND: Final = 1
MISUSED: Final = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="douane")
def cli() -> None:
    """Douane: the customs office between Salesforce and sovereign language models.

    \b
    Example:
      douane init --upstream http://127.0.0.1:11434/v1 --dir border
      douane serve --config border/douane.toml
    """


for command in (
    init.init,
    serve.serve,
    check.check,
    key.key,
    catalog.catalog,
    index.index,
    policy.policy,
    ip.ip,
    records.protect,
    records.restore,
    audit.audit,
    demo.demo,
):
    cli.add_command(command)


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
