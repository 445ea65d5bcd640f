"""TLS towards endpoints: who may vouch for them, and which key they must show.

The pin is compared inside the handshake, before asyncio tells anybody that the connection is
up, so not one byte of a request is written to a wrong key.  A pin narrows what the authorities
vouch for and never replaces them: chain, name and dates are verified as well.

Contexts are built by hand rather than by ``ssl.create_default_context``, which writes session
keys to the file that the environment variable SSLKEYLOGFILE names.

Source: SPKI pins as in RFC 7469 §2.4 (base64 of SHA-256 of the SubjectPublicKeyInfo).
"""

import base64
import hashlib
import hmac
import ssl
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

if TYPE_CHECKING:
    from collections.abc import Collection


class PinError(ssl.SSLCertVerificationError):
    """The peer's key is not one of the pinned ones; asyncio gives up the connection."""


def client_context(ca_file: str = "", pins: "Collection[str]" = ()) -> ssl.SSLContext:
    """Return a context that verifies chain, name and, when there are pins, the key.

    Args:
        ca_file: PEM file of the authorities; empty for the system's.
        pins: Base64 SHA-256 values of keys; empty for any key that the authorities vouch for.

    Raises:
        OSError: The file cannot be read or holds no certificate (``ssl.SSLError``).
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # verifies chain and name
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file:
        context.load_verify_locations(cafile=ca_file)
    else:
        context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    if pins:
        context.sslobject_class = _pinned(tuple(pins))
    return context


def spki_sha256(certificate: bytes) -> str:
    """Return the pin of a certificate in DER.

    Raises:
        ValueError: The certificate cannot be read.
    """
    key = x509.load_der_x509_certificate(certificate).public_key()
    spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(spki).digest()).decode()


def _pinned(pins: tuple[str, ...]) -> type[ssl.SSLObject]:
    class Pinned(ssl.SSLObject):
        def do_handshake(self) -> None:
            super().do_handshake()  # raises while it waits for more bytes
            if not _matches(self.getpeercert(binary_form=True), pins):
                raise PinError("the endpoint shows a key that is not pinned")

    return Pinned


def _matches(certificate: bytes | None, pins: tuple[str, ...]) -> bool:
    if certificate is None:
        return False
    try:
        shown = spki_sha256(certificate)
    except (ValueError, TypeError):  # a key of a kind that cannot be read
        return False
    return any(hmac.compare_digest(shown, pin) for pin in pins)
