"""Can an observer of the wire tell when a trading signal fired?  Measured in virtual time.

Requests come now and then; in half of the windows a signal fires, and a burst of larger requests
follows it, as an engine that explains its trades makes them.  The observer sees times and sizes of
what leaves, knows for half of the windows whether a signal fired, and must tell for the other half.
Of several ways to tell, the best counts.

    python -m benchmarks.rhythm [--windows 10000]
"""

import argparse
import asyncio
import json
import random
from collections.abc import AsyncGenerator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from douane.gateway.metrics import Metrics
from douane.gateway.paced import Paced
from douane.model.cadence import Cadence
from douane.model.endpoint import Endpoint
from douane.model.errors import EndpointError
from douane.model.terms import Level
from tests.simulators.virtual_time import run

WINDOW_S: Final = 2.0
USUAL_PER_WINDOW: Final = 1.0
BURST: Final = 4
RHYTHM: Final = Cadence(period_ms=500, calls=2, body_bytes=8192, waiting=64, answer_tokens=64)
SEED: Final = 7
Floats = NDArray[np.float64]


class Wire:
    """What an observer sees of an endpoint's network: times and sizes."""

    def __init__(self) -> None:
        """Begin with silence."""
        self.seen: list[tuple[float, int]] = []

    async def open(
        self, endpoint: Endpoint, path: str, body: bytes, *, stream: bool
    ) -> AsyncGenerator[bytes, None]:
        """See a request leave."""
        self.seen.append((asyncio.get_running_loop().time(), len(path) + len(body) + stream))
        return self._nothing(endpoint)

    async def _nothing(self, endpoint: Endpoint) -> AsyncGenerator[bytes, None]:
        yield endpoint.name.encode()

    async def aclose(self) -> None:
        """Nothing is open."""


async def observe(
    cadence: Cadence | None, fired: Sequence[bool]
) -> tuple[list[tuple[float, int]], list[float], int]:
    """Return what was seen, how long requests waited, and how many were turned away."""
    chance = random.Random(SEED)  # noqa: S311 - a simulation's chance
    endpoint = Endpoint("e", "https://e", "DE", Level.INTERNAL, "m", cadence=cadence)
    wire = Wire()
    paced = Paced(wire, Metrics())
    loop = asyncio.get_running_loop()
    waits: list[float] = []
    refused = 0

    async def ask(at_s: float, size: int) -> None:
        nonlocal refused
        await asyncio.sleep(at_s - loop.time())
        try:
            await paced.open(endpoint, "/chat/completions", b"x" * size, stream=False)
        except EndpointError:
            refused += 1
        else:
            waits.append(loop.time() - at_s)

    for window, signal in enumerate(fired):
        start_s = window * WINDOW_S
        usual = [start_s + chance.random() * WINDOW_S for _ in range(_poisson(chance))]
        asked = [(at_s, chance.randrange(1000, 3000)) for at_s in usual]
        if signal:
            burst_s = start_s + chance.random() * WINDOW_S / 2
            asked += [
                (burst_s + chance.random() * 0.2, chance.randrange(3000, 6000))
                for _ in range(BURST)
            ]
        async with asyncio.TaskGroup() as group:
            for at_s, size in asked:
                group.create_task(ask(at_s, size))
        await asyncio.sleep(start_s + WINDOW_S - loop.time())
    await paced.aclose()
    return wire.seen, waits, refused


def _poisson(chance: random.Random) -> int:
    count, left = 0, chance.expovariate(1.0)
    while left < USUAL_PER_WINDOW:
        count += 1
        left += chance.expovariate(1.0)
    return count


def features(seen: Sequence[tuple[float, int]], windows: int) -> Floats:
    """Return, for each window, counts, sizes and times, of it and of the one behind it."""
    rows = np.zeros((windows, 6))
    last_s = np.full(windows, -1.0)
    for at_s, size in seen:
        window = int(at_s // WINDOW_S)
        if window >= windows:
            continue
        row = rows[window]
        row[0] += 1
        row[1] += size
        row[2] = max(row[2], size)
        row[3] += at_s - window * WINDOW_S
        if last_s[window] >= 0:
            gap_s = at_s - last_s[window]
            row[4] += gap_s
            row[5] = max(row[5], 1 / (gap_s + 1e-3))
        last_s[window] = at_s
    return np.hstack([rows, np.vstack([rows[1:], rows[-1:]])])


def auc(scores: Floats, labels: NDArray[np.bool_]) -> float:
    """Return the area under the ROC curve, ties counted half (Mann and Whitney)."""
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[inverse]
    positive = int(labels.sum())
    negative = len(labels) - positive
    area = (ranks[labels].sum() - positive * (positive + 1) / 2) / (positive * negative)
    return float(area)


def best_auc(rows: Floats, labels: NDArray[np.bool_]) -> float:
    """Return the best that any of the ways to tell reaches on windows it was not fitted to."""
    half = len(labels) // 2
    scale = rows[:half].std(axis=0)
    scaled = (rows - rows[:half].mean(axis=0)) / np.where(scale > 0, scale, 1.0)
    squared = np.hstack([scaled, scaled**2, np.ones((len(scaled), 1))])
    ways = [*scaled.T, squared @ _logistic(squared[:half], labels[:half])]
    found = []
    for way in ways:
        fitted = auc(way[:half], labels[:half])  # which way round is learnt, too
        held_out = auc(way[half:], labels[half:])
        found.append(held_out if fitted >= 0.5 else 1 - held_out)
    return max(found)


def _logistic(rows: Floats, labels: NDArray[np.bool_]) -> Floats:
    weights = np.zeros(rows.shape[1])
    for _ in range(300):
        chances = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        weights -= 0.3 * (rows.T @ (chances - labels) / len(labels) + 1e-4 * weights)
    return weights


def measure(windows: int) -> dict[str, object]:
    """Return the figures with and without a cadence."""
    chance = random.Random(SEED + 1)  # noqa: S311 - a simulation's chance
    fired = [chance.random() < 0.5 for _ in range(windows)]
    labels = np.array(fired)
    bare, _, _ = run(observe(None, fired))
    paced, waits, refused = run(observe(RHYTHM, fired))
    waits.sort()
    return {
        "windows": windows,
        "auc_without": round(best_auc(features(bare, windows), labels), 3),
        "auc_with": round(best_auc(features(paced, windows), labels), 3),
        "wait_p50_s": round(waits[len(waits) // 2], 3),
        "wait_p99_s": round(waits[int(len(waits) * 0.99)], 3),
        "refused": refused,
        "requests": len(waits),
        "cover": len(paced) - len(waits),
    }


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--windows", type=int, default=10_000)
    print(json.dumps(measure(parser.parse_args().windows), indent=1))


if __name__ == "__main__":
    main()
