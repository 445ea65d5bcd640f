"""Credentials that open nothing: random ones in the forms that their issuers give them."""

import base64
import json
import random
from collections.abc import Callable
from typing import Final

from douane_sandbox.identifiers.shapes import some

Make = Callable[[random.Random], str]

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ANY: Final = _LETTERS + "0123456789"
_CAPITALS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_HEX: Final = "0123456789abcdef"
_PASSWORD: Final = _ANY + "!#$%&*+-?"


def _prefixed(prefix: str, length: int, alphabet: str = _ANY) -> Make:
    return lambda chance: prefix + some(chance, length, alphabet)


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _jwt(chance: random.Random) -> str:
    head = _base64url(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    body = _base64url(json.dumps({"sub": some(chance, 8, _HEX), "iat": 1_700_000_000}).encode())
    return f"{head}.{body}.{_base64url(chance.randbytes(32))}"


def _private_key(chance: random.Random) -> str:
    kind = chance.choice(("RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY"))
    text = base64.b64encode(chance.randbytes(600)).decode()
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    return "\n".join((f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----"))


def _password(chance: random.Random) -> str:
    return some(chance, 4, _LETTERS) + some(chance, chance.randint(6, 10), _PASSWORD) + "7xK"


def _connection(chance: random.Random) -> str:
    scheme = chance.choice(("postgresql", "mysql", "mongodb+srv", "redis", "amqp", "https"))
    return f"{scheme}://app:{some(chance, 16, _ANY)}@db{chance.randint(1, 9)}.firma.example/crm"


MAKERS: Final[dict[str, Make]] = {
    "secret.aws_key": _prefixed("AKIA", 16, _CAPITALS),
    "secret.github": _prefixed("ghp_", 36),
    "secret.gitlab": _prefixed("glpat-", 20),
    "secret.slack": lambda chance: (
        f"xoxb-{chance.randint(10**11, 10**12 - 1)}-"
        f"{chance.randint(10**12, 10**13 - 1)}-{some(chance, 24, _ANY)}"
    ),
    "secret.stripe": _prefixed("sk_live_", 24),
    "secret.google": _prefixed("AIza", 35),
    "secret.openai": lambda chance: (
        f"sk-proj-{some(chance, 48, _ANY)}T3BlbkFJ{some(chance, 48, _ANY)}"
    ),
    "secret.anthropic": lambda chance: f"sk-ant-api03-{some(chance, 93, _ANY)}AA",
    "secret.sendgrid": lambda chance: f"SG.{some(chance, 22, _ANY)}.{some(chance, 43, _ANY)}",
    "secret.npm": _prefixed("npm_", 36),
    "secret.pypi": _prefixed("pypi-AgEIcHlwaS5vcmc", 150),
    "secret.jwt": _jwt,
    "secret.salesforce": lambda chance: f"00D{some(chance, 12, _ANY)}!{some(chance, 96, _ANY)}",
    "secret.private_key": _private_key,
    "secret.connection": _connection,
    "secret.password": _password,
}
