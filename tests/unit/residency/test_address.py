"""Zones of addresses: the dialled address decides, however it is written."""

import ipaddress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.model.endpoint import Endpoint
from douane.model.terms import Level
from douane.residency.address import Zone, may_dial, zone

REMOTE = Endpoint("fra", "https://llm.example.com", "DE", Level.RESTRICTED, "m")
LOCAL = replace(REMOTE, url="http://localhost:1", unsafe_loopback=True)

ZONES = {
    "loopback": ("127.0.0.1", Zone.LOOPBACK),
    "the last of loopback": ("127.255.255.255", Zone.LOOPBACK),
    "IPv6 loopback": ("::1", Zone.LOOPBACK),
    "loopback mapped into IPv6": ("::ffff:127.0.0.1", Zone.LOOPBACK),
    "private": ("10.0.0.1", Zone.PRIVATE),
    "private mapped into IPv6": ("::ffff:192.168.1.1", Zone.PRIVATE),
    "the last of 172.16/12": ("172.31.255.255", Zone.PRIVATE),
    "just after 172.16/12": ("172.32.0.0", Zone.GLOBAL),
    "a carrier's own": ("100.64.0.1", Zone.PRIVATE),
    "unique local": ("fd12::1", Zone.PRIVATE),
    "cloud metadata": ("169.254.169.254", Zone.LINK_LOCAL),
    "cloud metadata mapped into IPv6": ("::ffff:169.254.169.254", Zone.LINK_LOCAL),
    "IPv6 link-local": ("fe80::1", Zone.LINK_LOCAL),
    "IPv6 link-local with its interface": ("fe80::1%eth0", Zone.LINK_LOCAL),
    "global": ("8.8.8.8", Zone.GLOBAL),
    "IPv6 global": ("2a00:1450::1", Zone.GLOBAL),
    "global through NAT64": ("64:ff9b::808:808", Zone.GLOBAL),
    "loopback through NAT64": ("64:ff9b::7f00:1", Zone.FORBIDDEN),
    "private through NAT64": ("64:ff9b::a00:1", Zone.FORBIDDEN),
    "6to4": ("2002:7f00:1::", Zone.FORBIDDEN),
    "Teredo": ("2001:0:4136:e378:8000:63bf:3fff:fdd2", Zone.FORBIDDEN),
    "unspecified": ("0.0.0.0", Zone.FORBIDDEN),  # noqa: S104 - nothing is bound
    "IPv6 unspecified": ("::", Zone.FORBIDDEN),
    "this network": ("0.1.2.3", Zone.FORBIDDEN),
    "multicast": ("224.0.0.1", Zone.FORBIDDEN),
    "IPv6 multicast": ("ff02::1", Zone.FORBIDDEN),
    "broadcast": ("255.255.255.255", Zone.FORBIDDEN),
    "documentation": ("192.0.2.1", Zone.FORBIDDEN),
    "site-local, long withdrawn": ("fec0::1", Zone.FORBIDDEN),
    "a name": ("localhost", Zone.FORBIDDEN),
    "a short form": ("127.1", Zone.FORBIDDEN),
    "one number": ("2130706433", Zone.FORBIDDEN),
    "nothing": ("", Zone.FORBIDDEN),
}


@pytest.mark.parametrize(("address", "expected"), ZONES.values(), ids=ZONES.keys())
def test_zone(address: str, expected: Zone) -> None:
    assert zone(address) is expected


@given(st.ip_addresses())
def test_what_python_calls_special_is_never_global(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if zone(str(address)) is Zone.GLOBAL and str(address)[:8] != "64:ff9b:":
        assert address.is_global
        assert not address.is_multicast


@given(st.text(max_size=20))
def test_any_text_has_a_zone(text: str) -> None:
    assert zone(text) in Zone


@given(st.ip_addresses().map(str))
def test_unsafe_loopback_is_dialled_at_loopback_alone(address: str) -> None:
    assert may_dial(LOCAL, address) is (zone(address) is Zone.LOOPBACK)


@pytest.mark.parametrize(
    ("address", "expected"),
    [("8.8.8.8", True), ("10.0.0.1", True), ("127.0.0.1", True),
     ("169.254.169.254", False), ("224.0.0.1", False), ("nonsense", False)],
)  # fmt: skip
def test_others_are_dialled_wherever_an_endpoint_can_be(address: str, expected: object) -> None:
    assert may_dial(REMOTE, address) is expected
