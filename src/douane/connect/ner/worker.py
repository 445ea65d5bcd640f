"""The process that holds a model: checks it, loads it without any network, answers.

    python -P -m douane.connect.ner.worker ENGINE DIRECTORY SHA256 THRESHOLD [LABEL ...]

It refuses to load what is not exactly what the operator named, and dies with its parent.
"""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from douane.connect.ner import digest, wire
from douane.connect.ner.settings import Engine

Find = Callable[[list[str]], list[list[wire.Entity]]]

# Libraries that would ask a hub for something that they miss.
_OFFLINE: Final = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_DATASETS_OFFLINE")


class _NoNetworkError(OSError):
    """What every try to open a connection meets here."""


def shut_off() -> None:
    """Take the network away from this process, as far as Python reaches."""
    for name in _OFFLINE:
        os.environ[name] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

    def refuse(*_: object, **__: object) -> object:
        raise _NoNetworkError("a detector has no network")

    socket.socket.connect = refuse  # type: ignore[assignment,method-assign]
    socket.socket.connect_ex = refuse  # type: ignore[assignment,method-assign]
    socket.getaddrinfo = refuse  # type: ignore[assignment]


def load(engine: Engine, path: Path, sha256: str, threshold: float, labels: list[str]) -> Find:
    """Return what finds entities.

    Raises:
        ValueError: Its message is the reason, without any path.
    """
    try:
        seen = digest.of_directory(path)
    except OSError:
        raise ValueError("missing") from None
    except ValueError:
        raise ValueError("unreadable") from None
    if seen != sha256:
        raise ValueError("altered")
    try:
        if engine is Engine.SPACY:
            from douane.connect.ner import spacy_engine  # noqa: PLC0415 - its library is optional

            return spacy_engine.load(path, threshold)
        from douane.connect.ner import gliner_engine  # noqa: PLC0415 - its libraries are optional

        return gliner_engine.load(path, threshold, labels)
    except ImportError:
        raise ValueError("not_installed") from None
    except Exception:  # noqa: BLE001 - whatever a model's loader raises, it is not loaded
        raise ValueError("unloadable") from None


def answer(find: Find, asks: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the parent is gone."""
    while True:
        try:
            ask = msgspec.json.decode(wire.receive(asks), type=wire.Ask)
        except (EOFError, msgspec.MsgspecError):
            return
        wire.send(answers, wire.Found(find(ask.texts)))


def main(arguments: list[str]) -> int:
    """Run the worker."""
    asks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not reach the parent as an answer
    shut_off()
    engine, path, sha256, threshold, *labels = arguments
    try:
        find = load(Engine(engine), Path(path), sha256, float(threshold), labels)
    except ValueError as error:
        wire.send(answers, wire.Ready(str(error)))
        return 1
    wire.send(answers, wire.Ready())
    answer(find, asks, answers)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
