"""Make the org's own certificate authority, its server certificate and the app's key."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Final, TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
_DAYS: Final = 90
_NO_USE: Final = dict.fromkeys(
    (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    ),
    False,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Credentials:
    """Files of one directory.

    Attributes:
        ca_file: What clients must trust.
        server_file: Server certificate.
        server_key_file: Its key.
        app_key_file: RSA key that signs JWT assertions.
        app_certificate_file: Its certificate, registered with the org.
    """

    ca_file: Path
    server_file: Path
    server_key_file: Path
    app_key_file: Path
    app_certificate_file: Path


def make_credentials(directory: Path, now_s: float) -> Credentials:
    """Write a CA, a certificate for localhost and an app key; keep what is there and valid.

    Raises:
        OSError: The directory cannot be written.
    """
    directory.mkdir(parents=True, exist_ok=True)
    made = Credentials(
        *(directory / name for name in ("ca.pem", "server.pem", "server.key", "app.key", "app.pem"))
    )
    now = datetime.fromtimestamp(now_s, UTC)
    if made.app_certificate_file.exists() and made.server_file.exists():
        kept = x509.load_pem_x509_certificate(made.server_file.read_bytes())
        if kept.not_valid_before_utc <= now < kept.not_valid_after_utc - timedelta(days=1):
            return made
    ca_key = ec.generate_private_key(ec.SECP256R1())
    ca = _certificate("Douane sandbox CA", ca_key, None, ca_key, now)
    server_key = ec.generate_private_key(ec.SECP256R1())
    server = _certificate("localhost", server_key, ca, ca_key, now)
    app_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    app = _certificate("douane.stand-in.app", app_key, None, app_key, now)
    made.ca_file.write_bytes(_pem(ca))
    _write_key(made.server_key_file, server_key)
    _write_key(made.app_key_file, app_key)
    made.server_file.write_bytes(_pem(server))
    made.app_certificate_file.write_bytes(_pem(app))
    return made


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _write_key(path: Path, key: Key) -> None:
    path.touch(mode=0o600)
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _certificate(
    name: str, key: Key, issuer: x509.Certificate | None, signer: Key, now: datetime
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    authority, public = issuer is None, key.public_key()
    use = {"key_cert_sign": True, "crl_sign": True} if authority else {"digital_signature": True}
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if issuer is None else issuer.subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=_DAYS))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**(_NO_USE | use)), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
            critical=False,
        )
    )
    if issuer is not None:
        names = [
            x509.DNSName("localhost"),
            *map(x509.IPAddress, map(ip_address, ("127.0.0.1", "::1"))),
        ]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        server = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        builder = builder.add_extension(server, critical=False)
    return builder.sign(signer, hashes.SHA256())
