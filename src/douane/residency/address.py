"""In which zone an IP address lies, and which one an endpoint may be dialled at.

The *resolved* address is judged, not the name: a name can be pointed anywhere between the
check of the configuration and the call.

Sources: RFC 6890 (special-purpose addresses), RFC 4291 §2.5.5.2 (mapped IPv4), RFC 6052
(NAT64), RFC 3927 (link-local, where clouds serve their metadata).
"""

import ipaddress
from enum import StrEnum
from typing import Final

from douane.model.endpoint import Endpoint


class Zone(StrEnum):
    """Kinds of address, by how far a packet to it travels."""

    LOOPBACK = "loopback"
    PRIVATE = "private"
    GLOBAL = "global"
    LINK_LOCAL = "link_local"
    FORBIDDEN = "forbidden"


DIALLED: Final = frozenset({Zone.LOOPBACK, Zone.PRIVATE, Zone.GLOBAL})

# First match counts.
_V4: Final = tuple(
    (ipaddress.IPv4Network(network), kind)
    for network, kind in (
        ("127.0.0.0/8", Zone.LOOPBACK),
        ("169.254.0.0/16", Zone.LINK_LOCAL),
        ("10.0.0.0/8", Zone.PRIVATE),
        ("172.16.0.0/12", Zone.PRIVATE),
        ("192.168.0.0/16", Zone.PRIVATE),
        ("100.64.0.0/10", Zone.PRIVATE),  # shared by a carrier's or cloud's customers
        ("0.0.0.0/8", Zone.FORBIDDEN),
        ("192.0.0.0/24", Zone.FORBIDDEN),
        ("192.0.2.0/24", Zone.FORBIDDEN),
        ("192.88.99.0/24", Zone.FORBIDDEN),
        ("198.18.0.0/15", Zone.FORBIDDEN),
        ("198.51.100.0/24", Zone.FORBIDDEN),
        ("203.0.113.0/24", Zone.FORBIDDEN),
        ("224.0.0.0/3", Zone.FORBIDDEN),  # multicast, reserved, broadcast
        ("0.0.0.0/0", Zone.GLOBAL),
    )
)
_V6: Final = tuple(
    (ipaddress.IPv6Network(network), kind)
    for network, kind in (
        ("::1/128", Zone.LOOPBACK),
        ("fe80::/10", Zone.LINK_LOCAL),
        ("fc00::/7", Zone.PRIVATE),
        ("2001::/23", Zone.FORBIDDEN),  # Teredo and other tunnels
        ("2001:db8::/32", Zone.FORBIDDEN),
        ("2002::/16", Zone.FORBIDDEN),  # 6to4: where the packet ends is written inside
        ("3fff::/20", Zone.FORBIDDEN),
        ("2000::/3", Zone.GLOBAL),
        ("::/0", Zone.FORBIDDEN),
    )
)
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


def zone(address: str) -> Zone:
    """Return the zone of an address literal; what cannot be read is ``FORBIDDEN``."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return Zone.FORBIDDEN
    if isinstance(parsed, ipaddress.IPv6Address):
        return _zone_v6(parsed)
    return _zone_v4(parsed)


def may_dial(endpoint: Endpoint, address: str) -> bool:
    """Say whether a connection to ``address`` may be opened on behalf of ``endpoint``.

    An ``unsafe_loopback`` endpoint is reached at loopback and nowhere else.  Nothing is ever
    reached at link-local, multicast, unspecified or reserved addresses.
    """
    where = zone(address)
    if endpoint.unsafe_loopback:
        return where is Zone.LOOPBACK
    return where in DIALLED


def _zone_v4(address: ipaddress.IPv4Address) -> Zone:
    return next(kind for network, kind in _V4 if address in network)


def _zone_v6(address: ipaddress.IPv6Address) -> Zone:
    if address.ipv4_mapped is not None:
        return _zone_v4(address.ipv4_mapped)
    if address in _NAT64:
        inner = _zone_v4(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
        return Zone.GLOBAL if inner is Zone.GLOBAL else Zone.FORBIDDEN
    return next(kind for network, kind in _V6 if address in network)
