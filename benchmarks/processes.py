"""Start, wait for and end the processes of one measured system."""

import asyncio
import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.footprint import tree
from benchmarks.load import Effort, Target, offer

READY_LIMIT_S: Final = 120.0
STOP_LIMIT_S: Final = 5.0
Child = subprocess.Popen[bytes]


class NotReadyError(Exception):
    """A system did not come up; the message names its log."""


@dataclass(slots=True)
class System:
    """One running system under test.

    Attributes:
        name: As in the results.
        target: Where to ask.
        children: Its processes; what they start counts too.
        version: What it is, for the conditions of the report.
        model: What its requests ask for.
    """

    name: str
    target: Target
    children: list[Child] = field(default_factory=list)
    version: str = ""
    model: str = "bench"

    @property
    def pids(self) -> list[int]:
        """Return the process ids to measure."""
        return [child.pid for child in self.children]

    def stop(self) -> None:
        """End every process that it started, by its id."""
        processes = tree(self.pids)
        for process in processes:
            with contextlib.suppress(Exception):
                process.terminate()
        until_s = time.monotonic() + STOP_LIMIT_S
        for child in self.children:
            try:
                child.wait(max(0.1, until_s - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        for process in processes:
            with contextlib.suppress(Exception):
                process.kill()


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None) -> Child:
    """Start a process whose output goes to ``log``."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as sink:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
        )  # fmt: skip


def wait_for(check: Callable[[], bool], child: Child, log: Path) -> None:
    """Return when ``check`` says so; raise NotReadyError when the child ends or is too slow."""
    until_s = time.monotonic() + READY_LIMIT_S
    while time.monotonic() < until_s:
        if child.poll() is not None:
            raise NotReadyError(f"it ended with {child.returncode}; see {log}")
        if check():
            return
        time.sleep(0.2)
    raise NotReadyError(f"it was not ready after {READY_LIMIT_S:.0f} s; see {log}")


def listens(port: int) -> bool:
    """Return True when something accepts connections on 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answers(target: Target, body: bytes) -> bool:
    """Return True when one request is answered with 200."""

    async def once() -> bool:
        try:
            sample = await offer(target, [body], Effort(1, 0.0, at_least=1, limit_s=60.0))
        except OSError:
            return False
        return bool(sample.latencies_ms)

    return asyncio.run(once())
