"""The address of an endpoint, read strictly: scheme, host, port, path and nothing else.

URL parsers disagree about odd forms (RFC 3986 against WHATWG: ``http://a@b``, ``http://127.1``,
``%2e``), and a disagreement here is a request that goes elsewhere.  So only the plain form is
read, in which all of them agree.
"""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final

_URL: Final = re.compile(
    r"(?P<scheme>[a-z]+)://"
    r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<host>[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?))"
    r"(?::(?P<port>[1-9][0-9]{0,4}))?"
    r"(?P<path>(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)",
    re.ASCII,
)
_LABEL: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?", re.ASCII)
_NUMBER: Final = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*", re.ASCII)
_DEFAULT_PORTS: Final = {"https": 443, "http": 80}
_MAX_PORT: Final = 65_535


@dataclass(frozen=True, slots=True)
class Url:
    """An address in its plain form.

    Attributes:
        scheme: ``https`` or ``http``.
        host: Name in lower case, or IP address without brackets.
        port: TCP port.
        path: Empty, or ``/`` and segments without a closing slash.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_literal(self) -> bool:
        """The host is an IP address, not a name."""
        return ":" in self.host or self.host.replace(".", "").isdigit()

    @property
    def is_loopback(self) -> bool:
        """The host is a loopback literal or ``localhost``."""
        if not self.is_literal:
            return self.host == "localhost"
        return ipaddress.ip_address(self.host).is_loopback


def read_url(text: str) -> Url | None:
    """Return the address, or None for anything but the plain form."""
    match = _URL.fullmatch(text)
    if match is None or match["scheme"] not in _DEFAULT_PORTS:
        return None
    host = match["v6"] or match["host"]
    if not (_is_v6(host) if match["v6"] else _is_name_or_v4(host)):
        return None
    port = int(match["port"]) if match["port"] else _DEFAULT_PORTS[match["scheme"]]
    if port > _MAX_PORT:
        return None
    return Url(match["scheme"], host.lower(), port, match["path"])


def _is_v6(host: str) -> bool:
    try:
        ipaddress.IPv6Address(host)
    except ValueError:
        return False
    return True


def _is_name_or_v4(host: str) -> bool:
    labels = host.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        return False
    if not _NUMBER.fullmatch(labels[-1]):
        return True
    # A last label that is a number makes it an IPv4 address; resolvers also take forms such
    # as 2130706433 or 127.1, which a reader of the configuration would not recognise.
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True
