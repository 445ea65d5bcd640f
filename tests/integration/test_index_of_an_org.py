"""The index of known values, from an org or a file to the workers of a gateway."""

import asyncio
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from douane.cli import compose, known_values
from douane.cli.main import cli
from douane.config import Settings
from douane.connect.salesforce import Org, OrgSession, stream_changes
from douane.detect.exact.known_values import KnownValues
from douane.model.errors import DouaneError, StoreError
from douane_sandbox.org import RunningOrg, running_org
from douane_sandbox.people import INTEGRATION
from tests.simulators.gateway_process import PROXIES

ORG = """
[[org]]
url = "{url}"
client_id = "{client_id}"
username = "{username}"
key_file = "{key_file}"
ca_file = "{ca_file}"
catalogue = "catalogue.json"
objects = ["Account", "Contact"]
names = ["Account.Name", "Contact.Name", "Contact.Email", "Contact.Phone"]
"""


class Desk:
    """A border with an org, and the commands on it."""

    def __init__(self, directory: Path, org: RunningOrg) -> None:
        self.org = org
        self.config = directory / "douane.toml"
        self.index = directory / "known.idx"
        made = self.run("init", "--upstream", "http://127.0.0.1:9/v1", "--dir", str(directory))
        assert made.exit_code == 0, made.output
        with self.config.open("a") as file:
            file.write(
                ORG.format(
                    url=org.instance_url, client_id=org.client_id, username=INTEGRATION.username,
                    key_file=org.private_key_file.resolve(), ca_file=org.ca_file.resolve(),
                )
            )  # fmt: skip
        pulled = self.run("catalog", "pull", "--config", str(self.config))
        assert pulled.exit_code == 0, pulled.output

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments)

    def index_command(self, *arguments: str) -> Result:
        return self.run("index", *arguments, "--config", str(self.config))

    def with_index(self) -> None:
        with self.config.open("a") as file:
            file.write('index = "known.idx"\n')

    def detector(self) -> KnownValues:
        settings = compose.load_settings(self.config)
        detector = known_values.load(settings.orgs[0], compose.open_keyring(settings))
        assert detector is not None
        return detector

    def found(self, text: str) -> list[str]:
        return [one.value for one in self.detector().scan(text)]

    def names(self, table: str = "Contact") -> list[str]:
        return [str(row["Name"]) for row in self.org.state.tables[table].values() if row["Name"]]


@pytest.fixture(scope="module")
def org() -> Iterator[RunningOrg]:
    with running_org(seed=11) as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, org: RunningOrg, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return Desk(tmp_path / "border", org)


def test_an_index_is_built_from_the_org_and_finds_nearly_all_of_it(desk: Desk) -> None:
    desk.with_index()
    built = desk.index_command("build", "--json")
    (report,) = json.loads(built.stdout)
    names = desk.names()
    around = "\u2026 as agreed with {} on Monday."
    detector = desk.detector()
    missed = [
        name
        for name in names
        if name not in " ".join(one.value for one in detector.scan(around.format(name)))
    ]

    assert report["values"] >= len(names)
    assert desk.index.stat().st_mode & 0o077 == 0
    assert missed == []
    assert (
        json.loads(desk.index_command("status", "--json").stdout)[0]["values"] == report["values"]
    )


def test_what_is_not_looked_for_is_listed_and_little(desk: Desk) -> None:
    desk.with_index()
    built = json.loads(desk.index_command("build", "--json").stdout)[0]
    reviewed = desk.index_command("review", "--json")
    listed = [json.loads(line) for line in reviewed.stdout.splitlines()]

    assert len(listed) == built["not_looked_for"]
    assert all(set(each) == {"tenant", "fields", "record", "why"} for each in listed)
    assert reviewed.exit_code == int(len(listed) > 0.005 * (built["values"] + len(listed)))


def test_changes_since_are_a_delta(desk: Desk) -> None:
    desk.with_index()
    desk.index_command("build")
    changes = desk.config.parent / "changes.csv"
    record, old = next(
        (key, str(row["Name"]))
        for key, row in desk.org.state.tables["Contact"].items()
        if row["Name"]
    )
    changes.write_text(
        f"Id,Name,IsDeleted\n{record},,true\n003000000000000AAA,Quirin Obermoser,false\n"
    )
    updated = desk.index_command("update", "--from", str(changes), "--object", "Contact", "--json")

    assert json.loads(updated.stdout)[0]["changed_records"] == 2
    assert "Quirin Obermoser" in desk.found("Herr Quirin Obermoser")[0]
    others = [name for name in desk.names() if name == old]
    assert desk.found(old) == [] or len(others) > 1
    assert len(desk.index_command("status").stdout.splitlines()) == 2
    desk.index_command("build")
    assert desk.found("Quirin Obermoser") == []


