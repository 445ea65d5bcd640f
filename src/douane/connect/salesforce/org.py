"""Which org to talk to, and as whom: read and judged before a byte is sent.

Two server-to-server flows exist.  With a ``username`` it is the JWT bearer flow (RFC 7523): a
short-lived assertion, signed with the private key of the connected app's certificate, acts as
that user.  Without one it is the client credentials flow (RFC 6749 §4.4), which acts as the
user that the connected app names.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import jwt

from douane.model.errors import UsageError

API_VERSION: Final = "63.0"
ASSERTION_S: Final = 170  # Salesforce refuses one that ends more than 180 s ahead
JWT_GRANT: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_VERSION: Final = re.compile(r"\d{2,3}\.0")
_CODE: Final = "org_settings"


@dataclass(frozen=True, slots=True)
class Org:
    """An org and the app that logs in to it.

    Attributes:
        url: ``https://`` address where it logs in, such as its My Domain.
        client_id: Consumer key of the connected app.
        username: User of the JWT bearer flow; empty for client credentials.
        key_file: PEM private key of the JWT bearer flow.
        secret_file: File that holds the consumer secret of the client credentials flow.
        ca_file: PEM of the authorities that may vouch for it; empty for the system's.
        audience: ``aud`` of the assertion; empty: ``https://test.salesforce.com`` for a
            sandbox's My Domain, ``https://login.salesforce.com`` for a production one, else
            ``url``.
        api_version: REST API version.
        timeout_s: Longest time that one answer may take.
    """

    url: str
    client_id: str
    username: str = ""
    key_file: str = ""
    secret_file: str = ""
    ca_file: str = ""
    audience: str = ""
    api_version: str = API_VERSION
    timeout_s: float = 30.0


def check(org: Org) -> None:
    """Refuse an org that cannot be asked safely.

    Raises:
        UsageError: The address, the version or the way to log in is wrong; code
            ``org_settings``.
    """
    if not is_https_origin(org.url):
        message = "the org's url must be https://host without path, user or query"
        raise UsageError(message, code=_CODE)
    if not _VERSION.fullmatch(org.api_version):
        raise UsageError("the org's API version must look like 63.0", code=_CODE)
    if not org.client_id:
        raise UsageError("the org needs client_id, the connected app's key", code=_CODE)
    if org.username and not org.key_file:
        raise UsageError("the org has a username and so needs key_file", code=_CODE)
    if not org.username and not org.secret_file:
        raise UsageError("the org needs username and key_file, or secret_file", code=_CODE)


def is_https_origin(url: str) -> bool:
    """Tell whether an address is ``https://host[:port]`` and nothing else."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    rest = (parts.username, parts.password, parts.query, parts.fragment)
    plain = url.isascii() and url.isprintable() and " " not in url
    return (
        plain
        and parts.scheme == "https"
        and bool(parts.hostname)
        and parts.path in ("", "/")
        and not any(rest)
        and "@" not in parts.netloc
        and port != 0
    )


def login_form(org: Org, now_s: float) -> dict[str, str]:
    """Return the form for ``/services/oauth2/token``; reads the key or the secret.

    Args:
        org: Which org; see ``check``.
        now_s: The time, seconds since 1970.

    Raises:
        UsageError: The file cannot be read or holds no such key; code ``org_settings``.
    """
    if not org.username:
        secret = _read(org.secret_file, "secret_file").decode("utf-8", "replace").strip()
        return {
            "grant_type": "client_credentials",
            "client_id": org.client_id,
            "client_secret": secret,
        }
    claims = {
        "iss": org.client_id,
        "sub": org.username,
        "aud": org.audience or _audience(org.url),
        "exp": int(now_s) + ASSERTION_S,
    }
    key = _read(org.key_file, "key_file")
    try:
        assertion = jwt.encode(claims, key, algorithm="RS256")
    except (jwt.PyJWTError, ValueError, TypeError):
        # The cause may quote the key.
        message = "key_file holds no RSA private key in PEM without a passphrase"
        raise UsageError(message, code=_CODE) from None
    return {"grant_type": JWT_GRANT, "assertion": assertion}


def _audience(url: str) -> str:
    host = urlsplit(url).hostname or ""
    if host.endswith(".sandbox.my.salesforce.com"):
        return "https://test.salesforce.com"
    if host.endswith(".my.salesforce.com"):
        return "https://login.salesforce.com"
    return url.rstrip("/")


def _read(path: str, name: str) -> bytes:
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{name} cannot be read ({error.strerror})", code=_CODE) from None
    if not content.strip():
        raise UsageError(f"{name} is empty", code=_CODE)
    return content
