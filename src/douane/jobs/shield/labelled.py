"""Read labelled sets: every ``*.jsonl`` of a directory, rows ``{id, text, label}``.

Label 1 is an attack, 0 is none; ``group`` or ``cat`` parts a set.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from douane.model.errors import UsageError

_LABELS: Final = (0, 1)


@dataclass(frozen=True, slots=True)
class Case:
    """One text, whether it is an attack, and the part of the set that it belongs to."""

    text: str = field(repr=False)
    attack: bool
    group: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """One file: its directory and name, and its rows."""

    name: str
    cases: tuple[Case, ...] = field(repr=False)


def read_labelled(directory: Path) -> Iterator[Labelled]:
    """Yield every set of a directory, by name.

    Raises:
        UsageError: There is none, or a row has no text or no label.
    """
    files = sorted(directory.glob("*.jsonl"))
    if not files:
        raise UsageError(f"{directory} holds no *.jsonl")
    for file in files:
        yield Labelled(f"{directory.name}/{file.stem}", tuple(_cases(file)))


def _cases(file: Path) -> Iterator[Case]:
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    with file.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                row = decode(line)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                raise UsageError(f"{file}:{number} is no JSON object") from None
            match row:
                case {"text": str(text), "label": int(label)} if label in _LABELS:
                    group = str(row.get("group", row.get("cat", "")))
                    yield Case(text, label == 1, group)
                case _:
                    raise UsageError(f"{file}:{number} has no text or no label of 0 or 1")
