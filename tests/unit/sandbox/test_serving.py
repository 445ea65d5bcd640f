"""The org as a server: TLS on loopback only, ready at once, and gone without a trace."""

import json
import socket
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from douane_sandbox.org import RunningOrg, running_org
from douane_sandbox.people import ADVISER, ORG_NAME, PEOPLE


@pytest.fixture(scope="module")
def org() -> Iterator[RunningOrg]:
    with running_org(seed=3) as running:
        yield running


def get(url: str, ca_file: Path, token: str) -> tuple[int, dict[str, str], bytes]:
    context = ssl.create_default_context(cafile=ca_file)
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310
    with urllib.request.urlopen(request, context=context, timeout=10) as answer:  # noqa: S310
        return answer.status, dict(answer.headers), answer.read()


def port(org: RunningOrg) -> int:
    return int(urlsplit(org.instance_url).port or 0)


def test_every_user_can_ask_at_once(org: RunningOrg) -> None:
    for person in PEOPLE:
        url = f"{org.instance_url}/services/oauth2/userinfo"
        status, _, body = get(url, org.ca_file, org.tokens[person.username])
        assert status == 200
        assert json.loads(body)["user_id"] == person.id


def test_it_does_not_claim_to_be_salesforce(org: RunningOrg) -> None:
    url = f"{org.instance_url}/services/data"
    _, headers, body = get(url, org.ca_file, org.tokens[ADVISER.username])

    assert headers["server"] == "douane-sandbox"
    assert "stand-in" in ORG_NAME
    assert b"stand-in" in body
    assert b"salesforce" not in (str(headers).encode() + body).lower()


def test_it_tells_what_has_been_used_of_the_daily_limit(org: RunningOrg) -> None:
    url = f"{org.instance_url}/services/data/v63.0/limits"
    _, headers, _ = get(url, org.ca_file, org.tokens[ADVISER.username])

    assert headers["sforce-limit-info"] == f"api-usage={len(org.state.seen)}/100000"


def test_it_speaks_tls_only(org: RunningOrg) -> None:
    with socket.create_connection(("127.0.0.1", port(org)), timeout=5) as plain:
        plain.sendall(b"GET /services/data HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert not plain.recv(100).startswith(b"HTTP")


def test_its_certificate_is_trusted_only_by_who_has_its_ca(org: RunningOrg) -> None:
    context = ssl.create_default_context()
    with (
        socket.create_connection(("127.0.0.1", port(org)), timeout=5) as plain,
        pytest.raises(ssl.SSLCertVerificationError),
    ):
        context.wrap_socket(plain, server_hostname="localhost")


def test_it_listens_on_loopback_only(org: RunningOrg) -> None:
    listening = Path("/proc/net/tcp")
    if not listening.exists():
        pytest.skip("needs Linux's list of sockets")
    wanted = f":{port(org):04X}"
    local = [line.split()[1] for line in listening.read_text().splitlines()[1:]
             if line.split()[3] == "0A"]  # fmt: skip

    assert {one for one in local if one.endswith(wanted)} == {f"0100007F{wanted}"}


def test_nothing_is_left_when_it_stops() -> None:
    with running_org(seed=3) as running:
        files, taken = running.ca_file.parent, port(running)
        token = running.tokens[ADVISER.username]
        # An idle connection must not keep it.
        idle = socket.create_connection(("127.0.0.1", taken), timeout=5)
        get(f"{running.instance_url}/services/data", running.ca_file, token)

    idle.close()
    assert not files.exists()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", taken), timeout=5)


def test_its_representation_tells_no_secret(org: RunningOrg) -> None:
    shown = repr(org)

    assert org.client_secret not in shown
    assert not any(token in shown for token in org.tokens.values())


def test_the_command_prints_how_to_log_in(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "douane_sandbox.main", "org", "--port", "0", "--dir"]
    with subprocess.Popen([*command, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        try:
            lines = []
            for line in process.stdout or ():
                lines.append(line)
                if "curl" in line:
                    break
            url = lines[0].split()[-1]
            token = next(line.split()[-1] for line in lines if ADVISER.username in line)
            status, _, _ = get(f"{url}/services/data/v63.0/limits", tmp_path / "ca.pem", token)
        finally:
            process.terminate()

    assert status == 200
