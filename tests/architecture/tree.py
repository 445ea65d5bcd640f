"""The source tree as these tests read it: files, syntax, and the codes that errors carry."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCE: Final = ROOT / "src"
HOUSE: Final = SOURCE / "douane"
DOCS: Final = ROOT / "docs"
REFERENCE: Final = DOCS / "reference"
CODE_NAME: Final = re.compile(r"code|_CODE")


def files(folder: Path = HOUSE) -> list[Path]:
    """Return every module under a folder."""
    return sorted(folder.rglob("*.py"))


def shown(file: Path) -> str:
    """Return a path as messages name it."""
    return file.relative_to(ROOT).as_posix()


@cache
def syntax(file: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(file.read_text("utf-8"), str(file))


def contracts() -> list[dict[str, object]]:
    """Return the import contracts of pyproject.toml."""
    document = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found: list[dict[str, object]] = document["tool"]["importlinter"]["contracts"]
    return found


def pure_packages() -> list[str]:
    """Return the packages that the contract keeps free of I/O, such as ``douane.policy``."""
    for contract in contracts():
        if contract["name"] == "Pure rooms do no I/O":
            modules = contract["source_modules"]
            assert isinstance(modules, list)
            return modules
    raise AssertionError("pyproject.toml has no contract for the pure rooms")


def pure_files() -> list[Path]:
    """Return every module of the pure rooms."""
    rooms = [SOURCE.joinpath(*name.split(".")) for name in pure_packages()]
    return [file for room in rooms for file in files(room)]


def imported(file: Path) -> set[str]:
    """Return the modules that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(syntax(file)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def error_codes(module: ast.Module) -> set[str]:
    """Return the codes that a module gives to errors.

    Found: ``code=…``, ``code = …`` (also as an attribute of a class, and ``_CODE``), and an
    argument that lands in the parameter ``code`` of a function of the same module.
    """
    found: set[str] = set()
    places = _code_parameters(module)
    for node in ast.walk(module):
        match node:
            case ast.Call(func=func, args=args, keywords=keywords):
                for keyword in keywords:
                    if keyword.arg == "code":
                        found.update(_texts(keyword.value))
                place = places.get(func.id) if isinstance(func, ast.Name) else None
                if place is not None and place < len(args):
                    found.update(_texts(args[place]))
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ) if CODE_NAME.fullmatch(name):
                found.update(_texts(value))
            case _:
                pass
    return found - {"ok", ""}


def _code_parameters(module: ast.Module) -> dict[str, int]:
    places: dict[str, int] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args]
            if "code" in names:
                places[node.name] = names.index("code")
    return places


def _texts(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.IfExp):  # the condition holds texts that are no codes
        yield from _texts(value.body)
        yield from _texts(value.orelse)
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
