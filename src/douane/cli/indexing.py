"""What the commands of ``douane index`` do: read values, build, seal, and report."""

import asyncio
import json
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import click

from douane.cli import compose, known_values, org_link
from douane.config import OrgSettings
from douane.connect.salesforce import OrgSession, stream_changes, stream_names
from douane.detect.exact import Suppressed
from douane.detect.exact.build import Builder, suppressed
from douane.detect.exact.hashing import KEY_BYTES, Hasher
from douane.detect.exact.image import Image
from douane.model.errors import UsageError
from douane.model.keyring import Keyring
from douane.model.token import Kind
from douane.stores.index_file import delta_path, write_index
from douane.stores.value_table import rows_of

MOST_HELD: Final = 0.005
_REPORT_S: Final = 2.0
_CHECK_EVERY: Final = 4_096

Report = dict[str, object]


def build(
    config: Path, tenant: str, source: Path | None, object_name: str, quiet: bool
) -> list[Report]:
    """Write the index of each org anew; a delta that lay beside it is removed."""
    settings = compose.load_settings(config)
    keyring = compose.open_keyring(settings)
    reports = []
    for org, path in _orgs(settings.orgs, tenant):
        kinds = known_values.kinds_of(org, compose.load_catalogue(org))
        builder = Builder(org.tenant, Hasher.of(os.urandom(KEY_BYTES)), compose.now_ms())
        if source is None:
            asyncio.run(_from_org(org, kinds, builder, quiet))
        else:
            for record, values, _ in _told(rows_of(source), quiet):
                _add(builder, record, _named(values, object_name), kinds)
        image = builder.finish()
        # First the delta: an old index without its delta is old, one with another's is refused.
        delta_path(path).unlink(missing_ok=True)
        _write(path, image, keyring)
        reports.append(_report(image, path))
    return reports


def update(
    config: Path, tenant: str, source: Path | None, object_name: str, quiet: bool
) -> list[Report]:
    """Write what changed since each index was built as its delta."""
    settings = compose.load_settings(config)
    keyring = compose.open_keyring(settings)
    reports = []
    for org, path in _orgs(settings.orgs, tenant):
        base = Image.open(known_values.open_sealed(path, org.tenant, keyring).view)
        kinds = known_values.kinds_of(org, compose.load_catalogue(org))
        builder = Builder(org.tenant, base.hasher, compose.now_ms())
        gone: dict[str, None] = {}
        if source is None:
            asyncio.run(_changes(org, kinds, builder, gone, base.facts.taken_at_ms))
        else:
            for record, values, deleted in _told(rows_of(source), quiet):
                gone[record] = None
                if not deleted:
                    _add(builder, record, _named(values, object_name), kinds)
        delta = builder.finish(gone)
        _write(delta_path(path), delta, keyring)
        reports.append({**_report(delta, path), "changed_records": len(gone)})
    return reports


def status(config: Path, tenant: str) -> list[Report]:
    """Say what each index and each delta holds."""
    settings = compose.load_settings(config)
    keyring = compose.open_keyring(settings)
    return [
        _report(Image.open(known_values.open_sealed(file, org.tenant, keyring).view), file)
        for org, path in _orgs(settings.orgs, tenant)
        for file in (path, delta_path(path))
        if file == path or file.exists()
    ]


def review(config: Path, tenant: str, as_json: bool) -> bool:
    """Print what is not looked for; tell whether it is more than half a percent."""
    settings = compose.load_settings(config)
    keyring = compose.open_keyring(settings)
    too_many = False
    for org, path in _orgs(settings.orgs, tenant):
        image = Image.open(known_values.open_sealed(path, org.tenant, keyring).view)
        held = list(suppressed(image))
        total = image.facts.values + image.facts.held
        too_many |= len(held) > MOST_HELD * max(total, 1)
        for each in held:
            click.echo(_line(org.tenant, each, as_json))
        counted = Counter(each.why.value for each in held)
        reasons = ", ".join(f"{count} {why}" for why, count in counted.items()) or "none"
        click.echo(f"{org.tenant}: {len(held)} of {total} values: {reasons}", err=True)
    return too_many


