"""Read an overlay file: strict TOML, every problem named at once with its line.

The grammar stands in ``docs/reference/overlay.md``.  Whatever is not in it is a problem, since
a misspelt word in a security file is a rule that silently does not exist.
"""

import difflib
import re
import tomllib
from collections.abc import Iterable
from typing import Final

from douane.classify.labels import LabelMap
from douane.classify.overlay import ANY, KNOWN_CATEGORIES, Overlay, Statement
from douane.classify.toml_lines import key_lines, line_of
from douane.model.errors import ConfigError, Problem
from douane.model.terms import Level
from douane.model.token import Kind

VERSION: Final = 1
MAX_CHARACTERS: Final = 2_000_000
TOP_KEYS: Final = ("version", "include", "categories", "levels", "groups", "fields")
FIELD_KEYS: Final = ("level", "categories", "purposes", "kind", "reason")
INCLUDES: Final = ("standard",)
_LEVELS: Final = {level.word: level for level in Level}
_KINDS: Final = {kind.value: kind for kind in Kind}
_API_NAME: Final = r"(?:[A-Za-z][A-Za-z0-9_]*|\*)"
_PATTERN: Final = re.compile(rf"({_API_NAME})\.({_API_NAME})")
_CATEGORY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_PURPOSE: Final = re.compile(r"[a-z][a-z0-9_]*")
_AT_LINE: Final = re.compile(r"at line (\d+)")


def parse_overlay(text: str, filename: str) -> Overlay:
    """Return what an overlay file says.

    Args:
        text: The file.
        filename: Its name, for messages.

    Raises:
        ConfigError: It is not exactly an overlay; every problem is named.
    """
    document = _load(text, filename)
    notes = _Notes(filename, key_lines(text))
    notes.refuse_unknown((), document, TOP_KEYS)
    if document.get("version") != VERSION or isinstance(document.get("version"), bool):
        notes.add(
            ("version",), "the version is missing or not 1", f"Begin with version = {VERSION}"
        )
    includes = notes.words(("include",), document.get("include", []))
    for include in includes:
        notes.one_of(("include",), "include", include, INCLUDES)
    declared = notes.words(("categories",), document.get("categories", []), _CATEGORY)
    categories = sorted({*KNOWN_CATEGORIES, *declared})
    labels = _labels(document, notes, categories)
    statements = [
        _statement(pattern, body, notes, categories)
        for pattern, body in notes.table(("fields",), document.get("fields", {})).items()
    ]
    if notes.problems:
        raise ConfigError(tuple(notes.problems))
    return Overlay(tuple(statements), labels, tuple(includes))


def _load(text: str, filename: str) -> dict[str, object]:
    if len(text) > MAX_CHARACTERS:
        what = f"the file has more than {MAX_CHARACTERS} characters"
        raise ConfigError((Problem(f"{filename}:1", what, "Use * for what is said of many"),))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = found[1] if found else text.count("\n") + 1
        what = "this is not TOML: " + str(error).partition(" (at ")[0]
        raise ConfigError((Problem(f"{filename}:{line}", what, "Mend the line"),)) from None
    except (ValueError, RecursionError):
        what = "this TOML cannot be read: a number is too large or brackets are nested too deep"
        raise ConfigError((Problem(f"{filename}:1", what, "Mend the file"),)) from None


def _labels(document: dict[str, object], notes: "_Notes", categories: list[str]) -> LabelMap:
    levels: dict[str, Level] = {}
    for value, word in notes.table(("levels",), document.get("levels", {})).items():
        if notes.one_of(("levels", value), "level", word, _LEVELS):
            levels[value] = _LEVELS[str(word)]
    groups: dict[str, str] = {}
    for value, word in notes.table(("groups",), document.get("groups", {})).items():
        if notes.one_of(("groups", value), "category", word, categories):
            groups[value] = str(word)
    try:
        return LabelMap(levels, groups)
    except ConfigError as error:
        for problem in error.problems:
            notes.add(tuple(problem.where.split(".", 1)), problem.what, problem.fix)
        return LabelMap()


