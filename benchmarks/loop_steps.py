"""Serve like ``douane serve``, and time every step of the event loop.

A step is what the loop does before it looks for other work: a piece of a request, a commit, a
collection of garbage.  While it lasts, everybody else waits.  uvloop's steps cannot be timed
from Python; asyncio's own loop runs the same code of ours, step by step, and can be.

SIGUSR1 writes one line of JSON to the file, of all steps since the last: how many, and of the
longest, by processor and by clock, how long and whose.  By the clock, a step also waits for the
interpreter while a thread holds it, and for the processor while somebody else has it.

usage: python -m benchmarks.loop_steps CONFIG FILE
"""

import asyncio
import json
import signal
import sys
import time
from asyncio import Handle
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from douane.cli.compose import load_settings
from douane.cli.serve import hand_over, known_values_of, server_of


@dataclass(slots=True)
class Steps:
    """What was seen since the last line.

    Attributes:
        number: Of steps.
        cpu_ms: The longest by the processor's time of its thread.
        cpu_of: Whose that was.
        wall_ms: The longest by the clock.
        wall_of: Whose that was.
    """

    number: int = 0
    cpu_ms: float = 0.0
    cpu_of: str = ""
    wall_ms: float = 0.0
    wall_of: str = ""

    def line(self) -> str:
        """Return it as one line, and begin again."""
        shown = {name: getattr(self, name) for name in self.__slots__}
        self.number, self.cpu_ms, self.wall_ms = 0, 0.0, 0.0
        self.cpu_of = self.wall_of = ""
        return json.dumps(shown) + "\n"


def timed(steps: Steps) -> None:
    """Let every step of every asyncio loop be counted."""
    plain = Handle._run  # noqa: SLF001 - the one place where a step is

    def run(self: Handle) -> None:
        wall_s, cpu_s = time.perf_counter(), time.thread_time()
        plain(self)
        cpu_ms = (time.thread_time() - cpu_s) * 1000
        wall_ms = (time.perf_counter() - wall_s) * 1000
        steps.number += 1
        if cpu_ms > steps.cpu_ms:
            steps.cpu_ms, steps.cpu_of = cpu_ms, whose(self)
        if wall_ms > steps.wall_ms:
            steps.wall_ms, steps.wall_of = wall_ms, whose(self)

    Handle._run = run  # type: ignore[method-assign] # noqa: SLF001


def whose(handle: Handle) -> str:
    """Name the code that a step ran; code, never a value."""
    callback = getattr(handle, "_callback", None)
    owner = getattr(callback, "__self__", None)
    if isinstance(owner, asyncio.Task):
        return str(getattr(owner.get_coro(), "__qualname__", "task"))
    return str(getattr(callback, "__qualname__", type(callback).__name__))


def main(config: Path, file: Path) -> None:
    """Serve until SIGTERM."""
    steps = Steps()
    timed(steps)

    def tell(_signal: int, _frame: object) -> None:
        with file.open("a", encoding="utf-8") as lines:
            lines.write(steps.line())

    signal.signal(signal.SIGUSR1, tell)
    hand_over(config)
    settings = load_settings(config)
    with known_values_of(settings, config):  # in a process of its own, as always
        uvicorn.Server(server_of(settings, loop="asyncio")).run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
