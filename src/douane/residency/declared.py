"""What is wrong with the declaration of an endpoint or a tier; everything at once.

Rules, in order: the address is plain and HTTPS, or HTTP to loopback under ``unsafe_loopback``
with a clearance of at most ``internal``; the country exists; pins are SHA-256 values; no proxy
is set in the environment, because a proxy would be an undeclared stop on the way.
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Final

from douane.model.endpoint import Endpoint, Tier
from douane.model.errors import Problem
from douane.model.terms import Level
from douane.residency.address import DIALLED, zone
from douane.residency.country import COUNTRIES
from douane.residency.url import Url, read_url

MAX_LOOPBACK_CLEARANCE: Final = Level.INTERNAL
PROXY_VARIABLES: Final = (
    "all_proxy",
    "ftp_proxy",
    "http_proxy",
    "https_proxy",
    "ws_proxy",
    "wss_proxy",
)

_SHA256_BYTES: Final = 32


def check(endpoint: Endpoint, environment: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return every problem of one endpoint's declaration; empty when it may be used.

    Args:
        endpoint: As declared.
        environment: The process's environment variables.
    """
    where = f"endpoint.{endpoint.name}"
    problems = [
        *_check_url(endpoint, where),
        *_check_country(endpoint.country, f"{where}.country"),
        *_check_trust(endpoint, where),
        *check_environment(environment),
    ]
    if not 0 < endpoint.timeout_s < float("inf"):
        problems.append(
            Problem(f"{where}.timeout_s", "not a number of seconds above 0", "Set it to 60.")
        )
    return tuple(problems)


def check_environment(environment: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return a problem for each proxy variable that is set; values are not quoted."""
    return tuple(
        Problem(
            f"environment variable {name}",
            "names a proxy, which would be an undeclared stop on the way to the model",
            "Unset it for Douane's process.",
        )
        for name, value in environment.items()
        if value and name.lower() in PROXY_VARIABLES
    )


def check_tier(tier: Tier, endpoints: Mapping[str, Endpoint]) -> tuple[Problem, ...]:
    """Return every problem between a tier and its endpoints."""
    where = f"tier.{tier.name}"
    problems: list[Problem] = []
    if not tier.endpoints:
        problems.append(Problem(f"{where}.endpoints", "empty", "Name at least one endpoint."))
    if len(set(tier.endpoints)) != len(tier.endpoints):
        problems.append(Problem(f"{where}.endpoints", "names an endpoint twice", "Name each once."))
    if not tier.countries:
        problems.append(Problem(f"{where}.countries", "empty", "Name at least one country."))
    for country in sorted(tier.countries):
        problems.extend(_check_country(country, f"{where}.countries"))
    members = [endpoints[name] for name in tier.endpoints if name in endpoints]
    problems.extend(
        Problem(
            f"{where}.endpoints",
            f"names endpoint {name!r}, which is not declared",
            "Declare it, or take it out.",
        )
        for name in tier.endpoints
        if name not in endpoints
    )
    problems.extend(
        Problem(
            f"{where}.countries",
            f"does not allow {member.country}, where endpoint {member.name!r} is",
            "Allow that country, or take the endpoint out.",
        )
        for member in members
        if member.country not in tier.countries
    )
    problems.extend(
        Problem(
            f"{where}.endpoints",
            f"endpoint {member.name!r} has clearance {member.clearance.word}, "
            f"the tier {tier.clearance.word}",
            "Put endpoints of different clearance in different tiers.",
        )
        for member in members
        if member.clearance is not tier.clearance
    )
    return tuple(problems)


def _check_url(endpoint: Endpoint, where: str) -> list[Problem]:
    url = read_url(endpoint.url)
    if url is None:
        return [
            Problem(
                f"{where}.url",
                "not a plain address",
                "Write https://host[:port][/path]: no user, no query, no fragment, no closing "
                "slash, and IP addresses in their usual form.",
            )
        ]
    problems = _check_literal(url, where)
    if url.scheme == "http":
        problems += _check_plain_http(endpoint, url, where)
    elif endpoint.unsafe_loopback:
        problems.append(
            Problem(f"{where}.unsafe_loopback", "set for an https address", "Remove it.")
        )
    return problems


def _check_literal(url: Url, where: str) -> list[Problem]:
    if not url.is_literal or zone(url.host) in DIALLED:
        return []
    return [
        Problem(
            f"{where}.url",
            f"an address of kind {zone(url.host).value}, at which no endpoint can be",
            "Use the endpoint's own address or name.",
        )
    ]


def _check_plain_http(endpoint: Endpoint, url: Url, where: str) -> list[Problem]:
    problems = []
    if not url.is_loopback:
        problems.append(
            Problem(f"{where}.url", "plain http", "Use https; http is for loopback only.")
        )
    elif not endpoint.unsafe_loopback:
        problems.append(
            Problem(
                f"{where}.url",
                "plain http to loopback",
                "Use https, or set unsafe_loopback = true for a trial without real data.",
            )
        )
    if endpoint.clearance > MAX_LOOPBACK_CLEARANCE:
        problems.append(
            Problem(
                f"{where}.clearance",
                f"{endpoint.clearance.word}, above what plain http may carry",
                f"Use https, or clearance {MAX_LOOPBACK_CLEARANCE.word}.",
            )
        )
    if endpoint.pins or endpoint.ca_file:
        problems.append(
            Problem(f"{where}.pins", "TLS trust for plain http", "Use https, or remove it.")
        )
    return problems


def _check_country(country: str, where: str) -> list[Problem]:
    if country in COUNTRIES:
        return []
    return [
        Problem(where, "not an ISO 3166-1 alpha-2 code", "Write two capital letters, such as DE.")
    ]


def _check_trust(endpoint: Endpoint, where: str) -> list[Problem]:
    if all(_is_pin(pin) for pin in endpoint.pins):
        return []
    return [
        Problem(
            f"{where}.pins",
            "not the base64 of a SHA-256 value",
            "Write the 44 characters that openssl prints for the public key's digest.",
        )
    ]


def _is_pin(pin: str) -> bool:
    try:
        return len(base64.b64decode(pin, validate=True)) == _SHA256_BYTES
    except (binascii.Error, ValueError):
        return False
