"""Where a request may go: endpoints, and the tiers that group them."""

from dataclasses import dataclass

from douane.model.cadence import Cadence
from douane.model.commit import Sync
from douane.model.terms import Level


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An inference address, as declared by the operator.

    Attributes:
        name: Name in the configuration.
        url: Base address that ends before ``/chat/completions``.
        country: ISO 3166-1 alpha-2 code of where it runs.
        clearance: Highest level that it may receive in the clear.
        model: The model's name at this endpoint.
        ca_file: PEM file of the authorities that may vouch for it; empty for the system's.
        pins: Base64 SHA-256 of the public keys (SPKI) it may show; empty for any that the
            authorities vouch for.
        key_file: File that holds its API key; empty for none.
        unsafe_loopback: Plain HTTP to a loopback address is allowed (clearance at most
            ``internal``).
        timeout_s: Longest silence before the call is given up.
        cadence: The rhythm in which it is asked; None for whenever there is something to ask.
    """

    name: str
    url: str
    country: str
    clearance: Level
    model: str
    ca_file: str = ""
    pins: tuple[str, ...] = ()
    key_file: str = ""
    unsafe_loopback: bool = False
    timeout_s: float = 60.0
    cadence: Cadence | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """A named set of endpoints with one clearance; there is one door per tier.

    Attributes:
        name: Name in the configuration and in ``/t/{tier}``; clients use it as ``model``.
        endpoints: Names of its endpoints, in order of preference.
        clearance: The lowest clearance of its endpoints.
        countries: Where its endpoints may be.
        purposes: What it may be used for; the first is the default.
        sync: When its records count as durable.
        service_reader: Salesforce user id for whom connector answers are restored; empty:
            they return tokenised.
    """

    name: str
    endpoints: tuple[str, ...]
    clearance: Level
    countries: frozenset[str]
    purposes: tuple[str, ...]
    sync: Sync = Sync.FULL
    service_reader: str = ""
