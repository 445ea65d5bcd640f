"""Everything a request is judged by, frozen together and swapped as one.

A snapshot is compiled when a configuration, policy, catalogue or index changes; a request
only looks up.  Its version is in every record, so that an auditor can say by which rules a
request was judged.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from douane.detect.seam import Detector, Schema
from douane.model.caller import Principal
from douane.model.endpoint import Endpoint, Tier
from douane.model.errors import AccessError, StoreError
from douane.model.scoring import ScoreModel
from douane.policy.plan import Plan
from douane.shield.injection import Injection


@dataclass(frozen=True, slots=True)
class TenantView:
    """What is known about one tenant's org.

    Attributes:
        schema: Its catalogue.
        catalogue_version: Version of that catalogue.
        taken_at_ms: When the catalogue was read; 0 for one that never grows stale.
        max_age_ms: After this age it counts as stale and nothing crosses.
        names: Detector of the org's own values; None when there is no index.
        plans: One for each (tier, purpose).
        detectors: Search for what only this tenant knows, such as its registered secrets.
    """

    schema: Schema
    catalogue_version: str
    taken_at_ms: int
    max_age_ms: int
    names: Detector | None
    plans: Mapping[tuple[str, str], Plan]
    detectors: tuple[Detector, ...] = ()

    def is_stale(self, now_ms: int) -> bool:
        """Tell whether nothing may cross on the word of this catalogue."""
        return bool(self.taken_at_ms) and not 0 <= now_ms - self.taken_at_ms <= self.max_age_ms


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version of everything that decides.

    Attributes:
        version: Short hash of what it was made from.
        policy_version: Short hash of the policy.
        tenants: By name.
        tiers: By name.
        endpoints: By name.
        detectors: Search free text for what can be known without the org.
        scores: Protected scores by name.
        injection: Tells how much a text looks like an attack; None where nobody asks.
    """

    version: str
    policy_version: str
    tenants: Mapping[str, TenantView]
    tiers: Mapping[str, Tier]
    endpoints: Mapping[str, Endpoint]
    detectors: tuple[Detector, ...]
    scores: Mapping[str, ScoreModel] = field(default_factory=dict)
    injection: Injection | None = None


@dataclass(frozen=True, slots=True)
class Admitted:
    """Where a request may go, by what it is judged."""

    tier: Tier
    purpose: str
    view: TenantView
    plan: Plan


def admit(
    snapshot: Snapshot, principal: Principal, tier_name: str, purpose: str, now_ms: int
) -> Admitted:
    """Look up the plan for a request, or say why it has none.

    Raises:
        AccessError: The tier or purpose does not exist or is not this key's to use.  A tier
            that exists and one that does not are refused in the same words.
        StoreError: The catalogue is stale (``catalogue_stale``).
    """
    tier = snapshot.tiers.get(tier_name)
    if tier is None or tier_name not in principal.tiers:
        raise AccessError(
            "no such model for this key; GET /v1/models lists those it may use",
            code="unknown_model",
        )
    chosen = purpose or tier.purposes[0]
    if chosen not in tier.purposes or (principal.purposes and chosen not in principal.purposes):
        raise AccessError(
            f"this key cannot use tier {tier.name} for that purpose; "
            "see purposes in the configuration",
            code="purpose_not_allowed",
        )
    view = snapshot.tenants.get(principal.tenant)
    plan = view.plans.get((tier.name, chosen)) if view else None
    if view is None or plan is None:
        raise AccessError("nothing is configured for this key's tenant", code="unknown_tenant")
    if view.is_stale(now_ms):
        raise StoreError(
            "the catalogue of the org is stale; run douane catalog pull", code="catalogue_stale"
        )
    return Admitted(tier, chosen, view, plan)
