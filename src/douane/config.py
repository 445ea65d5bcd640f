"""The configuration: bytes to frozen ``Settings``, once, at start.

Strict: an unknown key, a wrong type or a word that is not one of the valid ones is a problem
with its line, and all problems are named at once.  Nothing is read from the environment.
Grammar: ``docs/reference/configuration.md``.
"""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from douane.audit.entry import is_word
from douane.connect.ner.settings import ModelSettings, read_detectors
from douane.connect.scoring.settings import ScoreSettings, read_scores
from douane.model.caller import Principal
from douane.model.commit import Sync
from douane.model.endpoint import Endpoint, Tier
from douane.model.errors import ConfigError, Problem
from douane.model.terms import Level
from douane.shield.cadence.settings import read_cadence
from douane.written import Reader, Steps, load

VERSION: Final = 1
DEFAULT_TENANT: Final = "default"
LEVELS: Final = {level.word: level for level in Level}
SYNCS: Final = {sync.value: sync for sync in Sync}
TOP: Final = (
    "version", "listen", "data_dir", "policy", "workers", "tls", "limits", "audit",
    "endpoint", "tier", "key", "org", "reader_issuer", "detector", "register", "score",
)  # fmt: skip
ENDPOINT_KEYS: Final = (
    "name", "url", "country", "clearance", "model", "ca_file", "pins", "key_file",
    "unsafe_loopback", "timeout_s", "cadence",
)  # fmt: skip
TIER_KEYS: Final = ("name", "endpoints", "countries", "purposes", "sync", "service_reader")
KEY_KEYS: Final = (
    "id", "sha256", "tenant", "tiers", "purposes", "service_reader", "scores", "what_ifs",
)  # fmt: skip
ORG_KEYS: Final = (
    "tenant", "catalogue", "overlays", "objects", "max_age_h", "url", "client_id", "username",
    "key_file", "secret_file", "ca_file", "names", "index", "levels",
)  # fmt: skip
ISSUER_KEYS: Final = ("tenant", "issuer", "audience", "public_key_file", "user_claim")
REGISTER_KEYS: Final = ("tenant", "file")
SHA256: Final = re.compile(r"[0-9a-f]{64}")
DEFAULT_LISTEN: Final = "127.0.0.1:8484"
DEFAULT_ORIGIN: Final = "douane.local/log"
MAX_PORT: Final = 65_535
_ADDRESS: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:\[\]]+):([0-9]{1,5})")


@dataclass(frozen=True, slots=True)
class Listen:
    """Where the gateway's own doors are.

    Attributes:
        host: Address to bind; without a certificate it must be loopback.
        port: TCP port.
        certificate: PEM chain, or None for plain HTTP on loopback.
        key: PEM key of the certificate.
    """

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None


@dataclass(frozen=True, slots=True)
class LimitSettings:
    """Bounds on clients; see ``gateway.parts.Limits``."""

    body_bytes: int = 4 * 1024 * 1024
    body_timeout_s: float = 20.0
    requests: int = 512


@dataclass(frozen=True, slots=True)
class OrgSettings:
    """A Salesforce org to read the catalogue, names and access from.

    Attributes:
        tenant: Tenant that it belongs to.
        catalogue: File that ``douane catalog pull`` writes and the gateway reads.
        overlays: Files that say what Salesforce cannot.
        objects: API names of the objects to read.
        max_age_h: Age after which the catalogue is stale.
        url: Address of the org; empty when the catalogue is brought by hand.
        client_id: Consumer key of the connected app.
        username: User of the JWT bearer flow; empty for client credentials.
        key_file: Private key of the JWT bearer flow.
        secret_file: Secret of the client credentials flow.
        ca_file: PEM of the authorities; None for the system's.
        names: Fields whose values are looked for in every text, such as ``Contact.Name``.
        index: File that ``douane index build`` writes; None to read the names at start.
        level_map: What this org's own classification values mean.
    """

    tenant: str
    catalogue: Path
    overlays: tuple[Path, ...]
    objects: tuple[str, ...]
    max_age_h: float
    url: str = ""
    client_id: str = ""
    username: str = ""
    key_file: Path | None = None
    secret_file: Path | None = None
    ca_file: Path | None = None
    names: tuple[str, ...] = ()
    index: Path | None = None
    level_map: Mapping[str, Level] | None = None


@dataclass(frozen=True, slots=True)
class IssuerSettings:
    """An identity provider whose reader tokens count; see ``gateway.authenticate.Issuer``."""

    tenant: str
    issuer: str
    audience: str
    public_key_file: Path
    user_claim: str = "sub"


