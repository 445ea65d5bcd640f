"""``douane init``: a configuration that works, a policy, a root key and one API key."""

import hashlib
import json
import secrets
from pathlib import Path
from typing import Final

import click

from douane.cli.compose import KEY_FILE, load_settings
from douane.cli.options import json_option
from douane.cli.standing import default_policy
from douane.model.errors import UsageError
from douane.stores.local_keyring import create

CONFIG_FILE: Final = "douane.toml"
POLICY_FILE: Final = "policy.toml"

TEMPLATE: Final = """\
version = 1
listen = "{listen}"
policy = "policy.toml"       # what may cross; see docs/policy.md

[[endpoint]]
name = "model"
url = "{upstream}"
country = "{country}"
clearance = "internal"       # highest level that it may receive in the clear
model = "{model}"
{loopback}[[tier]]
name = "default"             # what clients send as "model"
endpoints = ["model"]
purposes = ["general", "service_reply"]

[[key]]
id = "first"
sha256 = "{digest}"
tiers = ["default"]
"""


@click.command()
@click.option("--upstream", required=True, help="Base URL of an OpenAI-compatible endpoint.")
@click.option(
    "--dir", "directory", type=click.Path(file_okay=False, path_type=Path), required=True,
    help="Where to write; made if absent.",
)  # fmt: skip
@click.option("--model", default="default", show_default=True, help="The model's name there.")
@click.option("--country", default="DE", show_default=True, help="Where the endpoint runs.")
@click.option("--listen", default="127.0.0.1:8484", show_default=True, help="Our own address.")
@json_option
def init(
    upstream: str,
    directory: Path,
    model: str,
    country: str,
    listen: str,
    as_json: bool,
) -> None:
    """Write a configuration, a policy and keys; print the API key once.

    \b
    Example:
      douane init --upstream http://127.0.0.1:11434/v1 --dir border
    """
    config = directory / CONFIG_FILE
    if config.exists():
        raise UsageError(f"{config} exists already; choose another --dir, or edit it")
    if any(character in upstream + model + country + listen for character in '"\\\n'):
        raise UsageError("an option holds a quote, backslash or line end; leave it out")
    api_key = f"dk_{secrets.token_urlsafe(32)}"
    text = TEMPLATE.format(
        upstream=upstream,
        model=model,
        country=country,
        listen=listen,
        digest=hashlib.sha256(api_key.encode()).hexdigest(),
        loopback="unsafe_loopback = true       # plain HTTP, this machine only\n"
        if upstream.startswith("http://")
        else "",
    )
    data = directory / "data"
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (data / KEY_FILE).exists():
        create(data / KEY_FILE)
    (directory / POLICY_FILE).write_text(default_policy(), encoding="utf-8")
    config.write_text(text, encoding="utf-8")
    try:
        load_settings(config)
    except UsageError:
        config.unlink()
        raise
    if as_json:
        click.echo(json.dumps({"config": str(config), "key": api_key, "model": "default"}))
        return
    click.echo(f"Wrote {config}, {directory / POLICY_FILE} and a root key in {data}.")
    click.echo(f"\nAPI key (shown once, only its hash is kept):\n\n  {api_key}\n")
    click.echo(f"Start it:  douane serve --config {config}")
