"""Any bytes as a configuration: read or refused with lines, never a crash."""

from pathlib import Path

from douane.config import parse
from douane.model.errors import ConfigError


def target(data: bytes) -> None:
    """Read the bytes as ``douane.toml``; only ``ConfigError`` may come out."""
    try:
        parse(data.decode("utf-8", "replace"), "douane.toml", Path("/etc/douane"))
    except ConfigError as error:
        if not error.problems:
            raise AssertionError("a refusal without a reason") from None
