"""``douane key``: make an API key and the lines that let its holder in."""

import hashlib
import json
import secrets

import click

from douane.audit.entry import is_word
from douane.cli.options import json_option
from douane.model.errors import UsageError


@click.command()
@click.argument("name")
@click.option("--tier", "tiers", multiple=True, default=("default",), help="May be given often.")
@json_option
def key(name: str, tiers: tuple[str, ...], as_json: bool) -> None:
    """Make an API key for NAME and print it once.

    Prints what to add to the configuration, too.

    \b
    Example:
      douane key crm-sync --tier default
    """
    if not all(is_word(word) for word in (name, *tiers)):
        raise UsageError("names are letters, digits and -._ without spaces")
    api_key = f"dk_{secrets.token_urlsafe(32)}"
    digest = hashlib.sha256(api_key.encode()).hexdigest()
    if as_json:
        click.echo(json.dumps({"id": name, "key": api_key, "sha256": digest}))
        return
    listed = ", ".join(f'"{tier}"' for tier in tiers)
    click.echo(f"API key (shown once):\n\n  {api_key}\n\nAdd to the configuration:\n")
    click.echo(f'[[key]]\nid = "{name}"\nsha256 = "{digest}"\ntiers = [{listed}]')
