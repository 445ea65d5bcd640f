"""Join the parts: the one place that knows them all.

``load_*`` read what the operator wrote, ``read_written`` all of it at one moment; ``snapshot``
compiles it.  ``open_footing`` opens what a worker keeps for its life (log, vault, keys), and
``open_version`` what it does its work by until the next version takes over.
"""

import asyncio
import hashlib
import os
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from importlib import resources
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

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
from douane.cli import scoring
from douane.cli.org_link import link_to, org_of, version_of
from douane.cli.standing import default_policy, injection_score
from douane.cli.version import Footing, OrgLink, Version, Written
from douane.config import OrgSettings, Settings, survey
from douane.connect.llm.client import HttpEndpoints
from douane.connect.ner import ModelDetector
from douane.connect.salesforce import OrgSession, read_access
from douane.detect.register.registered import RegisteredSecrets
from douane.detect.register.sealed import unseal
from douane.detect.seam import Detector
from douane.detect.standard import standard_detectors
from douane.gateway.access import OrgAccess, ReadAccess
from douane.gateway.authenticate import Gate, Issuer
from douane.gateway.drive import World
from douane.gateway.entropy import Entropy
from douane.gateway.group_commit import GroupCommit
from douane.gateway.metrics import Metrics
from douane.gateway.paced import Paced
from douane.gateway.parts import Limits, Parts
from douane.model.caller import Access
from douane.model.errors import ConfigError, Problem, StoreError, UsageError
from douane.model.keyring import Keyring
from douane.model.ledger import SealedLedger
from douane.model.sheet import Scope, SealedSheet
from douane.model.terms import Level
from douane.pipeline.ask import Means
from douane.pipeline.snapshot import Snapshot, TenantView
from douane.policy import DEFAULT_POLICY, Policy, compile_plan
from douane.policy import parse as parse_policy
from douane.residency.declared import check, check_environment, check_tier
from douane.shield.injection.shipped import SHA256 as WEIGHTS_SHA256
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


def read_written(settings: Settings) -> Written:
    """Read every file that the configuration names.

    Raises:
        ConfigError: One of them cannot be read, or is wrong.
    """
    return Written(
        settings=settings,
        policy=load_policy(settings),
        catalogues={org.tenant: load_catalogue(org) for org in settings.orgs},
        issuers=load_issuers(settings),
    )


def snapshot(
    written: Written,
    names: Mapping[str, Detector | None],
    registers: Mapping[str, RegisteredSecrets] | None = None,
    detectors: Sequence[Detector] = (),
) -> Snapshot:
    """Compile everything that decides into one snapshot.

    Args:
        written: What the operator wrote.
        names: Finds the org's own values, by tenant.
        registers: Find registered secrets, by tenant.
        detectors: Search every text; by default the standard ones, made anew.

    Raises:
        UsageError: A tier serves a purpose that the policy does not declare.
        ConfigError: A score cannot be served.
    """
    scoring.check(written)
    settings, policy = written.settings, written.policy
    max_age_ms = {org.tenant: int(org.max_age_h * 3_600_000) for org in settings.orgs}
    tenants = {principal.tenant for principal in settings.keys.values()}
    registers = registers or {}
    views = {}
    for tenant in sorted(tenants | written.catalogues.keys()):
        catalogue = written.catalogues.get(tenant) or Catalogue(tenant, 0, ())
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
            detectors=(registers[tenant],) if tenant in registers else (),
        )
    parts = [
        policy.digest, repr(settings), *(view.catalogue_version for view in views.values()),
        *(issuer.public_key for issuer in written.issuers),
        *(register.version for register in registers.values()),
        *scoring.digests(settings),
        *(f"{tenant} {version_of(known)}" for tenant, known in sorted(names.items())),
    ]  # fmt: skip
    parts.append(WEIGHTS_SHA256)
    version = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    return Snapshot(
        version=version,
        policy_version=policy.digest,
        tenants=views,
        tiers=settings.tiers,
        endpoints=settings.endpoints,
        detectors=tuple(detectors) or standard_detectors(),
        injection=injection_score(),
        scores={each.model.name: each.model for each in settings.scores},
    )


