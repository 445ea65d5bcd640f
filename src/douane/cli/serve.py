"""``douane serve``: the gateway's doors, on uvicorn."""

import gc
import logging
import os
import sys
from contextlib import AbstractContextManager, AsyncExitStack, nullcontext
from pathlib import Path
from typing import Any, Final

import click
import uvicorn

from douane.cli.compose import load_catalogue, load_policy, load_settings, open_keyring, open_parts
from douane.cli.compose import snapshot as compile_snapshot
from douane.cli.options import config_option
from douane.config import Settings
from douane.gateway.app import Gateway
from douane.gateway.http import PatientHttp
from douane.model.errors import DouaneError
from douane.stores.local_keyring import LocalKeyring

CONFIG_VARIABLE: Final = "DOUANE_CONFIG"
SWITCH_INTERVAL_S: Final = 0.001
KEEP_ALIVE_S: Final = 75


@click.command()
@config_option
def serve(config: Path) -> None:
    """Open the doors and serve until stopped.

    \b
    Example:
      douane serve --config border/douane.toml
    """
    settings = load_settings(config)
    keyring = open_keyring(settings)
    catalogues = {org.tenant: load_catalogue(org) for org in settings.orgs}
    compile_snapshot(settings, load_policy(settings), catalogues, {})
    scheme = "https" if settings.listen.certificate else "http"
    click.echo(
        f"Douane serves {scheme}://{settings.listen.host}:{settings.listen.port}/v1 with "
        f"{settings.workers} worker(s); tiers: {', '.join(settings.tiers)}. Stop with Ctrl-C."
    )
    # Workers are processes of their own; this is how uvicorn hands them one word.
    os.environ[CONFIG_VARIABLE] = str(config.resolve())
    with _shared(settings, config, keyring):
        _run(settings)


def _shared(
    settings: Settings, config: Path, keyring: LocalKeyring
) -> AbstractContextManager[None]:
    """Hold known values in memory for all workers; imported only where there are some."""
    if not any(org.index is not None or org.names for org in settings.orgs):
        return nullcontext()
    from douane.cli.known_values import share  # noqa: PLC0415 - brings numpy

    return share(settings, config.resolve(), keyring)


def _run(settings: Settings) -> None:
    uvicorn.run(
        "douane.cli.serve:application",
        factory=True,
        host=settings.listen.host,
        port=settings.listen.port,
        workers=settings.workers,
        loop="uvloop",
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


def _path(path: Path | None) -> str | None:
    return None if path is None else str(path)


def application() -> "Application":
    """Return a worker's ASGI application; uvicorn calls this in each worker."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # Long texts are worked on in a thread; the loop gets its turn every millisecond.
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    return Application(load_settings(Path(os.environ[CONFIG_VARIABLE])))


class Application:
    """Opens the parts when the server starts, closes them when it stops."""

    def __init__(self, settings: Settings) -> None:
        """Keep the settings; nothing is opened yet."""
        self._settings = settings
        self._stack = AsyncExitStack()
        self._gateway: Gateway | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        """Serve one request, or the server's own start and stop."""
        if scope["type"] == "http" and self._gateway is not None:
            await self._gateway(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)

    async def _live(self, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        await receive()
        try:
            parts = await self._stack.enter_async_context(open_parts(self._settings))
        except DouaneError as error:
            click.echo(f"douane: {error}", err=True)
            await send({"type": "lifespan.startup.failed", "message": ""})
            return
        self._gateway = Gateway(parts)
        # What is open now stays for good: the collector need not look at it again and again.
        gc.collect()
        gc.freeze()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._gateway = None
        await self._stack.aclose()
        await send({"type": "lifespan.shutdown.complete"})
