"""Read an endpoint's ``cadence`` from the configuration (``docs/reference/configuration.md``)."""

from collections.abc import Mapping
from typing import Final

from douane.model.cadence import Cadence
from douane.written import Reader, Steps

CADENCE: Final = "cadence"
CADENCE_KEYS: Final = ("period_ms", "calls", "body_bytes", "waiting", "answer_tokens")


def read_cadence(reader: Reader, endpoint: Mapping[str, object], at: Steps) -> Cadence | None:
    """Return the rhythm of an endpoint, or None; its problems stay with the reader."""
    if CADENCE not in endpoint:
        return None
    at = (*at, CADENCE)
    table = reader.table(endpoint[CADENCE], at, CADENCE_KEYS)
    reader.required(table, at, "period_ms", "body_bytes")
    return Cadence(
        period_ms=reader.integer(table, at, "period_ms", 1000, 10, 3_600_000),
        calls=reader.integer(table, at, "calls", 1, 1, 1000),
        body_bytes=reader.integer(table, at, "body_bytes", 65_536, 1024, 4 * 1024 * 1024),
        waiting=reader.integer(table, at, "waiting", 64, 1, 100_000),
        answer_tokens=reader.integer(table, at, "answer_tokens", 256, 1, 100_000),
    )
