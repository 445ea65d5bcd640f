"""E-mail addresses whose ``@`` and dots are spelled out, in seven languages and signs.

``max (at) firm dot de``, ``max[at]firm.de``, ``max chiocciola firm punto it``.  A bare *at* or *à*
is a word, too, so it counts only before a spelled dot.
"""

import re
from typing import Final

from douane.detect.disguise.view import Patch

_AT = "at|ät|a|à|arroba|arobas|arobase|arobaze|chiocciola|apenstaartje|małpa|malpa|klammeraffe"
_DOT = "dot|punkt|point|punto|punt|kropka"
_IN = r"[(\[{<*_-]\s{0,2}"
_OUT = r"\s{0,2}[)\]}>*_-]"
_LABEL = r"[\w-]{1,63}"
_SPELLED_DOT = rf"(?:\s{{0,2}}{_IN}(?:{_DOT}|\.){_OUT}\s{{0,2}}|\s{{1,2}}(?:{_DOT})\s{{1,2}})"
_ANY_DOT = rf"(?:\.|{_SPELLED_DOT})"
_BRACKETED = rf"\s{{0,2}}{_IN}(?:{_AT}|@){_OUT}\s{{0,2}}"
_BARE = rf"\s{{1,2}}(?:{_AT}|@)\s{{1,2}}"
_LOCAL = rf"(?<![\w.+-])[\w.+-]{{1,64}}(?:{_SPELLED_DOT}[\w+-]{{1,64}}){{0,3}}"
_ADDRESS: Final = re.compile(
    rf"{_LOCAL}(?:{_BRACKETED}{_LABEL}(?:{_ANY_DOT}{_LABEL}){{1,5}}"
    rf"|(?:{_BARE}|@)(?={_LABEL}(?:\.{_LABEL}){{0,4}}{_SPELLED_DOT})"
    rf"{_LABEL}(?:{_ANY_DOT}{_LABEL}){{1,5}})",
    re.IGNORECASE,
)
_SIGN: Final = re.compile(
    rf"(?P<at>{_BRACKETED}|\s{{1,2}}(?:{_AT}|@)\s{{1,2}})|(?P<dot>{_SPELLED_DOT})", re.IGNORECASE
)


def undo(text: str) -> list[Patch]:
    """Return the signs that are spelled out, in no order."""
    patches: list[Patch] = []
    for address in _ADDRESS.finditer(text):
        seen = "@" in address[0] and not _SIGN.search(address[0])
        for sign in _SIGN.finditer(text, address.start(), address.end()):
            if sign["at"] and seen:
                continue
            seen = seen or bool(sign["at"])
            patches.append(Patch(sign.start(), sign.end(), "@" if sign["at"] else "."))
    return patches
