"""Text that already looks like one of our tokens.

Somebody may have pasted an old answer, or may try to have a token opened that is not theirs.
Either way it is itself tokenised, unless it belongs to the scope.
"""

from typing import Final

from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import BODY_LENGTH, TOKEN_PATTERN, Kind

ID: Final = "token"


def read(text: str, end: int) -> Hit | None:
    """Return the token that ends here; no kind ends with another, so there is only one."""
    body = end - BODY_LENGTH - 1
    for kind in Kind:
        if text.endswith(kind, 0, body):
            return Hit(body - len(kind), end, kind, 1.0)
    return None


TRIGGER: Final = Trigger(ID, (TOKEN_PATTERN.encode(),), read)
