"""Read an overlay file: strict TOML, every problem named at once with its line.

The grammar stands in ``docs/reference/overlay.md``.  Whatever is not in it is a problem, since
a misspelt word in a security file is a rule that silently does not exist.
"""

import re
from collections.abc import Collection, Mapping
from typing import Final

from douane.classify.labels import LabelMap
from douane.classify.overlay import ANY, KNOWN_CATEGORIES, Overlay, Statement
from douane.model.errors import ConfigError
from douane.model.terms import Level
from douane.model.token import Kind
from douane.written import Reader, Steps, load, nearest

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


def parse_overlay(text: str, filename: str) -> Overlay:
    """Return what an overlay file says.

    Args:
        text: The file.
        filename: Its name, for messages.

    Raises:
        ConfigError: It is not exactly an overlay; every problem is named.
    """
    reader = Reader(filename, text, load(text, filename, MAX_CHARACTERS))
    top = reader.table(reader.document, (), TOP_KEYS)
    reader.version(top, VERSION, "docs/reference/overlay.md")
    includes = _words(reader, top, (), "include")
    for include in includes:
        _one_of(reader, ("include",), "include", include, INCLUDES)
    declared = _words(reader, top, (), "categories")
    categories = sorted({*KNOWN_CATEGORIES, *declared})
    labels = _labels(reader, top, categories)
    statements = [
        _statement(pattern, body, reader, categories)
        for pattern, body in reader.table(top.get("fields", {}), ("fields",), ()).items()
    ]
    if reader.problems:
        raise ConfigError(reader.problems)
    return Overlay(tuple(statements), labels, tuple(includes))


def _labels(reader: Reader, top: Mapping[str, object], categories: Collection[str]) -> LabelMap:
    levels: dict[str, Level] = {}
    for value, word in reader.table(top.get("levels", {}), ("levels",), ()).items():
        if _one_of(reader, ("levels", value), "level", word, _LEVELS):
            levels[value] = _LEVELS[str(word)]
    groups: dict[str, str] = {}
    for value, word in reader.table(top.get("groups", {}), ("groups",), ()).items():
        if _one_of(reader, ("groups", value), "category", word, categories):
            groups[value] = str(word)
    try:
        return LabelMap(levels, groups)
    except ConfigError as error:
        for problem in error.problems:
            reader.problem(tuple(problem.where.split(".", 1)), problem.what, problem.fix)
        return LabelMap()


def _statement(
    pattern: str, body: object, reader: Reader, categories: Collection[str]
) -> Statement:
    path = ("fields", pattern)
    names = _PATTERN.fullmatch(pattern)
    object_name, field_name = names.groups() if names else ("", "")
    if not names or object_name == field_name == ANY:
        fix = 'Write "Object.Field", "Object.*" or "*.Field", in quotes'
        reader.problem(path, f"{pattern!r} does not name a field", fix)
    said = reader.table(body, path, FIELD_KEYS)
    if body == {}:
        reader.problem(path, f"nothing is said about {pattern}", "Remove it, or say something")
    level, kind = said.get("level"), said.get("kind")
    if level is not None:
        _one_of(reader, (*path, "level"), "level", level, _LEVELS)
    if kind is not None:
        _one_of(reader, (*path, "kind"), "kind", kind, _KINDS)
    added = _words(reader, said, path, "categories")
    for category in added:
        _one_of(reader, (*path, "categories"), "category", category, categories)
    purposes = None
    if "purposes" in said:
        purposes = frozenset(_words(reader, said, path, "purposes", _PURPOSE))
        if not purposes:
            fix = "Name a purpose, or leave the key out to bind it to none in particular"
            reader.problem((*path, "purposes"), "no purpose is named", fix)
    if not isinstance(said.get("reason", ""), str):
        reader.problem((*path, "reason"), "the reason is no text", "Write it in quotes")
    return Statement(
        object=object_name,
        field=field_name,
        level=_LEVELS.get(level) if isinstance(level, str) else None,
        categories=frozenset(added),
        purposes=purposes,
        kind=_KINDS.get(kind) if isinstance(kind, str) else None,
        reason=str(said.get("reason", "")),
        where=reader.where(path),
    )


def _words(
    reader: Reader,
    table: Mapping[str, object],
    path: Steps,
    key: str,
    shape: re.Pattern[str] = _CATEGORY,
) -> list[str]:
    value = table.get(key, [])
    if not isinstance(value, list):
        reader.problem((*path, key), f"{key} is no list", 'Write it as ["…", "…"].')
        return []
    good = [word for word in value if isinstance(word, str) and shape.fullmatch(word)]
    if len(good) != len(value):
        fix = "Write words of letters, digits and underscores, in quotes."
        reader.problem((*path, key), f"{key} holds something that is no word", fix)
    return good


def _one_of(reader: Reader, path: Steps, name: str, word: object, valid: Collection[str]) -> bool:
    if isinstance(word, str) and word in valid:
        return True
    shown = repr(word[:40]) if isinstance(word, str) else "this"
    reader.problem(path, f"{shown} is no {name}", nearest(str(word), valid))
    return False