def _statement(pattern: str, body: object, notes: "_Notes", categories: list[str]) -> Statement:
    path = ("fields", pattern)
    names = _PATTERN.fullmatch(pattern)
    object_name, field_name = names.groups() if names else ("", "")
    if not names or object_name == field_name == ANY:
        fix = 'Write "Object.Field", "Object.*" or "*.Field", in quotes'
        notes.add(path, f"{pattern!r} does not name a field", fix)
    said = notes.table(path, body)
    notes.refuse_unknown(path, said, FIELD_KEYS)
    if not said:
        notes.add(path, f"nothing is said about {pattern}", "Remove it, or say something")
    level, kind = said.get("level"), said.get("kind")
    if level is not None:
        notes.one_of((*path, "level"), "level", level, _LEVELS)
    if kind is not None:
        notes.one_of((*path, "kind"), "kind", kind, _KINDS)
    added = notes.words((*path, "categories"), said.get("categories", []))
    for category in added:
        notes.one_of((*path, "categories"), "category", category, categories)
    purposes = None
    if "purposes" in said:
        purposes = frozenset(notes.words((*path, "purposes"), said["purposes"], _PURPOSE))
        if not purposes:
            fix = "Name a purpose, or leave the key out to bind it to none in particular"
            notes.add((*path, "purposes"), "no purpose is named", fix)
    if not isinstance(said.get("reason", ""), str):
        notes.add((*path, "reason"), "the reason is no text", "Write it in quotes")
    return Statement(
        object=object_name,
        field=field_name,
        level=_LEVELS.get(level) if isinstance(level, str) else None,
        categories=frozenset(added),
        purposes=purposes,
        kind=_KINDS.get(kind) if isinstance(kind, str) else None,
        reason=str(said.get("reason", "")),
        where=notes.where(path),
    )


class _Notes:
    """Problems found so far, and where things stand."""

    def __init__(self, filename: str, lines: dict[tuple[str, ...], int]) -> None:
        self.problems: list[Problem] = []
        self._filename = filename
        self._lines = lines

    def where(self, path: tuple[str, ...]) -> str:
        return f"{self._filename}:{line_of(self._lines, path)}"

    def add(self, path: tuple[str, ...], what: str, fix: str) -> None:
        self.problems.append(Problem(self.where(path), what, fix))

    def table(self, path: tuple[str, ...], value: object) -> dict[str, object]:
        if isinstance(value, dict):
            return value
        self.add(path, f"{path[-1]} is no table", "Write it as a table of key = value")
        return {}

    def words(
        self, path: tuple[str, ...], value: object, shape: re.Pattern[str] = _CATEGORY
    ) -> list[str]:
        if not isinstance(value, list):
            self.add(path, f"{path[-1]} is no list", 'Write it as ["…", "…"]')
            return []
        good = [word for word in value if isinstance(word, str) and shape.fullmatch(word)]
        if len(good) != len(value):
            fix = "Write words of letters, digits and underscores, in quotes"
            self.add(path, f"{path[-1]} holds something that is no word", fix)
        return good

    def one_of(self, path: tuple[str, ...], name: str, word: object, valid: Iterable[str]) -> bool:
        words = list(valid)
        if isinstance(word, str) and word in words:
            return True
        shown = repr(word) if isinstance(word, str) else "this"
        self.add(path, f"{shown} is no {name}", _advice(word, words))
        return False

    def refuse_unknown(
        self, path: tuple[str, ...], table: dict[str, object], valid: tuple[str, ...]
    ) -> None:
        for key in table:
            if key not in valid:
                self.add((*path, key), f"{key!r} is no key here", _advice(key, list(valid)))


def _advice(word: object, valid: list[str]) -> str:
    folded = {one.casefold(): one for one in valid}
    near = difflib.get_close_matches(str(word)[:64].casefold(), folded, n=1)
    if near:
        return f"Did you mean {folded[near[0]]!r}?"
    return f"Write one of {', '.join(sorted(valid))}"