def open_keyring(settings: Settings) -> LocalKeyring:
    """Open the root key that ``douane init`` made.

    Raises:
        StoreError: It is absent, or others may read it.
    """
    return LocalKeyring.open(settings.data_dir / KEY_FILE)


def load_registers(settings: Settings, keyring: Keyring) -> dict[str, RegisteredSecrets]:
    """Open each tenant's register of secrets.

    Raises:
        ConfigError: A register that is configured is not there.
        StoreError: It does not open (code ``register_unreadable``); nothing may be served.
    """
    found: dict[str, RegisteredSecrets] = {}
    for each in settings.registers:
        try:
            sealed = each.file.read_bytes()
        except OSError as error:
            problem = Problem(
                str(each.file), f"the register cannot be read ({type(error).__name__})",
                "Make it with douane ip register, or take [[register]] out.",
            )  # fmt: skip
            raise ConfigError((problem,)) from None
        register = unseal(keyring, each.tenant, sealed)
        version = hashlib.sha256(sealed).hexdigest()[:16]
        found[each.tenant] = RegisteredSecrets(register.key, register.entries, version)
    return found


def load_issuers(settings: Settings) -> tuple[Issuer, ...]:
    """Return the identity providers, with the keys that they sign with.

    Raises:
        ConfigError: A public key cannot be read, or is none.
    """
    return tuple(
        Issuer(
            issuer.tenant, issuer.issuer, issuer.audience,
            _public_key(issuer.public_key_file), issuer.user_claim,
        )
        for issuer in settings.issuers
    )  # fmt: skip


def _public_key(path: Path) -> str:
    """Return a public key in PEM; another thing there would refuse every reader unexplained."""
    text = read_text(path, "issuer's public key")
    try:
        key = load_pem_public_key(text.encode())
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, RSAPublicKey | EllipticCurvePublicKey | Ed25519PublicKey):
        what = "this is no public key that signs tokens"
        fix = "Put the issuer's RSA, P-256 or Ed25519 public key there, in PEM."
        raise ConfigError((Problem(str(path), what, fix),))
    return text


@asynccontextmanager
async def open_parts(settings: Settings) -> AsyncIterator[Parts]:
    """Open everything for one version; close it in order.

    Raises:
        DouaneError: Something cannot be opened; nothing may be served.
    """
    written = read_written(settings)
    async with open_footing(settings) as footing:
        version = await open_version(footing, written)
        try:
            yield version.parts
        finally:
            await version.aclose()


