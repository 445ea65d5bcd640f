"""The configuration: everything read, and every mistake named with its line and a way out."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane import config
from douane.config import Settings, is_loopback, parse
from douane.connect.ner import Engine
from douane.connect.scoring.settings import FEATURE_KEYS, SCORE_KEYS
from douane.model.commit import Sync
from douane.model.errors import ConfigError
from douane.model.scoring import Limits, Refill
from douane.model.terms import Level
from douane.model.token import Kind
from tests.fuzz.configuration import target

BASE = Path("/etc/douane")
REFERENCE = (Path(__file__).parents[2] / "docs/reference/configuration.md").read_text("utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", REFERENCE, re.DOTALL)
DIGEST = "0123456789abcdef" * 4
MINIMAL = f"""\
version = 1
[[endpoint]]
name = "frankfurt"
url = "https://llm.example.de/v1"
country = "DE"
clearance = "restricted"
model = "small"
[[tier]]
name = "secret"
endpoints = ["frankfurt"]
purposes = ["service_reply", "summary"]
[[key]]
id = "crm"
sha256 = "{DIGEST}"
tiers = ["secret"]
"""
ORG = '[[org]]\ncatalogue = "c.json"\nobjects = ["Account"]\n'
ISSUER = '[[reader_issuer]]\nissuer = "https://a"\naudience = "d"\npublic_key_file = "i.pem"\n'
AFTER = MINIMAL.count("\n") + 1  # the first line of what is appended


def read(text: str) -> Settings:
    return parse(text, "douane.toml", BASE)


def problems(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read(text)
    return [str(problem) for problem in caught.value.problems]


def test_a_minimal_configuration_is_complete_in_twenty_lines() -> None:
    settings = read(MINIMAL)

    assert MINIMAL.count("\n") <= 20
    assert settings.listen == config.Listen("127.0.0.1", 8484)
    assert (settings.data_dir, settings.policy, settings.workers) == (BASE / "data", None, 1)
    assert settings.limits == config.LimitSettings()
    assert (settings.origin, settings.orgs, settings.issuers) == ("douane.local/log", (), ())
    endpoint, tier = settings.endpoints["frankfurt"], settings.tiers["secret"]
    assert (endpoint.url, endpoint.clearance) == ("https://llm.example.de/v1", Level.RESTRICTED)
    assert (endpoint.ca_file, endpoint.key_file, endpoint.pins) == ("", "", ())
    assert not endpoint.unsafe_loopback
    assert (tier.endpoints, tier.countries) == (("frankfurt",), frozenset({"DE"}))
    assert tier.purposes == ("service_reply", "summary")
    key = settings.keys[DIGEST]
    assert (key.id, key.tenant) == ("crm", "default")
    assert (key.tiers, key.purposes) == (frozenset({"secret"}), frozenset())


def test_every_key_is_read() -> None:
    _, whole = EXAMPLES
    settings = read(whole)

    assert settings.listen.certificate == BASE / "tls/chain.pem"
    assert settings.data_dir == Path("/var/lib/douane")
    assert settings.policy == BASE / "policy.toml"
    assert settings.endpoints["frankfurt"].ca_file == "/etc/douane/tls/bank-ca.pem"
    (org,) = settings.orgs
    assert org.level_map == {"Streng vertraulich": Level.RESTRICTED}
    assert org.overlays == (BASE / "overlay.toml",)
    (issuer,) = settings.issuers
    assert issuer.public_key_file == BASE / "secrets/issuer.pem"
    (model,) = settings.detectors
    assert (model.path, model.engine) == (BASE / "models/names", Engine.SPACY)
    assert model.labels == {"PER": Kind.PERSON, "ORG": Kind.ORG, "LOC": Kind.PLACE}
    assert {settings.keys[key].tenant for key in settings.keys} == {org.tenant} == {issuer.tenant}


SCORE = """
[[score]]
name = "credit"
form = "logistic"
object = "Account"
weights = "credit.json"
edges = [0.1, 0.5]
labels = ["A", "B", "C"]
levers = ["f0"]
feature = [
  { name = "f0", field = "Account.F0__c", spread = 1 },
  { name = "f1", field = "Account.F1__c", spread = 2.5, missing = 0 },
]
"""


def test_a_score_has_a_budget_without_being_asked() -> None:
    (score,) = read(MINIMAL + 'scores = ["credit"]\nwhat_ifs = ["credit"]\n' + SCORE).scores

    assert (score.model.names, score.model.limits) == (("f0", "f1"), Limits(1, 0))
    assert (score.model.limits.refill, score.model.tenant) == (Refill.NEVER, "default")
    assert score.weights == BASE / "credit.json"


WRONG_SCORES = {
    "bands that do not ascend": ("[0.1, 0.5]", "[0.5, 0.1]", "edges must be 2 to 15 ascending"),
    "an edge that is no probability": ("[0.1, 0.5]", "[0.1, 1.5]", "edges must be 2 to 15"),
    "one edge": ("[0.1, 0.5]", "[0.1]", "edges must be 2 to 15 ascending"),
    "too few labels": ('"B", "C"', '"B"', "there is one label more than edges"),
    "a lever that is no feature": ('["f0"]', '["f7"]', "levers has no 'f7'"),
    "levers beyond the budget": ('["f0"]', '["f0", "f1"]', "there are more levers than the 1"),
    "two backends": ("edges", 'endpoint = "frankfurt"\nedges', "computed by one of weights"),
    "no backend": ('weights = "credit.json"', "", "computed by one of weights"),
    "an endpoint that is not": ('weights = "credit.json"', 'endpoint = "x"', "no such endpoint"),
    "an unknown file": ('weights = "credit.json"', 'onnx = "c.onnx"', "needs its sha256"),
    "a field of another object": ("Account.F1__c", "Contact.F1__c", "of another object"),
    "no path": ("Account.F1__c", "F1; DROP", "field is no path"),
    "a spread of nothing": ("spread = 1 }", "spread = 0 }", "spread must be a number"),
    "more than half of the directions": ("edges", "directions = 2\nedges", "directions must be"),
    "a form that is none": ('"logistic"', '"tree"', "form has no 'tree'"),
    "an unknown key": ("edges", "pickle = 1\nedges", "unknown key 'pickle'"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), WRONG_SCORES.values(), ids=WRONG_SCORES)
def test_a_wrong_score_is_named(old: str, new: str, said: str) -> None:
    assert old in SCORE
    assert any(said in problem for problem in problems(MINIMAL + SCORE.replace(old, new, 1)))


SYNC = {
    "public": Sync.NORMAL,
    "internal": Sync.NORMAL,
    "confidential": Sync.NORMAL,
    "restricted": Sync.FULL,
    "mission_critical": Sync.FULL,
}


@pytest.mark.parametrize(("clearance", "sync"), SYNC.items())
def test_records_survive_power_loss_from_restricted_on(clearance: str, sync: Sync) -> None:
    tier = read(MINIMAL.replace("restricted", clearance)).tiers["secret"]

    assert (tier.clearance.word, tier.sync) == (clearance, sync)


def test_the_operator_can_choose_sync() -> None:
    text = MINIMAL.replace("[[key]]", 'sync = "normal"\n[[key]]')

    assert read(text).tiers["secret"].sync is Sync.NORMAL


def test_a_tier_has_the_lowest_clearance_of_its_endpoints() -> None:
    second = MINIMAL.partition("[[tier]]")[0].partition("\n")[2]
    second = second.replace("frankfurt", "berlin").replace("restricted", "internal")
    text = MINIMAL.replace('["frankfurt"]', '["frankfurt", "berlin"]') + second

    tier = read(text).tiers["secret"]
    assert (tier.endpoints, tier.clearance) == (("frankfurt", "berlin"), Level.INTERNAL)
    assert tier.sync is Sync.NORMAL


def test_a_level_of_the_org_can_mean_public() -> None:
    (org,) = read(MINIMAL + ORG + 'levels = { Offen = "public" }').orgs

    assert org.level_map == {"Offen": Level.PUBLIC}


# What is wrong -> (what stands there, what is written instead, its line, what is said)
WRONG: dict[str, tuple[str, str, int, str]] = {
    "no version": ("version = 1", "", 1, "Begin it with version = 1"),
    "another version": ("version = 1", "version = 2", 1, "Write version = 1"),
    "an unknown table": ("[[key]]", "[[keys]]", 12, "Did you mean 'key'?"),
    "an unknown key of an endpoint": ("country", "contry", 5, "Did you mean 'country'?"),
    "an unknown level": ('"restricted"', '"restrcted"', 6, "Did you mean 'restricted'?"),
    "a level that is a number": ('"restricted"', "3", 6, "clearance must be a text"),
    "an address that is a number": ('"https://llm.example.de/v1"', "1", 4, "must be a text"),
    "no model": ('model = "small"', "", 2, "endpoint.1 has no model"),
    "no address": ('url = "https://llm.example.de/v1"', "", 2, "endpoint.1 has no url"),
    "an unknown endpoint": ('["frankfurt"]', '["frankfrt"]', 10, "Did you mean 'frankfurt'?"),
    "an endpoint twice in a tier": (
        '["frankfurt"]', '["frankfurt", "frankfurt"]', 10, "is listed twice"),
    "a tier without endpoints": ('["frankfurt"]', "[]", 10, "list that is not empty"),
    "an unknown tier": ('["secret"]', '["secrets"]', 15, "Did you mean 'secret'?"),
    "a name with a space": ('name = "secret"', 'name = "se cret"', 9, "at most 64 letters"),
    "a name of 65 letters": ('id = "crm"', f'id = "{"a" * 65}"', 13, "at most 64 letters"),
    "a purpose of two words": (
        '"service_reply"', '"service reply"', 11, "a purpose is one short word"),
    "a purpose that quotes": ('"summary"', "'\"x'", 11, "a purpose is one short word"),
    "no purposes": ('purposes = ["service_reply", "summary"]', "", 8, "has no purposes"),
    "another sync": ('name = "secret"', 'sync = "ful"\nname = "secret"', 9, "mean 'full'?"),
    "a key in place of its digest": (DIGEST, "sk-opensesame", 14, "never the key"),
    "a digest that is too short": (DIGEST, DIGEST[1:], 14, "64 hexadecimal digits"),
    "a digest of letters beyond f": (DIGEST, "g" * 64, 14, "64 hexadecimal digits"),
    "no digest": (f'sha256 = "{DIGEST}"', "", 12, "has no sha256"),
    "a tenant of two words": ('id = "crm"', 'tenant = "a b"\nid = "crm"', 13, "64 letters"),
    "an endpoint that is one table": ("[[endpoint]]", "[endpoint]", 2, "Write [[endpoint]]"),
    "pins that are a text": ('model = "small"', 'model = "s"\npins = "x"', 8, "must be a list"),
    "a flag in quotes": (
        'model = "small"', 'model = "s"\nunsafe_loopback = "no"', 8, "must be true or false"),
    "a timeout that is no number": (
        'model = "small"', 'model = "s"\ntimeout_s = nan', 8, "Write one from 0.1 to 600"),
    "an endless timeout": (
        'model = "small"', 'model = "s"\ntimeout_s = inf', 8, "Write one from 0.1 to 600"),
    "a timeout that is true": (
        'model = "small"', 'model = "s"\ntimeout_s = true', 8, "Write one from 0.1 to 600"),
    "no TOML": ('"DE"', '"DE', 5, "this is not TOML"),
}  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "line", "says"), WRONG.values(), ids=WRONG.keys())
def test_a_mistake_is_named_with_its_line(good: str, bad: str, line: int, says: str) -> None:
    assert good in MINIMAL
    found = problems(MINIMAL.replace(good, bad, 1))

    assert [t for t in found if t.startswith(f"douane.toml:{line}: ") and says in t], found


# What is wrong -> (what is appended, its line from there, what is said)
APPENDED: dict[str, tuple[str, int, str]] = {
    "two endpoints of one name": (
        MINIMAL.partition("[[tier]]")[0].partition("\n")[2], 2, "the name 'frankfurt' is taken"),
    "two tiers of one name": (
        '[[tier]]\nname = "secret"\nendpoints = ["frankfurt"]\npurposes = ["x"]',
        2, "the name 'secret' is taken"),
    "two keys of one id": (
        f'[[key]]\nid = "crm"\nsha256 = "{"1" * 64}"\ntiers = ["secret"]',
        2, "the id 'crm' is taken"),
    "two keys of one digest": (
        f'[[key]]\nid = "b"\nsha256 = "{DIGEST.upper()}"\ntiers = ["secret"]',
        3, "two keys are the same"),
    "two orgs of one tenant": (ORG + ORG, 4, "a tenant has one org"),
    "an org without objects": ('[[org]]\ncatalogue = "c"', 1, "org.1 has no objects"),
    "an org with an unknown level": (
        ORG + 'levels = { x = "secret" }', 4, "Use one of: confidential"),
    "an org that is never stale": (ORG + "max_age_h = inf", 4, "max_age_h must be a number"),
    "an issuer twice": (ISSUER + ISSUER, 6, "has this issuer already"),
    "an issuer without audience": (
        '[[reader_issuer]]\nissuer = "x"\npublic_key_file = "x"', 1, "has no audience"),
    "half a certificate": ('[tls]\ncertificate = "a"', 1, "tls has no key"),
    "an empty tls": ("[tls]", 1, "tls has no certificate"),
    "a body limit of nothing": ("[limits]\nbody_bytes = 0", 2, "from 1,024 to"),
    "a body limit that is a fraction": ("[limits]\nbody_bytes = 4096.0", 2, "whole number"),
    "a body limit beyond memory": ("[limits]\nbody_bytes = 67108865", 2, "to 67,108,864"),
    "requests that are true": ("[limits]\nrequests = true", 2, "whole number"),
    "an unknown limit": ("[limits]\nbody_byte = 1", 2, "Did you mean 'body_bytes'?"),
    "an origin with a space": ('[audit]\norigin = "a b"', 2, "one short word without +"),
    "an origin with a plus": ('[audit]\norigin = "a+b"', 2, "one short word without +"),
    "an origin with a control character": (
        '[audit]\norigin = "a\\u0000"', 2, "one short word without +"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "says"), APPENDED.values(), ids=APPENDED.keys())
def test_a_mistake_after_a_good_start_is_named(text: str, line: int, says: str) -> None:
    (found,) = [one for one in problems(MINIMAL + text) if says in one]

    assert found.startswith(f"douane.toml:{AFTER + line - 1}: ")


@pytest.mark.parametrize("key", ["endpoint", "tier", "key"])
def test_an_absent_part_is_asked_for(key: str) -> None:
    assert f"douane.toml:1: the file has no {key}. Add {key} = …." in problems("version = 1")


def test_all_mistakes_come_at_once_and_in_order() -> None:
    text = MINIMAL
    for good, bad in (
        ('"restricted"', '"x1"'),
        ('["frankfurt"]', '["x2"]'),
        (DIGEST, "x3"),
        ('["secret"]', '["x4"]'),
    ):
        text = text.replace(good, bad)
    found = problems(text)

    assert [each.split(":")[1] for each in found] == ["6", "10", "14", "15"]


def test_what_stands_in_place_of_a_digest_is_never_shown() -> None:
    assert "opensesame" not in "".join(problems(MINIMAL.replace(DIGEST, "sk-opensesame")))


def test_one_wrong_name_is_one_problem() -> None:
    assert len(problems(MINIMAL.replace("frankfurt", "frank furt"))) == 1


def test_an_endpoint_that_is_no_table_is_one_problem() -> None:
    rest = MINIMAL.partition("[[tier]]")[2]
    text = f"version = 1\nendpoint = [1]\n[[tier]]{rest}"

    assert [one for one in problems(text) if "endpoint.1" in one] == [
        "douane.toml:2: endpoint.1 must be a table. Write it as [name]."
    ]


LISTEN_ALONE = ["127.0.0.1:1", "127.8.8.8:1", "localhost:65535", "[::1]:8484", "127.0.0.1:0"]
LISTEN_WITH_TLS = ["0.0.0.0:443", "[::]:443", "10.0.0.1:443", "gateway.bank.example:443"]
LISTEN_NEVER = ["", "8484", "127.0.0.1", ":8484", "127.0.0.1:65536", "127.0.0.1:²", "::1:8484",
                "127.0.0.1:-1", "127.0.0.1:" + "1" * 5000, "a b:1", "[]:1"]  # fmt: skip
TLS = '[tls]\ncertificate = "c.pem"\nkey = "k.pem"\n'


def listening(address: str, tls: str = "") -> str:
    return f'listen = "{address}"\n{MINIMAL}{tls}'


@pytest.mark.parametrize("address", LISTEN_ALONE)
def test_plain_http_is_for_loopback(address: str) -> None:
    assert is_loopback(read(listening(address)).listen.host)


@pytest.mark.parametrize("address", LISTEN_WITH_TLS)
def test_any_other_address_needs_a_certificate(address: str) -> None:
    (problem,) = problems(listening(address))
    listen = read(listening(address, TLS)).listen

    assert problem.startswith("douane.toml:1: plain HTTP is for loopback only. Give [tls]")
    assert (listen.certificate, listen.key) == (BASE / "c.pem", BASE / "k.pem")


@pytest.mark.parametrize("address", LISTEN_NEVER)
def test_what_is_no_address_is_refused(address: str) -> None:
    (problem,) = problems(listening(address, TLS))

    assert problem.startswith("douane.toml:1: listen ")


KEYS = {
    "Top level": config.TOP,
    "`[[endpoint]]`": config.ENDPOINT_KEYS,
    "`[[tier]]`": config.TIER_KEYS,
    "`[[key]]`": config.KEY_KEYS,
    "`[[org]]`": config.ORG_KEYS,
    "`[[reader_issuer]]`": config.ISSUER_KEYS,
    "`[[score]]`": SCORE_KEYS,
    "`[[score.feature]]`": FEATURE_KEYS,
}


@pytest.mark.parametrize(("heading", "keys"), KEYS.items())
def test_the_reference_lists_every_key_in_order(heading: str, keys: tuple[str, ...]) -> None:
    section = REFERENCE.partition(f"## {heading}\n")[2].partition("\n## ")[0]

    assert tuple(re.findall(r"^\| `\[*(\w+)\]*` \|", section, re.MULTILINE)) == keys


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_of_the_reference_are_configurations(text: str) -> None:
    assert read(text).tiers


parts = st.lists(
    st.sampled_from([*MINIMAL.split("\n"), *TLS.split("\n"), *ORG.split("\n"), "[limits]",
                     "tier = 1", "endpoint = [1]", "key = [{}]", "levels = 1", "="])
    | st.text(max_size=12),
    max_size=24,
).map("\n".join)  # fmt: skip


@given(parts)
def test_no_text_crashes_it(text: str) -> None:
    target(text.encode("utf-8", "replace"))
