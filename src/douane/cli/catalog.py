"""``douane catalog``: read the org's classification, and say how much of it there is."""

import asyncio
import json
import os
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from douane.classify import Catalogue, build, changes, coverage, decode, encode
from douane.cli import compose, org_link
from douane.cli.options import config_option, json_option
from douane.config import OrgSettings, Settings
from douane.connect.salesforce import OrgSession, pull
from douane.model.errors import UsageError


@click.group()
def catalog() -> None:
    """Read field classification from the org, and report on it.

    \b
    Example:
      douane catalog pull --config border/douane.toml
    """


@catalog.command("pull")
@config_option
@click.option("--tenant", default="", help="Only this tenant's org.")
@json_option
def pull_command(config: Path, tenant: str, as_json: bool) -> None:
    """Read the catalogue of each configured org and write it; say what changed.

    \b
    Example:
      douane catalog pull --config border/douane.toml
    """
    settings = compose.load_settings(config)
    reports = []
    for org in _orgs(settings, tenant):
        if not as_json:
            click.echo(f"Reading {len(org.objects)} objects of tenant {org.tenant} …", err=True)
        catalogue = asyncio.run(_pull(org))
        before = decode(org.catalogue.read_bytes()) if org.catalogue.exists() else None
        _write(org.catalogue, encode(catalogue))
        changed = changes(before, catalogue) if before else None
        reports.append(
            {
                "tenant": org.tenant,
                "version": catalogue.version,
                "fields": sum(1 for _ in catalogue.fields()),
                "changes": changed.to_json() if changed else None,
            }
        )
    if as_json:
        click.echo(json.dumps(reports))
        return
    for report in reports:
        click.echo(f"{report['tenant']}: {report['fields']} fields, version {report['version']}")
        if report["changes"]:
            click.echo(json.dumps(report["changes"], indent=2))
    click.echo("A running gateway reads it when you send it SIGHUP: kill -HUP PID", err=True)


@catalog.command("coverage")
@config_option
@click.option("--tenant", default="", help="Only this tenant's org.")
@json_option
def coverage_command(config: Path, tenant: str, as_json: bool) -> None:
    """Show how many fields of each object are classified.

    Exit code 1 when some are not: those count as mission critical.

    \b
    Example:
      douane catalog coverage --config border/douane.toml
    """
    settings = compose.load_settings(config)
    found = {org.tenant: coverage(compose.load_catalogue(org)) for org in _orgs(settings, tenant)}
    if as_json:
        click.echo(json.dumps({name: report.to_json() for name, report in found.items()}))
    else:
        for name, report in found.items():
            table = Table(title=f"Tenant {name}")
            for column in ("object", "fields", "classified", "unclassified"):
                table.add_column(column, justify="left" if column == "object" else "right")
            for one in report.objects:
                missing = len(one.unclassified)
                table.add_row(one.object, str(one.fields), str(one.classified), str(missing))
            Console().print(table)
    if any(report.unclassified for report in found.values()):
        raise click.exceptions.Exit(1)


def _orgs(settings: Settings, tenant: str) -> list[OrgSettings]:
    orgs = [org for org in settings.orgs if tenant in ("", org.tenant)]
    if not orgs:
        raise UsageError("no such org is configured; add an [[org]] to the configuration")
    return orgs


async def _pull(org: OrgSettings) -> Catalogue:
    overlay = compose.load_overlay(org)
    labels = compose.label_map(org, overlay)
    async with OrgSession(org_link.org_of(org)) as session:
        describes, definitions = await pull(session, org.objects)
    return build(org.tenant, describes, definitions, overlay, labels, compose.now_ms())


def _write(path: Path, data: bytes) -> None:
    """Replace the file as one, so that a gateway never reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(data)
    os.replace(fresh, path)  # noqa: PTH105 - the atomic one, by its name
