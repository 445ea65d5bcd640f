"""What every system of a run shares: the endpoint, the org, certificates, prompts and names."""

import ssl
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from benchmarks.bodies import Prompt, names, prompt
from benchmarks.load import Target
from benchmarks.processes import Child, System, free_port, listens, start, wait_for
from douane_sandbox.org.tls import Credentials, make_credentials

NAMES: Final = 100_000
PROMPTS: Final = 24


class Ground:
    """The shared surroundings; a context manager that ends its processes.

    Attributes:
        work: Directory for configurations and logs.
        people: Names in the org and in the prompts.
        port: The endpoint's.
        org_port: The org's.
        credentials: Certificates for ``localhost`` and their authority.
    """

    def __init__(self, work: Path) -> None:
        """Make certificates; nothing is started yet."""
        work.mkdir(parents=True, exist_ok=True)
        self.work, self.people = work, names(NAMES)
        self.credentials: Credentials = make_credentials(work / "tls", time.time())
        self.port, self.org_port = 0, 0
        self._children: list[Child] = []

    def __enter__(self) -> Self:
        """Start the endpoint and the org."""
        self.port, self.org_port = self.endpoint(), free_port()
        log = self.work / "org.log"
        command = [
            sys.executable, "-m", "benchmarks.org", "--port", str(self.org_port),
            "--names", str(NAMES), *self._certificate(),
        ]  # fmt: skip
        self._wait(command, log, self.org_port)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End what was started."""
        for child in self._children:
            child.terminate()
            child.wait()

    def endpoint(self, *, delay_ms: float = 0.0, tls: bool = False) -> int:
        """Start one more endpoint and return its port."""
        port = free_port()
        command = [
            sys.executable, "-m", "benchmarks.endpoint", "--port", str(port),
            "--delay-ms", str(delay_ms), *(self._certificate() if tls else ()),
        ]  # fmt: skip
        self._wait(command, self.work / "endpoint.log", port)
        return port

    def direct(self) -> System:
        """Return the way without any gateway; its processes are the endpoint's."""
        url = f"http://127.0.0.1:{self.port}/v1/chat/completions"
        return System("direct", Target(url, {}), [self._children[0]])

    def context(self) -> ssl.SSLContext:
        """Return what trusts our own certificates."""
        return ssl.create_default_context(cafile=str(self.credentials.ca_file))

    def prompts(self, size: str, first: int = 0, count: int = PROMPTS) -> list[Prompt]:
        """Return prompts that no other range of numbers repeats."""
        return [prompt(size, number, self.people) for number in range(first, first + count)]

    def crossed(self, prompts: Sequence[Prompt]) -> int:
        """Return how many canaries stand in the last body that the endpoint received."""
        url = f"http://127.0.0.1:{self.port}/last-body"
        with urllib.request.urlopen(url, timeout=10) as answer:
            received = answer.read().decode("utf-8", "replace")
        return sum(canary in received for canary in {c for one in prompts for c in one.canaries})

    def _certificate(self) -> tuple[str, ...]:
        made = self.credentials
        return "--certificate", str(made.server_file), "--key", str(made.server_key_file)

    def _wait(self, command: Sequence[str], log: Path, port: int) -> None:
        child = start(command, log)
        self._children.append(child)
        wait_for(lambda: listens(port), child, log)
