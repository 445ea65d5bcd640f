"""Names and ids that may stand in a query; nothing else ever does.

Source: SOQL and SOSL Reference; Salesforce help, "ID field type" (15 characters that tell
letter case, 18 with a checksum of it).
"""

import re
from typing import Final

from douane.model.errors import UsageError

_API_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,79}")
_ID: Final = re.compile(r"[A-Za-z0-9]{15}(?:[A-Z0-5]{3})?")
_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_SHORT: Final = 15


def is_api_name(text: str) -> bool:
    """Tell whether a text may be the API name of an object or field."""
    return _API_NAME.fullmatch(text) is not None


def api_name(text: str) -> str:
    """Return an API name that may stand in a query.

    Raises:
        UsageError: It is none.
    """
    if not is_api_name(text):
        raise UsageError("an object or field has a name that Salesforce cannot have")
    return text


def is_record_id(text: str) -> bool:
    """Tell whether a text is a record id, with a right checksum if it has one."""
    if not _ID.fullmatch(text):
        return False
    return len(text) == _SHORT or text[_SHORT:] == _checksum(text[:_SHORT])


def _checksum(short: str) -> str:
    return "".join(
        _ALPHABET[sum(1 << at for at, letter in enumerate(short[i : i + 5]) if letter.isupper())]
        for i in (0, 5, 10)
    )
