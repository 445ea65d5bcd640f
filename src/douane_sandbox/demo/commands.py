"""Use Douane as an operator does: its command line, in processes of their own."""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from douane_sandbox.demo.fault import DemoError

DOUANE: Final = (sys.executable, "-m", "douane.cli.main")
COMMAND_LIMIT_S: Final = 120.0
READY_LIMIT_S: Final = 60.0
STOP_LIMIT_S: Final = 15.0


def douane(*arguments: str) -> str:
    """Run one ``douane`` command to its end and return what it printed.

    Raises:
        DemoError: It ended with another code than 0.
    """
    done = subprocess.run(  # noqa: S603 - our own command, no shell
        [*DOUANE, *arguments], capture_output=True, text=True, encoding="utf-8", check=False,
        timeout=COMMAND_LIMIT_S, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        said = (done.stderr + done.stdout).strip()
        raise DemoError(f"douane {' '.join(arguments[:2])} ended with {done.returncode}: {said}")
    return done.stdout


@contextmanager
def serving(config: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``douane serve`` until the block ends, and hand it over when it is ready.

    What the gateway says is kept in ``gateway.log`` beside the configuration.

    Raises:
        DemoError: It did not become ready.
    """
    log = config.with_name("gateway.log")
    with log.open("wb") as sink:
        child = subprocess.Popen(  # noqa: S603 - our own command, no shell
            [*DOUANE, "serve", "--config", str(config)],
            stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for us; we end it
        )  # fmt: skip
    try:
        _wait_until_ready(child, port, log)
        yield child
    finally:
        child.terminate()
        try:
            child.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_until_ready(child: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until_s = time.monotonic() + READY_LIMIT_S
    while not _is_ready(port):
        if child.poll() is not None:
            said = log.read_text(encoding="utf-8", errors="replace").strip()
            raise DemoError(f"the gateway did not start: {said or 'it said nothing'}")
        if time.monotonic() > until_s:
            raise DemoError(f"the gateway was not ready within {READY_LIMIT_S:.0f} s; see {log}")
        time.sleep(0.05)


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5.0)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        return answer.status == http.client.OK and json.load(answer)["status"] == "ready"
    except (OSError, http.client.HTTPException, ValueError, KeyError):
        return False
    finally:
        connection.close()
