"""``douane-sandbox``: run the stand-in org in the foreground."""

import time
from pathlib import Path

import click

from douane_sandbox.org.serve import RunningOrg, listen, make_server, open_org
from douane_sandbox.org.tls import make_credentials
from douane_sandbox.people import PEOPLE


@click.group()
def main() -> None:
    """Stand-ins for demos and tests.  This is not Salesforce.

    Example: douane-sandbox org --port 8943 --dir .sandbox --seed 7
    """


@main.command()
@click.option(
    "--port", default=8943, show_default=True, help="Port on 127.0.0.1; 0 for a free one."
)
@click.option(
    "--dir", "directory", default=Path(".sandbox"), show_default=True,
    type=click.Path(file_okay=False, path_type=Path), help="Where certificates and keys are kept.",
)  # fmt: skip
@click.option("--seed", default=1, show_default=True, help="Seed of the records.")
def org(port: int, directory: Path, seed: int) -> None:
    """Serve an org over TLS until interrupted, and print how to log in.

    Example: douane-sandbox org --port 8943 --dir .sandbox --seed 7
    """
    try:
        credentials = make_credentials(directory, time.time())
        listener = listen(port)
    except OSError as error:
        raise click.ClickException(
            f"cannot start: {error.strerror}; choose another --port or --dir"
        ) from None
    running = open_org(seed, credentials, listener.getsockname()[1], time.time)
    click.echo(describe(running))
    make_server(running, credentials).run([listener])


def describe(running: RunningOrg) -> str:
    """Return what a person needs to log in."""
    first = next(iter(running.tokens.values()))
    lines = [
        f"Stand-in org (not Salesforce): {running.instance_url}",
        f"  records            {sum(map(len, running.state.tables.values())):,}",
        f"  trust              {running.ca_file}",
        f"  client id          {running.client_id}",
        f"  client secret      {running.client_secret}   (client credentials, as integration)",
        f"  JWT bearer key     {running.private_key_file}   (RS256, aud {running.instance_url})",
        "  access tokens",
        *(
            f"    {person.role:<12} {person.username:<34} {running.tokens[person.username]}"
            for person in PEOPLE
        ),
        "Try:",
        f"  curl --cacert {running.ca_file} -H 'Authorization: Bearer {first}' \\",
        f"    '{running.instance_url}/services/data/v63.0/query?q=SELECT+Id,Name+FROM+Account'",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
