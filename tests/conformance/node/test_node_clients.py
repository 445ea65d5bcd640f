"""The stand-in org, spoken to by jsforce and by the sf CLI.

Slow: the first run installs Node 22 and both clients from npm (about 300 MB, a few minutes) into
``.cache/node-clients``; ``package.json`` beside this file pins their versions.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from douane_sandbox.org import RunningOrg, running_org
from douane_sandbox.people import ADVISER, ASSISTANT, INTEGRATION, SHOWCASE_ACCOUNT, Person

pytestmark = pytest.mark.slow

HERE: Final = Path(__file__).parent
CLIENTS: Final = Path(__file__).parents[3] / ".cache" / "node-clients"
TIMEOUT_S: Final = 240


@pytest.fixture(scope="session")
def clients() -> Path:
    """Install what ``package.json`` names, unless it is there already."""
    wanted = (HERE / "package.json").read_text()
    done = CLIENTS / "installed.json"
    if done.exists() and done.read_text() == wanted:
        return CLIENTS
    if shutil.which("npm") is None:
        pytest.fail("npm is missing: install Node's package manager to run the slow target")
    CLIENTS.mkdir(parents=True, exist_ok=True)
    (CLIENTS / "package.json").write_text(wanted)
    subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"],
        cwd=CLIENTS, check=True, timeout=1_800,
    )  # fmt: skip
    done.write_text(wanted)
    return CLIENTS


@pytest.fixture(scope="module")
def org() -> Iterator[RunningOrg]:
    with running_org(seed=5) as running:
        yield running


def environment(org: RunningOrg, home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "CLIENTS": str(CLIENTS),
        "NODE_EXTRA_CA_CERTS": str(org.ca_file),
        "INSTANCE_URL": org.instance_url,
        "CLIENT_ID": org.client_id,
        "CLIENT_SECRET": org.client_secret,
        "KEY_FILE": str(org.private_key_file),
        "USERNAME": ADVISER.username,
        "SF_AUDIENCE_URL": org.instance_url,
        "SF_DISABLE_TELEMETRY": "true",
        "SF_SKIP_NEW_VERSION_CHECK": "true",
        "SF_USE_GENERIC_UNIX_KEYCHAIN": "true",
        "SF_DISABLE_DNS_CHECK": "true",
    }


def test_jsforce_logs_in_reads_writes_and_moves_bulk(
    clients: Path, org: RunningOrg, tmp_path: Path
) -> None:
    done = subprocess.run(
        [clients / "node_modules/.bin/node", HERE / "jsforce.mjs"],
        env=environment(org, tmp_path), capture_output=True, text=True, timeout=TIMEOUT_S,
        check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-3000:]
    out = json.loads(done.stdout)
    tables = org.state.tables
    assert out["identity"] == INTEGRATION.username
    assert out["all"] == len(tables["Account"])
    assert 0 < out["jwt_sees"] < out["all"]
    assert out["fetched"] == len(tables["Position__c"])
    assert "Email" in out["contact_fields"]
    assert "PassportNumber__c" not in out["contact_fields"]
    assert "TradingSignal__c" in out["objects"]
    assert (out["created"], out["updated"], out["collection"]) == (
        True, "post@example.org", [True, True],
    )  # fmt: skip
    assert out["groups"]["Email"] == "PII;GDPR"
    assert out["bulk_rows"] == len(tables["Case"])
    assert (out["bulk_inserted"], out["bulk_failed"]) == (1, 1)
    assert out["denied"] == "INVALID_FIELD"


class Cli:
    """The sf CLI with a home of its own."""

    def __init__(self, org: RunningOrg, home: Path) -> None:
        self.environment = environment(org, home)
        self.home = home

    def run(self, *arguments: str, **extra: str) -> Any:  # noqa: ANN401 -- JSON
        """Return ``result`` of one command."""
        done = subprocess.run(
            [
                CLIENTS / "node_modules/.bin/node",
                CLIENTS / "node_modules/@salesforce/cli/bin/run.js",
                *arguments,
                "--json",
            ],
            cwd=self.home, env=self.environment | extra, capture_output=True, text=True,
            timeout=TIMEOUT_S, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (arguments, done.stdout[-3000:], done.stderr[-3000:])
        return json.loads(done.stdout)["result"]

    def login(self, org: RunningOrg, person: Person) -> None:
        """Log a user in with JWT, under their role as alias."""
        self.run(
            "org", "login", "jwt",
            "--client-id", org.client_id,
            "--jwt-key-file", str(org.private_key_file),
            "--username", person.username,
            "--instance-url", org.instance_url,
            "--alias", person.role,
        )  # fmt: skip


@pytest.fixture(scope="module")
def cli(clients: Path, org: RunningOrg, tmp_path_factory: pytest.TempPathFactory) -> Cli:
    assert clients == CLIENTS
    made = Cli(org, tmp_path_factory.mktemp("sf"))
    for person in (INTEGRATION, ASSISTANT):
        made.login(org, person)
    return made


def test_sf_logs_in_with_a_token_and_shows_the_org(org: RunningOrg, cli: Cli) -> None:
    cli.run(
        "org", "login", "access-token", "--instance-url", org.instance_url, "--no-prompt",
        "--alias", "adviser",
        SF_ACCESS_TOKEN=org.tokens[ADVISER.username],
    )  # fmt: skip

    shown = cli.run("org", "display", "--target-org", "adviser")

    assert shown["username"] == ADVISER.username


def test_sf_queries_data_and_tooling(org: RunningOrg, cli: Cli) -> None:
    soql = "SELECT Id, Name, Owner.Name FROM Account"
    rows = cli.run("data", "query", "-q", soql, "-o", "integration")
    tooling = cli.run(
        "data", "query", "--use-tooling-api", "-o", "integration", "-q",
        "SELECT QualifiedApiName, SecurityClassification FROM FieldDefinition"
        " WHERE EntityDefinition.QualifiedApiName = 'Account'",
    )  # fmt: skip

    assert rows["totalSize"] == len(org.state.tables["Account"])
    levels = {row["QualifiedApiName"]: row["SecurityClassification"] for row in tooling["records"]}
    assert levels["TaxNumber__c"] == "StrictlyConfidential"


def test_sf_prints_a_table_for_people(org: RunningOrg, cli: Cli) -> None:
    done = subprocess.run(
        [
            CLIENTS / "node_modules/.bin/node", CLIENTS / "node_modules/@salesforce/cli/bin/run.js",
            "data", "query", "-o", "integration", "-q",
            f"SELECT Id, Owner.Name FROM Account WHERE Id = '{SHOWCASE_ACCOUNT}'",
        ],
        cwd=cli.home, env=cli.environment, capture_output=True, text=True, timeout=TIMEOUT_S,
        check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-3000:]
    assert ADVISER.name in done.stdout


def test_sf_sees_only_what_its_user_may(org: RunningOrg, cli: Cli) -> None:
    described = cli.run("sobject", "describe", "-s", "Account", "-o", "assistant")
    counted = cli.run("data", "query", "-q", "SELECT Id FROM Account", "-o", "assistant")

    assert "TotalAssets__c" not in {field["name"] for field in described["fields"]}
    assert 0 < counted["totalSize"] < len(org.state.tables["Account"])


def test_sf_creates_a_record_and_moves_bulk(org: RunningOrg, cli: Cli) -> None:
    made = cli.run(
        "data", "create", "record", "-s", "Lead", "-o", "integration",
        "-v", "LastName=Mohn Company='Mohn GmbH'",
    )  # fmt: skip
    exported = cli.home / "cases.csv"
    cli.run(
        "data", "export", "bulk", "-q", "SELECT Id, Subject FROM Case", "-o", "integration",
        "--output-file", str(exported), "--wait", "2", "--result-format", "csv",
    )  # fmt: skip
    upload = cli.home / "leads.csv"
    upload.write_text("LastName,Company\nVier,E\nFünf,F\n")
    imported = cli.run(
        "data", "import", "bulk", "-s", "Lead", "-f", str(upload), "--wait", "2",
        "-o", "integration",
    )  # fmt: skip

    assert org.state.tables["Lead"][made["id"]]["Company"] == "Mohn GmbH"
    assert exported.read_text().count("500Dn0") == len(org.state.tables["Case"])
    assert imported["processedRecords"] == 2
    names = {row["LastName"] for row in org.state.tables["Lead"].values()}
    assert {"Vier", "Fünf"} <= names