async def test_the_org_tells_what_changed(org: RunningOrg) -> None:
    found = Org(
        url=org.instance_url, client_id=org.client_id, username=INTEGRATION.username,
        key_file=str(org.private_key_file), ca_file=str(org.ca_file),
    )  # fmt: skip
    async with OrgSession(found) as session:
        everything = [one async for one in stream_changes(session, ["Contact.Name"], 0)]
        nothing = [one async for one in stream_changes(session, ["Contact.Name"], 4 * 10**12)]

    assert len(everything) == len(org.state.tables["Contact"])
    assert all(path == "Contact.Name" for _, values in everything for path, _ in values)
    assert nothing == []


def test_a_file_of_values_will_do(desk: Desk) -> None:
    desk.with_index()
    contacts = desk.config.parent / "contacts.csv"
    contacts.write_text("Id,Name,Phone\n003000000000000AAA,Quirin Obermoser,+49 30 1234567\n")
    built = desk.index_command("build", "--from", str(contacts), "--object", "Contact", "--json")

    assert json.loads(built.stdout)[0]["values"] == 2
    assert {"Obermoser, Q.", "(030/1234567"} <= set(desk.found("Obermoser, Q. (030/1234567)"))
    unnamed = desk.index_command("build", "--from", str(contacts))
    assert "--object" in str(unnamed.exception)


def test_workers_share_one_index(desk: Desk) -> None:
    desk.with_index()
    desk.index_command("build")
    settings = compose.load_settings(desk.config)
    keyring = compose.open_keyring(settings)
    with known_values.share(settings, desk.config, keyring):
        attached = known_values.attached("default")
        assert attached is not None
        name = desk.names()[0]
        assert attached.scan(name)
        assert json.loads(os.environ[known_values.ADDRESSES])["default"][0].startswith("/proc/")
    assert known_values.attached("default") is None


def test_names_without_an_index_are_read_by_a_process_of_their_own(desk: Desk) -> None:
    settings = compose.load_settings(desk.config)
    with known_values.share(settings, desk.config, compose.open_keyring(settings)):
        attached = known_values.attached("default")
        assert attached is not None
        assert all(attached.scan(name) for name in desk.names()[:50])


async def test_a_worker_alone_reads_the_names_itself(desk: Desk) -> None:
    async with compose.open_parts(compose.load_settings(desk.config)) as parts:
        names = parts.snapshot().tenants["default"].names
        assert names is not None
        assert all(names.scan(name) for name in desk.names()[:50])


def test_another_index_makes_another_snapshot(desk: Desk) -> None:
    async def version() -> str:
        async with compose.open_parts(compose.load_settings(desk.config)) as parts:
            return parts.snapshot().version

    desk.with_index()
    versions = []
    for _ in range(2):  # each has a key of its own
        desk.index_command("build")
        versions += [asyncio.run(version()), asyncio.run(version())]

    assert versions[0] == versions[1] != versions[2] == versions[3]


async def opened(settings: Settings) -> None:
    async with compose.open_parts(settings):
        pass


BROKEN: dict[str, Callable[[Path], object]] = {
    "absent": lambda path: path.unlink(),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-100]),
    "altered": lambda path: path.write_bytes(path.read_bytes()[:5_000] + b"x" * 9 + b"y" * 9_000),
    "empty": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("damage", BROKEN.values(), ids=BROKEN.keys())
def test_without_a_sound_index_nothing_is_served(
    desk: Desk, damage: Callable[[Path], object]
) -> None:
    desk.with_index()
    desk.index_command("build")
    damage(desk.index)
    settings = compose.load_settings(desk.config)
    with pytest.raises(StoreError, match="douane index build"):
        asyncio.run(opened(settings))
    with (
        pytest.raises(DouaneError),
        known_values.share(settings, desk.config, compose.open_keyring(settings)),
    ):
        pass


def test_the_commands_ask_for_a_place(desk: Desk) -> None:
    for command in ("build", "update", "status", "review"):
        result = desk.index_command(command)
        assert 'index = "known-values.idx"' in str(result.exception)