def fill(descriptor: int, config: Path, tenant: str) -> None:
    """Write the index of an org's names into an open file."""
    settings = compose.load_settings(config)
    org = next(org for org in settings.orgs if org.tenant == tenant)
    kinds = known_values.kinds_of(org, compose.load_catalogue(org))
    builder = Builder(tenant, Hasher.of(os.urandom(KEY_BYTES)), compose.now_ms())
    asyncio.run(_from_org(org, kinds, builder, quiet=True))
    with os.fdopen(descriptor, "wb") as file:
        file.writelines(builder.finish().pieces())


def _orgs(orgs: tuple[OrgSettings, ...], tenant: str) -> list[tuple[OrgSettings, Path]]:
    chosen = [(org, org.index) for org in orgs if tenant in ("", org.tenant)]
    found = [(org, path) for org, path in chosen if path is not None]
    if not found or len(found) < len(chosen):
        raise UsageError('an [[org]] has no index; add index = "known-values.idx" to it')
    return found


async def _from_org(
    org: OrgSettings, kinds: Mapping[str, Kind], builder: Builder, quiet: bool
) -> None:
    async with OrgSession(org_link.org_of(org)) as session:
        last = time.monotonic()
        async for value, path, record in stream_names(session, kinds):
            builder.add((value, (path,), record, kinds[path], False))
            if not quiet and len(builder) % _CHECK_EVERY == 0:
                last = _tell(len(builder), last)


async def _changes(
    org: OrgSettings, kinds: Mapping[str, Kind], builder: Builder, gone: dict[str, None],
    since_ms: int,
) -> None:  # fmt: skip
    async with OrgSession(org_link.org_of(org)) as session:
        async for record, values in stream_changes(session, kinds, since_ms):
            gone[record] = None
            _add(builder, record, dict(values), kinds)


def _add(
    builder: Builder, record: str, values: Mapping[str, str], kinds: Mapping[str, Kind]
) -> None:
    for path, value in values.items():
        if path in kinds and value.strip():
            builder.add((value, (path,), record, kinds[path], False))


def _named(values: Mapping[str, str], object_name: str) -> dict[str, str]:
    """Return values by path: a column may be one already."""
    if not object_name and not any("." in name for name in values):
        raise UsageError("name the object of the file's columns with --object")
    return {
        name if "." in name else f"{object_name}.{name}": value for name, value in values.items()
    }


def _told(
    rows: Iterator[tuple[str, dict[str, str], bool]], quiet: bool
) -> Iterator[tuple[str, dict[str, str], bool]]:
    last = time.monotonic()
    for number, row in enumerate(rows):
        if not quiet and number and number % _CHECK_EVERY == 0:
            last = _tell(number, last)
        yield row


def _tell(count: int, last: float) -> float:
    now = time.monotonic()
    if now - last < _REPORT_S:
        return last
    click.echo(f"{count:,} read …", err=True)
    return now


def _write(path: Path, image: Image, keyring: Keyring) -> None:
    write_index(path, image.pieces(), image.size(), image.facts.tenant, keyring)


def _report(image: Image, path: Path) -> dict[str, object]:
    return {
        "tenant": image.facts.tenant,
        "file": str(path),
        "values": image.facts.values,
        "phrases": len(image.arrays["keys"]),
        "not_looked_for": image.facts.held,
        "bytes": image.size(),
        "age_s": max(0, compose.now_ms() - image.facts.taken_at_ms) // 1000,
    }


def _line(tenant: str, each: Suppressed, as_json: bool) -> str:
    if as_json:
        return json.dumps(
            {"tenant": tenant, "fields": each.fields, "record": each.record, "why": each.why}
        )
    return f"{', '.join(each.fields)}  {each.record}  {each.why}"
