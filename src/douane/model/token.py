"""Tokens: surrogates that a model can read and that tell nothing but equality.

A token is ``KIND_`` and ten characters of Crockford's base 32 in lower case, such as
``PERSON_k7qm2xp0rd``.  Kinds are upper case and bodies are not, so a body can never begin
another token; no kind ends with another kind, so a match is never ambiguous.  Neither JSON
nor HTML nor URLs escape any character of it.
"""

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a token stands for; it is read by the model, so it is a plain word."""

    PERSON = "PERSON"
    ORG = "ORG"
    ADDRESS = "ADDRESS"
    PLACE = "PLACE"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    IBAN = "IBAN"
    CARD = "CARD"
    AMOUNT = "AMOUNT"
    DATE = "DATE"
    RECORD = "RECORD"
    IDENTITY = "IDENTITY"
    CODE = "CODE"
    PORTFOLIO = "PORTFOLIO"
    LOGIC = "LOGIC"
    SECRET = "SECRET"  # noqa: S105 - the name of a kind, not a secret
    TEXT = "TEXT"

    # An enumeration's own hash is a call into Python, paid for every value that is counted.
    __hash__ = str.__hash__


BODY_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
BODY_LENGTH: Final = 10
TOKEN_PATTERN: Final = (
    "(?:" + "|".join(kind.value for kind in Kind) + f")_[{BODY_ALPHABET}]{{{BODY_LENGTH}}}"
)
MAX_TOKEN_LENGTH: Final = max(len(kind.value) for kind in Kind) + 1 + BODY_LENGTH
