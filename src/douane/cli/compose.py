"""Join the parts: the one place that knows them all.

``load_*`` read what the operator wrote; ``snapshot`` compiles it; ``open_parts`` opens what a
gateway worker runs on, and closes it again.
"""

import asyncio
import hashlib
import os
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from importlib import resources
from pathlib import Path

from douane.classify import (
    EMPTY,
    STANDARD_OVERLAY,
    Catalogue,
    LabelMap,
    Overlay,
    decode,
    merge,
    parse_overlay,
)
from douane.cli.standing import default_policy
from douane.config import OrgSettings, Settings, survey
from douane.connect.llm.client import HttpEndpoints
from douane.connect.salesforce import Org, OrgSession, read_access, stream_names
from douane.detect.exact import ExactIndex, Known
from douane.detect.standard import standard_detectors
from douane.gateway.access import OrgAccess, ReadAccess
from douane.gateway.authenticate import Gate, Issuer
from douane.gateway.drive import World
from douane.gateway.entropy import Entropy
from douane.gateway.group_commit import GroupCommit
from douane.gateway.metrics import Metrics
from douane.gateway.parts import Limits, Parts
from douane.model.caller import Access
from douane.model.errors import ConfigError, Problem
from douane.model.sheet import Scope, SealedSheet
from douane.model.terms import Level
from douane.pipeline.ask import Means
from douane.pipeline.snapshot import Snapshot, TenantView
from douane.policy import DEFAULT_POLICY, Policy, compile_plan
from douane.policy import parse as parse_policy
from douane.residency.declared import check, check_environment, check_tier
from douane.stores.local_keyring import LocalKeyring
from douane.stores.sqlite import SqliteStore

KEY_FILE = "douane.key"
LOG_FILE = "douane.db"
ACCESS_TIMEOUT_S = 10.0


def now_ms() -> int:
    """Return UTC milliseconds."""
    return time.time_ns() // 1_000_000


