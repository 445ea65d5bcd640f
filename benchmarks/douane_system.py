"""Start Douane the way an operator does: ``douane init``, a few settings, ``douane serve``.

Everything is on: structure, identifiers and the exact index of the org's names; policy, tokens,
vault and log.  What differs between two systems of one run is only ``sync``.
"""

import re
import ssl
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.bodies import asking_for
from benchmarks.load import Target
from benchmarks.org import write_catalogue
from benchmarks.processes import NotReadyError, System, answers, free_port, start, wait_for
from douane_sandbox.org.tls import Credentials

INIT_LIMIT_S: Final = 60
TENANT: Final = "default"


@dataclass(frozen=True, slots=True)
class Setting:
    """What one Douane is started with.

    Attributes:
        sync: ``normal`` or ``full``.
        upstream: Base address of the endpoint, without a path.
        org_port: Port of ``benchmarks.org`` on localhost.
        credentials: Certificates; the endpoint's and the org's authority is in them.
        tls: Serve and call over TLS.
    """

    sync: str
    upstream: str
    org_port: int
    credentials: Credentials
    tls: bool = False


def start_douane(
    name: str, directory: Path, setting: Setting, body: bytes, *, steps: Path | None = None
) -> System:
    """Start a gateway that is ready when ``body`` is answered.

    Args:
        name: As in the results.
        directory: Where everything of it is.
        setting: What it is started with.
        body: A request.
        steps: Where ``benchmarks.loop_steps`` writes what it sees, instead of ``douane serve``.

    Raises:
        NotReadyError: It did not come up; the message names its log.
    """
    port = free_port()
    key = _init(directory, f"{setting.upstream}/v1")
    model = _configure(directory, setting, port)
    system = System(name, _target(port, key, setting), model=model)
    log = directory / "serve.log"
    config = str(directory / "douane.toml")
    command = [*_program(), "serve", "--config", config]
    if steps is not None:
        command = [sys.executable, "-m", "benchmarks.loop_steps", config, str(steps)]
    system.children.append(start(command, log))
    try:
        wait_for(
            lambda: answers(system.target, asking_for(system.model, body)), system.children[0], log
        )
    except BaseException:
        system.stop()
        raise
    return system


def _program() -> list[str]:
    return [str(Path(sys.executable).with_name("douane"))]


def _init(directory: Path, upstream: str) -> str:
    command = [*_program(), "init", "--upstream", upstream, "--dir", str(directory)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=INIT_LIMIT_S, check=False
    )
    keys = re.findall(r"\b(?:dk|sk|douane)[-_][A-Za-z0-9_-]{16,}", done.stdout)
    if done.returncode != 0 or not keys:
        raise NotReadyError("douane init did not write a configuration and print a key")
    return str(keys[0])


def _configure(directory: Path, setting: Setting, port: int) -> str:
    """Set address, sync and org in what ``init`` wrote; return the tier's name."""
    file = directory / "douane.toml"
    text = re.sub(r"(?m)^(listen|sync)\s*=.*\n", "", file.read_text(encoding="utf-8"))
    text = text.replace("[[tier]]", f'[[tier]]\nsync = "{setting.sync}"')
    trusted = setting.credentials
    host = "localhost" if setting.tls else "127.0.0.1"
    if setting.tls:
        text = text.replace("[[endpoint]]", f'[[endpoint]]\nca_file = "{trusted.ca_file}"', 1)
        text = re.sub(r"(?m)^unsafe_loopback\s*=.*\n", "", text)
        text += (
            f'\n[tls]\ncertificate = "{trusted.server_file}"\nkey = "{trusted.server_key_file}"\n'
        )
    write_catalogue(directory / "catalogue.json", TENANT)
    (directory / "secret").write_text("bench", encoding="utf-8")
    (directory / "secret").chmod(0o600)
    text += f"""
[[org]]
catalogue = "catalogue.json"
objects = ["Contact"]
names = ["Contact.Name"]
url = "https://localhost:{setting.org_port}"
client_id = "bench"
secret_file = "secret"
ca_file = "{trusted.ca_file}"
"""
    file.write_text(f'listen = "{host}:{port}"\n{text}', encoding="utf-8")
    named = re.search(r'(?ms)^\[\[tier\]\].*?^name\s*=\s*"([^"]+)"', text)
    return named[1] if named else "default"


def _target(port: int, key: str, setting: Setting) -> Target:
    scheme, host, context = "http", "127.0.0.1", None
    if setting.tls:
        scheme, host = "https", "localhost"
        context = ssl.create_default_context(cafile=str(setting.credentials.ca_file))
    return Target(
        f"{scheme}://{host}:{port}/v1/chat/completions", {"authorization": f"Bearer {key}"}, context
    )
