"""What is open of one org: a session with it, and what finds its own values.

Where the values come from is ``known_values``'s matter; this says when they are read anew.
"""

import asyncio
from contextlib import AsyncExitStack

from douane.classify import Catalogue
from douane.cli.version import OrgLink
from douane.config import OrgSettings
from douane.connect.salesforce import Org, OrgSession
from douane.detect.seam import Detector
from douane.model.errors import ConfigError, Problem
from douane.model.keyring import Keyring
from douane.stores.index_file import delta_path


def org_of(settings: OrgSettings) -> Org:
    """Return how to reach an org."""
    return Org(
        url=settings.url,
        client_id=settings.client_id,
        username=settings.username,
        key_file=str(settings.key_file or ""),
        secret_file=str(settings.secret_file or ""),
        ca_file=str(settings.ca_file or ""),
    )


async def link_to(
    stack: AsyncExitStack, org: OrgSettings, catalogue: Catalogue, keyring: Keyring,
    known: OrgLink | None, *, now_ms: int, first: bool,
) -> OrgLink:  # fmt: skip
    """Open an org; ``known`` is what is open of it already, ``first`` that nothing is in force.

    Raises:
        ConfigError: A configured field is not in the catalogue.
        StoreError: The index cannot be used, or the org does not answer.
    """
    session = await stack.enter_async_context(OrgSession(org_of(org))) if org.url else None
    written = index_state(org)
    if known is not None and written and written == known.index_state:
        return OrgLink(org, session, known.names, written)
    names = await _known_values(session, org, catalogue, keyring, now_ms, shared=first)
    return OrgLink(org, session, names, written)


def index_state(org: OrgSettings) -> tuple[tuple[str, int, int], ...]:
    """Return what tells one version of an org's index files from another; empty without any."""
    if org.index is None:
        return ()
    files = (org.index, delta_path(org.index))
    found = ((path.name, path.stat()) for path in files if path.exists())
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)


def unknown_names(org: OrgSettings, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Return the configured name fields that the catalogue does not list."""
    listed = {field.path for field in catalogue.fields()}
    return tuple(
        Problem(f"org.names {path}", "the catalogue has no such field", "Correct it.")
        for path in org.names
        if path not in listed
    )


def version_of(known: Detector | None) -> str:
    """Return what tells one index of an org's values from another; empty without any."""
    # KnownValues would have to be imported for its type, and with it numpy.
    return str(getattr(known, "version", ""))


async def _known_values(
    session: OrgSession | None, org: OrgSettings, catalogue: Catalogue, keyring: Keyring,
    now_ms: int, *, shared: bool,
) -> Detector | None:  # fmt: skip
    """Return what looks for the org's own values; None when nothing is to be looked for.

    ``shared`` allows what was put into memory for all workers when they were started; it is as
    old as they are.

    Raises:
        ConfigError: A configured field is not in the catalogue.
        StoreError: The index cannot be used, or the org does not answer.
    """
    unknown = unknown_names(org, catalogue)
    if unknown:
        raise ConfigError(unknown)
    if org.index is None and (session is None or not org.names):
        return None
    # Imported here: it needs numpy, which a border without known values does without.
    from douane.cli import known_values  # noqa: PLC0415

    known: Detector | None = known_values.attached(org.tenant) if shared else None
    if known is None and org.index is not None:
        known = await asyncio.to_thread(known_values.load, org, keyring)
    if known is None and session is not None:
        kinds = known_values.kinds_of(org, catalogue)
        known = await known_values.from_org(session, org, kinds, now_ms)
    return known
