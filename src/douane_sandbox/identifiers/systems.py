"""Identifiers of machines and records, places and vehicles, and ways to reach somebody."""

import ipaddress
import random
from collections.abc import Callable
from typing import Final

from douane_sandbox.identifiers.shapes import fill, some
from douane_sandbox.ids import checksum

Make = Callable[[random.Random], str]

_PREFIXES: Final = ("001", "003", "005", "006", "00Q", "00T", "500", "701", "800", "a0B")
_PHONES: Final = (
    "+49 30 9999999", "+49 171 9999999", "+33 1 99 99 99 99", "+33 6 99 99 99 99",
    "+39 06 9999 9999", "+34 61 999 99 99", "+31 20 999 9999", "+48 22 999 99 99",
    "+41 44 999 99 99", "+43 1 9999999", "+44 20 7999 9999", "+352 26 99 99 99",
)  # fmt: skip
_PLATES: Final = ("M-AB 9999", "B-XY 999", "AB-999-CD", "9999 BCD", "AB 999 CD", "WA 99999")
_ALPHANUMERIC: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _record(chance: random.Random) -> str:
    short = f"{chance.choice(_PREFIXES)}{some(chance, 2, _ALPHANUMERIC)}0"
    short += "00000" + some(chance, 4, _ALPHANUMERIC)
    return short + checksum(short)


def _email(chance: random.Random) -> str:
    names, ends = ("anna.keller", "l.moreau", "m_rossi", "jose-garcia"), ("de", "fr", "it", "com")
    return (
        f"{chance.choice(names)}{fill(chance, '99')}@bank{fill(chance, '9')}.{chance.choice(ends)}"
    )


def _phone(chance: random.Random) -> str:
    code, _, rest = chance.choice(_PHONES).partition(" ")
    return f"{code} {fill(chance, rest)}"


def _mac(chance: random.Random) -> str:
    return chance.choice((":", "-")).join(fill(chance, "~~") for _ in range(6))


def _geo(chance: random.Random) -> str:
    north, east = chance.uniform(36, 60), chance.uniform(-5, 25)
    return f"{north:.5f}, {east:.5f}"


MAKERS: Final[dict[str, Make]] = {
    "record_id": _record,
    "email": _email,
    "phone": _phone,
    "ip.v4": lambda chance: str(ipaddress.IPv4Address(chance.randrange(0x0B000000, 0xDF000000))),
    "ip.v6": lambda chance: str(ipaddress.IPv6Address(0x2001 << 112 | chance.getrandbits(100))),
    "mac": _mac,
    "geo": _geo,
    "plate": lambda chance: fill(chance, chance.choice(_PLATES)),
    "account": lambda chance: fill(chance, "9999999999")[: chance.randint(7, 10)],
    "customer": lambda chance: fill(chance, "99999999")[: chance.randint(6, 8)],
    "contract": lambda chance: fill(chance, "##-999999"),
    "policy": lambda chance: fill(chance, "#99-999.999"),
}
