"""Declarations: every problem is named, and nothing undeclared can be reached by spelling."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.model.endpoint import Endpoint, Tier
from douane.model.errors import ResidencyError
from douane.model.terms import Level
from douane.residency.country import COUNTRIES
from douane.residency.declared import check, check_tier
from douane.residency.route import route
from douane.residency.url import read_url

PIN = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
GOOD = Endpoint("fra", "https://llm.example.com/v1", "DE", Level.CONFIDENTIAL, "m", pins=(PIN,))
LOCAL = Endpoint(
    "local", "http://127.0.0.1:8080/v1", "DE", Level.INTERNAL, "m", unsafe_loopback=True
)

ALLOWED = {
    "https": GOOD,
    "https with a port": replace(GOOD, url="https://llm.example.com:8443/v1"),
    "https without a path": replace(GOOD, url="https://llm.example.com"),
    "https at a private address": replace(GOOD, url="https://10.1.2.3/v1"),
    "https at an IPv6 address": replace(GOOD, url="https://[fd00::7]:8443/v1"),
    "https at loopback": replace(GOOD, url="https://localhost:8443/v1"),
    "http at loopback, declared unsafe": LOCAL,
    "http at localhost, declared unsafe": replace(LOCAL, url="http://localhost:8080/v1"),
    "http at IPv6 loopback, declared unsafe": replace(LOCAL, url="http://[::1]:8080/v1"),
}


@pytest.mark.parametrize("endpoint", ALLOWED.values(), ids=ALLOWED.keys())
def test_allowed(endpoint: Endpoint) -> None:
    assert check(endpoint, {"PATH": "/bin", "NO_PROXY": "*", "http_proxy": ""}) == ()


REFUSED: dict[str, tuple[Endpoint, dict[str, Any], str]] = {
    "plain http": (GOOD, {"url": "http://llm.example.com/v1"}, "fra.url"),
    "plain http at a private address": (LOCAL, {"url": "http://10.0.0.1/v1"}, "local.url"),
    "plain http at loopback, not declared": (LOCAL, {"unsafe_loopback": False}, "local.url"),
    "plain http above internal": (LOCAL, {"clearance": Level.CONFIDENTIAL}, "local.clearance"),
    "plain http with pins": (LOCAL, {"pins": (PIN,)}, "local.pins"),
    "unsafe_loopback for https": (GOOD, {"unsafe_loopback": True}, "fra.unsafe_loopback"),
    "http in disguise: all addresses": (LOCAL, {"url": "http://0.0.0.0/v1"}, "local.url"),
    "http in disguise: a name like localhost": (
        LOCAL, {"url": "http://localhost.example.com/v1"}, "local.url",
    ),
    "another scheme": (GOOD, {"url": "ftp://llm.example.com"}, "fra.url"),
    "no scheme": (GOOD, {"url": "llm.example.com/v1"}, "fra.url"),
    "a user": (GOOD, {"url": "https://key@llm.example.com/v1"}, "fra.url"),
    "a user without a name": (GOOD, {"url": "https://@llm.example.com/v1"}, "fra.url"),
    "a query": (GOOD, {"url": "https://llm.example.com/v1?key=x"}, "fra.url"),
    "a fragment": (GOOD, {"url": "https://llm.example.com/v1#x"}, "fra.url"),
    "a closing slash": (GOOD, {"url": "https://llm.example.com/v1/"}, "fra.url"),
    "a way up": (GOOD, {"url": "https://llm.example.com/v1/.."}, "fra.url"),
    "an encoded character": (GOOD, {"url": "https://llm.example.com/%2e"}, "fra.url"),
    "a backslash": (GOOD, {"url": "https://llm.example.com\\@evil.com"}, "fra.url"),
    "a line end": (GOOD, {"url": "https://llm.example.com\n"}, "fra.url"),
    "an address as one number": (GOOD, {"url": "https://2130706433/v1"}, "fra.url"),
    "an address in short": (LOCAL, {"url": "http://127.1/v1"}, "local.url"),
    "an address in octal": (LOCAL, {"url": "http://0177.0.0.1/v1"}, "local.url"),
    "an address in hexadecimal": (LOCAL, {"url": "http://0x7f.0.0.0x1/v1"}, "local.url"),
    "the metadata address of a cloud": (GOOD, {"url": "https://169.254.169.254"}, "fra.url"),
    "a multicast address": (GOOD, {"url": "https://224.0.0.1/v1"}, "fra.url"),
    "an IPv6 zone": (GOOD, {"url": "https://[fe80::1%25eth0]/v1"}, "fra.url"),
    "port 0": (GOOD, {"url": "https://llm.example.com:0/v1"}, "fra.url"),
    "port 65536": (GOOD, {"url": "https://llm.example.com:65536/v1"}, "fra.url"),
    "letters of another alphabet": (GOOD, {"url": "https://llm.ex\u0430mple.com"}, "fra.url"),
    "an empty address": (GOOD, {"url": ""}, "fra.url"),
    "a country that is none": (GOOD, {"country": "UK"}, "fra.country"),
    "a country in small letters": (GOOD, {"country": "de"}, "fra.country"),
    "no country": (GOOD, {"country": ""}, "fra.country"),
    "a pin that is none": (GOOD, {"pins": (PIN, "sha256")}, "fra.pins"),
    "a pin of another length": (GOOD, {"pins": ("AAAA",)}, "fra.pins"),
    "no patience": (GOOD, {"timeout_s": 0.0}, "fra.timeout_s"),
    "patience that is no number": (GOOD, {"timeout_s": float("nan")}, "fra.timeout_s"),
    "endless patience": (GOOD, {"timeout_s": float("inf")}, "fra.timeout_s"),
}  # fmt: skip


@pytest.mark.parametrize(("good", "changes", "where"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(good: Endpoint, changes: dict[str, Any], where: str) -> None:
    problems = check(replace(good, **changes), {})

    assert f"endpoint.{where}" in [problem.where for problem in problems]
    assert all(problem.fix for problem in problems)


@pytest.mark.parametrize("name", ["http_proxy", "HTTPS_PROXY", "All_Proxy", "wss_proxy"])
def test_a_proxy_in_the_environment_is_a_problem_that_is_not_quoted(name: str) -> None:
    (problem,) = check(GOOD, {name: "http://user:secret@proxy:3128"})

    assert name in problem.where
    assert "secret" not in str(problem)


def test_all_problems_are_named_at_once() -> None:
    wrong = replace(LOCAL, url="http://a.example.com", country="XX", pins=("x",))
    assert len(check(wrong, {"HTTP_PROXY": "x", "ALL_PROXY": "y"})) >= 5


@given(st.text(max_size=40) | st.text("htps:/[]@?#%.0123456789abc\\", max_size=40))
def test_an_address_is_read_plainly_or_not_at_all(text: str) -> None:
    for candidate in (text, f"https://{text}", f"https://llm.example.com{text}"):
        url = read_url(candidate)
        if url is not None:
            host = f"[{url.host}]" if ":" in url.host else url.host
            plain = {f"{url.scheme}://{host}{url.path}",
                     f"{url.scheme}://{host}:{url.port}{url.path}"}  # fmt: skip
            assert candidate.lower() in {form.lower() for form in plain}
            assert not set(candidate) & set("@?#%\\ \t\r\n")


def test_there_are_249_countries() -> None:
    assert len(COUNTRIES) == 249
    assert {"DE", "FR", "CH", "GB", "LU"} <= COUNTRIES
    assert not {"UK", "EU", "XK", "AN", "YU"} & COUNTRIES


TIER = Tier("eu", ("fra", "par"), Level.CONFIDENTIAL, frozenset({"DE", "FR"}), ("reply",))
PARIS = replace(GOOD, name="par", country="FR")
TWO = {"fra": GOOD, "par": PARIS}

INCONSISTENT = {
    "an endpoint that is not declared": (replace(TIER, endpoints=("fra", "rom")), TWO, "endpoints"),
    "an endpoint twice": (replace(TIER, endpoints=("fra", "fra")), TWO, "endpoints"),
    "no endpoint": (replace(TIER, endpoints=()), TWO, "endpoints"),
    "an endpoint elsewhere": (TIER, {**TWO, "par": replace(PARIS, country="US")}, "countries"),
    "no country": (replace(TIER, countries=frozenset()), TWO, "countries"),
    "a country that is none": (
        replace(TIER, countries=frozenset({"DE", "FR", "EU"})), TWO, "countries",
    ),
    "an endpoint of lower clearance": (
        TIER, {**TWO, "par": replace(PARIS, clearance=Level.PUBLIC)}, "endpoints",
    ),
    "an endpoint of higher clearance": (
        TIER, {**TWO, "par": replace(PARIS, clearance=Level.RESTRICTED)}, "endpoints",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("tier", "endpoints", "where"), INCONSISTENT.values(), ids=INCONSISTENT.keys()
)
def test_a_tier_must_agree_with_its_endpoints(
    tier: Tier, endpoints: dict[str, Endpoint], where: str
) -> None:
    assert {problem.where for problem in check_tier(tier, endpoints)} == {f"tier.eu.{where}"}


def test_a_tier_that_agrees_has_no_problem() -> None:
    assert check_tier(TIER, TWO) == ()


ROUTES: dict[str, tuple[dict[str, Endpoint], frozenset[str], str | None]] = {
    "the first": (TWO, frozenset(), "fra"),
    "the next when the first is down": (TWO, frozenset({"fra"}), "par"),
    "none when all are down": (TWO, frozenset({"fra", "par"}), None),
    "none outside the tier": (
        {"rom": replace(GOOD, name="rom")}, frozenset(), None,
    ),
    "not where its country is not allowed": (
        {**TWO, "fra": replace(GOOD, country="US")}, frozenset(), "par",
    ),
    "not where its clearance is too low": (
        {**TWO, "fra": replace(GOOD, clearance=Level.PUBLIC)}, frozenset(), "par",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("endpoints", "down", "name"), ROUTES.values(), ids=ROUTES.keys())
def test_a_request_goes_to(
    endpoints: dict[str, Endpoint], down: frozenset[str], name: str | None
) -> None:
    if name is None:
        with pytest.raises(ResidencyError):
            route(TIER, endpoints, down)
    else:
        assert route(TIER, endpoints, down).name == name


names = st.sampled_from(["fra", "par", "rom", "nyc"])


@given(
    tier=st.lists(names, unique=True).map(lambda some: replace(TIER, endpoints=tuple(some))),
    endpoints=st.dictionaries(
        names,
        st.builds(
            Endpoint, names, st.just("https://x"), st.sampled_from(["DE", "FR", "US"]),
            st.sampled_from(Level), st.just("m"),
        ),
    ),
    down=st.frozensets(names),
)  # fmt: skip
def test_no_route_leaves_the_tier(
    tier: Tier, endpoints: dict[str, Endpoint], down: frozenset[str]
) -> None:
    usable = [
        endpoints[name]
        for name in tier.endpoints
        if name in endpoints
        and name not in down
        and endpoints[name].country in tier.countries
        and endpoints[name].clearance >= tier.clearance
    ]
    try:
        chosen = route(tier, endpoints, down)
    except ResidencyError:
        assert not usable
    else:
        assert chosen is usable[0]
