"""A protected score at a real gateway, beside a stand-in org: what is asked, learnt, refused."""

import json
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from douane.audit.entry import EntryType
from douane_sandbox.org import RunningOrg, running_org
from douane_sandbox.people import (
    ADVISER,
    FOREIGN_ACCOUNT,
    INTEGRATION,
    SHOWCASE_ACCOUNT,
    Person,
)
from tests.simulators.gateway_process import Answer, GatewayProcess, run_douane

ISSUER, AUDIENCE = "https://login.example", "douane"
UNKNOWN = "001zz00000zzzzzAAA"
CONFIGURATION = """
[[org]]
url = "{url}"
client_id = "{client_id}"
username = "{username}"
key_file = "{key_file}"
ca_file = "{ca_file}"
catalogue = "catalogue.json"
objects = ["Account"]

[[reader_issuer]]
issuer = "{issuer}"
audience = "{audience}"
public_key_file = "issuer.pem"

[[score]]
name = "wealth"
form = "linear"
object = "Account"
weights = "wealth.json"
edges = [-1, 0, 1]
labels = ["D", "C", "B", "A"]
directions = 2
coarse = 0
feature = [
  {{ name = "revenue", field = "Account.AnnualRevenue", spread = 1_000_000, missing = 0 }},
  {{ name = "assets", field = "Account.TotalAssets__c", spread = 1_000_000, missing = 0 }},
  {{ name = "staff", field = "Account.NumberOfEmployees", spread = 100, missing = 0 }},
  {{ name = "more", field = "Account.NumberOfEmployees", spread = 100, missing = 0 }},
]
"""
WEIGHTS = {
    "format": 1,
    "form": "linear",
    "weights": {"revenue": 0.31415926, "assets": 0.27182818, "staff": -0.14142135, "more": 0.2},
    "means": {"assets": 2_000_000},
    "scales": {"revenue": 1_000_000, "assets": 1_000_000, "staff": 100, "more": 100},
}


class Desk:
    """A gateway with a score, its org, and who reads."""

    def __init__(self, gateway: GatewayProcess, org: RunningOrg) -> None:
        self.gateway = gateway
        self.org = org
        self.signer = Ed25519PrivateKey.generate()
        public = self.signer.public_key().public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
        )
        (gateway.directory / "issuer.pem").write_bytes(public)
        (gateway.directory / "wealth.json").write_text(json.dumps(WEIGHTS))
        gateway.add(
            CONFIGURATION.format(
                url=org.instance_url, client_id=org.client_id, username=INTEGRATION.username,
                key_file=org.private_key_file.resolve(), ca_file=org.ca_file.resolve(),
                issuer=ISSUER, audience=AUDIENCE,
            )
        )  # fmt: skip
        rights = 'scores = ["wealth"]\nwhat_ifs = ["wealth"]\n'
        gateway.configure('tiers = ["default"]', f'tiers = ["default"]\n{rights}')
        self.second = gateway.add_key("second", "default")
        gateway.add(rights)
        self.plain = gateway.add_key("plain", "default")
        pulled = run_douane("catalog", "pull", "--config", str(gateway.config))
        assert pulled.returncode == 0, pulled.stderr

    def reader(self, person: Person) -> dict[str, str]:
        """Return the header that names a reader."""
        now_s = int(time.time())
        claims = {
            "iss": ISSUER, "aud": AUDIENCE, "sub": person.id, "iat": now_s, "exp": now_s + 60,
        }  # fmt: skip
        return {"X-Douane-Reader": jwt.encode(claims, self.signer, algorithm="EdDSA")}

    def ask(
        self, *records: str, person: Person = ADVISER, key: str | None = None, **members: object
    ) -> Answer:
        """Ask for scores."""
        body = {"model": "wealth", "records": list(records), **members}
        return self.gateway.ask("POST", "/v1/score", body, key=key, headers=self.reader(person))

    def wonder(self, key: str | None = None, **change: float) -> Any:  # noqa: ANN401 - JSON
        """Return what a what-if says of the adviser's first client."""
        answer = self.ask(SHOWCASE_ACCOUNT, what_if=change, key=key)
        assert answer.status == 200, answer.body
        return answer.json["scores"][0]

    def status(self) -> Any:  # noqa: ANN401 - JSON
        """Return what ``douane budget status`` says."""
        done = run_douane("budget", "status", "--config", str(self.gateway.config), "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)[0]

    def reset(self) -> None:
        """Begin the budget anew."""
        done = run_douane(
            "budget", "reset", "wealth", "--by", "risk-office", "--config", str(self.gateway.config)
        )
        assert done.returncode == 0, done.stderr

    def own_book(self) -> list[str]:
        """Return the accounts that the adviser may see."""
        accounts = self.org.state.tables["Account"]
        return [each for each, row in accounts.items() if row["OwnerId"] == ADVISER.id]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running_org(seed=7) as org:
        gateway = GatewayProcess(tmp_path_factory.mktemp("border"), "http://127.0.0.1:9/v1")
        desk = Desk(gateway, org)
        checked = run_douane("check", "--config", str(gateway.config))
        assert "score" not in checked.stdout, checked.stdout
        gateway.start()
        yield desk
        assert gateway.stop() == 0


@pytest.fixture
def desk(shared: Desk) -> Desk:
    shared.reset()
    return shared


def test_a_readers_own_book_is_answered_in_bands(desk: Desk) -> None:
    book = desk.own_book()[:50]
    answer = desk.ask(*book)

    assert answer.status == 200, answer.body
    scores = answer.json["scores"]
    assert [each["record"] for each in scores] == book
    assert {each["band"] for each in scores} <= {"A", "B", "C", "D"}
    assert {frozenset(each) for each in scores} == {frozenset({"record", "band"})}
    assert desk.ask(*book).json["scores"] == scores, "asking again says the same"


def test_a_record_of_another_and_none_at_all_look_the_same(desk: Desk) -> None:
    given = [desk.ask(record) for record in (FOREIGN_ACCOUNT, UNKNOWN)]

    assert [answer.status for answer in given] == [200, 200]
    said = {re.sub(rb'"(id|record)":"[^"]*"', b"", answer.body) for answer in given}
    assert said == {b'{,"model":"wealth","scores":[{,"band":null}]}'}


def test_keys_of_a_tenant_share_what_their_what_ifs_have_taught(desk: Desk) -> None:
    assert desk.wonder(revenue=2_000_000)["what_if"] is not None
    assert desk.wonder(desk.second, assets=2_000_000)["what_if"] is not None
    spent = desk.wonder(staff=-300)
    assert spent["what_if"] is None, "the third direction is not answered"
    assert spent["band"] is not None, "the record itself is"
    assert desk.wonder(desk.second, more=100)["what_if"] is None
    both = desk.wonder(revenue=1_000_000, assets=3_000_000)
    assert both["what_if"] is not None, "what lies between what is known costs nothing"
    state = desk.status()
    assert (state["used"], state["limit"], state["refused"]) == (2, 2, 2)


def test_a_what_if_is_a_right_of_its_own(desk: Desk) -> None:
    answer = desk.ask(SHOWCASE_ACCOUNT, key=desk.plain)
    assert (answer.status, answer.code) == (404, "unknown_model")
    assert desk.ask(SHOWCASE_ACCOUNT, what_if={"nothing": 1}).code == "invalid_value"
    assert desk.ask(SHOWCASE_ACCOUNT, features=[1, 2, 3, 4]).code == "unknown_field"


def test_without_a_reader_nothing_is_scored(desk: Desk) -> None:
    body = {"model": "wealth", "records": [SHOWCASE_ACCOUNT]}
    answer = desk.gateway.ask("POST", "/v1/score", body)

    assert (answer.status, answer.code) == (401, "reader_invalid")


def test_workers_that_race_spend_nothing_twice(desk: Desk) -> None:
    asked = [{"revenue": 1e6}, {"assets": 1e6}, {"staff": 1e2}, {"more": 1e2}] * 4
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda change: desk.wonder(**change), asked))

    answered = {next(iter(change)) for change, said in zip(asked, given, strict=True)
                if said["what_if"] is not None}  # fmt: skip
    assert len(answered) <= 2
    assert desk.status()["used"] == len(answered)


