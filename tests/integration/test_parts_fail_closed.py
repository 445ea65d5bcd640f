"""When something behind a real server fails: a clear refusal, nothing has crossed, it serves on.

The processes that read documents and ask models are killed in the middle of a request; files
that were sound when the server started are cut, altered or replaced; the disk takes no more.
"""

import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from douane.classify import Basis, Catalogue, Entity, Listing, encode
from douane.cli.main import cli
from douane.model.terms import Field, Label, Level
from douane.model.token import Kind
from tests.simulators import documents as made
from tests.simulators.entity_model import PERSON, STUCK, EntityModel
from tests.simulators.gateway_process import PROXIES, Answer, EndpointThread, GatewayProcess

DOCUMENTS = "/v1/documents:protect"
LIMIT_S = 60.0
NAME = "Kernbeisserova"
NEWCOMER = "Gimpelhauserin"
# Prose that only a register can know.
SECRET = (
    "Herons that nest above the weir leave in the second week of every dry autumn, long before "
    "the reeds are cut, and nobody on either bank has ever seen them return to the same tree."
)
OTHER_SECRET = (
    "Swallows gather along the northern ledge while barley still stands, wait there for three "
    "evenings without wind, then cross the whole valley together and settle beside old kilns."
)
IBAN = "DE89370400440532013000"


def until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[EndpointThread]:
    with EndpointThread() as endpoint:
        yield endpoint


@pytest.fixture(scope="module")
def gateway(
    tmp_path_factory: pytest.TempPathFactory, endpoint: EndpointThread
) -> Iterator[GatewayProcess]:
    """Return a server with an index, a register and a model."""
    with pytest.MonkeyPatch.context() as patch:
        for name in PROXIES:
            patch.delenv(name, raising=False)
            patch.delenv(name.upper(), raising=False)
        root = tmp_path_factory.mktemp("parts")
        gateway = GatewayProcess(root / "border", endpoint.url)
        model = EntityModel(root)
        gateway.packages = (model.packages,)
        gateway.add(model.table)
        with_index(gateway)
        gateway.add('\n[[register]]\ntenant = "default"\nfile = "register.sealed"\n')
        register(gateway, "quota", SECRET)
        gateway.start()
        yield gateway
        assert gateway.stop() == 0
        assert b"Traceback" not in gateway.output


@pytest.fixture
def sound(gateway: GatewayProcess) -> Iterator[GatewayProcess]:
    """Return the server, and put back afterwards what a test has done to its files."""
    files = [gateway.directory / name for name in ("known.idx", "register.sealed")]
    whole = [file.read_bytes() for file in files]
    yield gateway
    for file, data in zip(files, whole, strict=True):
        file.write_bytes(data)
    reload(gateway)


def with_index(gateway: GatewayProcess) -> None:
    label = Label(Level.CONFIDENTIAL, frozenset({"PII"}))
    listing = Listing(Field("Contact", "Name", "Name", label, Kind.PERSON), Basis.SALESFORCE)
    taken_at_ms = int(time.time() * 1000)
    catalogue = Catalogue("default", taken_at_ms, (Entity("Contact", "", (listing,)),))
    (gateway.directory / "catalogue.json").write_bytes(encode(catalogue))
    gateway.add(
        '\n[[org]]\ncatalogue = "catalogue.json"\nobjects = ["Contact"]\nindex = "known.idx"\n'
    )
    index(gateway, NAME)


def run(gateway: GatewayProcess, *arguments: str) -> Result:
    done = CliRunner().invoke(cli, [*arguments, "--config", str(gateway.config)])
    assert done.exit_code == 0, done.exception
    return done


def index(gateway: GatewayProcess, name: str) -> None:
    contacts = gateway.directory.parent / "contacts.csv"
    contacts.write_text(f"Id,Name\n003000000000000AAA,Ota {name}\n")
    run(gateway, "index", "build", "--from", str(contacts), "--object", "Contact")


def register(gateway: GatewayProcess, name: str, text: str) -> None:
    file = gateway.directory.parent / f"{name}.txt"
    file.write_text(text)
    run(gateway, "ip", "register", str(file), "--name", name)


def reload(gateway: GatewayProcess) -> str:
    """Ask for it; return what the server says of it."""
    before = len(gateway.output)
    gateway.signal(signal.SIGHUP)
    until(lambda: b"in force" in gateway.output[before:], gateway.output.decode())
    return gateway.output[before:].decode()


def sent(gateway: GatewayProcess, endpoint: EndpointThread, text: str) -> str:
    """Return what the model gets of a text."""
    endpoint.received.clear()
    assert gateway.chat(text).status == 200
    (received,) = endpoint.received
    return received.body.decode()


def asking(ask: Callable[[], Answer]) -> tuple[threading.Thread, list[Answer]]:
    answers: list[Answer] = []
    thread = threading.Thread(target=lambda: answers.append(ask()))
    thread.start()
    return thread, answers