@dataclass(frozen=True, slots=True)
class RegisterSettings:
    """A register of secrets; ``douane ip`` writes its file, sealed for the tenant."""

    tenant: str
    file: Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the operator said.

    Attributes:
        file: The configuration's name, for messages.
        listen: The gateway's own address.
        data_dir: Where log, vault and keys are.
        policy: The policy file; None for the default policy.
        workers: Gateway processes.
        limits: Bounds on clients.
        origin: The log's name in its checkpoints.
        endpoints: By name.
        tiers: By name.
        keys: Principals by the SHA-256 of their key.
        orgs: One a tenant.
        issuers: Identity providers of readers.
        registers: Registers of secrets, one a tenant.
        detectors: Models of the operator's own that find entities.
        scores: Protected scores.
    """

    file: str
    listen: Listen
    data_dir: Path
    policy: Path | None
    workers: int
    limits: LimitSettings
    origin: str
    endpoints: Mapping[str, Endpoint]
    tiers: Mapping[str, Tier]
    keys: Mapping[str, Principal]
    orgs: tuple[OrgSettings, ...]
    issuers: tuple[IssuerSettings, ...]
    registers: tuple[RegisterSettings, ...] = ()
    detectors: tuple[ModelSettings, ...] = ()
    scores: tuple[ScoreSettings, ...] = ()


def parse(text: str, filename: str, base: Path) -> Settings:
    """Read a configuration.

    Args:
        text: The content of the file.
        filename: How problems name it.
        base: Directory that relative paths start from.

    Returns:
        The settings.  Whether the endpoints are where they may be is for ``residency`` to say.

    Raises:
        ConfigError: Something is wrong; ``problems`` names all of it.
    """
    settings, problems = survey(text, filename, base)
    if problems:
        raise ConfigError(problems)
    return settings


def survey(text: str, filename: str, base: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Read as much of a configuration as can be read, with everything that is wrong.

    What has a problem is read as if it were absent or harmless, so that the rest can be checked
    at once; only settings without problems may be served.

    Raises:
        ConfigError: It is no TOML, so nothing more can be said.
    """
    reader = Reader(filename, text, load(text, filename))
    top = reader.table(reader.document, (), TOP)
    reader.version(top, VERSION, "docs/reference/configuration.md")
    reader.required(top, (), "endpoint", "tier", "key")
    files = _Files(reader, base)
    endpoints = _endpoints(reader, top, files)
    tiers = _tiers(reader, top, endpoints)
    scores = read_scores(reader, top, base, endpoints, DEFAULT_TENANT)
    settings = Settings(
        file=filename,
        listen=_listen(reader, top, files),
        data_dir=files.path(top, (), "data_dir") or base / "data",
        policy=files.path(top, (), "policy"),
        workers=reader.integer(top, (), "workers", 1, 1, 64),
        limits=_limits(reader, top),
        origin=_origin(reader, top),
        endpoints=endpoints,
        tiers=tiers,
        keys=_keys(reader, top, tiers, {score.model.name: score for score in scores}),
        orgs=_orgs(reader, top, files),
        issuers=_issuers(reader, top, files),
        registers=_registers(reader, top, files),
        detectors=read_detectors(reader, top, base),
        scores=scores,
    )
    return settings, reader.problems


