"""Ask Presidio the same: a process in an environment of its own, fed line by line.

Its program (``presidio_program.py``) runs under the peer's Python and knows nothing of us.
"""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from douane.model.errors import UsageError

PROGRAM: Final = Path(__file__).with_name("presidio_program.py")
PATTERNS: Final = "patterns"
DEFAULT: Final = "default"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the peer found in a text, and the CPU time that it took."""

    spans: tuple[tuple[int, int, str], ...] = field(repr=False)
    cpu_s: float


class Peer:
    """A running peer; a context manager."""

    def __init__(self, python: Path) -> None:
        """Start it; loading its model takes some seconds.

        Raises:
            UsageError: That Python has no Presidio.
        """
        self._process = subprocess.Popen(  # noqa: S603 - the Python that the user names
            [str(python), str(PROGRAM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        )  # fmt: skip
        assert self._process.stdout is not None  # noqa: S101 - a pipe, as asked for above
        self.version = self._process.stdout.readline().strip()
        if not self.version:
            self.__exit__(None, None, None)
            raise UsageError(f"{python} cannot run presidio-analyzer with its small English model")

    def look(self, text: str, mode: str) -> Answer:
        """Return what it finds with ``PATTERNS`` alone, or by ``DEFAULT``."""
        process = self._process
        assert process.stdin is not None  # noqa: S101
        assert process.stdout is not None  # noqa: S101
        process.stdin.write(json.dumps({"text": text, "mode": mode}) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            raise UsageError("the peer ended in the middle; look at its environment")
        said = json.loads(line)
        return Answer(_apart(said["spans"]), said["cpu_s"])

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        """End it."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()


def _apart(spans: Sequence[Sequence[object]]) -> tuple[tuple[int, int, str], ...]:
    """Join what overlaps, as our own reports are."""
    joined: list[tuple[int, int, str]] = []
    for start, end, kind in sorted((int(str(s)), int(str(e)), str(k)) for s, e, k in spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]), joined[-1][2])
        else:
            joined.append((start, end, kind))
    return tuple(joined)
