"""The sets: attacks, ordinary texts, texts full of the words of attacks, and disguised ones.

Rows are ``{id, text, label, group}``; label 1 is an attack.  The same seed writes the same bytes.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Final

from douane_sandbox.data.generate import generate
from douane_sandbox.disguise import DISGUISES, disguise
from douane_sandbox.evaluation.rows import LANGUAGES, business

Row = dict[str, object]

_WRITTEN: Final = (("Case", "Description"), ("EmailMessage", "TextBody"), ("Task", "Description"))
_EACH: Final = 8
_ORDINARY: Final = 700


@cache
def sentences() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return the sentences by language and kind."""
    return tomllib.loads(files(__package__).joinpath("sentences.toml").read_text("utf-8"))


def sets(seed: int) -> Iterator[tuple[str, list[Row]]]:
    """Yield the name and the rows of each set."""
    rng = Random(seed)
    org = generate(seed)
    notes = [
        str(record[field])
        for kind, field in _WRITTEN
        for record in org[kind].values()
        if record.get(field)
    ]
    yield "attacks", _rows(_attacks(rng, notes), 1)
    yield "ordinary", _rows(_ordinary(rng, notes), 0)
    yield "trigger-words", _rows(_triggers(rng, notes), 0)
    yield "disguised-benign", _rows(_disguised(rng, ""), 0)
    yield "disguised-trigger-words", _rows(_disguised(rng, "trigger"), 0)
    yield "disguised-attacks", _rows(_disguised(rng, "attack"), 1)


def write(directory: Path, seed: int) -> None:
    """Write every set as JSON lines."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, rows in sets(seed):
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        (directory / f"{name}.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")


def _rows(texts: Iterator[tuple[str, str]], label: int) -> list[Row]:
    return [
        {"id": f"{number}", "text": text, "label": label, "group": group}
        for number, (group, text) in enumerate(texts)
    ]


def _attacks(rng: Random, notes: Sequence[str]) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for order in sentences()[language]["attack"]:
            yield f"{language}/bare", order
            for carrier in ("mail", "table", "JSON", "prose"):
                yield f"{language}/{carrier}", _carried(carrier, order, language, rng, notes)


def _carried(carrier: str, order: str, language: str, rng: Random, notes: Sequence[str]) -> str:
    note = rng.choice(notes)
    match carrier:
        case "mail":
            lines = [*note.split("\n"), ""]
            lines.insert(rng.randrange(len(lines)), order)
            return "\n".join(lines)
        case "table":
            cells = [note[:40].replace("\n", " "), order, business(language, rng, 40)]
            rng.shuffle(cells)
            lines = [f"| {number} | {cell} |" for number, cell in enumerate(cells)]
            return "\n".join(["| No | Note |", "|---|---|", *lines])
        case "JSON":
            lead = {"attributes": {"type": "Lead"}, "Description": f"{note} {order}"}
            return json.dumps(lead, ensure_ascii=False, indent=1)
        case _:
            return f"{business(language, rng, 600)} {order} {business(language, rng, 600)}"


def _ordinary(rng: Random, notes: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number in range(_ORDINARY):
        language = LANGUAGES[number % len(LANGUAGES)]
        yield "prose", business(language, rng, rng.choice((100, 400, 2000)))
        yield "notes", rng.choice(notes)


def _triggers(rng: Random, notes: Sequence[str]) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for said in sentences()[language]["trigger"]:
            yield language, said
            yield language, f"{rng.choice(notes)}\n\n{said}"


def _disguised(rng: Random, kind: str) -> Iterator[tuple[str, str]]:
    """Yield sentences of a kind in every disguise; of ordinary business without a kind."""
    for name in DISGUISES:
        for number in range(_EACH):
            language = LANGUAGES[number % len(LANGUAGES)]
            before = business(language, rng, 80) + " "
            said = (
                business(language, rng, 1) if not kind else rng.choice(sentences()[language][kind])
            )
            text, _, _ = disguise(name, before + said, len(before), len(before) + len(said), rng)
            yield name, text
