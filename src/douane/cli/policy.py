"""``douane policy``: why a field or a finding is treated as it is."""

import json
from pathlib import Path

import click

from douane.classify import Catalogue
from douane.cli import compose
from douane.cli.options import config_option, json_option
from douane.config import DEFAULT_TENANT
from douane.model.errors import UsageError
from douane.model.token import Kind
from douane.policy import explain, explain_found, explanation_record, render_explanation


@click.group()
def policy() -> None:
    """Ask the policy.

    \b
    Example:
      douane policy explain Account.Name --endpoint model --purpose general
    """


@policy.command("explain")
@click.argument("what", metavar="OBJECT.FIELD | KIND")
@config_option
@click.option("--endpoint", required=True, help="Where it would go.")
@click.option("--purpose", required=True, help="Why it would be used.")
@click.option("--tenant", default=DEFAULT_TENANT, show_default=True, help="Whose catalogue.")
@json_option
def explain_command(
    what: str,
    config: Path,
    endpoint: str,
    purpose: str,
    tenant: str,
    as_json: bool,
) -> None:
    """Print the decision and every rule that led to it.

    WHAT is a field, such as Account.AnnualRevenue, or a kind that is found in free text, such
    as iban.

    \b
    Example:
      douane policy explain Account.AnnualRevenue --endpoint model --purpose service_reply
    """
    settings = compose.load_settings(config)
    found = settings.endpoints.get(endpoint)
    if found is None:
        raise UsageError(f"no such endpoint; there are: {', '.join(settings.endpoints)}")
    rules = compose.load_policy(settings)
    thing, _, name = what.partition(".")
    if name:
        orgs = {org.tenant: org for org in settings.orgs}
        org = orgs.get(tenant)
        catalogue = compose.load_catalogue(org) if org else Catalogue(tenant, 0, ())
        explanation = explain(catalogue.lookup(thing, name), rules, found.clearance, purpose)
    else:
        kinds = {kind.value.lower(): kind for kind in Kind}
        kind = kinds.get(what.lower())
        if kind is None:
            raise UsageError(f"write Object.Field, or one of: {', '.join(kinds)}")
        explanation = explain_found(kind, "", rules, found.clearance, purpose)
    if as_json:
        click.echo(json.dumps(explanation_record(explanation)))
    else:
        click.echo(render_explanation(explanation))
