"""Pure rooms read no file, clock or chance, and say nothing: what the import contract misses."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import imported, pure_files, shown, syntax

CALLS = {"open", "print", "input", "eval", "exec", "compile", "__import__", "breakpoint"}
METHODS = {
    "now", "utcnow", "today", "read_text", "read_bytes", "write_text", "write_bytes", "urandom",
    "exists", "is_file", "unlink", "mkdir",
}  # fmt: skip
MODULES = {
    "pathlib", "io", "logging", "tempfile", "shutil", "pickle", "marshal", "importlib.resources",
    "concurrent.futures", "signal", "sys", "warnings",
}  # fmt: skip


def impurities(module: ast.Module) -> list[str]:
    """Return what a module does that a pure one must not, with its line."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Global):
            found.append(f"{node.lineno}: global {', '.join(node.names)}")
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in CALLS:
            found.append(f"{node.lineno}: {node.func.id}()")
        if isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            found.append(f"{node.lineno}: .{node.func.attr}()")
    return found


@pytest.mark.parametrize("file", pure_files(), ids=shown)
def test_a_pure_room_does_nothing_but_compute(file: Path) -> None:
    assert impurities(syntax(file)) == []
    assert imported(file) & MODULES == set()


@pytest.mark.parametrize(
    "line",
    ["open('x')", "datetime.now()", "datetime.datetime.now(UTC)", "date.today()", "print(1)",
     "Path('x').read_text()", "def f():\n    global a\n    a = 1"],
)  # fmt: skip
def test_these_would_be_seen(line: str) -> None:
    assert impurities(ast.parse(line))
