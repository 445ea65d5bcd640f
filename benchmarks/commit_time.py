"""How long this disk takes to make one small commit durable: the floor of ``sync = "full"``."""

import sqlite3
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

COMMITS: Final = 60
ROW: Final = b"\x00" * 2048  # about what one exchange writes


@dataclass(frozen=True, slots=True)
class CommitTime:
    """Milliseconds of one commit, by SQLite's ``synchronous`` setting in WAL mode."""

    full_p50_ms: float
    full_p99_ms: float
    normal_p50_ms: float


def measure(directory: Path) -> CommitTime:
    """Write to a file of its own in ``directory``, where the gateway's log will be."""
    full, normal = _commits(directory, "FULL"), _commits(directory, "NORMAL")
    return CommitTime(statistics.median(full), _worst(full), statistics.median(normal))


def _worst(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


def _commits(directory: Path, synchronous: str) -> list[float]:
    path = directory / f"commit-{synchronous.lower()}.db"
    took_ms = []
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.execute("CREATE TABLE IF NOT EXISTS entry (body BLOB)")
        for _ in range(COMMITS):
            started_s = time.perf_counter()
            connection.execute("INSERT INTO entry VALUES (?)", (ROW,))
            took_ms.append((time.perf_counter() - started_s) * 1000)
    finally:
        connection.close()
    for leftover in directory.glob(f"{path.name}*"):
        leftover.unlink()
    return took_ms
