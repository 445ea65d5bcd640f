"""The session with an org: closed on every side, patient with a busy one, silent on data."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.connect.salesforce import Org, OrgSession, read_access, session
from douane.connect.salesforce.org import check, is_https_origin
from douane.model.errors import DouaneError, StoreError, UsageError
from tests.simulators.certificates import Authority
from tests.simulators.scripted_org import Answer, ScriptedOrg, scripted_org

CANARY = "DE89370400440532013000"
BUSY = Answer(503, [{"errorCode": "SERVER_UNAVAILABLE", "message": CANARY}])


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scripted-org")


@pytest.fixture
async def org(directory: Path) -> AsyncIterator[ScriptedOrg]:
    async with scripted_org(directory) as found:
        yield found


class Slept(list[float]):
    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


def opened(org: ScriptedOrg, slept: Slept | None = None, **changes: str) -> OrgSession:
    return OrgSession(org.org(**changes), sleep=Slept() if slept is None else slept)


def page(*names: str, following: str = "", done: bool | None = None) -> Answer:
    body: dict[str, object] = {"done": not following if done is None else done}
    body["records"] = [{"Name": name} for name in names]
    if following:
        body["nextRecordsUrl"] = following
    return Answer(body=body)


async def test_pages_follow_each_other_to_the_last(org: ScriptedOrg) -> None:
    org.answers = [
        page("a", "b", following="/services/data/v63.0/query/0r8-2000"),
        page("c", following="/services/data/v63.0/query/0r8-4000"),
        page("d"),
    ]
    async with opened(org) as open_session:
        rows = [row["Name"] async for row in open_session.query("SELECT Name FROM Account")]

    assert rows == ["a", "b", "c", "d"]
    assert [path for _, path, _ in org.seen[2:]] == [
        "/services/data/v63.0/query/0r8-2000",
        "/services/data/v63.0/query/0r8-4000",
    ]


async def test_a_busy_org_is_asked_again_with_growing_waits(org: ScriptedOrg) -> None:
    org.answers = [BUSY, Answer(429), BUSY, Answer(body={"ok": 1})]
    slept = Slept()
    async with opened(org, slept) as open_session:
        assert await open_session.get("limits") == {"ok": 1}

    assert slept == list(session.WAITS_S)


async def test_a_busy_org_is_not_asked_for_ever(org: ScriptedOrg) -> None:
    org.answers = [BUSY] * 9
    slept = Slept()
    async with opened(org, slept) as open_session:
        with pytest.raises(StoreError, match="answers 503 SERVER_UNAVAILABLE; try again later"):
            await open_session.get("limits")

    assert len(org.answers) == 9 - 4


async def test_the_wait_that_an_org_asks_for_is_bounded(org: ScriptedOrg) -> None:
    org.answers = [
        Answer(429, headers={"Retry-After": "2"}),
        Answer(429, headers={"Retry-After": "86400"}),
        Answer(429, headers={"Retry-After": "nan"}),
        Answer(body=[]),
    ]
    slept = Slept()
    async with opened(org, slept) as open_session:
        await open_session.get("limits")

    assert slept == [2.0, session.MAX_WAIT_S, session.WAITS_S[2]]


async def test_a_login_is_never_repeated(org: ScriptedOrg) -> None:
    org.logins = [BUSY, BUSY]
    with pytest.raises(StoreError, match="503"):
        async with opened(org):
            pass

    assert len(org.seen) == 1


async def test_an_expired_session_logs_in_again_once(org: ScriptedOrg) -> None:
    expired = Answer(401, [{"errorCode": "INVALID_SESSION_ID", "message": CANARY}])
    org.answers = [expired, Answer(body=1), expired, expired]
    async with opened(org) as open_session:
        assert await open_session.get("limits") == 1
        with pytest.raises(UsageError, match="401 INVALID_SESSION_ID"):
            await open_session.get("limits")

    tokens = [authorization for method, _, authorization in org.seen if method == "GET"]
    assert tokens == ["Bearer token-1", "Bearer token-2", "Bearer token-2", "Bearer token-3"]


REFUSED = {
    "a redirect": (
        Answer(302, headers={"Location": "https://evil.example/"}),
        StoreError,
        "redirect",
    ),
    "an error of the query": (
        Answer(400, [{"errorCode": "MALFORMED_QUERY", "message": CANARY}]),
        UsageError,
        "400 MALFORMED_QUERY",
    ),
    "an error code that is none": (Answer(403, [{"errorCode": CANARY}]), UsageError, r"\(403\)"),
    "an error that is no JSON": (Answer(404, CANARY.encode()), UsageError, r"\(404\)"),
    "a fault of the org": (Answer(500, CANARY.encode()), StoreError, "answers 500"),
    "no JSON": (Answer(200, f"<{CANARY}>".encode()), StoreError, "no JSON"),
    "JSON nested too deep": (Answer(200, b"[" * 100_000), StoreError, "no JSON"),
    "no records": (Answer(200, {"done": True, CANARY: 1}), StoreError, "without records"),
    "a record that is none": (
        Answer(200, {"records": [CANARY], "done": True}),
        StoreError,
        "no record",
    ),
    "no next page": (page("a", done=False), StoreError, "without its next page"),
    "a next page elsewhere": (
        page("a", following="https://evil.example/services/data/v63.0/query/x"),
        StoreError,
        "without its next page",
    ),
    "a next page above": (
        page("a", following="/services/data/v63.0/../../apexrest/x"),
        UsageError,
        "no path",
    ),
    "a next page with a host": (
        page("a", following="/services/data/@evil.example/"),
        UsageError,
        "no path",
    ),
    "the same page twice": (
        page("a", following="/services/data/v63.0/query/x"),
        StoreError,
        "twice",
    ),
}


@pytest.mark.parametrize(("answer", "kind", "message"), REFUSED.values(), ids=REFUSED.keys())
async def test_refused_without_a_value_is(
    org: ScriptedOrg, answer: Answer, kind: type[DouaneError], message: str
) -> None:
    org.answers = [answer, answer]
    async with opened(org) as open_session:
        with pytest.raises(kind, match=message) as caught:
            [row async for row in open_session.query("SELECT Name FROM Account")]

    assert CANARY not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert all(
        method == "POST" or path.startswith("/services/data/") for method, path, _ in org.seen
    )


def rights(**accessible: object) -> Answer:
    rows = [
        {"FieldDefinition": {"QualifiedApiName": name}, "IsAccessible": value}
        for name, value in accessible.items()
    ]
    return Answer(body={"done": True, "records": rows})


ASKED = ["Contact.LastName", "Contact.MailingCity", "Contact.OtherCity", "Contact.City__c"]
COMPOUND = {
    "follow a readable compound": (
        rights(Name=True, MailingAddress=True, OtherAddress=False, Address=True),
        {"Contact.LastName", "Contact.MailingCity"},
    ),
    "keep an answer of their own": (
        rights(Name=True, LastName=False, MailingAddress=False, MailingCity=True),
        {"Contact.MailingCity"},
    ),
    "are closed on anything but true": (
        rights(Name="true", MailingAddress=1, OtherCity=None),
        set[str](),
    ),
    "are closed on no answer": (rights(), set[str]()),
}


@pytest.mark.parametrize(("answer", "readable"), COMPOUND.values(), ids=COMPOUND.keys())
async def test_parts_of_a_compound_field(
    org: ScriptedOrg, answer: Answer, readable: set[str]
) -> None:
    org.answers = [answer]
    async with opened(org) as open_session:
        access = await read_access(open_session, "005000000000001", ASKED, [], 0)

    assert access.fields == readable


async def test_a_field_answered_twice_is_as_closed_as_either(org: ScriptedOrg) -> None:
    definition = {"QualifiedApiName": "LastName"}
    rows = [{"FieldDefinition": definition, "IsAccessible": value} for value in (True, False, True)]
    org.answers = [Answer(body={"done": True, "records": [*rows, {"IsAccessible": True}]})]
    async with opened(org) as open_session:
        access = await read_access(open_session, "005000000000001", ASKED, [], 0)

    assert access.fields == frozenset()


async def test_an_endless_answer_is_cut(org: ScriptedOrg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "MAX_ANSWER_BYTES", 1000)
    org.answers = [Answer(200, b"[" + b" " * 1000)]
    async with opened(org) as open_session:
        with pytest.raises(StoreError, match="too large"):
            await open_session.get("limits")


LOGINS = {
    "refused": (
        Answer(400, {"error": "invalid_grant", "error_description": CANARY}),
        UsageError,
        "the login .400 invalid_grant",
    ),
    "without a token": (Answer(200, {"instance_url": "https://x"}), StoreError, "without a token"),
    "with a token of two lines": (
        Answer(200, {"access_token": "a\r\nX: y", "instance_url": "https://x"}),
        StoreError,
        "without a token",
    ),
    "that leads to plain http": (
        Answer(200, {"access_token": "a", "instance_url": "http://localhost"}),
        StoreError,
        "not https",
    ),
    "that leads to nowhere": (Answer(200, {"access_token": "a"}), StoreError, "not https"),
    "that redirects": (
        Answer(307, headers={"Location": "https://evil.example/"}),
        StoreError,
        "redirect",
    ),
    "that is no JSON": (Answer(200, CANARY.encode()), StoreError, "no JSON"),
}


@pytest.mark.parametrize(("answer", "kind", "message"), LOGINS.values(), ids=LOGINS.keys())
async def test_a_login_fails(
    org: ScriptedOrg, answer: Answer, kind: type[DouaneError], message: str
) -> None:
    org.logins = [answer]
    with pytest.raises(kind, match=message) as caught:
        async with opened(org):
            pass

    assert CANARY not in str(caught.value)
    assert len(org.seen) == 1


async def test_a_certificate_of_an_unknown_authority_is_refused(org: ScriptedOrg) -> None:
    with pytest.raises(UsageError, match="no known authority"):
        async with opened(org, ca_file=""):
            pass

    assert org.seen == []


async def test_a_certificate_of_another_host_is_refused(directory: Path) -> None:
    authority = Authority(directory)
    for host, message in [
        ("localhost", "without a token"),
        ("other.example", "no known authority"),
    ]:
        async with scripted_org(directory, authority.issue(host)) as org:
            org.logins = [Answer(body={})]
            with pytest.raises(DouaneError, match=message):
                async with opened(org, ca_file=str(authority.ca_file)):
                    pass

    assert org.seen == []


async def test_a_proxy_of_the_environment_is_never_asked(
    org: ScriptedOrg, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    org.answers = [Answer(body=[])]
    async with opened(org) as open_session:
        assert await open_session.get("limits") == []


async def test_an_org_that_does_not_listen_is_unavailable(org: ScriptedOrg) -> None:
    with pytest.raises(StoreError, match="cannot be reached") as caught:
        async with opened(org, url="https://localhost:9"):
            pass

    assert caught.value.code == "org_unavailable"


async def test_a_closed_session_asks_nothing(org: ScriptedOrg) -> None:
    open_session = opened(org)
    with pytest.raises(UsageError, match="not open"):
        await open_session.get("limits")


async def test_nothing_shows_the_token(org: ScriptedOrg) -> None:
    async with opened(org) as open_session:
        shown = repr(open_session) + str(open_session)

    assert "token" not in shown


PATHS = [
    "",
    "/",
    "../x",
    "a/../b",
    "a//b",
    "a?q=1",
    "a#b",
    "http://evil.example/",
    "/x",
    "a b",
    "é",
]


@pytest.mark.parametrize("path", PATHS)
async def test_only_paths_of_the_data_api_are_asked(org: ScriptedOrg, path: str) -> None:
    async with opened(org) as open_session:
        with pytest.raises(DouaneError):
            await open_session.get(path)

    assert len(org.seen) == 1


ORIGINS = {
    "https://acme.my.salesforce.com": True,
    "https://localhost:8443/": True,
    "http://acme.my.salesforce.com": False,
    "https://user@acme.my.salesforce.com": False,
    "https://@acme.my.salesforce.com": False,
    "https://acme.my.salesforce.com/path": False,
    "https://acme.my.salesforce.com?q=1": False,
    "https://acme.my.salesforce.com#x": False,
    "https://acme.my.salesforce.com:99999": False,
    "https://": False,
    "https://acme\n.com": False,
    "https://[::1": False,
    "": False,
}


@pytest.mark.parametrize(("url", "good"), ORIGINS.items())
def test_only_a_plain_https_address_is_an_org(url: str, good: bool) -> None:
    assert is_https_origin(url) is good


@given(st.text(max_size=30).map("https://{}".format) | st.text(max_size=30))
def test_no_address_crashes_the_check(url: str) -> None:
    if is_https_origin(url):
        assert url.startswith("https://")


SETTINGS = {
    "plain http": ({"url": "http://x"}, "must be https://host"),
    "a strange version": ({"api_version": "latest"}, "must look like 63.0"),
    "no app": ({"client_id": ""}, "needs client_id"),
    "a user without a key": ({"key_file": ""}, "needs key_file"),
    "neither flow": ({"username": "", "key_file": ""}, "or secret_file"),
}


@pytest.mark.parametrize(("changes", "message"), SETTINGS.values(), ids=SETTINGS.keys())
def test_settings_are_refused_with(changes: dict[str, str], message: str) -> None:
    good = {"url": "https://x", "client_id": "app", "username": "u", "key_file": "k"}
    check(Org(**good))  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=message):
        OrgSession(Org(**{**good, **changes}))  # type: ignore[arg-type]


async def test_a_file_that_holds_no_key_is_named_and_not_quoted(
    org: ScriptedOrg, tmp_path: Path
) -> None:
    key = tmp_path / "key.pem"
    for content, message in [(CANARY, "holds no RSA"), ("", "empty"), (None, "cannot be read")]:
        key.unlink(missing_ok=True)
        if content is not None:
            key.write_text(content, "utf-8")
        settings = Org(
            url=org.url, client_id="a", username="u", key_file=str(key), ca_file=org.org().ca_file
        )
        with pytest.raises(UsageError, match=message) as caught:
            async with OrgSession(settings):
                pass
        assert CANARY not in str(caught.value)


async def test_an_unreadable_authority_is_named(org: ScriptedOrg, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ca_file"):
        async with opened(org, ca_file=str(tmp_path / "none.pem")):
            pass
