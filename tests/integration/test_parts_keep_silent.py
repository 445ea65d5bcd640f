"""No value anywhere, also not from the parts behind the doors: canaries through each of them.

Documents and the process that reads them; the index of known values and its delta; the register
of secrets; a model of the operator's own and its process; ``douane inspect``; and files that
were broken when the server was told to read them anew.  What the operator hands in lies outside
of the border's directory; everything in it, and everything that a command printed, is read.
"""

import contextlib
import json
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner

from douane.classify import Basis, Catalogue, Entity, Listing, encode
from douane.cli.main import cli
from douane.model.errors import DouaneError
from douane.model.terms import Field, Label, Level
from douane.model.token import Kind
from tests.integration.conftest import Border, make_border
from tests.simulators import documents as made
from tests.simulators.endpoint import Script
from tests.simulators.entity_model import PERSON, STUCK, EntityModel
from tests.simulators.gateway_process import PROXIES, EndpointThread, GatewayProcess

DOCUMENTS = "/v1/documents:protect"
PROTECT = "/v1/records:protect"
LIMIT_S = 60.0
CANARIES = {
    "passage": "Wiedehopfbrief",
    "iban": "DE89370400440532013000",
    "attachment": "Blaukehlchenakte",
    "damaged": "Neuntoeterblatt",
    "header": "Ziegenmelkertier",
    "known": "Kernbeisserova",
    "known phone": "030 7654321",
    "changed": "Gimpelhauserin",
    "held back": "Xoq",
    "secret": "Seidenschwanzquote",
    "formula": "0.7351",
    "entity": PERSON,
    "stuck": "Rohrdommelfall",
    "line": "Rotkehlchenzeile",
    "broken file": "Turmfalkendatei",
}
FEWEST_TO_SEE = 6
SEALED = ("known.idx", "register.sealed", "data/")
SECRET = (
    f"Our {CANARIES['secret']} weighs every late instalment of a household against its savings\n"
    f"score = {CANARIES['formula']} * savings - 0.2187 * arrears + 1.4453 * tenure\n"
)
PROSE = f"{CANARIES['passage']} {CANARIES['iban']} {PERSON} {CANARIES['known']} {SECRET}"


@dataclass
class Desk:
    """A border with every part, and what its commands have printed."""

    border: Border
    given: Path
    printed: list[bytes] = field(default_factory=list)

    @property
    def gateway(self) -> GatewayProcess:
        return self.border.gateway

    def run(self, *arguments: str, stdin: str = "", fails: bool = False) -> None:
        """Run a command on this border; keep what it prints."""
        done = CliRunner().invoke(cli, arguments, input=stdin)
        self.printed += [done.stdout_bytes, done.stderr_bytes, str(done.exception).encode()]
        assert bool(done.exit_code) is fails, done.output
        assert isinstance(done.exception, DouaneError | SystemExit | type(None)), done.exception

    def at(self, *arguments: str) -> tuple[str, ...]:
        return (*arguments, "--config", str(self.gateway.config))

    def file(self, name: str, text: str) -> str:
        path = self.given / name
        path.write_text(text)
        return str(path)


@pytest.fixture(scope="module")
def no_proxies() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in PROXIES:
            patch.delenv(name, raising=False)
            patch.delenv(name.upper(), raising=False)
        yield


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, no_proxies: None) -> Iterator[Desk]:
    with EndpointThread() as endpoint:
        root = tmp_path_factory.mktemp("parts")
        gateway = GatewayProcess(root / "border", endpoint.url)
        given = root / "given"
        desk = Desk(make_border(gateway, endpoint), given)
        model = EntityModel(given, timeout_s=1.0)
        gateway.packages = (model.packages,)
        gateway.add(model.table)
        indexed(desk)
        registered(desk)
        try:
            gateway.start()
            for brings in (asked, with_documents, stuck, inspected, reloaded):
                brings(desk)
            time.sleep(1.2)  # a checkpoint is signed
            desk.printed.append(gateway.ask("GET", "/metrics").body)
            yield desk
        finally:
            gateway.stop()


