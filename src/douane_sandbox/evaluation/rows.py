"""The words of the evaluation sets: a row, a set, and sentences with a value in them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from random import Random
from typing import Final

LANGUAGES: Final = ("de", "en", "fr", "it", "es", "nl", "pl")
SOURCE: Final = "generated from a seed by douane_sandbox.evaluation"
LICENCE: Final = "Apache-2.0"

Words = Mapping[str, Sequence[str]]
Row = dict[str, object]


@dataclass(frozen=True)
class Made:
    """One set: what the manifest says of it, and its rows.

    Attributes:
        name: Also the name of its file.
        kind: What its rows are: ``spans``, ``values``, ``benign`` or ``speed``.
        goal: The goal that it decides; empty for none.
        about: What it holds, for the reader of the page.
        rows: In order.
        known: File of the org's values that are to be known, or empty.
        register: File of the texts that are to be registered, or empty.
    """

    name: str
    kind: str
    goal: str
    about: str
    rows: list[Row] = field(repr=False)
    known: str = ""
    register: str = ""


@cache
def words(file: str = "words.toml") -> Mapping[str, Words]:
    """Return the words of every language."""
    return tomllib.loads(files(__package__).joinpath(file).read_text("utf-8"))


def put(template: str, slot: str, value: str, **others: str) -> tuple[str, int, int]:
    """Put a value into a sentence; return the text and where the value stands."""
    before, _, after = template.partition("{" + slot + "}")
    before, after = before.format(**others), after.format(**others)
    return before + value + after, len(before), len(before) + len(value)


def business(language: str, rng: Random, length: int) -> str:
    """Return ordinary sentences of at least so many bytes; nobody is named in them."""
    own = words()[language]
    parts: list[str] = []
    size = 0
    while size < length:
        sentence = rng.choice(own["business"]).format(
            thing=rng.choice(own["thing"]), work=rng.choice(own["work"]), n=rng.randrange(2, 60)
        )
        parts.append(sentence)
        if len(parts) % 6 == 0:
            parts.append("\n\n")
        size += len(sentence.encode()) + 1
    return " ".join(parts).replace(" \n\n ", "\n\n")
