"""What operators may count: requests, actions, times; never a value, never a subject.

Label values come from configuration and code alone (doors, tiers, codes, actions), so that
nothing a caller writes can become one.
"""

from collections.abc import Mapping
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS_S: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counters of one worker."""

    def __init__(self) -> None:
        """Register every metric; ``docs/reference/metrics.md`` lists them."""
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "douane_requests_total", "Requests by how they ended", ["door", "code"],
            registry=self.registry,
        )  # fmt: skip
        self._values = Counter(
            "douane_values_total", "Values found, by what was done with them", ["action"],
            registry=self.registry,
        )  # fmt: skip
        self._scores = Counter(
            "douane_scores_total", "Answers of protected scores, by how exactly they were given",
            ["model", "grade"], registry=self.registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "douane_request_seconds", "Time from request to last byte, the model's included",
            ["door"], buckets=BUCKETS_S, registry=self.registry,
        )  # fmt: skip
        self._reloads = Counter(
            "douane_reloads_total", "Reloads of configuration, policy and catalogue, by outcome",
            ["outcome"], registry=self.registry,
        )  # fmt: skip
        self._since = Gauge(
            "douane_in_force_since_seconds", "Unix time of the version in force",
            registry=self.registry,
        )  # fmt: skip

        self._beats = Histogram(
            "douane_cadence_wait_seconds", "Time that requests waited for their beat",
            ["endpoint"], buckets=BUCKETS_S, registry=self.registry,
        )  # fmt: skip
        self._covers = Counter(
            "douane_cover_requests_total", "Requests that asked for nothing, by how they ended",
            ["endpoint", "outcome"], registry=self.registry,
        )  # fmt: skip

    def waited_for_beat(self, endpoint: str, seconds: float) -> None:
        """Note how long a request waited for the rhythm of its endpoint."""
        self._beats.labels(endpoint).observe(seconds)

    def covered(self, endpoint: str, outcome: str) -> None:
        """Count a cover request; ``outcome`` is ``ok`` or ``failed``."""
        self._covers.labels(endpoint, outcome).inc()

    def request(self, door: str, code: str, seconds: float) -> None:
        """Count one request; ``code`` is ``ok`` or an error's code."""
        self._requests.labels(door, code).inc()
        self._seconds.labels(door).observe(seconds)

    def values(self, actions: Mapping[str, int]) -> None:
        """Count values by action."""
        for action, number in actions.items():
            self._values.labels(action).inc(number)

    def scores(self, model: str, grades: Mapping[str, int]) -> None:
        """Count answers of a configured score by grade, such as ``what_if.coarse``."""
        for grade, number in grades.items():
            self._scores.labels(model, grade).inc(number)

    def in_force(self, since_ms: int) -> None:
        """Note from when on requests are judged by the present version."""
        self._since.set(since_ms / 1000)

    def reload(self, outcome: str) -> None:
        """Count a reload; ``outcome`` is ``ok`` or ``refused``."""
        self._reloads.labels(outcome).inc()

    def page(self) -> bytes:
        """Return the Prometheus text page."""
        return generate_latest(self.registry)