def indexed(desk: Desk) -> None:
    label = Label(Level.CONFIDENTIAL, frozenset({"PII"}))
    fields = (("Name", Kind.PERSON), ("Phone", Kind.PHONE))
    listings = tuple(
        Listing(Field("Contact", name, name, label, kind), Basis.SALESFORCE)
        for name, kind in fields
    )
    catalogue = Catalogue("default", int(time.time() * 1000), (Entity("Contact", "", listings),))
    (desk.gateway.directory / "catalogue.json").write_bytes(encode(catalogue))
    desk.gateway.add(
        '\n[[org]]\ncatalogue = "catalogue.json"\nobjects = ["Contact"]\nindex = "known.idx"\n'
        'names = ["Contact.Name", "Contact.Phone"]\n'
    )
    rows = f"003A,Ota {CANARIES['known']},{CANARIES['known phone']}\n003B,{CANARIES['held back']},"
    contacts = desk.file("contacts.csv", f"Id,Name,Phone\n{rows}\n")
    changes = desk.file("changes.csv", f"Id,Name\n003C,Ute {CANARIES['changed']}\n")
    damaged = desk.file("damaged.csv", f'Id,Name\n003D,"{CANARIES["broken file"]}\n')
    file = ("--object", "Contact", "--from")
    desk.run(*desk.at("index", "build", *file, contacts))
    desk.run(*desk.at("index", "update", *file, changes))
    desk.run(*desk.at("index", "update", *file, damaged), fails=True)
    desk.run(*desk.at("index", "status"))
    desk.run(*desk.at("index", "review"), fails=True)  # one of three is too short


def registered(desk: Desk) -> None:
    desk.gateway.add('\n[[register]]\ntenant = "default"\nfile = "register.sealed"\n')
    secret = desk.file("secret.txt", SECRET)
    short = desk.file("short.txt", CANARIES["secret"])
    desk.run(*desk.at("ip", "register", secret, "--name", "quota"))
    desk.run(*desk.at("ip", "register", short, "--name", "short"), fails=True)
    desk.run(*desk.at("ip", "register", secret, "--name", "quota"), fails=True)
    desk.run(*desk.at("ip", "list"))


def asked(desk: Desk) -> None:
    texts = (PROSE, f"Ute {CANARIES['changed']}, {CANARIES['known phone']}")
    for stream in (False, True):
        for text in texts:
            assert desk.gateway.chat(text, stream=stream).status == 200
    record = {"attributes": {"type": "Contact"}, "Name": CANARIES["known"], "Description": PROSE}
    assert desk.gateway.ask("POST", PROTECT, {"tier": "default", "records": [record]}).status == 200
    sent = b"".join(each.body for each in desk.border.endpoint.received)
    for name in ("iban", "entity", "known phone", "changed"):  # the parts are at work
        assert CANARIES[name].encode() not in sent, name
    desk.border.endpoint.script = Script(status=500)
    desk.gateway.chat(PROSE)
    desk.border.endpoint.script = Script()


def with_documents(desk: Desk) -> None:
    damaged = CANARIES["damaged"]
    name = f"{CANARIES['attachment']}.csv"
    good = (
        (made.TEXT, PROSE.encode()), (made.PDF, made.pdf([PROSE])),
        (made.DOCX, made.word([PROSE])), (made.XLSX, made.workbook({"Depot": [[PROSE]]})),
        (made.EML, made.mail(PROSE, attached=[(made.CSV, name, PROSE.encode())])),
    )  # fmt: skip
    bad = (
        (made.PDF, made.pdf([damaged])[:300]), (made.PDF, f"%PDF-1.7 {damaged}".encode()),
        (made.DOCX, made.archive({"word/document.xml": f"<{damaged}", damaged: damaged})),
        (made.XLSX, damaged.encode()), (f"text/{damaged}", damaged.encode()),
    )  # fmt: skip
    for media, data in good:
        assert document(desk, media, data) == 200
    for media, data in bad:
        assert document(desk, media, data) in {415, 422}
    assert document(desk, made.TEXT, b"x", CANARIES["header"]) == 404


def document(desk: Desk, media: str, data: bytes, tier: str = "default") -> int:
    headers = {"Content-Type": media, "X-Douane-Tier": tier}
    answer = desk.gateway.ask("POST", DOCUMENTS, data, headers=headers, timeout_s=LIMIT_S)
    if answer.status != 200:
        desk.printed.append(answer.body)  # not even to who sent it: proxies log answers
    return answer.status


def stuck(desk: Desk) -> None:
    answer = desk.gateway.chat(f"{STUCK} {CANARIES['stuck']} {PERSON}")
    assert (answer.status, answer.code) == (503, "detector_unavailable")
    desk.printed.append(answer.body)


