"""Any text is an overlay or a ``ConfigError``."""

import contextlib

from douane.classify import parse_overlay
from douane.model.errors import ConfigError


def target(data: bytes) -> None:
    with contextlib.suppress(ConfigError):
        parse_overlay(data.decode("utf-8", "replace"), "overlay.toml")
