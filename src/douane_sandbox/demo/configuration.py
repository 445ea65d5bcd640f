"""Write the demo's configuration: what ``douane init`` makes, and the stand-in org.

Everything lies in one directory, made afresh at each start.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from douane_sandbox.demo.commands import douane
from douane_sandbox.demo.fault import DemoError
from douane_sandbox.org import RunningOrg
from douane_sandbox.people import INTEGRATION, Person

MARK: Final = ".made-by-douane-demo"
ISSUER: Final = "https://login.alpenquell.example"
AUDIENCE: Final = "douane-demo"
READER_LIFE_S: Final = 8 * 3600
TIER: Final = "default"

OVERLAY: Final = """\
# What the org's own classification cannot say, or left out; grammar: docs/reference/overlay.md
version = 1
include = ["standard"]                    # ids and system fields
categories = ["BankSecrecy"]              # this org's own compliance group ...
[groups]
BankSecrecy = "BankSecrecy"
[levels]
StrictlyConfidential = "restricted"       # ... and its own level
[fields."Account.Iban__c"]
kind = "IBAN"
[fields."FinancialAccount__c.Iban__c"]
kind = "IBAN"
[fields."Position__c.CostBasis__c"]
level = "restricted"
[fields."TradingSignal__c.*"]
categories = ["trading_signal"]           # never leaves, whatever the endpoint
"""

EXTRA: Final = """
# --- the stand-in org, and who signs for readers -----------------------------------------------

[[org]]
url = "{url}"
client_id = "{client_id}"
username = "{username}"
key_file = "{key_file}"
ca_file = "{ca_file}"
catalogue = "catalogue.json"
overlays = ["overlay.toml"]
objects = [{objects}]
names = ["Account.Name", "Contact.Name", "Contact.Email", "FinancialAccount__c.Name"]

[[reader_issuer]]
issuer = "{issuer}"
audience = "{audience}"
public_key_file = "reader.pem"
"""

# The default policy drops what it has no word for; these are the words for this org's own group.
DECLARED: Final = """\
[categories]
BankSecrecy.description = "What a bank may tell nobody about a client"
"""
OWN_RULE: Final = """
# --- this org's own ----------------------------------------------------------------------------

[[rule]]
id = "bank-secrecy"
source = "Bank secrecy, such as Art. 47 of the Swiss Banking Act"
action = "tokenise"
categories = ["BankSecrecy"]
"""


@dataclass(frozen=True, slots=True, repr=False)
class Desk:
    """What a client of the gateway holds.

    Attributes:
        config: The configuration that was written.
        port: The gateway's port on 127.0.0.1.
        api_key: The one API key.
        signer: Signs for readers, as the company's identity provider would.
    """

    config: Path
    port: int
    api_key: str
    signer: Ed25519PrivateKey

    @property
    def base_url(self) -> str:
        """What an OpenAI client takes as ``base_url``."""
        return f"http://127.0.0.1:{self.port}/v1"

    def reader(self, person: Person) -> str:
        """Return a signed token that says for whom an answer is."""
        now_s = int(time.time())
        claims = {
            "iss": ISSUER, "aud": AUDIENCE, "sub": person.id, "iat": now_s,
            "exp": now_s + READER_LIFE_S,
        }  # fmt: skip
        return jwt.encode(claims, self.signer, algorithm="EdDSA")


def write(directory: Path, port: int, upstream: str, model: str, org: RunningOrg) -> Desk:
    """Write configuration, policy, overlay and keys.

    Args:
        directory: From ``own``.
        port: The gateway's.
        upstream: Base URL of the model, as the gateway sees it.
        model: The model's name there.
        org: Where catalogue, names and access come from.

    Raises:
        DemoError: ``douane init`` refuses.
    """
    made = json.loads(
        douane(
            "init", "--upstream", upstream, "--dir", str(directory), "--model", model,
            "--listen", f"127.0.0.1:{port}", "--json",
        )
    )  # fmt: skip
    config = Path(made["config"])
    objects = ", ".join(json.dumps(name) for name in org.state.tables)
    extra = EXTRA.format(
        url=org.instance_url, client_id=org.client_id, username=INTEGRATION.username,
        key_file=org.private_key_file.resolve(), ca_file=org.ca_file.resolve(), objects=objects,
        issuer=ISSUER, audience=AUDIENCE,
    )  # fmt: skip
    with config.open("a", encoding="utf-8") as file:
        file.write(extra)
    policy = directory / "policy.toml"
    shipped = policy.read_text(encoding="utf-8")
    own = shipped.replace("[categories]\n", DECLARED, 1) + OWN_RULE
    policy.write_text(own, encoding="utf-8")
    (directory / "overlay.toml").write_text(OVERLAY, encoding="utf-8")
    signer = Ed25519PrivateKey.generate()
    public = signer.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (directory / "reader.pem").write_bytes(public)
    return Desk(config, port, made["key"], signer)


@contextmanager
def own(directory: Path) -> Iterator[None]:
    """Make a directory, or empty it when an earlier demo made it; it is ours until the end.

    Raises:
        DemoError: It holds something else, or another demo runs there.
    """
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(directory, os.O_RDONLY)
    try:
        _lock(handle, directory)
        _empty(directory)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, directory: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise DemoError(f"another demo runs in {directory}; name another with --dir") from None


def _empty(directory: Path) -> None:
    found = list(directory.iterdir())
    if found and not (directory / MARK).exists():
        raise DemoError(f"{directory} holds something else; name another with --dir")
    (directory / MARK).touch()
    for path in found:
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != MARK:
            path.unlink()
