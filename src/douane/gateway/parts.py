"""What one gateway worker is made of; ``cli/compose.py`` puts it together."""

from collections.abc import Callable
from dataclasses import dataclass, field

from douane.connect.documents import Reader
from douane.connect.llm.seam import EndpointClient
from douane.gateway.authenticate import Gate
from douane.gateway.drive import World
from douane.gateway.metrics import Metrics
from douane.pipeline.ask import Means
from douane.pipeline.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what a client may do.

    Attributes:
        body_bytes: Longest request body.
        body_timeout_s: Time that a client has to send it.
        requests: Most requests at once; more are told to come back.
    """

    body_bytes: int = 4 * 1024 * 1024
    body_timeout_s: float = 20.0
    requests: int = 512


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that a request meets.

    Attributes:
        snapshot: Returns what requests are judged by at this moment.
        gate: Keys and readers.
        world: Carries effects out.
        endpoints: Calls model endpoints.
        means: Keys, randomness and time for the pipeline.
        metrics: Counters.
        limits: Bounds.
        documents: Reads documents.
    """

    snapshot: Callable[[], Snapshot]
    gate: Gate
    world: World
    endpoints: EndpointClient
    means: Means
    metrics: Metrics
    limits: Limits = Limits()
    documents: Reader = field(default_factory=Reader)
