"""Whatever an org answers about itself is a catalogue or a ``ConfigError``."""

import contextlib

import msgspec

from douane.classify import EMPTY, STANDARD, build
from douane.model.errors import ConfigError


def target(data: bytes) -> None:
    try:
        describes, rows = msgspec.json.decode(
            data, type=tuple[list[dict[str, object]], list[dict[str, object]]]
        )
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return
    with contextlib.suppress(ConfigError):
        build("acme", describes, {"Account": rows}, EMPTY, STANDARD, 0)
