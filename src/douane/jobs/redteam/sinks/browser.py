"""Headless Chromium, told to reach nothing but the catch-all, and driven over its own protocol."""

import asyncio
import contextlib
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import aiohttp

from douane.model.errors import UsageError

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
START_S: Final = 60.0
STOP_S: Final = 10.0
PAGE_S: Final = 60.0
VERSION_S: Final = 20.0
FLAGS: Final = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
    "--no-first-run", "--no-default-browser-check", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--disable-default-apps", "--disable-domain-reliability", "--metrics-recording-only",
    ("--disable-features=Translate,OptimizationHints,MediaRouter,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LocalNetworkAccessChecks"),
    "--ignore-certificate-errors", "--autoplay-policy=no-user-gesture-required",
    "--disable-popup-blocking", "--remote-debugging-port=0", "--window-size=1280,4000",
)  # fmt: skip
# --no-sandbox: as root, as CI runs, Chromium has none; it sees made-up text and no network.


def found() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def version(path: str) -> str:
    """Return what a Chromium calls itself."""
    done = subprocess.run(  # noqa: S603 - a found program, no shell
        [path, "--version"], capture_output=True, text=True, timeout=VERSION_S, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.stdout.strip() or "Chromium"


class Browser:
    """A browser that runs; one page at a time."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Take the connection to its one page."""
        self._socket = socket
        self._asked = 0

    async def open(self, url: str) -> None:
        """Go to a page; return as soon as the browser has begun."""
        self._asked += 1
        await self._socket.send_json(
            {"id": self._asked, "method": "Page.navigate", "params": {"url": url}}
        )
        async with asyncio.timeout(PAGE_S):
            while True:
                said = await self._socket.receive_json()
                if said.get("id") == self._asked:
                    return


@asynccontextmanager
async def browsing(path: str, proxy_port: int) -> AsyncIterator[Browser]:
    """Run a Chromium until the block ends.

    Raises:
        UsageError: It did not start.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [
            path, *FLAGS, f"--user-data-dir={profile}",
            f"--proxy-server=http://127.0.0.1:{proxy_port}", "--proxy-bypass-list=<-loopback>",
            "about:blank",
        ]  # fmt: skip
        child = subprocess.Popen(  # noqa: ASYNC220, S603 - a found program, no shell; it returns at once
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            port = await _port(Path(profile) / "DevToolsActivePort", child)
            async with aiohttp.ClientSession() as session:
                address = await _page(session, port)
                async with session.ws_connect(address, max_msg_size=0) as socket:
                    yield Browser(socket)
        finally:
            child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(STOP_S)
            if child.poll() is None:
                child.kill()
                child.wait()


async def _port(file: Path, child: subprocess.Popen[bytes]) -> int:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(START_S):
            while child.poll() is None:
                if file.exists() and (said := file.read_text("ascii").split()):  # noqa: ASYNC240 - tiny
                    return int(said[0])
                await asyncio.sleep(0.05)
    raise UsageError("Chromium did not start; use --renderer resolver, or install it")


async def _page(session: aiohttp.ClientSession, port: int) -> str:
    async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
        pages = await answer.json()
    return str(next(each["webSocketDebuggerUrl"] for each in pages if each["type"] == "page"))
