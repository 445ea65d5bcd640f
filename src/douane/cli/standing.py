"""What holds without any configuration: the policy and the weights that ship."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from douane.model.terms import Level
from douane.policy import DEFAULT_POLICY, compile_plan, parse
from douane.policy.plan import Plan
from douane.shield.injection import CARD, WEIGHTS, Injection
from douane.shield.injection.shipped import SHA256


def default_policy() -> str:
    """Return the text of the policy that ships."""
    return (resources.files("douane.policy") / DEFAULT_POLICY).read_text(encoding="utf-8")


def standing_plan(clearance: Level, purpose: str) -> Plan:
    """Return what the policy that ships decides, for an org of which nothing is known.

    Raises:
        UsageError: It declares no such purpose.
    """
    return compile_plan(parse(default_policy(), DEFAULT_POLICY), (), clearance, purpose)


@cache
def injection_score() -> Injection:
    """Return the injection score with the weights that ship.

    Raises:
        ConfigError: They are missing or altered.
    """
    file = resources.files("douane.shield.injection") / WEIGHTS
    image = file.read_bytes() if file.is_file() else b""
    return Injection.load(image, SHA256)


def injection_card() -> Mapping[str, Any]:
    """Return what training says of these weights."""
    text = (resources.files("douane.shield.injection") / CARD).read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]
