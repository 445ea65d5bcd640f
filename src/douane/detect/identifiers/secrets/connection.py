"""URLs and connection strings that carry a password: ``scheme://user:password@host/…``.

The whole URL is the finding: host and database tell where the password opens a door.

Source: RFC 3986, section 3.2.1.
"""

import re
from typing import Final

from douane.detect.identifiers.secrets.placeholder import is_placeholder
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

ID: Final = "secret.connection"

_BACK = 320
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]{1,40}\Z")
_REST = re.compile(r"[^\s\"'<>`\x00]{1,512}")
_TRAILING: Final = ".,;:!?)]}"
_PLAIN_WORDS = "password passwort pass pwd pw secret user username passwd contraseña wachtwoord"
_PLAIN: Final = frozenset(_PLAIN_WORDS.split())


def read(text: str, end: int) -> Hit | None:
    """Return the URL whose ``@`` ends here."""
    slashes = text.rfind("://", max(0, end - _BACK), end)
    scheme = _SCHEME.search(text[max(0, slashes - 42) : slashes]) if slashes > 0 else None
    host = _REST.match(text, end)
    if scheme is None or host is None:
        return None
    _, colon, password = text[slashes + 3 : end - 1].partition(":")
    if not colon or not password or password.lower() in _PLAIN or is_placeholder(password):
        return None
    start = slashes - len(scheme[0])
    return Hit(start, end + len(host[0].rstrip(_TRAILING)), Kind.SECRET, 1.0, ID)


_NO_END = rb"[^\s:/@\"'<>\x00]"
TRIGGER: Final = Trigger(
    ID,
    (rb"[A-Za-z0-9]://" + _NO_END + rb"{0,96}:[^\s/@\"'<>\x00]{1,160}@",),
    read,
)
