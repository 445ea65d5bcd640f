"""Run the org: in a thread for tests, in the foreground for people."""

import secrets
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import uvicorn

from douane_sandbox.org.app import make_app
from douane_sandbox.org.state import State
from douane_sandbox.org.tls import Credentials, make_credentials
from douane_sandbox.people import PEOPLE

START_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class RunningOrg:
    """An org that listens; see the package for what each part is for."""

    instance_url: str
    ca_file: Path
    tokens: Mapping[str, str] = field(repr=False)
    client_id: str
    client_secret: str = field(repr=False)
    private_key_file: Path
    state: State


def listen(port: int = 0) -> socket.socket:
    """Return a listening socket on 127.0.0.1; port 0 takes a free one.

    Raises:
        OSError: The port is taken.
    """
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind(("127.0.0.1", port))
    found.listen(128)
    return found


def open_org(
    seed: int, credentials: Credentials, port: int, clock: Callable[[], float]
) -> RunningOrg:
    """Return an org that knows its address, users and app, and does not listen yet."""
    state = State(seed=seed, clock=clock)
    state.client_secret = secrets.token_urlsafe(24)
    state.certificate_pem = credentials.app_certificate_file.read_bytes()
    state.instance_url = f"https://localhost:{port}"
    return RunningOrg(
        state.instance_url,
        credentials.ca_file,
        {person.username: state.open_session(person) for person in PEOPLE},
        state.client_id,
        state.client_secret,
        credentials.app_key_file,
        state,
    )


class _Server(uvicorn.Server):
    """A server that does not wait for idle connections when it is told to stop."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Cut every connection, then shut down."""
        for connection in list(self.server_state.connections):
            transport = connection.transport
            if transport is not None:
                transport.abort()
        await super().shutdown(sockets)


def make_server(org: RunningOrg, credentials: Credentials) -> uvicorn.Server:
    """Return a TLS server over the org."""
    return _Server(
        uvicorn.Config(
            make_app(org.state),
            ssl_certfile=credentials.server_file,
            ssl_keyfile=credentials.server_key_file,
            log_level="error",
            access_log=False,
            lifespan="off",
            loop="asyncio",
            ws="none",
            server_header=False,
        )
    )


@contextmanager
def running_org(
    seed: int = 1, directory: Path | None = None, clock: Callable[[], float] = time.time
) -> Iterator[RunningOrg]:
    """Run an org in a thread on a free port of 127.0.0.1 until the block ends.

    Args:
        seed: Seed of the records.
        directory: Where certificates and keys are written; a temporary one by default.
        clock: Seconds since 1970, for tests of expiry.

    Yields:
        The org, ready to answer.

    Raises:
        TimeoutError: It did not start within ``START_S`` seconds.
    """
    with tempfile.TemporaryDirectory(prefix="douane-sandbox-") as temporary:
        credentials = make_credentials(directory or Path(temporary), time.time())
        listener = listen()
        org = open_org(seed, credentials, listener.getsockname()[1], clock)
        server = make_server(org, credentials)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            _wait(server)
            yield org
        finally:
            server.should_exit = True
            thread.join(START_S)
            listener.close()


def _wait(server: uvicorn.Server) -> None:
    deadline = time.monotonic() + START_S
    while not server.started:
        if time.monotonic() > deadline:
            raise TimeoutError("the stand-in org did not start")
        time.sleep(0.005)
