"""``douane check``: every problem of a configuration at once, and how to mend it."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from douane.classify import Catalogue
from douane.cli import compose, org_link, scoring
from douane.cli.options import config_option, json_option
from douane.cli.version import Written
from douane.config import Settings
from douane.model.errors import ConfigError, DouaneError, Problem
from douane.policy import against

T = TypeVar("T")


@click.command()
@config_option
@json_option
def check(config: Path, as_json: bool) -> None:
    """Name every problem of a configuration and its files.

    Exit code 0 when it would serve, 1 when something is wrong.

    \b
    Example:
      douane check --config border/douane.toml
    """
    problems = find_problems(config)
    if as_json:
        rows = [{"where": one.where, "what": one.what, "fix": one.fix} for one in problems]
        click.echo(json.dumps({"ok": not rows, "problems": rows}))
    else:
        for one in problems:
            click.echo(f"{one.where}: {one.what}\n    {one.fix}")
        count = len(problems)
        click.echo(f"{count} problem{'s' if count != 1 else ''}" if count else "All is well.")
    if problems:
        raise click.exceptions.Exit(1)


def find_problems(config: Path) -> list[Problem]:
    """Return everything that is wrong, whether a gateway would serve all the same or not."""
    preventing, doubtful = survey(config)
    return preventing + _indexes(config) + doubtful


def _indexes(config: Path) -> list[Problem]:
    """See that every index of known values opens.

    Apart from ``survey``, because a server that has read an index before goes on without.
    """
    problems: list[Problem] = []
    surveyed = _try([], lambda: compose.survey_settings(config))
    keyring = _try([], lambda: compose.open_keyring(surveyed[0])) if surveyed is not None else None
    if surveyed is None or keyring is None:
        return []  # ``survey`` has said why
    for org in surveyed[0].orgs:
        if org.index is not None:
            # Imported here: it needs numpy, which a border without known values does without.
            from douane.cli import known_values  # noqa: PLC0415

            _try(problems, partial(known_values.load, org, keyring))
    return problems


def survey(config: Path) -> tuple[list[Problem], list[Problem]]:
    """Return what prevents serving, and what is probably not what its author meant."""
    problems: list[Problem] = []
    doubtful: list[Problem] = []
    surveyed = _try(problems, lambda: compose.survey_settings(config))
    if surveyed is None:
        return problems, doubtful
    settings, problems = surveyed
    policy = _try(problems, lambda: compose.load_policy(settings))
    issuers = _try(problems, lambda: compose.load_issuers(settings))
    keyring = _try(problems, lambda: compose.open_keyring(settings))
    if keyring is not None:
        _try(problems, lambda: compose.load_registers(settings, keyring))
    _files(settings, problems)
    doubtful += _try(problems, lambda: list(scoring.doubts(settings))) or []
    catalogues = _catalogues(settings, problems)
    if policy is not None:
        written = Written(settings, policy, catalogues, issuers or ())
        _try(problems, lambda: compose.snapshot(written, {}))
        for catalogue in catalogues.values():
            doubtful += against(policy, catalogue.fields())
    return problems, doubtful


def _files(settings: Settings, problems: list[Problem]) -> None:
    """See that every file can be read that is not read otherwise."""
    named = [
        (name, "file of the endpoint")
        for endpoint in settings.endpoints.values()
        for name in (endpoint.ca_file, endpoint.key_file)
    ]
    for org in settings.orgs:
        named += [
            (str(name or ""), "file of the org")
            for name in (org.key_file, org.secret_file, org.ca_file)
        ]
    named += [
        (str(name or ""), "certificate or key of [tls]")
        for name in (settings.listen.certificate, settings.listen.key)
    ]
    for name, what in named:
        if name:
            _try(problems, partial(compose.read_text, Path(name), what))


def _catalogues(settings: Settings, problems: list[Problem]) -> dict[str, Catalogue]:
    found = {}
    for org in settings.orgs:
        _try(problems, partial(compose.load_overlay, org))
        catalogue = _try(problems, partial(compose.load_catalogue, org))
        if catalogue is not None:
            found[org.tenant] = catalogue
            problems += org_link.unknown_names(org, catalogue)
    return found


def _try(problems: list[Problem], attempt: Callable[[], T]) -> T | None:
    try:
        return attempt()
    except ConfigError as error:
        problems += error.problems
    except DouaneError as error:
        problems.append(Problem(error.code, str(error), "See docs/reference/errors.md."))
    return None
