"""``douane redteam``: attack a gateway, and see whether anything gets out."""

import asyncio
import json
import secrets
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
from rich.console import Console

from douane.cli.options import json_option
from douane.jobs.redteam.model.memory import Memory
from douane.jobs.redteam.model.serve import malicious_model
from douane.jobs.redteam.model.wire import MODEL
from douane.jobs.redteam.report.page import page
from douane.jobs.redteam.report.sarif import sarif
from douane.jobs.redteam.report.table import show
from douane.jobs.redteam.report.tally import Conditions, Tally
from douane.jobs.redteam.run.campaign import campaign
from douane.jobs.redteam.run.stage import bare, own_gateway
from douane.jobs.redteam.run.target import Party, Target
from douane.jobs.redteam.sinks.browser import found, version
from douane.jobs.redteam.suite.attack import Attack
from douane.jobs.redteam.suite.build import USUAL, suite
from douane.model.errors import UsageError

MOST: Final = 100_000
MOST_FAILED: Final = 0.01
SAY_EVERY_S: Final = 2.0
_FILE: Final = click.Path(dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True, repr=False)
class _Asked:
    """What the command line says about the target."""

    url: str
    key: str
    other_key: str
    reader: str
    other_reader: str
    model: str
    model_url: str
    model_port: int
    bare: bool


@click.command()
@click.argument("url", required=False, default="")
@click.option("--key", envvar="DOUANE_KEY", default="", help="API key for URL.")
@click.option(
    "--other-key", default="", help="A second key for URL: somebody else, who asks after."
)
@click.option("--reader", default="", help="Signed token of the first reader, for URL.")
@click.option("--other-reader", default="", help="Signed token of another reader, for URL.")
@click.option("--model", default="default", show_default=True, help="What to ask for.")
@click.option(
    "--model-url", default="", help="A model of your own (…/v1) instead of the malicious."
)
@click.option(
    "--model-port", type=click.IntRange(1, 65_535), default=None,
    help="Serve the malicious model here meanwhile, for the gateway at URL to stand before.",
)  # fmt: skip
@click.option("--bare", "is_bare", is_flag=True, help="Attack the model without a gateway.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Of the suite.")
@click.option(
    "--attacks", "number", type=click.IntRange(1, MOST), default=400, show_default=True,
    help="How many.",
)  # fmt: skip
@click.option(
    "--generator", "generators", multiple=True, default=USUAL, show_default=True,
    help="Who makes attacks; other names are installed plugins. Repeat it.",
)  # fmt: skip
@click.option(
    "--renderer", type=click.Choice(["auto", "chromium", "resolver"]), default="auto",
    show_default=True, help="Who shows answers; auto: Chromium where there is one.",
)  # fmt: skip
@click.option("--sarif", "sarif_file", type=_FILE, help="Write a SARIF 2.1.0 report.")
@click.option("--html", "html_file", type=_FILE, help="Write a report as one HTML page.")
@json_option
def redteam(
    url: str,
    key: str,
    other_key: str,
    reader: str,
    other_reader: str,
    model: str,
    model_url: str,
    model_port: int | None,
    is_bare: bool,
    seed: int,
    number: int,
    generators: Sequence[str],
    renderer: str,
    sarif_file: Path | None,
    html_file: Path | None,
    as_json: bool,
) -> None:
    """Attack an OpenAI-compatible URL, and see what reaches real sinks.

    Without URL, a gateway is started in front of a malicious model that knows everything it was
    sent and tries every channel. Success is judged by bytes that arrive outside: what a browser
    fetches, what tools are called with, what others read. Exit code 1 when anything got out.

    \b
    Example:
      douane redteam --attacks 400 --html report.html
      douane redteam http://127.0.0.1:8484/v1 --key dk_… --json
      douane redteam --bare --attacks 50
    """
    asked = _Asked(
        url.rstrip("/"), key, other_key, reader, other_reader, model, model_url.rstrip("/"),
        model_port or 0, is_bare,
    )  # fmt: skip
    _must_fit(asked)
    chromium = _chromium(renderer)
    attacks = suite(seed, number, generators)
    said = _Progress()
    with _target(asked, attacks, seed, said) as (target, memory):
        run = secrets.token_hex(4)
        outcomes = asyncio.run(campaign(attacks, target, chromium, run, said.say))
        seen = len(memory.seen_clear) if memory and memory.requests else None
    shown_by = version(chromium) if chromium else "the static resolver (no browser)"
    behind = MODEL if memory and memory.requests else "of one's own"
    tally = Tally(Conditions(target.name, seed, shown_by, behind, seen), outcomes)
    if sarif_file is not None:
        sarif_file.write_text(sarif(tally), encoding="utf-8")
    if html_file is not None:
        html_file.write_text(page(tally), encoding="utf-8")
    if as_json:
        click.echo(json.dumps(tally.plain()))
    else:
        show(tally, Console(highlight=False))
    if tally.all.exfiltrated:
        raise click.exceptions.Exit(1)
    failed = sum(outcome.failed for outcome in outcomes)
    if failed > MOST_FAILED * len(outcomes):
        raise UsageError(f"{failed} attacks got no answer that can be judged; nothing is proven")


def _must_fit(asked: _Asked) -> None:
    if asked.url and (asked.bare or asked.model_url):
        raise UsageError("give a URL, or --bare and --model-url, not both")
    if asked.url and not asked.url.startswith(("http://", "https://")):
        raise UsageError("URL is a base URL such as http://127.0.0.1:8484/v1")
    if asked.model_port and not asked.url:
        raise UsageError("--model-port is for a gateway of your own; name its URL")
    if asked.url and not asked.key:
        raise UsageError("a URL needs --key (or DOUANE_KEY)")


def _chromium(renderer: str) -> str | None:
    path = None if renderer == "resolver" else found()
    if renderer == "chromium" and path is None:
        raise UsageError("there is no Chromium here; install it, or use --renderer resolver")
    return path


@contextmanager
def _target(
    asked: _Asked, attacks: Sequence[Attack], seed: int, said: "_Progress"
) -> Iterator[tuple[Target, Memory | None]]:
    """Start what must run, and yield the target and, if it is ours, the model's memory."""
    with ExitStack() as stack:
        if asked.url:
            memory = None
            if asked.model_port:
                model = malicious_model(attacks, seed, asked.model_port)
                memory = stack.enter_context(model).memory
            asker = Party(asked.key, asked.reader)
            other = Party(asked.other_key or asked.key, asked.other_reader)
            yield Target(
                asked.url, asked.model, asker, (other,), restores=bool(asked.other_reader),
                name=asked.url,
            ), memory  # fmt: skip
            return
        memory, model_url, name = None, asked.model_url, asked.model
        if not model_url:
            running = stack.enter_context(malicious_model(attacks, seed))
            memory, model_url, name = running.memory, running.base_url, MODEL
        if asked.bare:
            yield bare(model_url, name, asked.key), memory
            return
        said.now("starting a gateway of our own")
        yield stack.enter_context(own_gateway(model_url, name)), memory


class _Progress:
    """Says on stderr how far it is, not more often than every two seconds."""

    def __init__(self) -> None:
        self._last_s = 0.0

    def now(self, text: str) -> None:
        """Say it."""
        self._last_s = time.monotonic()
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    def say(self, text: str) -> None:
        """Say it, unless something was said just now."""
        if time.monotonic() - self._last_s >= SAY_EVERY_S:
            self.now(text)
