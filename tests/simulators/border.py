"""The whole border in one process: real rooms and doors, and stand-ins for the world around.

``Gateway`` is called as an ASGI application, without sockets.  Time stands still unless moved,
and randomness follows from a seed, so that two runs differ by nothing but what was asked.
"""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Iterable, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from douane.detect.seam import Detector
from douane.detect.standard import standard_detectors
from douane.gateway.app import Gateway
from douane.gateway.authenticate import Gate, Issuer
from douane.gateway.drive import World
from douane.gateway.group_commit import GroupCommit
from douane.gateway.metrics import Metrics
from douane.gateway.parts import Limits, Parts
from douane.model.caller import Access, Principal
from douane.model.commit import Sync
from douane.model.endpoint import Endpoint, Tier
from douane.model.sheet import Scope, SealedSheet
from douane.model.terms import Level
from douane.pipeline.ask import Means
from douane.pipeline.snapshot import Snapshot, TenantView
from douane.policy import Policy, compile_plan
from douane.stores.memory import MemoryStore

if TYPE_CHECKING:
    from douane.stores.seam import BorderStore
from tests.simulators.documents import ReaderInPlace
from tests.simulators.endpoint import ScriptedClient
from tests.simulators.keyring import SeededKeyring
from tests.simulators.schema import WEALTH, ListedSchema

# Reader tokens are judged by PyJWT's own clock, so the border's begins at about now.
START_MS: Final = int(datetime.now(UTC).timestamp() * 1000)
TIER: Final = "sovereign"
PURPOSE: Final = "general"
AUDIENCE: Final = "douane"
ENDPOINT: Final = Endpoint(
    "local", "https://llm.example/v1", "DE", Level.INTERNAL, "small-model", timeout_s=5.0
)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a caller of the border got."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Json:
        """Return the body, read."""
        read: Json = json.loads(self.body)
        return read

    def said(self) -> str:
        """Return what the model said: of a whole answer, or of all events of a stream."""
        if not self.headers["content-type"].startswith("text/event-stream"):
            return str(self.json()["choices"][0]["message"]["content"])
        events = [line[6:] for line in self.body.decode().split("\n") if line.startswith("data: ")]
        deltas = [json.loads(event)["choices"] for event in events if event != "[DONE]"]
        return "".join(choices[0]["delta"].get("content") or "" for choices in deltas if choices)


class Rights:
    """An ``AccessSource``: who may read what in Salesforce, changed at will.

    Attributes:
        age_ms: How old its answers are.
        down: Whether it cannot say anything.
    """

    def __init__(self, border: "Border") -> None:
        self._border = border
        self._fields: dict[tuple[str, str], set[str]] = {}
        self._records: dict[tuple[str, str], set[str]] = {}
        self.age_ms = 0
        self.down = False

    def grant(self, tenant: str, user: str, fields: Iterable[str], records: Iterable[str]) -> None:
        """Let a user read more."""
        self._fields.setdefault((tenant, user), set()).update(fields)
        self._records.setdefault((tenant, user), set()).update(records)

    def revoke(self, tenant: str, user: str, *names: str) -> None:
        """Take away fields or records."""
        self._fields[tenant, user].difference_update(names)
        self._records[tenant, user].difference_update(names)

    async def read(
        self, tenant: str, user: str, fields: frozenset[str], records: frozenset[str]
    ) -> Access | None:
        """See ``AccessSource``."""
        if self.down:
            return None
        return Access(
            user,
            self._border.now_ms - self.age_ms,
            fields & self._fields.get((tenant, user), set()),
            records & self._records.get((tenant, user), set()),
        )


class IdentityProvider:
    """Signs reader tokens for one tenant."""

    def __init__(self, tenant: str) -> None:
        self.name = f"https://login.{tenant}.example"
        self.tenant = tenant
        self.key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(tenant.encode()).digest())

    def issuer(self) -> Issuer:
        """Return it as the gateway is told of it."""
        return Issuer(self.tenant, self.name, AUDIENCE, self.public_pem())

    def public_pem(self) -> str:
        """Return the public key, as anybody can have it."""
        public = self.key.public_key()
        return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    def claims(self, user: str, **changed: object) -> Json:
        """Return the claims of a good token, some changed; None leaves one out."""
        now = datetime.now(UTC)
        claims: Json = {
            "iss": self.name,
            "aud": AUDIENCE,
            "sub": user,
            "iat": now,
            "exp": now + timedelta(minutes=5),
        }
        return {name: each for name, each in (claims | changed).items() if each is not None}

    def token(self, user: str, **changed: object) -> str:
        """Sign a reader token."""
        return jwt.encode(self.claims(user, **changed), self.key, algorithm="EdDSA")


class _CurrentStore:
    """Hands everything to the border's store of the moment."""

    def __init__(self, border: "Border") -> None:
        self._border = border

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the seam has
        return getattr(self._border.store, name)


