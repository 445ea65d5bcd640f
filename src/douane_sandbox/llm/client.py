"""Run a package client (pip, npm) as a child, with progress, and tell what went wrong.

The client takes its index, proxy and certificates from the machine's own configuration; we
never name an address, and never show one, since it may hold a password.
"""

import os
import re
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from douane.model.errors import UsageError

Progress = Callable[[str, int, int], None]
"""Told ``(step, bytes done, bytes in all)``; 0 in all means that nobody knows."""

PULSE_S: Final = 0.1
DOWNLOAD_LIMIT_S: Final = 1800
_PIP_PROGRESS: Final = re.compile(r"Progress (\d+) of (\d+)")


def run_client(
    command: Sequence[str],
    step: str,
    progress: Progress,
    *,
    cwd: Path,
    environment: Mapping[str, str],
) -> None:
    """Run one client to its end, telling ``progress`` what it says of its own.

    Args:
        command: The client and its arguments; no shell reads them.
        step: What is being fetched, for people.
        progress: Told several times a second.
        cwd: The client works there; its messages are kept in ``errors.txt``.
        environment: Added to our own.

    Raises:
        UsageError: The client is missing, failed, or took longer than ``DOWNLOAD_LIMIT_S``.
    """
    progress(step, 0, 0)
    errors = cwd / "errors.txt"
    try:
        with (
            errors.open("wb") as sink,
            subprocess.Popen(  # noqa: S603 - a fixed command line without a shell
                command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=sink,
                env={**os.environ, **environment, "PYTHONUNBUFFERED": "1"},
            ) as child,
        ):  # fmt: skip
            _follow(child, step, progress)
            code = child.returncode
    except FileNotFoundError:
        raise UsageError(f"{command[0]} is missing; install it and try again") from None
    if code != 0:
        said = errors.read_text(encoding="utf-8", errors="replace")
        raise UsageError(
            f"could not fetch {step}: {_reason(said)}. "
            "Check that this machine reaches its package registries, then run it again; "
            "what is already fetched is kept",
            code="fetch_failed",
        )


def _reason(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower() and "complete log" not in line]
    # A client that does not understand its arguments ends with a line without that word.
    telling = errors or lines[-1:] or ["no reason given"]
    return without_addresses("; ".join(dict.fromkeys((telling[0], telling[-1]))))


def without_addresses(line: str) -> str:
    """Return a client's message without addresses: an index address may hold a password."""
    return re.sub(r"\w+://\S+", "the registry", line)[:300]


def _follow(child: subprocess.Popen[bytes], step: str, progress: Progress) -> None:
    pipe = child.stdout
    if pipe is None:
        raise ValueError("start the child with a pipe for its output")
    os.set_blocking(pipe.fileno(), False)
    started_s, said, done, total = time.monotonic(), b"", 0, 0
    while child.poll() is None:
        if time.monotonic() - started_s > DOWNLOAD_LIMIT_S:
            child.kill()
        said = (said + (pipe.read() or b""))[-4096:]
        for match in _PIP_PROGRESS.finditer(said.decode("utf-8", "replace")):
            done, total = int(match[1]), int(match[2])
        progress(step, done, total)
        time.sleep(PULSE_S)
    progress(step, total, total)
