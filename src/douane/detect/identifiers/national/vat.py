"""VAT numbers with their country's prefix: ``DE 136 695 976``, ``ATU13585627``, ``CHE-…MWST``.

Prefix, length and check digit together are sure enough without a word beside them; a prefix in
lower case (``de 136695976``) is a word in some language, so it needs a label.
"""

import re
from typing import Final

from douane.detect.identifiers.context.surroundings import before, is_neutral, named
from douane.detect.identifiers.national.register import VAT
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

ID: Final = "vat"

_LABELLED, _PLAIN, _NEUTRAL = 1.0, 0.8, 0.4
_LONGEST = 28
_PREFIX = re.compile(r"(?:CHE|[A-Z]{2})(?=[ \u00a0.\-]{0,3}[0-9A-Z])", re.IGNORECASE | re.ASCII)
_GROUP = re.compile(r"[ \u00a0.\-]{0,3}([0-9A-Za-z+*]+)", re.ASCII)
_LETTERS_BACK = 14
_WORDS = 6


def read(text: str, end: int) -> Hit | None:
    """Return the number whose eighth character or so ends here."""
    for start in range(max(0, end - _LETTERS_BACK - _LONGEST // 2), end - 6):
        prefix = _PREFIX.match(text, start, start + 6)
        if prefix is None or (start and (text[start - 1].isalnum() or text[start - 1] == "_")):
            continue
        hit = _from(text, start, prefix)
        if hit is not None:
            return hit
    return None


def _from(text: str, start: int, prefix: re.Match[str]) -> Hit | None:
    number = VAT.get(prefix[0].upper())
    if number is None:
        return None
    compact, at, best = "", prefix.end(), 0
    while at - start < _LONGEST and (group := _GROUP.match(text, at, start + _LONGEST + 1)):
        compact += group[1].upper()
        at = group.end()
        if text[at : at + 1].isalnum():
            break
        if number.form.fullmatch(compact) and number.check(prefix[0].upper() + compact):
            best = at
    if not best:
        return None
    labels = before(text, start)
    if named(labels, number.topics, _WORDS):
        sure = _LABELLED
    elif not prefix[0].isupper() or is_neutral(labels):
        sure = _NEUTRAL
    else:
        sure = _PLAIN
    return Hit(start, best, Kind.CODE, sure, number.id)


# Seven digits or capitals at least: Romania's shorter ones need their label.
TRIGGER: Final = Trigger(
    ID,
    (
        rb"(?i)\b(?:"
        + "|".join(VAT).encode()
        + rb")(?:[ .\-]|\xc2\xa0){0,3}[0-9A-Z+*]{1,2}(?:(?:[ .\-]|\xc2\xa0)?[0-9]){6}",
    ),
    read,
)
