"""Start the relay: the floor under every gateway that stands on the same HTTP libraries."""

import sys
from pathlib import Path

from benchmarks.load import Target
from benchmarks.processes import System, answers, free_port, start, wait_for


def start_relay(upstream: str, directory: Path, body: bytes) -> System:
    """Start it, and wait until ``body`` is answered.

    Raises:
        NotReadyError: It did not come up; the message names its log.
    """
    port = free_port()
    system = System("relay", Target(f"http://127.0.0.1:{port}/v1/chat/completions", {}))
    command = [
        sys.executable, "-m", "benchmarks.relay", "--port", str(port), "--upstream", upstream,
    ]  # fmt: skip
    log = directory / "relay.log"
    system.children.append(start(command, log))
    try:
        wait_for(lambda: answers(system.target, body), system.children[0], log)
    except BaseException:
        system.stop()
        raise
    return system
