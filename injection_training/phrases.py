"""Sentences from templates: ``{a|b}`` is a choice, other braces are drawn names and addresses."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from douane_sandbox.data.locales import LOCALES

Templates = Mapping[str, Mapping[str, Sequence[str]]]

_CHOICE: Final = re.compile(r"\{([^{}]*)\}")
_HOSTS: Final = (
    "https://collect.example/p", "http://files.example.net/x.png", "https://cdn-status.example.org/i",
    "https://portal.example.com/form", "https://203.0.113.9/log", "www.kunden-portal.example",
)  # fmt: skip
_CODES: Final = ("PWNED", "CANARY-7Q2X", "access granted", "I am free", "OK-4471", "done", "yes")


@cache
def templates(name: str) -> Templates:
    """Return a file of templates, by language and kind."""
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))


def say(template: str, rng: Random) -> str:
    """Return one sentence of a template."""

    def drawn(match: re.Match[str]) -> str:
        return _word(rng.choice(match[1].split("|")), rng)

    for _ in range(3):
        template = _CHOICE.sub(drawn, template)
    return re.sub(r" +", " ", template).strip()


def _word(word: str, rng: Random) -> str:
    match word:
        case "mail":
            return f"{rng.choice(('archive', 'ops', 'info', 'audit', 'reports'))}@{_host(rng)}"
        case "url":
            return rng.choice(_HOSTS)
        case "code":
            return rng.choice(_CODES)
        case "name":
            locale = rng.choice(LOCALES)
            return rng.choice(locale.lasts)
        case _:
            return word


def _host(rng: Random) -> str:
    return rng.choice(("mail.example", "example.com", "office.example.net", "kanzlei.example"))