@dataclass
class Border:
    """A gateway with a world around it.  Made by ``open_border``.

    Attributes:
        endpoint: The model's endpoint; keeps every byte that reached it.
        now_ms: The time, until it is moved.
        store: Log and vault of the moment.
        policy: What decides; changed with ``judge_by``.
        schema: The fields of every tenant's org.
    """

    schema: ListedSchema
    policy: Policy
    principals: Mapping[str, Principal]
    names: Mapping[str, Detector]
    tier: Tier = Tier(  # noqa: RUF009 - frozen
        TIER, (ENDPOINT.name,), ENDPOINT.clearance, frozenset({"DE"}), (PURPOSE,), Sync.NORMAL
    )
    endpoint: ScriptedClient = field(default_factory=ScriptedClient)
    keyring: SeededKeyring = field(default_factory=SeededKeyring)
    now_ms: int = START_MS

    def __post_init__(self) -> None:
        """Start with an empty store."""
        self.rights = Rights(self)
        self.providers = {
            tenant: IdentityProvider(tenant)
            for tenant in sorted({each.tenant for each in self.principals.values()})
        }
        self._detectors = standard_detectors()
        self._snapshots: dict[str, Snapshot] = {}
        self.renew()
        self.judge_by(self.policy)

    def renew(self) -> None:
        """Begin again: empty store, same randomness, nothing received."""
        self.store = MemoryStore(keyring=self.keyring, origin="border.test")
        self._drawn = 0
        self.endpoint.received.clear()

    def judge_by(self, policy: Policy) -> None:
        """Swap the policy."""
        self.policy = policy
        known = self._snapshots.get(policy.digest)
        if known is None:
            known = self._snapshots[policy.digest] = self._compile(policy)
        self.snapshot = known

    def entropy(self, size: int) -> bytes:
        """Return bytes that follow from how many times it was asked since ``renew``."""
        self._drawn += 1
        return hashlib.shake_128(b"border" + self._drawn.to_bytes(8, "big")).digest(size)

    def parts(self, log: GroupCommit, threads: ThreadPoolExecutor) -> Parts:
        """Return what the gateway is made of."""

        def read_sheets(scope: Scope) -> tuple[SealedSheet, ...]:
            return self.store.sheets(scope.tenant, scope.id, self.now_ms)

        keys = {
            hashlib.sha256(key.encode()).hexdigest(): principal
            for key, principal in self.principals.items()
        }
        issuers = tuple(provider.issuer() for provider in self.providers.values())
        return Parts(
            snapshot=lambda: self.snapshot,
            gate=Gate(keys, issuers),
            world=World(log, read_sheets, self.rights, threads),
            endpoints=self.endpoint,
            means=Means(self.keyring, self.entropy, lambda: self.now_ms),
            metrics=Metrics(),
            limits=Limits(),
            documents=ReaderInPlace(),
        )

    async def post(
        self, path: str, body: Json | bytes, key: str, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Ask the border something."""
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        return await self._call("POST", path, data, {"api-key": key, **(headers or {})})

    async def _call(self, method: str, path: str, data: bytes, headers: Mapping[str, str]) -> Reply:
        sent: list[MutableMapping[str, Any]] = []
        unread = [{"type": "http.request", "body": data, "more_body": False}]

        async def receive() -> Mapping[str, Any]:
            if unread:
                return unread.pop()
            await asyncio.Event().wait()  # the client stays
            raise AssertionError

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        await self.gateway(scope, receive, send)
        start, *parts = sent
        return Reply(
            start["status"],
            {name.decode(): value.decode() for name, value in start["headers"]},
            b"".join(part["body"] for part in parts),
        )

    def _compile(self, policy: Policy) -> Snapshot:
        plan = compile_plan(policy, self.schema.fields(), self.tier.clearance, PURPOSE)
        views = {
            tenant: TenantView(
                self.schema, "catalogue", 0, 0, self.names.get(tenant), {(TIER, PURPOSE): plan}
            )
            for tenant in self.providers
        }
        tiers, endpoints = {TIER: self.tier}, {ENDPOINT.name: ENDPOINT}
        return Snapshot("test", policy.digest, views, tiers, endpoints, self._detectors)

    gateway: Gateway = field(init=False)


@asynccontextmanager
async def open_border(
    principals: Mapping[str, Principal],
    policy: Policy,
    *,
    schema: ListedSchema = WEALTH,
    names: Mapping[str, Detector] | None = None,
    tier: Tier | None = None,
) -> AsyncIterator[Border]:
    """Open a border; close it again.

    Args:
        principals: By API key.
        policy: What decides first.
        schema: The fields of every tenant's org.
        names: Index of the org's names, by tenant.
        tier: Instead of the usual one; with the same endpoint and purpose.
    """
    border = Border(schema, policy, principals, names or {})
    if tier is not None:
        border = Border(schema, policy, principals, names or {}, tier)
    with ThreadPoolExecutor(1, thread_name_prefix="border") as threads:
        log = GroupCommit(cast("BorderStore", _CurrentStore(border)), lambda: border.now_ms)
        border.gateway = Gateway(border.parts(log, threads))
        try:
            yield border
        finally:
            await log.close()
