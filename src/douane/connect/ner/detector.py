"""The gateway's side of a model: a ``Detector`` that asks worker processes.

A worker that dies, is late or answers nonsense is ended; the request that waited for it is
refused (``detector_unavailable``), and the next one finds a new worker, loaded and checked
again.  Nothing is ever let through because a model could not be asked.
"""

import contextlib
import queue
import subprocess
import sys
import threading
from typing import IO, Final

import msgspec

from douane.connect.ner import wire
from douane.connect.ner.settings import ModelSettings
from douane.model.errors import ConfigError, Problem, StoreError
from douane.model.finding import Finding

_REFUSALS: Final = {
    "missing": ("there is no model in this directory", "Put it there; it is never downloaded."),
    "unreadable": ("the directory is empty or holds a link", "Copy the model's own files there."),
    "altered": ("the model is not the one that was named", "See whether sha256 is its digest."),
    "not_installed": ("the engine is not installed", "Install douane with its ner extra."),
    "unloadable": ("the engine cannot load the model", "See whether it fits the engine's version."),
}
_DEAD: Final = ("the worker does not start", "Start it by hand to see what it prints.")


class ModelDetector:
    """Detector of what a model of the operator's own finds.

    It waits for another process, so it must not be asked on an event loop.
    """

    waits = True

    def __init__(self, settings: ModelSettings, command: tuple[str, ...] = ()) -> None:
        """Start the workers and wait until all have loaded the model.

        Args:
            settings: Which model, run how.
            command: What is started instead of our worker; for tests.

        Raises:
            ConfigError: The model is absent, altered, or cannot be loaded.
        """
        self.id = settings.name
        self._settings = settings
        self._command = command or _worker(settings)
        self._closed = False
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        started: list[_Worker] = []
        try:
            started.extend(_Worker(self._command, settings) for _ in range(settings.workers))
        except BaseException:
            for worker in started:
                worker.end()
            raise
        for worker in started:
            self._idle.put(worker)

    def scan(self, text: str) -> list[Finding]:
        """Return the entities of a text, by position.

        Raises:
            StoreError: No worker answered (``detector_unavailable``); nothing may cross.
        """
        readable = text.encode("utf-8", "replace").decode()
        pieces = list(_pieces(readable))
        if not pieces:
            return []
        answers = self._ask([readable[start:end] for start, end in pieces])
        findings: list[Finding] = []
        for (first, last), entities in zip(pieces, answers, strict=True):
            done = first
            for start, end, label, score in sorted(entities):
                kind = self._settings.labels.get(label)
                begin, stop = first + start, first + end
                if kind is None or score < self._settings.threshold:
                    continue
                if not done <= begin < stop <= last:
                    continue  # overlaps an earlier one, or lies outside of the text
                value = readable[begin:stop]
                sure = min(max(score, 0.01), 1.0)
                findings.append(Finding(begin, stop, value, kind, self.id, confidence=sure))
                done = stop
        return findings

    def close(self) -> None:
        """End the workers; a second call does nothing."""
        self._closed = True
        while True:
            try:
                worker = self._idle.get_nowait()
            except queue.Empty:
                return
            if worker is not None:
                worker.end()

    def _ask(self, texts: list[str]) -> list[list[wire.Entity]]:
        if self._closed:
            raise _unavailable("it was closed")
        try:
            worker = self._idle.get(timeout=self._settings.timeout_s)
        except queue.Empty:
            raise _unavailable("all its workers are busy") from None
        try:
            if worker is None:
                worker = _Worker(self._command, self._settings)
            answer = worker.ask(texts, self._settings.timeout_s)
        except ConfigError:
            worker = None
            raise _unavailable("its model cannot be loaded any more") from None
        except _LostError:
            if worker is not None:
                worker.end()
            worker = None
            raise _unavailable("a worker died or was late") from None
        finally:
            self._idle.put(worker)
        return answer


class _LostError(Exception):
    """A worker is gone, late, or says nonsense."""


class _Worker:
    """One process; used by one thread at a time."""

    def __init__(self, command: tuple[str, ...], settings: ModelSettings) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own worker
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        try:
            data = self._read(settings.start_timeout_s)
            ready = msgspec.json.decode(data, type=wire.Ready)
        except (_LostError, msgspec.MsgspecError):
            self.end()
            raise _refused(settings, _DEAD) from None
        if ready.refused:
            self.end()
            raise _refused(settings, _REFUSALS.get(ready.refused, _DEAD))

    def ask(self, texts: list[str], timeout_s: float) -> list[list[wire.Entity]]:
        stdin = self._process.stdin
        if stdin is None or self._process.poll() is not None:
            raise _LostError
        # A worker that stops reading would block the write for ever: ending it unblocks it.
        watch = threading.Timer(timeout_s, self._process.kill)
        watch.start()
        try:
            wire.send(stdin, wire.Ask(texts))
            found = msgspec.json.decode(wire.receive(self._stdout), type=wire.Found).found
        except (OSError, EOFError, ValueError, msgspec.MsgspecError):
            raise _LostError from None
        finally:
            watch.cancel()
        if len(found) != len(texts):
            raise _LostError
        return found

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    @property
    def _stdout(self) -> IO[bytes]:
        if self._process.stdout is None:
            raise _LostError
        return self._process.stdout

    def _read(self, timeout_s: float) -> bytes:
        watch = threading.Timer(timeout_s, self._process.kill)
        watch.start()
        try:
            return wire.receive(self._stdout)
        except (OSError, EOFError):
            raise _LostError from None
        finally:
            watch.cancel()


def _worker(settings: ModelSettings) -> tuple[str, ...]:
    return (
        sys.executable, "-P", "-m", "douane.connect.ner.worker", settings.engine.value,
        str(settings.path), settings.sha256, str(settings.threshold), *settings.labels,
    )  # fmt: skip


def _pieces(text: str) -> "list[tuple[int, int]]":
    """Return the stretches between NULs: text that is claimed tells a model nothing."""
    pieces: list[tuple[int, int]] = []
    start = 0
    for piece in text.split("\x00"):
        if piece.strip():
            pieces.append((start, start + len(piece)))
        start += len(piece) + 1
    return pieces


def _refused(settings: ModelSettings, why: tuple[str, str]) -> ConfigError:
    return ConfigError((Problem(f"detector {settings.name}", *why),))


def _unavailable(why: str) -> StoreError:
    return StoreError(
        f"a detector could not be asked: {why}; nothing was sent, try again",
        code="detector_unavailable",
    )
