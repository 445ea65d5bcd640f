"""``douane budget``: what the answers of protected scores have taught, and starting anew."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from douane.audit import entry
from douane.audit.entry import Crossing, is_word
from douane.cli import compose
from douane.cli.options import config_option, json_option
from douane.config import Settings
from douane.gateway.entropy import Entropy
from douane.model.commit import Commit
from douane.model.errors import StoreError, UsageError
from douane.model.keyring import Keyring
from douane.model.ledger import SealedLedger
from douane.model.scoring import Form, ScoreModel
from douane.pipeline.ask import uuid7
from douane.pipeline.score import context_of, scope_of
from douane.protect.envelope import open_bytes, seal_bytes
from douane.shield.budget import directions
from douane.shield.budget.state import WhatIfs, decode, encode, unreadable
from douane.shield.budget.verdict import Grade
from douane.stores.sqlite import SqliteStore

RESET = "budget-reset"


@click.group()
def budget() -> None:
    """Show or reset what protected scores have taught.

    \b
    Example:
      douane budget status --config border/douane.toml
    """


@budget.command()
@config_option
@json_option
def status(config: Path, as_json: bool) -> None:
    """Show how much of each score's budget of what-ifs is spent.

    \b
    Example:
      douane budget status --config border/douane.toml --json
    """
    settings = compose.load_settings(config)
    rows = []
    with _opened(settings) as (store, keyring):
        for each in settings.scores:
            version, state = _read(store, keyring, each.model)
            rows.append(_row(each.model, version, state))
    if as_json:
        click.echo(json.dumps(rows))
        return
    for row in rows:
        click.echo(
            f"{row['score']} (tenant {row['tenant']}): {row['used']} of {row['limit']} "
            f"{row['unit']}; what-ifs answered {row['full']}, coarsely {row['coarse']}, "
            f"refused {row['refused']}"
        )
    if not rows:
        click.echo("No score is configured.")


@budget.command()
@click.argument("score")
@click.option("--by", required=True, help="Who resets it; written to the log.")
@config_option
@json_option
def reset(score: str, by: str, config: Path, as_json: bool) -> None:
    """Forget what the what-ifs of SCORE have taught.

    What was learnt is not unlearnt: reset it when the score was trained anew. Recorded in the
    log before it takes force.

    \b
    Example:
      douane budget reset credit --by risk-office --config border/douane.toml
    """
    if not is_word(by):
        raise UsageError("--by is one word of letters, digits and -._ without spaces")
    settings = compose.load_settings(config)
    model = next((each.model for each in settings.scores if each.model.name == score), None)
    if model is None:
        raise UsageError("there is no such score; see [[score]] of the configuration")
    entropy, now_ms = Entropy(), compose.now_ms()
    with _opened(settings) as (store, keyring):
        scope = scope_of(model.name)
        held = store.ledger(model.tenant, scope)
        version = (held.version if held else 0) + 1
        context = context_of(model.tenant, scope, version)
        sealed = seal_bytes(keyring, encode(WhatIfs(since_ms=now_ms)), context, entropy)
        crossing = Crossing(
            id=uuid7(now_ms, entropy), tenant=model.tenant, principal=by, door=RESET,
            scope=f"score:{model.name}", reader=f"uid:{os.getuid()}",
        )  # fmt: skip
        record = entry.encode(entry.administration(crossing, now_ms, "ok"))
        ledger = SealedLedger(model.tenant, scope, version, sealed)
        store.commit([Commit(record, ledgers=(ledger,))], now_ms)
    if as_json:
        click.echo(json.dumps({"score": model.name, "tenant": model.tenant, "by": by}))
    else:
        click.echo(f"The budget of {model.name} begins anew.")


@contextmanager
def _opened(settings: Settings) -> Iterator[tuple[SqliteStore, Keyring]]:
    """Open store and keys; a gateway may run beside."""
    keyring = compose.open_keyring(settings)
    path = settings.data_dir / compose.LOG_FILE
    if not path.exists():
        raise StoreError("there is no log yet; start douane serve once", code="log_unavailable")
    with SqliteStore(path, keyring=keyring, origin=settings.origin) as store:
        yield store, keyring


def _read(store: SqliteStore, keyring: Keyring, model: ScoreModel) -> tuple[int, WhatIfs]:
    scope = scope_of(model.name)
    held = store.ledger(model.tenant, scope)
    if held is None:
        return 0, WhatIfs()
    context = context_of(model.tenant, scope, held.version)
    plain = open_bytes(keyring, held.sealed, context, unreadable)
    return held.version, decode(plain, WhatIfs)


def _row(model: ScoreModel, version: int, state: WhatIfs) -> dict[str, object]:
    linear = model.form is not Form.OTHER
    used = len(directions.span(model, state)) if linear else len(state.asked)
    width = len(model.names)
    row: dict[str, object] = {
        "score": model.name,
        "tenant": model.tenant,
        "unit": "directions" if linear else "what-ifs",
        "used": used,
        "limit": model.limits.directions,
        "levers": len(model.levers),
        "full": state.counts[Grade.FULL],
        "coarse": state.counts[Grade.COARSE],
        "refused": state.counts[Grade.REFUSED],
        "since_ms": state.since_ms,
        "questions": version,
    }
    if linear and width:
        row["agreement_of_a_copy_at_most"] = round(directions.agreement(used, width), 3)
    return row
