"""``douane serve``: the gateway's doors, on uvicorn.

SIGHUP puts what is written anew in force, in every worker (``cli/reload.py``); SIGTERM and
SIGINT end what is under way and stop.
"""

import asyncio
import gc
import logging
import os
import signal
import socket
import sys
from contextlib import AbstractContextManager, AsyncExitStack, nullcontext
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import click
import uvicorn

from douane.cli import check
from douane.cli.compose import (
    load_settings,
    open_footing,
    open_keyring,
    open_version,
    read_written,
)
from douane.cli.options import config_option
from douane.cli.reload import Running
from douane.cli.supervisor import Supervisor, Terminal
from douane.config import Listen, Settings
from douane.gateway.http import PatientHttp
from douane.gateway.quiet_log import log_quietly
from douane.model.errors import ConfigError, DouaneError, UsageError

if TYPE_CHECKING:
    import ssl

CONFIG_VARIABLE: Final = "DOUANE_CONFIG"
SWITCH_INTERVAL_S: Final = 0.001
KEEP_ALIVE_S: Final = 75
FAILED: Final = 1


@click.command()
@config_option
def serve(config: Path) -> None:
    """Open the doors and serve until stopped.

    SIGHUP reads configuration, policy, overlays, catalogue, keys and names anew.

    \b
    Example:
      douane serve --config border/douane.toml
      kill -HUP PID
    """
    problems, doubtful = check.survey(config)
    if problems:
        raise ConfigError(tuple(problems))
    settings = load_settings(config)
    for one in doubtful:
        _say(f"warning: {one}")
    bound = bind(settings.listen)
    scheme = "https" if settings.listen.certificate else "http"
    click.echo(
        f"Douane serves {scheme}://{settings.listen.host}:{settings.listen.port}/v1 with "
        f"{settings.workers} worker(s); tiers: {', '.join(settings.tiers)}.\n"
        f"Stop with Ctrl-C; read the configuration anew with kill -HUP {os.getpid()}."
    )
    hand_over(config)
    with known_values_of(settings, config):
        code = _run(server_of(settings), bound)
    raise click.exceptions.Exit(code)


def known_values_of(settings: Settings, config: Path) -> AbstractContextManager[None]:
    """Hold known values in memory for all workers; imported only where there are some."""
    if not any(org.index is not None or org.names for org in settings.orgs):
        return nullcontext()
    from douane.cli.known_values import share  # noqa: PLC0415 - brings numpy

    return share(settings, config.resolve(), open_keyring(settings))


def hand_over(config: Path) -> None:
    """Tell workers where the configuration is.

    They are processes of their own; this is how uvicorn hands them one word.
    """
    os.environ[CONFIG_VARIABLE] = str(config.resolve())


def server_of(settings: Settings, loop: Literal["uvloop", "asyncio"] = "uvloop") -> "Server":
    """Return how uvicorn serves; ``benchmarks/loop_steps.py`` asks for the loop it can time."""
    return Server(
        "douane.cli.serve:application",
        factory=True,
        host=settings.listen.host,
        port=settings.listen.port,
        workers=settings.workers,
        loop=loop,
        http=PatientHttp,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=10,
        ssl_certfile=_path(settings.listen.certificate),
        ssl_keyfile=_path(settings.listen.key),
    )


def bind(listen: Listen) -> socket.socket:
    """Take the address before anything is promised.

    Raises:
        UsageError: Somebody else has it, or it is not this machine's.
    """
    bound = socket.socket(socket.AF_INET6 if ":" in listen.host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((listen.host, listen.port))
    except OSError as error:
        bound.close()
        raise UsageError(
            f"{listen.host}:{listen.port} cannot be taken ({os.strerror(error.errno or 0)}); "
            "stop what listens there, or choose another listen in the configuration"
        ) from None
    bound.set_inheritable(True)
    return bound


def _run(server: "Server", bound: socket.socket) -> int:
    """Serve; return the exit code."""
    if server.workers > 1:
        supervisor = Supervisor(server, bound)
        supervisor.run()
        return FAILED if supervisor.failed else 0
    worker = uvicorn.Server(server)
    try:
        worker.run(sockets=[bound])
    except KeyboardInterrupt:
        return 0
    except SystemExit:  # uvicorn's word for a start that failed; why was said
        return FAILED
    return 0 if worker.started else FAILED


def _path(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _say(what: str) -> None:
    click.echo(f"douane: {what}", err=True)


class Server(uvicorn.Config):
    """uvicorn's configuration, which also tells the application its TLS context."""

    def load(self) -> None:
        """Load everything."""
        super().load()
        if isinstance(self.loaded_app, Application):
            self.loaded_app.certificate = self.ssl


def application() -> "Application":
    """Return a worker's ASGI application; uvicorn calls this in each worker."""
    log_quietly(logging.WARNING)
    # Long texts are worked on in a thread; the loop gets its turn every millisecond.
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    return Application(Path(os.environ[CONFIG_VARIABLE]))


class Application:
    """Opens everything when the server starts, closes it when it stops, reloads in between.

    Attributes:
        certificate: The server's TLS context; None for plain HTTP.
    """

    def __init__(self, config: Path) -> None:
        """Be ready for SIGHUP from the first moment; nothing is opened yet."""
        self.certificate: ssl.SSLContext | None = None
        self._config = config
        self._terminal = Terminal()
        self._asked = asyncio.Event()
        self._stack = AsyncExitStack()
        self._running: Running | None = None
        signal.signal(signal.SIGHUP, lambda _signal, _frame: self._asked.set())

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        """Serve one request, or the server's own start and stop."""
        if scope["type"] == "http" and self._running is not None:
            await self._running.gateway(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)

    async def _live(self, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        await receive()
        try:
            running = await self._open()
        except DouaneError as error:
            _say(str(error))
            await self._stack.aclose()
            await send({"type": "lifespan.startup.failed", "message": ""})
            return
        # What is open now stays for good: the collector need not look at it again and again.
        gc.collect()
        gc.freeze()
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._asked.set)
        obeying = asyncio.create_task(self._obey(running))
        self._running = running
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._running = None
        obeying.cancel()
        await asyncio.gather(obeying, return_exceptions=True)
        await self._stack.aclose()
        await send({"type": "lifespan.shutdown.complete"})

    async def _open(self) -> Running:
        written = read_written(load_settings(self._config))
        footing = await self._stack.enter_async_context(open_footing(written.settings))
        version = await open_version(footing, written)
        running = Running(self._config, footing, version, _say, self.certificate)
        self._stack.push_async_callback(running.aclose)
        await running.began()
        return running

    async def _obey(self, running: Running) -> None:
        """Reload as often as asked, one after another."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            if parent_process() is None and self._terminal.is_closed():
                signal.raise_signal(signal.SIGTERM)
                return
            try:
                await running.reload()
            except Exception as error:  # noqa: BLE001 - no traceback: it could quote a value
                _say(f"reload failed: {type(error).__name__}")
