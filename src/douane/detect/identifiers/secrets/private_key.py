"""Private keys as blocks of text: PEM, OpenSSH, PGP, PuTTY.  A whole block is one finding.

A block that was cut off is one, too, as far as it goes; one without a body is a manual's.

Sources: RFC 7468, RFC 4880 section 6.2; PuTTY documentation, appendix C.
"""

import re
from typing import Final

from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

ID: Final = "secret.private_key"

_LONGEST = 16_384
_FEWEST_LETTERS = 32
_BEGIN_BACK = 80
_BODY = re.compile(r"(?:[A-Za-z0-9+/=:, \t\r\n.;()\-]|\\[nrt])*+")
_LETTER = re.compile(r"[A-Za-z0-9+/]")
_PUTTY_END = re.compile(r"Private-(?:MAC|Hash): [0-9a-f]{1,128}")


def read(text: str, end: int) -> Hit | None:
    """Return the block whose first line ends here."""
    start = text.rfind("-----BEGIN", max(0, end - _BEGIN_BACK), end)
    limit = text.find("\x00", end, end + _LONGEST)
    if limit < 0:
        limit = min(len(text), end + _LONGEST)
    closing = text.find("-----END", end, limit)
    if closing >= 0:
        body = text[end:closing]
        tail = text.find("-----", closing + 8, min(limit, closing + _BEGIN_BACK))
        stop = tail + 5 if tail >= 0 else closing + 8
    else:
        found = _BODY.match(text, end, limit)
        body = found[0].rstrip() if found else ""
        stop = end + len(body)
    if start < 0 or len(_LETTER.findall(body[:512])) < _FEWEST_LETTERS:
        return None
    return Hit(start, stop, Kind.SECRET, 1.0, ID)


def read_putty(text: str, end: int) -> Hit | None:
    """Return the PuTTY key file whose first words end here."""
    start = text.rfind("PuTTY", max(0, end - _BEGIN_BACK), end)
    limit = text.find("\x00", end, end + _LONGEST)
    if limit < 0:
        limit = min(len(text), end + _LONGEST)
    if start < 0 or text.find("Private-Lines", end, limit) < 0:
        return None
    closing = _PUTTY_END.search(text, end, limit)
    stop = closing.end() if closing else limit
    return Hit(start, stop, Kind.SECRET, 1.0, ID)


PEM: Final = Trigger(ID, (rb"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----",), read)
PUTTY: Final = Trigger(ID, (rb"PuTTY-User-Key-File-[0-9]:",), read_putty)
