"""Addresses of machines: IPv4, IPv6, MAC.

``1.2.3.4`` may be a version or a section, so four single digits need the word *IP* or the like;
this machine's own addresses name nobody.

Sources: RFC 791, RFC 4291, RFC 5952; IEEE 802.
"""

import ipaddress
import re
from typing import Final

from douane.detect.identifiers.edges import ends_alone, stands_alone
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

_V4 = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}", re.ASCII)
_V6 = re.compile(r"[0-9A-Fa-f:.]{2,45}")
_V6_LETTERS: Final = frozenset("0123456789abcdefABCDEF:.")
_V6_LONGEST = 45
_V4_LONGEST = 15
_MAC = re.compile(
    r"(?:[0-9A-Fa-f]{2}([:\-]))(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2}"
)
_SAYS_ADDRESS = re.compile(
    r"(?i)\b(?:ip|ipv4|host|server|address|adresse|indirizzo|adres|dirección|ping|dns|gateway)\b"
    r"[^0-9\x00]{0,16}\Z"
)
_SAYS_VERSION = re.compile(
    r"(?i)(?:\b(?:version|versión|versie|wersja|versione|release|build|v|section|chapter|§"
    r"|abschnitt|kapitel|ziffer|firmware|driver|treiber)[ .:]{0,2})\Z"
)
_BACK = 32
# This machine, masks, and object identifiers.
_NOBODY: Final = ("0.", "127.", "255.", "1.3.6.", "2.5.4.", "2.5.29.", "1.2.840.")
_FEWEST_GROUPS = 3
_OCTET = 255


def read_v4(text: str, end: int) -> Hit | None:
    """Return the IPv4 address that ends here."""
    start = _first(text, end, _V4, _V4_LONGEST)
    if start < 0:
        return None
    written = text[start:end]
    parts = written.split(".")
    if written.startswith(_NOBODY) or any(
        int(part) > _OCTET or part != str(int(part)) for part in parts
    ):
        return None
    said = text[max(0, start - _BACK) : start]
    if _SAYS_VERSION.search(said):
        return None
    if all(len(part) == 1 for part in parts) and not _SAYS_ADDRESS.search(said):
        return None
    return Hit(start, end, Kind.CODE, 0.9, "ip.v4")


def read_v6(text: str, end: int) -> Hit | None:
    """Return the IPv6 address around here."""
    start = end
    while start and end - start < _V6_LONGEST and text[start - 1] in _V6_LETTERS:
        start -= 1
    found = _V6.match(text, start)
    if found is None:
        return None
    written = found[0].rstrip(".:") if not found[0].endswith("::") else found[0]
    stop = start + len(written)
    if (start and (text[start - 1].isalnum() or text[start - 1] == "_")) or text[
        stop : stop + 1
    ].isalnum():
        return None
    try:
        address = ipaddress.IPv6Address(written)
    except ValueError:
        return None
    groups = [group for group in written.split(":") if group]
    if len(groups) < _FEWEST_GROUPS and max(map(len, groups)) < _FEWEST_GROUPS:
        return None
    if address.is_loopback or address.is_unspecified or stop < end:
        return None
    return Hit(start, stop, Kind.CODE, 1.0, "ip.v6")


def read_mac(text: str, end: int) -> Hit | None:
    """Return the hardware address that ends here."""
    start = _first(text, end, _MAC, 17)
    if start < 0 or not stands_alone(text, start, end):
        return None
    written = text[start:end]
    if written.replace("-", "").replace(".", "").isdecimal():
        return None
    return Hit(start, end, Kind.CODE, 0.9, "mac")


def _first(text: str, end: int, form: re.Pattern[str], longest: int) -> int:
    if not ends_alone(text, end):
        return -1
    for start in range(max(0, end - longest), end):
        found = form.match(text, start, end)
        if found is not None and found.end() == end and stands_alone(text, start, end):
            return start
    return -1


V4: Final = Trigger("ip.v4", (rb"\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b",), read_v4)
V6: Final = Trigger(
    "ip.v6",
    (rb"(?i)[0-9a-f]{1,4}::[0-9a-f]", rb"(?i)\b(?:[0-9a-f]{1,4}:){7}[0-9a-f]",
     rb"(?i)\b[0-9a-f]{1,4}:[0-9a-f]{1,4}:[0-9a-f:]{0,24}::"),
    read_v6,
)  # fmt: skip
MAC: Final = Trigger(
    "mac",
    (
        rb"(?i)\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b",
        rb"(?i)\b[0-9a-f]{2}(?:-[0-9a-f]{2}){5}\b",
        rb"(?i)\b[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}\b",
    ),
    read_mac,
)
