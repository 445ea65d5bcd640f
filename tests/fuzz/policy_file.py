"""Any bytes as a policy file: read or refused with lines, never a crash."""

from douane.model.errors import ConfigError
from douane.policy import parse


def target(data: bytes) -> None:
    """Read the bytes as ``policy.toml``; only ``ConfigError`` may come out."""
    try:
        parse(data.decode("utf-8", "replace"), "policy.toml")
    except ConfigError as error:
        if not error.problems:
            raise AssertionError("a refusal without a reason") from None
