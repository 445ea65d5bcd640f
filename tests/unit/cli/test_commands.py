"""The commands, as a user types them; the gateway itself is in tests/integration."""

import json
import sqlite3
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from douane.cli.main import COMMANDS, cli
from douane.cli.main import main as run_main
from tests.simulators.gateway_process import PROXIES

RECORDS = [{"attributes": {"type": "Account"}, "Name": "Muster AG", "AnnualRevenue": 12.50}]


class Border:
    """A fresh border in a directory, and the commands on it."""

    def __init__(self, directory: Path) -> None:
        self.config = directory / "douane.toml"
        self.directory = directory
        self.key = json.loads(self.run("init", *self.init(), "--json").stdout)["key"]

    def init(self) -> tuple[str, ...]:
        return ("--upstream", "http://127.0.0.1:9/v1", "--dir", str(self.directory))

    def run(self, *arguments: str, stdin: str = "", config: bool = False) -> Result:
        more = ("--config", str(self.config)) if config else ()
        return CliRunner().invoke(
            cli, [*arguments, *more], input=stdin,
            env={"DOUANE_API_KEY": getattr(self, "key", "")},
        )  # fmt: skip

    @property
    def database(self) -> Path:
        return self.directory / "data" / "douane.db"


@pytest.fixture
def border(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Border:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return Border(tmp_path / "border")


def test_init_writes_a_border_that_check_finds_nothing_wrong_with(border: Border) -> None:
    checked = border.run("check", config=True)

    assert (checked.exit_code, checked.output) == (0, "All is well.\n")
    assert len(border.config.read_text().splitlines()) <= 20
    assert border.key not in border.config.read_text()
    assert (border.directory / "data" / "douane.key").stat().st_mode & 0o077 == 0


def test_init_overwrites_nothing(
    border: Border, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in border.directory.rglob("*") if path.is_file()}
    monkeypatch.setattr("sys.argv", ["douane", "init", *border.init()])
    with pytest.raises(SystemExit) as ended:
        run_main()

    assert ended.value.code == 2
    assert "exists already" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in before} == before


def test_check_names_every_problem_at_once(border: Border) -> None:
    text = border.config.read_text()
    text = text.replace('country = "DE"', 'country = "Germany"')
    text = text.replace('endpoints = ["model"]', 'endpoints = ["modle"]')
    border.config.write_text(text + "surprise = 1\n")
    grammar = border.run("check", "--json", config=True)
    border.config.write_text(text.replace("modle", "model").replace("Germany", "DE"))
    (border.directory / "policy.toml").write_text("version = 1\nsurprise = 2\n")
    (border.directory / "data" / "douane.key").unlink()
    files = border.run("check", "--json", config=True)

    assert (grammar.exit_code, files.exit_code) == (1, 1)
    said = json.loads(grammar.stdout)
    assert said["ok"] is False
    assert len(said["problems"]) >= 2
    assert all(problem["fix"] for problem in said["problems"])
    where = " ".join(problem["where"] for problem in json.loads(files.stdout)["problems"])
    assert "policy.toml" in where
    assert "key_unavailable" in where


def test_explain_prints_the_decision_and_its_rules(border: Border) -> None:
    aims = ("--endpoint", "model", "--purpose", "general")
    field = border.run("policy", "explain", "Account.Secret__c", *aims, config=True)
    found = border.run("policy", "explain", "iban", *aims, "--json", config=True)

    assert field.exit_code == 0
    assert "drop" in field.stdout
    assert "Account.Secret__c" in field.stdout
    assert json.loads(found.stdout)["action"] == "tokenise"
    assert "identifiers" in found.stdout


def test_restore_leaves_what_the_caller_may_not_open_as_protect_gave_it(border: Border) -> None:
    text = json.dumps([{"attributes": {"type": "Account"}, "Note": "x"}])
    protected = border.run("protect", "-", stdin=text, config=True)
    answer = json.loads(protected.stdout)
    back = border.run(
        "restore", "--scope", answer["scope"], "-", stdin=json.dumps(answer["records"]),
        config=True,
    )  # fmt: skip

    assert (protected.exit_code, back.exit_code) == (0, 0)
    assert json.loads(back.stdout)["records"] == answer["records"]


def test_protect_reads_a_document(border: Border, tmp_path: Path) -> None:
    statement = tmp_path / "statement.csv"
    statement.write_text("Konto DE89 3704 0044 0532 0130 00", encoding="utf-8")
    picture = tmp_path / "statement.png"
    picture.write_bytes(b"x")

    protected = border.run("protect", "--document", str(statement), config=True)
    refused = border.run("protect", "--document", str(picture), config=True)

    assert protected.exit_code == 0, protected.stderr
    assert "Konto IBAN_" in json.loads(protected.stdout)["text"]
    assert refused.exit_code != 0


def test_protect_with_a_wrong_key_is_a_finding(border: Border) -> None:
    border.key = "dk_wrong"
    result = border.run("protect", "-", stdin=json.dumps(RECORDS), config=True)

    assert result.exit_code == 1
    assert "API key" in result.stderr


def test_audit_verify_says_whole_or_which_entry_was_changed(
    border: Border, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    verify = ["douane", "audit", "verify", "--config", str(border.config)]
    monkeypatch.setattr("sys.argv", verify)
    with pytest.raises(SystemExit) as nothing_yet:
        run_main()
    for _ in range(3):
        border.run("protect", "-", stdin=json.dumps(RECORDS), config=True)
    whole = border.run("audit", "verify", "--json", config=True)
    with sqlite3.connect(border.database) as database:
        database.execute('UPDATE entries SET entry = ? WHERE "index" = 1', (b"{}",))
    database.close()
    changed = border.run("audit", "verify", config=True)

    assert nothing_yet.value.code == 2
    assert "nothing has been served yet" in capsys.readouterr().err
    assert whole.exit_code == 0
    assert json.loads(whole.stdout)["entries"] == 3
    assert changed.exit_code == 1
    assert "entry 1:" in changed.stdout
    assert "NOT WHOLE" in changed.stdout


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_commands_help_shows_an_example(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"])

    assert result.exit_code == 0
    command = cli.get_command(click.Context(cli), name)
    group = getattr(command, "commands", {})
    shown = [sub for sub, command in group.items() if not command.hidden]
    pages = [CliRunner().invoke(cli, [name, sub, "--help"]).output for sub in shown]
    assert all("Example:" in page for page in [*pages, result.output])


def test_a_registered_secret_is_listed_and_removed_and_never_shown(border: Border) -> None:
    secret = border.directory / "pricing.txt"
    secret.write_text("score = 0.347*income + 0.252*ltv + 1.183*arrears\n", encoding="utf-8")
    refused = border.run("ip", "list", config=True)
    with border.config.open("a", encoding="utf-8") as file:
        file.write('\n[[register]]\nfile = "register.sealed"\n')

    made = border.run("ip", "register", str(secret), "--name", "retail", "--json", config=True)
    again = border.run("ip", "register", str(secret), "--name", "retail", config=True)
    listed = border.run("ip", "list", config=True)
    border.run("ip", "remove", "retail", config=True)

    assert "[[register]]" in str(refused.exception)
    assert json.loads(made.stdout)[0]["formulas"] == 1
    assert "registered already" in str(again.exception)
    assert "retail" in listed.stdout
    assert "0.347" not in made.stdout + listed.stdout
    assert json.loads(border.run("ip", "list", "--json", config=True).stdout) == []
    assert (border.directory / "register.sealed").stat().st_mode & 0o777 == 0o600
