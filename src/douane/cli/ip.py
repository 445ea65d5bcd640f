"""``douane ip``: register the documents, code and formulas that must not leave.

The register keeps fingerprints and canonical formulas, sealed under the tenant's key; the
files themselves are read once and not kept.  A running gateway reads the register when it
starts and at each reload (SIGHUP).
"""

import json
import os
from pathlib import Path

import click

from douane.audit.entry import is_word
from douane.cli import compose
from douane.cli.options import EXISTING, config_option, json_option
from douane.config import DEFAULT_TENANT, RegisterSettings, Settings
from douane.detect.register.entry import Entry, Hashers, entry_id, make
from douane.detect.register.sealed import KEY_BYTES, Register, seal, unseal
from douane.model.errors import UsageError

MOST_FILE_BYTES = 16 * 1024 * 1024

tenant_option = click.option(
    "--tenant", default=DEFAULT_TENANT, show_default=True, help="Whose register."
)


@click.group()
def ip() -> None:
    """Register secrets whose copies are to be found.

    \b
    Example:
      douane ip register scorecard.xlsx.txt pricing.py --name retail-pricing
    """


@ip.command("register")
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@click.option("--name", required=True, help="What to call it; several files get -1, -2, …")
@click.option(
    "--common", multiple=True, type=EXISTING,
    help="A text whose wording is public; runs of it are left out. May be given often.",
)  # fmt: skip
@tenant_option
@config_option
@json_option
def register_command(
    files: tuple[Path, ...],
    name: str,
    common: tuple[Path, ...],
    tenant: str,
    config: Path,
    as_json: bool,
) -> None:
    """Register each of FILES as a secret; only fingerprints are kept.

    \b
    Example:
      douane ip register pricing.py --name retail-pricing --config border/douane.toml
    """
    if not is_word(name):
        raise UsageError("--name is letters, digits and -._ without spaces")
    settings, place = _place(config, tenant)
    register = _read(settings, place) if place.file.exists() else Register(os.urandom(KEY_BYTES))
    hashers = Hashers(register.key)
    public = [_text(file) for file in common]
    taken = {entry.name for entry in register.entries}
    made: list[Entry] = []
    for number, file in enumerate(files, 1):
        entry_name = name if len(files) == 1 else f"{name}-{number}"
        if entry_name in taken:
            raise UsageError(f"{entry_name} is registered already; remove it, or choose a name")
        entry = make(hashers, entry_id(os.urandom(16)), entry_name, _text(file), public)
        if entry.is_empty:
            raise UsageError(
                f"file {number} is too short or too ordinary to be found again; nothing was "
                "registered. It needs about a dozen words of its own, three lines of code, or a "
                "formula with three numbers"
            )
        made.append(entry)
    _write(settings, place, Register(register.key, (*register.entries, *made)))
    _show(tuple(made), as_json)
    if not as_json:
        click.echo("A running gateway knows them after kill -HUP, or its next start.")


@ip.command("list")
@tenant_option
@config_option
@json_option
def list_command(tenant: str, config: Path, as_json: bool) -> None:
    """List what is registered: names and sizes, never the content.

    \b
    Example:
      douane ip list --config border/douane.toml
    """
    settings, place = _place(config, tenant)
    _show(_read(settings, place).entries if place.file.exists() else (), as_json)


@ip.command("remove")
@click.argument("entries", nargs=-1, required=True, metavar="NAME|ID...")
@tenant_option
@config_option
@json_option
def remove_command(entries: tuple[str, ...], tenant: str, config: Path, as_json: bool) -> None:
    """Take entries out of the register.

    \b
    Example:
      douane ip remove retail-pricing --config border/douane.toml
    """
    settings, place = _place(config, tenant)
    register = _read(settings, place) if place.file.exists() else Register(b"")
    known = {word for entry in register.entries for word in (entry.id, entry.name)}
    unknown = [word for word in entries if word not in known]
    if unknown:
        raise UsageError(f"{', '.join(unknown)}: not registered; see douane ip list")
    left = tuple(each for each in register.entries if not {each.id, each.name} & set(entries))
    gone = tuple(each for each in register.entries if each not in left)
    _write(settings, place, Register(register.key, left))
    _show(gone, as_json)


def _place(config: Path, tenant: str) -> tuple[Settings, RegisterSettings]:
    settings = compose.load_settings(config)
    for each in settings.registers:
        if each.tenant == tenant:
            return settings, each
    raise UsageError(
        f'no register is configured for tenant {tenant}; add [[register]] with tenant = "{tenant}"'
        ' and file = "register.sealed" to the configuration'
    )


def _text(file: Path) -> str:
    if file.stat().st_size > MOST_FILE_BYTES:
        raise UsageError(f"{file} is larger than {MOST_FILE_BYTES} bytes; register its parts")
    return compose.read_text(file, "file")


def _read(settings: Settings, place: RegisterSettings) -> Register:
    return unseal(compose.open_keyring(settings), place.tenant, place.file.read_bytes())


def _write(settings: Settings, place: RegisterSettings, register: Register) -> None:
    """Replace the file as one, readable by its owner only."""
    sealed = seal(compose.open_keyring(settings), place.tenant, register, os.urandom)
    fresh = place.file.with_name(place.file.name + ".new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
    with os.fdopen(os.open(fresh, flags, 0o600), "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, place.file)  # noqa: PTH105 - the atomic one, by its name


def _show(entries: tuple[Entry, ...], as_json: bool) -> None:
    rows = [
        {
            "id": entry.id,
            "name": entry.name,
            "word_prints": len(entry.words) // 8,
            "code_prints": len(entry.code) // 8,
            "formulas": len(entry.formulas),
            "left_out": entry.left_out,
        }
        for entry in entries
    ]
    if as_json:
        click.echo(json.dumps(rows))
        return
    for row in rows:
        click.echo(
            f"{row['id']}  {row['name']}: {row['word_prints']} runs of words, "
            f"{row['code_prints']} of code, {row['formulas']} formulas; "
            f"{row['left_out']} ordinary runs left out"
        )
