"""A gateway of our own in front of a model: what ``douane init`` writes, and two more keys.

It runs in processes of its own, as an operator would run it, in a directory that is gone
afterwards.  Two readers of one tenant and one of another ask; readers are signed for by an
identity provider that is made for this run.
"""

import hashlib
import http.client
import json
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from douane.jobs.redteam.run.target import Party, Target
from douane.model.errors import UsageError

DOUANE: Final = (sys.executable, "-m", "douane.cli.main")
TIER: Final = "default"
RIVAL: Final = "rival"
ISSUER: Final = "https://login.redteam.example"
AUDIENCE: Final = "douane-redteam"
READER_LIFE_S: Final = 2 * 3600
READY_S: Final = 90.0
STOP_S: Final = 15.0
INIT_S: Final = 120.0

KEYS: Final = """
[[key]]
id = "second"
sha256 = "{second}"
tiers = ["default"]

[[key]]
id = "rival"
sha256 = "{rival}"
tenant = "rival"
tiers = ["default"]

[[reader_issuer]]
issuer = "{issuer}"
audience = "{audience}"
public_key_file = "reader.pem"

[[reader_issuer]]
tenant = "rival"
issuer = "{issuer}"
audience = "{audience}"
public_key_file = "reader.pem"
"""


@contextmanager
def own_gateway(model_url: str, model: str) -> Iterator[Target]:
    """Start a gateway in front of a model; end it when the block ends.

    Raises:
        UsageError: It did not start; the message says what it said.
    """
    with TemporaryDirectory(prefix="douane-redteam-") as place:
        directory = Path(place)
        port = _free_port()
        config, target = _write(directory / "border", port, model_url, model)
        with _serving(config, port):
            yield target


def bare(model_url: str, model: str, key: str = "") -> Target:
    """Return a model without a gateway, for comparison."""
    party = Party(key)
    return Target(model_url.rstrip("/"), model, party, (party,), restores=False, name="bare model")


def _write(directory: Path, port: int, model_url: str, model: str) -> tuple[Path, Target]:
    made = json.loads(
        _douane(
            "init", "--upstream", model_url, "--model", model, "--dir", str(directory),
            "--listen", f"127.0.0.1:{port}", "--json",
        )
    )  # fmt: skip
    config, keys = Path(made["config"]), [secrets.token_urlsafe(24) for _ in range(2)]
    signer = Ed25519PrivateKey.generate()
    pem = signer.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (directory / "reader.pem").write_bytes(pem)
    second, rival = (hashlib.sha256(key.encode()).hexdigest() for key in keys)
    with config.open("a", encoding="utf-8") as file:
        file.write(KEYS.format(second=second, rival=rival, issuer=ISSUER, audience=AUDIENCE))
    anna, boris, rita = (_reader(signer, name) for name in ("anna", "boris", "rita"))
    others = (Party(made["key"], boris), Party(keys[0], boris), Party(keys[1], rita))
    base = f"http://127.0.0.1:{port}/v1"
    asker = Party(made["key"], anna)
    return config, Target(base, TIER, asker, others, restores=True, name="own gateway")


def _reader(signer: Ed25519PrivateKey, name: str) -> str:
    now_s = int(time.time())
    claims = {
        "iss": ISSUER, "aud": AUDIENCE, "sub": f"005{name}", "iat": now_s,
        "exp": now_s + READER_LIFE_S,
    }  # fmt: skip
    return jwt.encode(claims, signer, algorithm="EdDSA")


def _douane(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own command, no shell
        [*DOUANE, *arguments], capture_output=True, text=True, encoding="utf-8", check=False,
        timeout=INIT_S, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        raise UsageError(
            f"douane {arguments[0]} ended with {done.returncode}: {done.stderr.strip()}"
        )
    return done.stdout


@contextmanager
def _serving(config: Path, port: int) -> Iterator[None]:
    log = config.with_name("gateway.log")
    with log.open("wb") as sink:
        child = subprocess.Popen(  # noqa: S603 - our own command, no shell
            [*DOUANE, "serve", "--config", str(config)],
            stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    try:
        _wait_until_ready(child, port, log)
        yield
    finally:
        child.terminate()
        try:
            child.wait(STOP_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_until_ready(child: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until_s = time.monotonic() + READY_S
    while not _is_ready(port):
        if child.poll() is not None or time.monotonic() > until_s:
            said = log.read_text(encoding="utf-8", errors="replace").strip()
            raise UsageError(f"the gateway did not start: {said[-2000:] or 'it said nothing'}")
        time.sleep(0.05)


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5.0)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        return answer.status == http.client.OK and json.load(answer)["status"] == "ready"
    except (OSError, http.client.HTTPException, ValueError, KeyError):
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