def test_what_was_answered_is_spent_after_a_kill(desk: Desk) -> None:
    desk.wonder(revenue=1e6)
    desk.wonder(assets=1e6)
    desk.gateway.kill()
    desk.gateway.start()

    assert desk.wonder(staff=1e2)["what_if"] is None
    assert desk.status()["used"] == 2


def test_the_log_says_what_was_given_and_why_not(desk: Desk) -> None:
    desk.wonder(revenue=1e6)
    desk.wonder(assets=1e6)
    answer = desk.ask(SHOWCASE_ACCOUNT, FOREIGN_ACCOUNT, what_if={"staff": 100})
    kinds = {entry.type: entry for entry in desk.gateway.entries_of(answer.id, 3)}

    assert set(kinds) == {EntryType.DECISION, EntryType.REFUSAL, EntryType.OUTCOME}
    decision, alert = kinds[EntryType.DECISION], kinds[EntryType.REFUSAL]
    assert decision.scope == "score:wealth"
    assert decision.counts == {"score.full": 1, "score.unreadable": 1, "what_if.refused": 1}
    assert (alert.code, alert.reasons) == ("budget_spent", {"budget.directions": 1})
    acts = [entry for entry in desk.gateway.entries() if entry.door == "budget-reset"]
    assert {act.principal for act in acts} == {"risk-office"}


def test_no_score_or_feature_or_weight_is_written_anywhere(desk: Desk) -> None:
    desk.ask(*desk.own_book()[:20])
    desk.wonder(revenue=123_456.789)
    written = b"".join(
        file.read_bytes() for file in Path(desk.gateway.data).iterdir() if file.is_file()
    )
    written += desk.gateway.output + desk.gateway.ask("GET", "/metrics", key="").body
    account = desk.org.state.tables["Account"][SHOWCASE_ACCOUNT]
    secrets = [account["AnnualRevenue"], account["TotalAssets__c"], "123456.789", "0.31415926"]
    for secret in filter(None, map(str, secrets)):
        assert secret.encode() not in written


def test_status_of_a_budget_names_what_a_copy_could_reach(desk: Desk) -> None:
    desk.wonder(revenue=1e6)

    assert desk.status()["agreement_of_a_copy_at_most"] == pytest.approx(0.667, abs=1e-3)