def read_text(path: Path, what: str) -> str:
    """Return a file that the operator wrote.

    Raises:
        ConfigError: It cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(
            str(path), f"the {what} cannot be read ({type(error).__name__})", "See path and rights."
        )
        raise ConfigError((problem,)) from None


def load_settings(path: Path) -> Settings:
    """Read the configuration and check where its endpoints are.

    Raises:
        ConfigError: Everything that is wrong with it.
    """
    settings, problems = survey_settings(path)
    if problems:
        raise ConfigError(tuple(problems))
    return settings


def survey_settings(path: Path) -> tuple[Settings, list[Problem]]:
    """Read as much of the configuration as can be read, with everything that is wrong.

    Raises:
        ConfigError: It cannot be read at all.
    """
    settings, found = survey(read_text(path, "configuration"), path.name, path.parent)
    problems = [*found, *check_environment(os.environ)]
    for endpoint in settings.endpoints.values():
        problems += check(endpoint, {})
    for tier in settings.tiers.values():
        problems += check_tier(tier, settings.endpoints)
    return settings, problems


def load_policy(settings: Settings) -> Policy:
    """Read the policy, by default the one that ships.

    Raises:
        ConfigError: Everything that is wrong with it.
    """
    if settings.policy is None:
        return parse_policy(default_policy(), DEFAULT_POLICY)
    return parse_policy(read_text(settings.policy, "policy"), settings.policy.name)


def load_overlay(org: OrgSettings) -> Overlay:
    """Read and merge an org's overlays.

    Raises:
        ConfigError: Everything that is wrong with them.
    """
    overlays = [parse_overlay(read_text(path, "overlay"), path.name) for path in org.overlays]
    if any(overlay.includes for overlay in overlays):
        standard = resources.files("douane.classify") / STANDARD_OVERLAY
        overlays.append(parse_overlay(standard.read_text(encoding="utf-8"), STANDARD_OVERLAY))
    return merge(*overlays) if overlays else EMPTY


def label_map(org: OrgSettings, overlay: Overlay) -> LabelMap:
    """Return what the org's own words mean, from configuration and overlay.

    Raises:
        ConfigError: They disagree, or lower a standard level.
    """
    levels = {**overlay.labels.levels, **(org.level_map or {})}
    return LabelMap(levels, overlay.labels.groups)


def load_catalogue(org: OrgSettings) -> Catalogue:
    """Read the catalogue that was pulled.

    Raises:
        ConfigError: It is absent, unreadable, or another tenant's.
    """
    try:
        data = org.catalogue.read_bytes()
    except OSError:
        problem = Problem(
            str(org.catalogue), "there is no catalogue yet", "Run douane catalog pull."
        )
        raise ConfigError((problem,)) from None
    catalogue = decode(data)
    if catalogue.tenant != org.tenant:
        problem = Problem(
            str(org.catalogue), "it is the catalogue of another tenant", "Pull it again."
        )
        raise ConfigError((problem,))
    return catalogue


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


def snapshot(
    settings: Settings, policy: Policy, catalogues: dict[str, Catalogue],
    names: dict[str, ExactIndex],
) -> Snapshot:  # fmt: skip
    """Compile everything that decides into one snapshot.

    Raises:
        UsageError: A tier serves a purpose that the policy does not declare.
    """
    max_age_ms = {org.tenant: int(org.max_age_h * 3_600_000) for org in settings.orgs}
    tenants = {principal.tenant for principal in settings.keys.values()}
    views = {}
    for tenant in sorted(tenants | catalogues.keys()):
        catalogue = catalogues.get(tenant) or Catalogue(tenant, 0, ())
        views[tenant] = TenantView(
            schema=catalogue,
            catalogue_version=catalogue.version,
            taken_at_ms=catalogue.taken_at_ms,
            max_age_ms=max_age_ms.get(tenant, 0),
            names=names.get(tenant),
            plans={
                (tier.name, purpose): compile_plan(
                    policy, catalogue.fields(), tier.clearance, purpose
                )
                for tier in settings.tiers.values()
                for purpose in tier.purposes
            },
        )
    parts = [policy.digest, repr(settings), *(view.catalogue_version for view in views.values())]
    version = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    return Snapshot(
        version=version,
        policy_version=policy.digest,
        tenants=views,
        tiers=settings.tiers,
        endpoints=settings.endpoints,
        detectors=standard_detectors(),
    )


def open_keyring(settings: Settings) -> LocalKeyring:
    """Open the root key that ``douane init`` made.

    Raises:
        StoreError: It is absent, or others may read it.
    """
    return LocalKeyring.open(settings.data_dir / KEY_FILE)


def gate(settings: Settings) -> Gate:
    """Return who may come in.

    Raises:
        ConfigError: An issuer's public key cannot be read.
    """
    issuers = tuple(
        Issuer(
            issuer.tenant, issuer.issuer, issuer.audience,
            read_text(issuer.public_key_file, "issuer's public key"), issuer.user_claim,
        )
        for issuer in settings.issuers
    )  # fmt: skip
    return Gate(settings.keys, issuers)


@asynccontextmanager
async def open_parts(settings: Settings) -> AsyncIterator[Parts]:
    """Open what a gateway worker runs on; close it in order.

    Raises:
        DouaneError: Something cannot be opened; nothing may be served.
    """
    keyring = open_keyring(settings)
    catalogues = {org.tenant: load_catalogue(org) for org in settings.orgs}
    policy = load_policy(settings)
    async with AsyncExitStack() as stack:
        sessions: dict[str, OrgSession] = {}
        names: dict[str, ExactIndex] = {}
        for org in settings.orgs:
            if org.url:
                session = await stack.enter_async_context(OrgSession(org_of(org)))
                sessions[org.tenant] = session
                names[org.tenant] = await name_index(session, org, catalogues[org.tenant])
        current = snapshot(settings, policy, catalogues, names)
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        store = stack.enter_context(
            SqliteStore(settings.data_dir / LOG_FILE, keyring=keyring, origin=settings.origin)
        )
        log = GroupCommit(store, now_ms)
        stack.push_async_callback(log.close)
        endpoints = HttpEndpoints(tuple(settings.endpoints.values()))
        stack.push_async_callback(endpoints.aclose)
        threads = stack.enter_context(ThreadPoolExecutor(2, thread_name_prefix="compute"))
        access = OrgAccess({name: _reader(session) for name, session in sessions.items()}, now_ms)

        def read_sheets(scope: Scope) -> tuple[SealedSheet, ...]:
            return store.sheets(scope.tenant, scope.id, now_ms())

        yield Parts(
            snapshot=lambda: current,
            gate=gate(settings),
            world=World(log, read_sheets, access, threads),
            endpoints=endpoints,
            means=Means(keyring, Entropy(), now_ms),
            metrics=Metrics(),
            limits=Limits(
                settings.limits.body_bytes, settings.limits.body_timeout_s, settings.limits.requests
            ),
        )


async def view_of(settings: Settings, tenant: str, clearance: Level, purpose: str) -> TenantView:
    """Read what is known about one tenant's org, with one plan: to inspect texts by.

    Raises:
        DouaneError: Something that the configuration names cannot be read.
    """
    policy = load_policy(settings)
    org = next((org for org in settings.orgs if org.tenant == tenant), None)
    catalogue = Catalogue(tenant, 0, ()) if org is None else load_catalogue(org)
    names = None
    if org is not None and org.url:
        async with OrgSession(org_of(org)) as session:
            names = await name_index(session, org, catalogue)
    return TenantView(
        schema=catalogue,
        catalogue_version=catalogue.version,
        taken_at_ms=catalogue.taken_at_ms,
        max_age_ms=0,
        names=names,
        plans={("", purpose): compile_plan(policy, catalogue.fields(), clearance, purpose)},
    )


def _reader(session: OrgSession) -> ReadAccess:
    async def read(user: str, fields: frozenset[str], records: frozenset[str]) -> Access:
        return await asyncio.wait_for(
            read_access(session, user, fields, records, now_ms()), ACCESS_TIMEOUT_S
        )

    return read


async def name_index(session: OrgSession, org: OrgSettings, catalogue: Catalogue) -> ExactIndex:
    """Read the org's names into an index; nothing of it is written anywhere.

    Raises:
        ConfigError: A configured name field is not in the catalogue.
        StoreError: The org does not answer.
    """
    kinds = {field.path: field.kind for field in catalogue.fields()}
    unknown = [path for path in org.names if path not in kinds]
    if unknown:
        raise ConfigError(
            tuple(
                Problem(f"org.names {path}", "the catalogue has no such field", "Correct it.")
                for path in unknown
            )
        )
    entries: list[Known] = [
        (value, (path,), record, kinds[path], False)
        async for value, path, record in stream_names(session, org.names)
    ]
    return await asyncio.to_thread(partial(ExactIndex.build, entries))
