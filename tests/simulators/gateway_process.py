"""The real thing: ``douane init`` and ``douane serve`` as processes, on loopback.

``EndpointThread`` is the model behind it: a ``ScriptedServer`` in a thread of its own, so that
tests may use clients that block.  ``GatewayProcess`` is one directory with one server at a
time; it can be started, stopped and killed as often as wanted.
"""

import asyncio
import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from douane.audit.entry import LogEntry, decode
from douane.stores.sqlite_log import read_log
from tests.simulators.endpoint import Received, Script, ScriptedServer

SOURCES = Path(__file__).parents[2] / "src"
MAIN = "from douane.cli.main import main; main()"
READY_S = 120.0
STOP_S = 60.0
POLL_S = 0.02
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


def environment(*packages: Path) -> dict[str, str]:
    """Return this process's environment without proxies, which a border refuses.

    Args:
        packages: More directories to import from.
    """
    kept = {name: value for name, value in os.environ.items() if name.lower() not in PROXIES}
    return kept | {"PYTHONPATH": os.pathsep.join(map(str, (SOURCES, *packages)))}


def run_douane(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command to its end, as a user would."""
    return subprocess.run(
        [sys.executable, "-c", MAIN, *arguments],
        input=stdin, capture_output=True, text=True, env=environment(), timeout=60, check=False,
    )  # fmt: skip


def free_port() -> int:
    """Return a port of loopback that nobody listens on at the moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class EndpointThread:
    """A scripted endpoint that runs beside the test."""

    def __init__(self, script: Script | None = None) -> None:
        self._server = ScriptedServer(script)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def url(self) -> str:
        """Base address."""
        return self._server.url

    @property
    def received(self) -> list[Received]:
        """Every request, in order."""
        return self._server.received

    @property
    def script(self) -> Script:
        """How it behaves."""
        return self._server.script

    @script.setter
    def script(self, script: Script) -> None:
        self._server.script = script

    @property
    def connections(self) -> int:
        """Connections that are open to it now."""
        runner = self._server._runner  # noqa: SLF001 - the simulator keeps no count of its own
        server = runner.server if runner is not None else None
        return len(server.connections) if server is not None else 0

    def __enter__(self) -> Self:
        """Listen."""
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._server.__aenter__(), self._loop).result(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening and end the thread."""
        ending = self._server.__aexit__(None, None, None)
        asyncio.run_coroutine_threadsafe(ending, self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client got."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was answered
        """Return the body, read as JSON."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """Return the stable code of an error answer."""
        return str(self.json["error"]["code"])

    @property
    def id(self) -> str:
        """Return the request's id."""
        return self.headers["x-request-id"]


class GatewayProcess:
    """One border in one directory.

    Attributes:
        directory: Configuration, policy, data.
        key: The API key that ``douane init`` printed.
        port: Where it listens.
        packages: More directories that the server imports from.
    """

    def __init__(self, directory: Path, upstream: str) -> None:
        """Run ``douane init``."""
        self.directory = directory
        self.packages: tuple[Path, ...] = ()
        self.port = free_port()
        made = run_douane(
            "init", "--upstream", upstream, "--dir", str(directory),
            "--listen", f"127.0.0.1:{self.port}", "--json",
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        self.key = str(json.loads(made.stdout)["key"])
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.directory / "douane.toml"

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.directory / "data"

    @property
    def output(self) -> bytes:
        """Everything that the servers wrote to stdout and stderr."""
        path = self.directory / "output"
        return path.read_bytes() if path.exists() else b""

    @property
    def pid(self) -> int:
        """The server's process id."""
        assert self._process is not None
        return self._process.pid

    def configure(self, old: str, new: str) -> None:
        """Replace a line of the configuration."""
        text = self.config.read_text()
        assert old in text
        self.config.write_text(text.replace(old, new, 1))

    def add(self, text: str) -> None:
        """Append tables to the configuration."""
        self.config.write_text(self.config.read_text() + text)

    def add_key(self, name: str, tier: str) -> str:
        """Let one more key in; return it."""
        key = f"dk_test_{name}"
        digest = hashlib.sha256(key.encode()).hexdigest()
        self.add(f'\n[[key]]\nid = "{name}"\nsha256 = "{digest}"\ntiers = ["{tier}"]\n')
        return key

    def add_rule(self, text: str) -> None:
        """Append a rule to the policy."""
        policy = self.directory / "policy.toml"
        policy.write_text(policy.read_text() + text)

    def launch(self) -> None:
        """Start the server and do not wait for it."""
        with (self.directory / "output").open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-c", MAIN, "serve", "--config", str(self.config)],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                env=environment(*self.packages),
            )  # fmt: skip

    def start(self) -> Self:
        """Start the server; return once it is ready."""
        self.launch()
        deadline = time.monotonic() + READY_S
        while time.monotonic() < deadline:
            assert self.exit_code() is None, self.output.decode()
            try:
                if self.ask("GET", "/readyz").status == 200:
                    return self
            except OSError:
                time.sleep(POLL_S)
        raise AssertionError(f"not ready: {self.output.decode()}")

    def exit_code(self) -> int | None:
        """Return the server's exit code, None while it runs."""
        return None if self._process is None else self._process.poll()

    def wait(self, timeout_s: float = STOP_S) -> int:
        """Return the exit code once the server ended by itself."""
        assert self._process is not None
        code = self._process.wait(timeout_s)
        self._process = None
        return code

    def stop(self) -> int:
        """Ask the server to end, as a service manager does; return its exit code.

        uvicorn ends in order and then by the signal that it was sent, for its parent to see.
        """
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        code = self.wait()
        return 0 if code == -signal.SIGTERM else code

    def children(self, module: str) -> list[int]:
        """Return the processes that the server has started with a module of ours."""
        found = []
        for tasks in Path(f"/proc/{self.pid}/task").glob("*/children"):
            for pid in tasks.read_text().split():
                try:
                    command = Path(f"/proc/{pid}/cmdline").read_bytes()
                except OSError:  # it has ended meanwhile
                    continue
                if module.encode() in command:
                    found.append(int(pid))
        return found

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process that was started."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End the server this instant (SIGKILL)."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self.wait()

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout_s: float = 20.0,
    ) -> Answer:
        """Ask on a connection of its own.

        Args:
            method: HTTP method.
            path: Path of the door.
            body: Bytes as they are; anything else as JSON; None for no body.
            key: API key; None for the one of ``init``, empty for none.
            headers: More headers; they win.
            timeout_s: How long to wait.
        """
        sent = {"Content-Type": "application/json", "Connection": "close"}
        key = self.key if key is None else key
        if key:
            sent["Authorization"] = f"Bearer {key}"
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout_s)
        try:
            connection.request(method, path, data, {**sent, **(headers or {})})
            response = connection.getresponse()
            lower = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, lower, response.read())
        finally:
            connection.close()

    def chat(self, text: str, *, path: str = "/v1/chat/completions", **members: object) -> Answer:
        """Ask the chat door something."""
        return self.ask("POST", path, chat_body(text, **members))

    def raw(self, data: bytes, timeout_s: float = 10.0) -> bytes:
        """Send bytes as they are; return everything that comes until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout_s) as connection:
            connection.sendall(data)
            return read_all(connection)

    def entries(self) -> list[LogEntry]:
        """Return the log as it stands."""
        with read_log(self.data / "douane.db") as log:
            return [decode(row.entry) for row in log.rows]

    def entries_of(self, request_id: str, number: int) -> list[LogEntry]:
        """Return a request's entries, once there are so many: nobody waits for outcomes."""
        deadline = time.monotonic() + 5.0
        while True:
            found = [entry for entry in self.entries() if entry.id == request_id]
            if len(found) >= number or time.monotonic() > deadline:
                return found
            time.sleep(POLL_S)


def chat_body(text: str, **members: object) -> dict[str, object]:
    """Return a chat request of one message."""
    return {"model": "default", "messages": [{"role": "user", "content": text}], **members}


def read_all(connection: socket.socket) -> bytes:
    """Read until the other side closes."""
    parts = []
    try:
        while part := connection.recv(65_536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)
