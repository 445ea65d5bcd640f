"""Run the demo's model as a child process on loopback, and end it by its own process id.

Nothing is fetched here.  The child ends when our end of its standard input closes, so it never
outlives us, even when we are killed.
"""

import json
import os
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from douane.model.errors import EndpointError, UsageError
from douane_sandbox.llm.installation import MODEL_ID, ModelInstall, installed

READY_LIMIT_S: Final = 60.0
STOP_LIMIT_S: Final = 5.0
_KEPT: Final = ("PATH", "HOME", "LANG", "TMPDIR")


@dataclass(frozen=True, slots=True)
class RunningModel:
    """A model that answers.

    Attributes:
        base_url: What an OpenAI client takes as ``base_url``.
        model: The model's id.
        pid: The child's process id.
        ready_s: Seconds that it took to load.
    """

    base_url: str
    model: str
    pid: int
    ready_s: float


@contextmanager
def running_model(cache_dir: Path, port: int = 0) -> Iterator[RunningModel]:
    """Serve the model while the ``with`` block runs.

    Args:
        cache_dir: What ``ensure`` filled.
        port: TCP port on 127.0.0.1; 0 takes a free one.

    Raises:
        UsageError: A piece is missing from ``cache_dir``; run ``ensure``.
        EndpointError: The model did not come up.
    """
    pieces = installed(cache_dir.resolve())  # the child works in another directory
    if pieces is None:
        raise UsageError(
            "the demo's model is not complete; run python -m douane_sandbox.llm.fetch",
            code="model_missing",
        )
    started_s = time.monotonic()
    child = _start(pieces, port)
    try:
        bound = _wait_until_ready(child)
        base_url = f"http://127.0.0.1:{bound}/v1"
        yield RunningModel(base_url, MODEL_ID, child.pid, time.monotonic() - started_s)
    finally:
        _stop(child)


def _start(pieces: ModelInstall, port: int) -> subprocess.Popen[bytes]:
    script = resources.files("douane_sandbox.llm") / "server.mjs"
    command = [str(pieces.node), str(script), str(pieces.weights), MODEL_ID, str(port)]
    return subprocess.Popen(  # noqa: S603 - our own script, no shell
        command, cwd=pieces.engine, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # llama.cpp may quote a prompt there
        env={name: os.environ[name] for name in _KEPT if name in os.environ},
    )  # fmt: skip


def _wait_until_ready(child: subprocess.Popen[bytes]) -> int:
    pipe = child.stdout
    if pipe is None:
        raise ValueError("start the child with a pipe for its output")
    said, until_s = b"", time.monotonic() + READY_LIMIT_S
    while not said.endswith(b"\n"):
        left_s = until_s - time.monotonic()
        if left_s <= 0 or not select.select([pipe], [], [], left_s)[0]:
            raise EndpointError(f"the model did not load within {READY_LIMIT_S:.0f} s")
        piece = os.read(pipe.fileno(), 4096)
        if not piece:
            raise EndpointError(
                "the model's server ended while loading; is its port free, and are 400 MB of "
                "memory free?"
            )
        said += piece
    return int(json.loads(said)["port"])


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(STOP_LIMIT_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()