def inspected(desk: Desk) -> None:
    line = CANARIES["line"]
    rows = (
        json.dumps({"id": 1, "text": PROSE}), json.dumps({"id": 2, "txet": line}),
        f'{{"id": 3, "text": "{line}', json.dumps([line]), f'{{"id": "{line}", "text": NaN}}',
        json.dumps({"id": 4, "text": line})[:-1] + f', "text": "{line}"}}',
    )  # fmt: skip
    desk.run("inspect", "-", stdin="\n".join(rows), fails=True)
    desk.run(*desk.at("inspect", "-"), "--purpose", "general", stdin="\n".join(rows), fails=True)


BROKEN: dict[str, Callable[[str], str]] = {
    "catalogue.json": lambda word: json.dumps({"format": 1, "version": word, "tenant": word}),
    "issuer.pem": lambda word: f"-----BEGIN PUBLIC KEY-----\n{word}\n-----END PUBLIC KEY-----\n",
    "known.idx": lambda word: f"douane-index\x01\x09{word}",
    "known.idx.delta": lambda word: f"douane-index\x01\x09{word}",
    "register.sealed": lambda word: f"DIPR\x01\x09{word}",
    "policy.toml": lambda word: f'version = 1\n# "{word}\nx = "{word}\n',
    "douane.toml": lambda word: f"version = 1\nlisten = {word!r}\n[[key]]\nsha256 = {word!r}\n",
    "data/douane.key": lambda word: f'format = 1\n[[root]]\nversion = 1\nkey = "{word}"\n',
}


def reloaded(desk: Desk) -> None:
    """Break each file in turn, with a value in it, tell the server, and put the file back."""
    for name, broken in BROKEN.items():
        with without(desk.gateway.directory / name, broken(CANARIES["broken file"])):
            desk.run(*desk.at("check"), fails=True)
            tell(desk.gateway)
        assert desk.gateway.chat("hello").status == 200


@contextlib.contextmanager
def without(path: Path, text: str) -> Iterator[None]:
    whole = path.read_bytes()
    path.write_text(text)
    try:
        yield
    finally:
        path.write_bytes(whole)


def tell(gateway: GatewayProcess) -> None:
    """Ask for a reload; return once the server has said how it went."""
    seen = len(gateway.output)
    gateway.signal(signal.SIGHUP)
    deadline = time.monotonic() + LIMIT_S
    while b"in force" not in gateway.output[seen:]:
        assert time.monotonic() < deadline, gateway.output
        time.sleep(0.02)


def written(desk: Desk) -> dict[str, bytes]:
    """Return everything that the border wrote, by file, and what its commands printed."""
    directory = desk.gateway.directory
    files = [path for path in directory.rglob("*") if path.is_file()]
    found = {str(path.relative_to(directory)): path.read_bytes() for path in files}
    return found | {"what commands printed": b"\n".join(desk.printed)}


@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_no_part_writes_or_prints_a_value(desk: Desk, canary: str) -> None:
    files = written(desk)
    assert {"known.idx", "known.idx.delta", "register.sealed", "data/douane.db-wal"} <= set(files)

    forms = (canary.encode(), canary.lower().encode(), canary.encode("utf-16-le"))
    found = [
        name
        for name, data in files.items()
        # Three letters stand in sealed bytes by chance, too.
        if not (len(canary) < FEWEST_TO_SEE and name.startswith(SEALED))
        and any(form in data for form in forms)
    ]

    assert found == []


def test_each_broken_file_was_refused_or_kept_out_and_nothing_went_wrong_inside(desk: Desk) -> None:
    output = desk.gateway.output

    assert output.count(b"stays in force") == len(BROKEN) - 2
    assert output.count(b"keeps the names that it has") == 2  # index and delta
    assert b"Traceback" not in output + b"".join(desk.printed)
    assert b'code="internal"' not in desk.gateway.ask("GET", "/metrics").body


def test_a_value_in_a_file_would_be_noticed(desk: Desk) -> None:
    planted = desk.gateway.data / "planted"
    planted.write_text(CANARIES["known"])
    try:
        with pytest.raises(AssertionError):
            test_no_part_writes_or_prints_a_value(desk, CANARIES["known"])
    finally:
        planted.unlink()
