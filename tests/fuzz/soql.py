"""Any bytes as SOQL: read or refused as malformed, never a crash."""

from douane_sandbox.org.error import OrgError
from douane_sandbox.org.soql import parse


def target(data: bytes) -> None:
    """Read the bytes as a query; only ``OrgError`` may come out."""
    try:
        parse(data.decode("utf-8", "replace"))
    except OrgError as error:
        if error.code != "MALFORMED_QUERY":
            raise AssertionError("a query is refused as malformed or not at all") from None