@asynccontextmanager
async def open_footing(settings: Settings) -> AsyncIterator[Footing]:
    """Open log, vault and keys; close them in order.

    Raises:
        DouaneError: One of them cannot be opened.
    """
    keyring = open_keyring(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        store = stack.enter_context(
            SqliteStore(settings.data_dir / LOG_FILE, keyring=keyring, origin=settings.origin)
        )
        log = GroupCommit(store, now_ms)
        stack.push_async_callback(log.close)
        threads = stack.enter_context(ThreadPoolExecutor(2, thread_name_prefix="compute"))

        def read_sheets(scope: Scope) -> tuple[SealedSheet, ...]:
            return store.sheets(scope.tenant, scope.id, now_ms())

        def read_ledger(tenant: str, scope: str) -> SealedLedger | None:
            return store.ledger(tenant, scope)

        means = Means(keyring, Entropy(), now_ms)
        yield Footing(
            settings, log, read_sheets, read_ledger, threads, means, Metrics(),
            standard_detectors(),
        )  # fmt: skip


async def open_version(
    footing: Footing, written: Written, before: Version | None = None
) -> Version:
    """Compile what is written and open what it names; the caller closes it.

    Args:
        footing: What stays.
        written: What is to be in force.
        before: What is in force; an org that does not answer now goes on as it stands there.

    Raises:
        DouaneError: Something is wrong or cannot be opened; nothing stays open.
    """
    settings = written.settings
    async with AsyncExitStack() as stack:
        links: dict[str, OrgLink] = {}
        notices: list[str] = []
        for org in settings.orgs:
            known = before.links.get(org.tenant) if before is not None else None
            try:
                links[org.tenant] = await link_to(
                    stack, org, written.catalogues[org.tenant], footing.means.keyring, known,
                    now_ms=now_ms(), first=before is None,
                )  # fmt: skip
            except StoreError as error:
                if known is None or org_of(known.settings) != org_of(org):
                    raise
                if known.settings.names != org.names or known.settings.index != org.index:
                    raise
                links[org.tenant] = known
                notices.append(f"tenant {org.tenant} keeps the names that it has: {error}")
        names = {tenant: link.names for tenant, link in links.items()}
        models = await _models(stack, settings, before)
        detectors = (*footing.standard, *models)
        registers = await asyncio.to_thread(load_registers, settings, footing.means.keyring)
        current = await asyncio.to_thread(snapshot, written, names, registers, detectors)
        client = await asyncio.to_thread(HttpEndpoints, tuple(settings.endpoints.values()))
        endpoints = Paced(client, footing.metrics)
        sessions = {
            tenant: link.session for tenant, link in links.items() if link.session is not None
        }
        readers = {tenant: _reader(session) for tenant, session in sessions.items()}
        scores = await asyncio.to_thread(
            scoring.open_scores, settings, endpoints, sessions, footing.read_ledger
        )
        access = OrgAccess(readers, now_ms)
        parts = Parts(
            snapshot=lambda: current,
            gate=Gate(settings.keys, written.issuers),
            world=World(footing.log, footing.read_sheets, access, footing.threads, scores),
            endpoints=endpoints,
            means=footing.means,
            metrics=footing.metrics,
            limits=Limits(
                settings.limits.body_bytes, settings.limits.body_timeout_s, settings.limits.requests
            ),
        )
        stack.pop_all()  # from here on the version owns its sessions
        return Version(settings, parts, links, models, tuple(notices))


async def _models(
    stack: AsyncExitStack, settings: Settings, before: Version | None
) -> tuple[ModelDetector, ...]:
    """Start the operator's own models, or go on with those that run."""
    if before is not None and before.settings.detectors == settings.detectors:
        return before.models
    models: list[ModelDetector] = []
    for each in settings.detectors:
        model = await asyncio.to_thread(ModelDetector, each)
        stack.callback(model.close)
        models.append(model)
    return tuple(models)


async def view_of(settings: Settings, tenant: str, clearance: Level, purpose: str) -> TenantView:
    """Read what is known about one tenant's org, with one plan: to inspect texts by.

    Raises:
        DouaneError: Something that the configuration names cannot be read.
    """
    tenants = {principal.tenant for principal in settings.keys.values()}
    if tenant not in tenants | {org.tenant for org in settings.orgs}:
        raise UsageError("the configuration has no such tenant; see tenant of [[org]] and [[key]]")
    policy = load_policy(settings)
    org = next((org for org in settings.orgs if org.tenant == tenant), None)
    catalogue = Catalogue(tenant, 0, ()) if org is None else load_catalogue(org)
    register = None
    names = None
    if org is not None or settings.registers:
        keyring = open_keyring(settings)
        register = load_registers(settings, keyring).get(tenant)
        if org is not None:
            async with AsyncExitStack() as stack:
                link = await link_to(
                    stack, org, catalogue, keyring, None, now_ms=now_ms(), first=False
                )
                names = link.names
    return TenantView(
        schema=catalogue,
        catalogue_version=catalogue.version,
        taken_at_ms=catalogue.taken_at_ms,
        max_age_ms=0,
        names=names,
        plans={("", purpose): compile_plan(policy, catalogue.fields(), clearance, purpose)},
        detectors=() if register is None else (register,),
    )


def _reader(session: OrgSession) -> ReadAccess:
    async def read(user: str, fields: frozenset[str], records: frozenset[str]) -> Access:
        return await asyncio.wait_for(
            read_access(session, user, fields, records, now_ms()), ACCESS_TIMEOUT_S
        )

    return read