def test_a_model_killed_in_the_middle_of_a_request_refuses_it_and_the_next_is_served(
    gateway: GatewayProcess, endpoint: EndpointThread
) -> None:
    (before,) = gateway.children("connect.ner.worker")
    endpoint.received.clear()
    begun = gateway.packages[0] / "spacy" / "begun"
    thread, answers = asking(lambda: gateway.chat(f"{STUCK} of {PERSON}"))
    until(begun.exists, "the model was not asked")
    os.kill(before, signal.SIGKILL)
    thread.join(LIMIT_S)

    (answer,) = answers
    assert (answer.status, answer.code) == (503, "detector_unavailable")
    assert endpoint.received == []
    entries = gateway.entries_of(answer.id, 1)
    assert [(entry.type, entry.code) for entry in entries] == [("refusal", "detector_unavailable")]
    assert PERSON not in sent(gateway, endpoint, f"ask {PERSON}")  # a new one looks at it
    assert gateway.children("connect.ner.worker") != [before]


def test_a_reader_of_documents_killed_in_the_middle_refuses_the_document_and_the_next_is_read(
    gateway: GatewayProcess, endpoint: EndpointThread
) -> None:
    headers = {"Content-Type": made.PDF, "X-Douane-Tier": "default"}
    data = made.pdf([f"{IBAN} {NAME}"], [b"[]"] * 50_000)  # takes a while
    endpoint.received.clear()

    def ask() -> Answer:
        return gateway.ask("POST", DOCUMENTS, data, headers=headers, timeout_s=LIMIT_S)

    thread, answers = asking(ask)
    until(lambda: gateway.children("connect.documents.worker"), "no process reads it")
    for pid in gateway.children("connect.documents.worker"):
        os.kill(pid, signal.SIGKILL)
    thread.join(LIMIT_S)

    (answer,) = answers
    assert (answer.status, answer.code) == (422, "document_unreadable")
    assert set(answer.json) == {"error"}
    again = ask()
    assert again.status == 200
    assert IBAN not in again.json["text"]
    assert NAME not in again.json["text"]
    assert endpoint.received == []


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def alter(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def lose(path: Path) -> None:
    path.unlink()


DAMAGE = {"cut": cut, "altered": alter, "gone": lose}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_index_leaves_the_last_good_one_in_force_and_says_so(
    sound: GatewayProcess, endpoint: EndpointThread, damage: Callable[[Path], None]
) -> None:
    damage(sound.directory / "known.idx")

    said = reload(sound)

    assert "keeps the names that it has" in said
    assert "douane index build" in said
    assert NAME not in sent(sound, endpoint, f"Write to {NAME}.")


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_register_refuses_the_reload_and_the_last_good_one_stays(
    sound: GatewayProcess, endpoint: EndpointThread, damage: Callable[[Path], None]
) -> None:
    before = sound.ask("GET", "/readyz").json["snapshot"]
    damage(sound.directory / "register.sealed")

    said = reload(sound)

    assert f"reload refused; snapshot {before} stays in force" in said
    assert "register" in said
    assert sound.ask("GET", "/readyz").json["snapshot"] == before
    assert "dry autumn" not in sent(sound, endpoint, SECRET)


def test_an_index_and_a_register_replaced_while_serving_are_in_force_after_the_reload(
    sound: GatewayProcess, endpoint: EndpointThread
) -> None:
    before = sound.ask("GET", "/readyz").json["snapshot"]
    index(sound, NEWCOMER)
    register(sound, "pricing", OTHER_SECRET)
    # Until somebody says so, nothing changes.
    assert NAME not in sent(sound, endpoint, f"Write to {NAME}.")
    assert "barley" in sent(sound, endpoint, OTHER_SECRET)

    reload(sound)

    assert sound.ask("GET", "/readyz").json["snapshot"] != before
    assert NEWCOMER not in sent(sound, endpoint, f"Write to {NEWCOMER}.")
    assert NAME in sent(sound, endpoint, f"Write to {NAME}.")
    assert "barley" not in sent(sound, endpoint, OTHER_SECRET)


def test_a_disk_that_takes_no_more_stops_the_server_and_room_again_lets_it_serve(
    gateway: GatewayProcess, endpoint: EndpointThread
) -> None:
    soft, hard = resource.prlimit(gateway.pid, resource.RLIMIT_FSIZE)
    endpoint.received.clear()
    resource.prlimit(gateway.pid, resource.RLIMIT_FSIZE, (1, hard))
    try:
        refused = [gateway.chat("hello"), gateway.chat("hello", stream=True)]
        protected = gateway.ask(
            "POST", DOCUMENTS, IBAN.encode(),
            headers={"Content-Type": made.TEXT, "X-Douane-Tier": "default"}, timeout_s=LIMIT_S,
        )  # fmt: skip
        ready = gateway.ask("GET", "/readyz")
    finally:
        resource.prlimit(gateway.pid, resource.RLIMIT_FSIZE, (soft, hard))

    for answer in (*refused, protected, ready):
        assert (answer.status, answer.code) == (503, "log_unavailable")
    assert endpoint.received == []
    until(lambda: gateway.ask("GET", "/readyz").status == 200, "it does not recover")
    assert gateway.chat("hello").status == 200
    assert run(gateway, "audit", "verify").exit_code == 0