def is_loopback(host: str) -> bool:
    """Say whether a host is ``localhost`` or a loopback address: it stays on the machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Files:
    """Reads paths, relative to where the configuration lies."""

    def __init__(self, reader: Reader, base: Path) -> None:
        self._reader = reader
        self._base = base

    def path(self, table: Mapping[str, object], path: Steps, key: str) -> Path | None:
        text = self._reader.text(table, path, key)
        return self.under(text) if text else None

    def under(self, name: str) -> Path:
        return self._base / name


def _listen(reader: Reader, top: Mapping[str, object], files: _Files) -> Listen:
    tls = reader.table(top.get("tls", {}), ("tls",), ("certificate", "key"))
    if "tls" in top:
        reader.required(tls, ("tls",), "certificate", "key")
    certificate = files.path(tls, ("tls",), "certificate")
    key = files.path(tls, ("tls",), "key")
    address = _ADDRESS.fullmatch(reader.text(top, (), "listen") or DEFAULT_LISTEN)
    if not address or int(address[2]) > MAX_PORT:
        reader.problem(
            ("listen",),
            "listen is no address and port",
            f'Write "{DEFAULT_LISTEN}", or "[::1]:8484" for IPv6.',
        )
        return Listen("127.0.0.1", 0)
    host = address[1].strip("[]")
    if not tls and not is_loopback(host):
        reader.problem(
            ("listen",),
            "plain HTTP is for loopback only",
            "Give [tls] certificate and key, or listen on 127.0.0.1.",
        )
    return Listen(host, int(address[2]), certificate, key)


def _limits(reader: Reader, top: Mapping[str, object]) -> LimitSettings:
    at: Steps = ("limits",)
    table = reader.table(top.get("limits", {}), at, ("body_bytes", "body_timeout_s", "requests"))
    usual = LimitSettings()
    return LimitSettings(
        reader.integer(table, at, "body_bytes", usual.body_bytes, 1024, 64 * 1024 * 1024),
        reader.number(table, at, "body_timeout_s", usual.body_timeout_s, 0.1, 600.0),
        reader.integer(table, at, "requests", usual.requests, 1, 65_536),
    )


def _origin(reader: Reader, top: Mapping[str, object]) -> str:
    table = reader.table(top.get("audit", {}), ("audit",), ("origin",))
    origin = reader.text(table, ("audit",), "origin") or DEFAULT_ORIGIN
    if not is_word(origin) or "+" in origin:
        reader.problem(
            ("audit", "origin"),
            "an origin is one short word without +",
            f'Write a name like "{DEFAULT_ORIGIN}".',
        )
    return origin


def _endpoints(reader: Reader, top: Mapping[str, object], files: _Files) -> dict[str, Endpoint]:
    found: dict[str, Endpoint] = {}
    for at, table in reader.tables(top, (), "endpoint", ENDPOINT_KEYS):
        reader.required(table, at, "name", "url", "country", "clearance", "model")
        endpoint = Endpoint(
            name=reader.name(table, at, "name", found),
            url=reader.text(table, at, "url").rstrip("/"),
            country=reader.text(table, at, "country"),
            clearance=reader.word(table, at, "clearance", LEVELS) or Level.PUBLIC,
            model=reader.text(table, at, "model"),
            ca_file=str(files.path(table, at, "ca_file") or ""),
            pins=tuple(reader.texts(table, at, "pins") or ()),
            key_file=str(files.path(table, at, "key_file") or ""),
            unsafe_loopback=reader.flag(table, at, "unsafe_loopback") or False,
            timeout_s=reader.number(table, at, "timeout_s", 60.0, 0.1, 600.0),
            cadence=read_cadence(reader, table, at),
        )
        if endpoint.name:
            found.setdefault(endpoint.name, endpoint)
    return found


def _tiers(
    reader: Reader, top: Mapping[str, object], endpoints: Mapping[str, Endpoint]
) -> dict[str, Tier]:
    found: dict[str, Tier] = {}
    for at, table in reader.tables(top, (), "tier", TIER_KEYS):
        reader.required(table, at, "name", "endpoints", "purposes")
        members = reader.known(table, at, "endpoints", endpoints)
        clearances = [endpoints[name].clearance for name in members]
        clearance = min(clearances, default=Level.PUBLIC)
        usual = Sync.FULL if clearance >= Level.RESTRICTED else Sync.NORMAL
        tier = Tier(
            name=reader.name(table, at, "name", found),
            endpoints=members,
            clearance=clearance,
            countries=frozenset(
                reader.texts(table, at, "countries")
                or (endpoints[name].country for name in members)
            ),
            purposes=_purposes(reader, table, at),
            sync=reader.word(table, at, "sync", SYNCS) or usual,
            service_reader=reader.text(table, at, "service_reader"),
        )
        if tier.name:
            found.setdefault(tier.name, tier)
    return found


def _purposes(reader: Reader, table: Mapping[str, object], at: Steps) -> tuple[str, ...]:
    """Return words that the log can hold, in order."""
    words = tuple(reader.texts(table, at, "purposes") or ())
    for number, word in enumerate(words):
        if not is_word(word):
            reader.problem(
                (*at, "purposes", number),
                "a purpose is one short word, because it is written to the log",
                "Write it like service_reply, as the policy declares it.",
            )
    return words


def _digest(
    reader: Reader, table: Mapping[str, object], at: Steps, taken: Mapping[str, Principal]
) -> str:
    """Return the digest of a key; a wrong one is not quoted, as it may be the key itself."""
    digest = reader.text(table, at, "sha256").lower()
    if digest and not SHA256.fullmatch(digest):
        reader.problem(
            (*at, "sha256"),
            "sha256 is not 64 hexadecimal digits",
            "Keep the SHA-256 of the key here, never the key; douane key makes both.",
        )
    elif digest in taken and digest:
        reader.problem((*at, "sha256"), "two keys are the same", "Give each its own.")
    return digest


def _keys(
    reader: Reader, top: Mapping[str, object], tiers: Mapping[str, Tier],
    scores: Mapping[str, ScoreSettings],
) -> dict[str, Principal]:  # fmt: skip
    found: dict[str, Principal] = {}
    names: set[str] = set()
    for at, table in reader.tables(top, (), "key", KEY_KEYS):
        reader.required(table, at, "id", "sha256", "tiers")
        digest = _digest(reader, table, at, found)
        name = reader.name(table, at, "id", names)
        names.add(name)
        found[digest] = Principal(
            id=name,
            tenant=reader.name(table, at, "tenant", ()) or DEFAULT_TENANT,
            tiers=frozenset(reader.known(table, at, "tiers", tiers)),
            purposes=frozenset(_purposes(reader, table, at)),
            service_reader=reader.text(table, at, "service_reader"),
            scores=frozenset(reader.known(table, at, "scores", scores)),
            what_ifs=frozenset(reader.known(table, at, "what_ifs", scores)),
        )
    return found


def _orgs(reader: Reader, top: Mapping[str, object], files: _Files) -> tuple[OrgSettings, ...]:
    found: dict[str, OrgSettings] = {}
    for at, table in reader.tables(top, (), "org", ORG_KEYS):
        reader.required(table, at, "catalogue", "objects")
        tenant = reader.name(table, at, "tenant", ()) or DEFAULT_TENANT
        if tenant in found:
            reader.problem(at, "a tenant has one org", "Give the second a tenant of its own.")
        catalogue = files.path(table, at, "catalogue")
        found[tenant] = OrgSettings(
            tenant=tenant,
            catalogue=catalogue or Path(),
            overlays=tuple(files.under(name) for name in reader.texts(table, at, "overlays") or ()),
            objects=tuple(reader.texts(table, at, "objects") or ()),
            max_age_h=reader.number(table, at, "max_age_h", 24.0, 0.01, 24.0 * 366),
            url=reader.text(table, at, "url").rstrip("/"),
            client_id=reader.text(table, at, "client_id"),
            username=reader.text(table, at, "username"),
            key_file=files.path(table, at, "key_file"),
            secret_file=files.path(table, at, "secret_file"),
            ca_file=files.path(table, at, "ca_file"),
            names=tuple(reader.texts(table, at, "names") or ()),
            index=files.path(table, at, "index"),
            level_map=_level_map(reader, table, at),
        )
    return tuple(found.values())


def _level_map(reader: Reader, table: Mapping[str, object], at: Steps) -> dict[str, Level]:
    here: Steps = (*at, "levels")
    levels = reader.table(table.get("levels", {}), here, ())
    read = {name: reader.word(levels, here, name, LEVELS) for name in levels}
    return {name: level for name, level in read.items() if level is not None}


def _issuers(
    reader: Reader, top: Mapping[str, object], files: _Files
) -> tuple[IssuerSettings, ...]:
    found: list[IssuerSettings] = []
    for at, table in reader.tables(top, (), "reader_issuer", ISSUER_KEYS):
        reader.required(table, at, "issuer", "audience", "public_key_file")
        tenant = reader.name(table, at, "tenant", ()) or DEFAULT_TENANT
        issuer = reader.text(table, at, "issuer")
        if issuer and any((each.tenant, each.issuer) == (tenant, issuer) for each in found):
            reader.problem(
                (*at, "issuer"), "the tenant has this issuer already", "Remove one of them."
            )
        found.append(
            IssuerSettings(
                tenant=tenant,
                issuer=issuer,
                audience=reader.text(table, at, "audience"),
                public_key_file=files.path(table, at, "public_key_file") or Path(),
                user_claim=reader.text(table, at, "user_claim") or "sub",
            )
        )
    return tuple(found)


def _registers(
    reader: Reader, top: Mapping[str, object], files: _Files
) -> tuple[RegisterSettings, ...]:
    found: dict[str, RegisterSettings] = {}
    for at, table in reader.tables(top, (), "register", REGISTER_KEYS):
        reader.required(table, at, "file")
        tenant = reader.name(table, at, "tenant", ()) or DEFAULT_TENANT
        if tenant in found:
            reader.problem(at, "a tenant has one register", "Register everything in the first.")
        found[tenant] = RegisterSettings(tenant, files.path(table, at, "file") or Path())
    return tuple(found.values())
