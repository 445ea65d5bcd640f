"""Read evaluation sets: every ``*.jsonl`` of a directory, and ``sets.toml`` that describes them.

Rows come in three forms:

- ``{id, text, spans: [[start, end, type], …]}``: what stands there; no span, harmless;
- ``{id, text, label}``: label 0 is harmless; anything else says nothing about values and is
  passed over;
- ``{module, value, valid}``: an identifier of python-stdnum, put into sentences.

``group`` is an optional member that parts a set.  ``sets.toml`` says which goal a set decides;
a file that it does not name is measured all the same.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from douane.jobs.evaluate.sentences import around
from douane.model.errors import ConfigError, Problem, UsageError

MANIFEST: Final = "sets.toml"
VERSION: Final = 1
KEYS: Final = frozenset({"file", "kind", "goal", "about", "source", "licence", "known", "register"})
KINDS: Final = frozenset({"spans", "values", "benign", "speed"})

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One text, and what stands in it.

    Attributes:
        text: Any text.
        spans: Where something stands, and of what type.
        group: Which part of the set it belongs to, or empty.
    """

    text: str = field(repr=False)
    spans: tuple[Span, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Set:
    """One file.

    Attributes:
        name: Its directory and file, without ending.
        kind: ``spans``, ``benign``, ``speed``, or ``values`` for what other sets build upon.
        goal: The goal that it decides, or empty.
        about: What it holds.
        source: Where it comes from.
        licence: Under which terms.
        cases: Its rows, apart from those passed over.
        passed_over: How many rows say nothing about values.
        known: Values of an org that are known beforehand.
        register: Texts that are registered beforehand.
    """

    name: str
    kind: str
    goal: str
    about: str
    source: str
    licence: str
    cases: tuple[Case, ...] = field(repr=False)
    passed_over: int = 0
    known: tuple[Mapping[str, str], ...] = field(default=(), repr=False)
    register: tuple[Mapping[str, str], ...] = field(default=(), repr=False)


def read_sets(directory: Path) -> Iterator[Set]:
    """Yield every set of a directory, by name.

    Raises:
        ConfigError: The manifest is wrong.
        UsageError: There is no set, or a row is none of the three forms.
    """
    described = _manifest(directory)
    files = sorted(directory.glob("*.jsonl"))
    if not files:
        raise UsageError(f"{directory} holds no *.jsonl")
    for file in files:
        says = described.get(file.name, {})
        kind = says.get("kind", "spans")
        if kind == "values":
            continue
        cases, passed_over = _cases(file)
        yield Set(
            name=f"{directory.name}/{file.stem}",
            kind=kind,
            goal=says.get("goal", ""),
            about=says.get("about", ""),
            source=says.get("source", "not said"),
            licence=says.get("licence", "not said"),
            cases=tuple(cases),
            passed_over=passed_over,
            known=_beside(directory, says.get("known", "")),
            register=_beside(directory, says.get("register", "")),
        )


def _manifest(directory: Path) -> dict[str, dict[str, str]]:
    file = directory / MANIFEST
    if not file.exists():
        return {}
    try:
        document = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        raise _wrong(file, "it is not TOML", "Correct it.") from None
    if document.get("version") != VERSION:
        raise _wrong(file, "its version is not known", f"Write version = {VERSION}.")
    found: dict[str, dict[str, str]] = {}
    for table in document.get("set", ()):
        unknown = sorted(set(table) - KEYS)
        if unknown or "file" not in table or table.get("kind", "spans") not in KINDS:
            raise _wrong(
                file,
                f"a set has unknown keys {unknown}, no file, or an unknown kind",
                f"Keys are {', '.join(sorted(KEYS))}; kinds are {', '.join(sorted(KINDS))}.",
            )
        found[str(table["file"])] = {key: str(value) for key, value in table.items()}
    return found


def _wrong(file: Path, what: str, fix: str) -> ConfigError:
    return ConfigError((Problem(str(file), what, fix),))


def _rows(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    with file.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                yield number, decode(line)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                raise UsageError(f"{file}:{number} is no JSON object") from None


def _cases(file: Path) -> tuple[list[Case], int]:
    cases: list[Case] = []
    passed_over = 0
    for number, row in _rows(file):
        match row:
            case {"text": str(text), "spans": list(spans)}:
                try:
                    found = tuple(_span(span, len(text)) for span in spans)
                except (TypeError, ValueError):
                    raise UsageError(f"{file}:{number} has a span outside its text") from None
                cases.append(Case(text, found, str(row.get("group", ""))))
            case {"text": str(text), "label": 0}:
                cases.append(Case(text, (), str(row.get("cat", ""))))
            case {"text": str(), "label": _}:
                passed_over += 1
            case {"module": str(module), "value": str(value), "valid": bool(valid)}:
                cases += [
                    Case(text, ((*span, module),) if valid else (), group)
                    for text, span, group in around(module, value, len(cases), valid=valid)
                ]
            case _:
                raise UsageError(f"{file}:{number} is none of the forms of a row")
    return cases, passed_over


def _span(span: Sequence[object], length: int) -> Span:
    start, end, kind = span
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length):
        raise ValueError
    return start, end, str(kind)


def _beside(directory: Path, name: str) -> tuple[Mapping[str, str], ...]:
    if not name:
        return ()
    file = directory / Path(name).name
    if not file.exists():
        raise _wrong(directory / MANIFEST, f"there is no {name} beside it", "Correct the name.")
    return tuple({key: str(value) for key, value in row.items()} for _, row in _rows(file))
