"""One real border, shared by the tests that do not harm it."""

from collections.abc import Iterator
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.simulators.endpoint import Script
from tests.simulators.gateway_process import EndpointThread, GatewayProcess

BODY_BYTES = 1024 * 1024
BODY_TIMEOUT_S = 0.6
ENDPOINT_TIMEOUT_S = 0.5
ISSUER = "https://login.example"
AUDIENCE = "douane"
DENY_CARDS = """
[[rule]]
id = "no-cards-at-all"
source = "test"
action = "deny"
kinds = ["card"]
"""


class Border:
    """A running gateway, the endpoint behind it, and who may speak.

    Attributes:
        gateway: The process.
        endpoint: What it calls.
        other_key: A key of another tier.
        signing_key: The identity provider's.
    """

    def __init__(self, gateway: GatewayProcess, endpoint: EndpointThread, other_key: str) -> None:
        self.gateway = gateway
        self.endpoint = endpoint
        self.other_key = other_key
        self.signing_key = Ed25519PrivateKey.generate()

    def reader(self, user: str, now_s: int, key: Ed25519PrivateKey | None = None) -> str:
        """Return a reader token, signed by the identity provider or another key."""
        claims = {
            "iss": ISSUER, "aud": AUDIENCE, "sub": user, "iat": now_s, "exp": now_s + 60,
        }  # fmt: skip
        return jwt.encode(claims, key or self.signing_key, algorithm="EdDSA")


@pytest.fixture(scope="session")
def shared_border(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Border]:
    with EndpointThread() as endpoint:
        gateway = GatewayProcess(tmp_path_factory.mktemp("border"), endpoint.url)
        border = make_border(gateway, endpoint)
        gateway.start()
        yield border
        assert gateway.stop() == 0


def make_border(gateway: GatewayProcess, endpoint: EndpointThread) -> Border:
    """Give a fresh border short limits, a second tier, an identity provider, a denying rule."""
    gateway.configure("unsafe_loopback = true", f"timeout_s = {ENDPOINT_TIMEOUT_S}\n"
                      "unsafe_loopback = true")  # fmt: skip
    gateway.add(f"[limits]\nbody_bytes = {BODY_BYTES}\nbody_timeout_s = {BODY_TIMEOUT_S}\n")
    gateway.add('[[tier]]\nname = "other"\nendpoints = ["model"]\npurposes = ["general"]\n')
    border = Border(gateway, endpoint, gateway.add_key("second", "other"))
    public = border.signing_key.public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    Path(gateway.directory / "issuer.pem").write_bytes(pem)
    gateway.add(
        f'[[reader_issuer]]\nissuer = "{ISSUER}"\naudience = "{AUDIENCE}"\n'
        'public_key_file = "issuer.pem"\n'
    )
    gateway.add_rule(DENY_CARDS)
    return border


@pytest.fixture
def border(shared_border: Border) -> Border:
    """Return the shared border with an endpoint that has received nothing yet."""
    shared_border.endpoint.script = Script()
    shared_border.endpoint.received.clear()
    return shared_border
