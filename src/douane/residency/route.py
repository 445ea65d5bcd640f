"""Choose the endpoint of a request: the first of its tier that may be used, or none.

Fail closed: when a tier has no usable endpoint the request is refused.  It never goes to
another tier, and a broken declaration is passed over rather than believed.
"""

from collections.abc import Mapping

from douane.model.endpoint import Endpoint, Tier
from douane.model.errors import ResidencyError


def route(tier: Tier, endpoints: Mapping[str, Endpoint], unavailable: frozenset[str]) -> Endpoint:
    """Return the first endpoint of the tier that may be used.

    Args:
        tier: Its order of preference is kept.
        endpoints: Declared endpoints by name.
        unavailable: Names of endpoints that are known to be down or stopped.

    Raises:
        ResidencyError: There is none.  Refuse or queue the request; never send it elsewhere.
    """
    for name in tier.endpoints:
        endpoint = endpoints.get(name)
        if endpoint is not None and name not in unavailable and _belongs(endpoint, tier):
            return endpoint
    raise ResidencyError(
        f"no endpoint of tier {tier.name} can be used now, and none outside it may be; "
        "try again later, or ask the operator to look at douane check"
    )


def _belongs(endpoint: Endpoint, tier: Tier) -> bool:
    return endpoint.country in tier.countries and endpoint.clearance >= tier.clearance
