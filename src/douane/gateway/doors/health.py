"""``/healthz``, ``/readyz``, ``/metrics`` and ``/v1/models``: what operators and clients ask."""

import msgspec

from douane.gateway.incoming import Incoming
from douane.gateway.parts import Parts
from douane.model.errors import StoreError


async def alive(_parts: Parts, incoming: Incoming) -> None:
    """Answer that the process runs."""
    await incoming.respond(200, b'{"status":"alive"}')


async def ready(parts: Parts, incoming: Incoming) -> None:
    """Answer that requests would be served.

    Raises:
        StoreError: They would be refused: the log failed, or a catalogue is stale.
    """
    if not parts.world.log.healthy:
        raise StoreError("the log cannot be written; see its disk", code="log_unavailable")
    now_ms = parts.means.clock()
    snapshot = parts.snapshot()
    for tenant, view in snapshot.tenants.items():
        if view.is_stale(now_ms):
            raise StoreError(
                f"the catalogue of tenant {tenant} is stale; run douane catalog pull",
                code="catalogue_stale",
            )
    answer = {"status": "ready", "snapshot": snapshot.version}
    await incoming.respond(200, msgspec.json.encode(answer))


async def metrics(parts: Parts, incoming: Incoming) -> None:
    """Answer the Prometheus page."""
    await incoming.respond(200, parts.metrics.page(), b"text/plain; version=0.0.4; charset=utf-8")


async def models(parts: Parts, incoming: Incoming) -> None:
    """Answer which tiers this key may use, as OpenAI's list of models."""
    principal = parts.gate.principal(incoming.headers)
    tiers = parts.snapshot().tiers
    data = [
        {"id": name, "object": "model", "created": 0, "owned_by": "douane"}
        for name in tiers
        if name in principal.tiers
    ]
    await incoming.respond(200, msgspec.json.encode({"object": "list", "data": data}))
