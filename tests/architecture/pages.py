"""The pages and schemas of ``docs/reference`` that are made from code.

``python -m tests.architecture.pages`` (``make docs``) writes them; a test compares them.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import msgspec

from douane.connect.llm.schema import schemas
from douane.gateway.doors import documents, records, score
from douane.gateway.metrics import Metrics
from tests.architecture.tree import HOUSE, REFERENCE

COMMANDS: Final = HOUSE / "cli" / "main.py"
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
WIDTH: Final = 88
RECORDS: Final = {
    "records-protect-request.schema.json": "_Protect",
    "records-restore-request.schema.json": "_Restore",
}


def pages() -> dict[Path, str]:
    """Return the text of each page by its file."""
    made = {REFERENCE / name: text for name, text in schemas().items()}
    made |= {REFERENCE / name: _schema(getattr(records, kind)) for name, kind in RECORDS.items()}
    made[REFERENCE / "score-request.schema.json"] = _schema(score._Score)  # noqa: SLF001 - its shape is the door's
    made[REFERENCE / "documents-protect-answer.schema.json"] = _answer_schema()
    made[REFERENCE / "metrics.md"] = metrics()
    if COMMANDS.exists():
        made[REFERENCE / "cli.md"] = commands()
    return made


def metrics() -> str:
    """Return the page of every metric."""
    lines = [
        "# Reference: metrics",
        "",
        "Made from the code by `make docs`. `GET /metrics` answers in Prometheus' text format.",
        "Labels come from configuration and code alone: doors, codes, actions. None holds a value,",
        "a subject, or anything else that a caller wrote. Each worker counts for itself.",
        "",
        "| metric | type | labels | what it counts |",
        "|---|---|---|---|",
    ]
    for name, kind, labels, help_text in described():
        lines.append(f"| `{name}` | {kind} | {labels or 'none'} | {help_text} |")
    return "\n".join([*lines, ""])


def described() -> Iterator[tuple[str, str, str, str]]:
    """Yield name, type, labels and help of every metric that a worker registers."""
    registry = Metrics().registry
    collectors = dict.fromkeys(registry._names_to_collectors.values())  # noqa: SLF001 - no public list
    for collector in collectors:
        labels = ", ".join(f"`{name}`" for name in getattr(collector, "_labelnames", ()))
        for family in collector.describe() if hasattr(collector, "describe") else ():
            suffix = "_total" if family.type == "counter" else ""
            yield f"{family.name}{suffix}", family.type, labels, family.documentation


def commands() -> str:
    """Return the help of every command, as a terminal shows it."""
    program = importlib.import_module("douane.cli.main")
    top = next(
        value
        for name in ("cli", "douane", "main")
        if isinstance(value := getattr(program, name, None), click.Command)
    )
    lines = [
        "# Reference: commands",
        "",
        "Made from `--help` by `make docs`. Exit codes: 0 done, 1 something was found or failed,",
        "2 wrong usage.",
        "",
    ]
    for path, text in helps(top, "douane"):
        lines += [f"## `{path}`", "", "```text", text.rstrip(), "```", ""]
    return "\n".join(lines)


def helps(command: click.Command, path: str) -> Iterator[tuple[str, str]]:
    """Yield each command's path and help, depth first."""
    context = click.Context(command, info_name=path, terminal_width=WIDTH, max_content_width=WIDTH)
    yield path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None and not child.hidden:
                yield from helps(child, f"{path} {name}")


def _schema(struct: type) -> str:
    kind = struct.__name__
    body = msgspec.json.schema(struct, schema_hook=lambda _: {"description": "any JSON value"})
    text = json.dumps({"$schema": DIALECT, **body}, indent=2) + "\n"
    return text.replace(kind, f"{kind.strip(chr(95))}Request")


def _answer_schema() -> str:
    body = msgspec.json.schema(documents._Answer)  # noqa: SLF001 - its shape is the door's
    return json.dumps({"$schema": DIALECT, **body}, indent=2).replace("_Answer", "Answer") + "\n"


def write() -> None:
    """Write every page that is not what it should be."""
    for file, text in pages().items():
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")
            sys.stdout.write(f"wrote {file}\n")


if __name__ == "__main__":
    write()
