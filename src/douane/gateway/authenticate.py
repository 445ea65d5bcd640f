"""Who is calling, and for whom: API keys and reader tokens.

Keys are random (256 bits), so a plain SHA-256 of one is all that needs to be kept; comparing
digests by a dictionary tells nothing about a key that is not there.  Readers are JWTs signed
by the org's or the company's identity provider; a bare header never makes a reader.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import jwt

from douane.model.caller import Principal, Reader
from douane.model.errors import AccessError

ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
CLOCK_SKEW_S: Final = 60


@dataclass(frozen=True, slots=True)
class Issuer:
    """An identity provider whose reader tokens count.

    Attributes:
        tenant: Tenant whose readers it may name.
        issuer: The ``iss`` claim.
        audience: The ``aud`` claim that names this Douane.
        public_key: PEM of its verification key.
        user_claim: Claim that holds the Salesforce user id.
    """

    tenant: str
    issuer: str
    audience: str
    public_key: str
    user_claim: str = "sub"


class Gate:
    """Looks up keys and verifies readers."""

    def __init__(self, keys: Mapping[str, Principal], issuers: tuple[Issuer, ...]) -> None:
        """Keep principals by the SHA-256 (hex) of their key, and the issuers."""
        self._keys = dict(keys)
        self._issuers = {(issuer.tenant, issuer.issuer): issuer for issuer in issuers}

    def principal(self, headers: Mapping[bytes, bytes]) -> Principal:
        """Return who holds the key in ``api-key`` or ``Authorization: Bearer``.

        Raises:
            AccessError: There is no key, or nobody holds it (``unauthenticated``).
        """
        key = headers.get(b"api-key")
        if key is None:
            scheme, _, credentials = headers.get(b"authorization", b"").partition(b" ")
            key = credentials.strip() if scheme.lower() == b"bearer" else b""
        principal = self._keys.get(hashlib.sha256(key).hexdigest()) if key else None
        if principal is None:
            raise AccessError(
                "no such API key; send it as 'Authorization: Bearer KEY' or 'api-key: KEY'",
                code="unauthenticated",
            )
        return principal

    def reader(self, principal: Principal, token: str) -> Reader | None:
        """Return for whom tokens may be opened.

        Args:
            principal: Who holds the key; its tenant binds the issuer.
            token: The reader token, or empty for none.

        Raises:
            AccessError: The token is not valid (``reader_invalid``); why is not told.
        """
        if not token:
            subject = f"key:{principal.id}"
            return Reader(subject, principal.service_reader)
        try:
            claimed = jwt.decode(token, options={"verify_signature": False})
            issuer = self._issuers[principal.tenant, str(claimed["iss"])]
            claims = jwt.decode(
                token,
                issuer.public_key,
                algorithms=list(ALGORITHMS),
                audience=issuer.audience,
                issuer=issuer.issuer,
                leeway=CLOCK_SKEW_S,
                options={"require": ["exp", "iat", "aud", "iss", issuer.user_claim]},
            )
            user = claims[issuer.user_claim]
        except (jwt.PyJWTError, KeyError, ValueError, TypeError):
            raise _invalid() from None
        if not isinstance(user, str) or not user.isalnum():
            raise _invalid()
        return Reader(f"user:{user}", user)


def _invalid() -> AccessError:
    return AccessError(
        "the reader token is not valid; have it signed by a configured issuer, for this "
        "audience, and unexpired",
        code="reader_invalid",
    )
