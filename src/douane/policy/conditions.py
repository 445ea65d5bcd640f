"""The conditions of a rule: which key of the file asks about which facet, and what it wants.

Every key is one row of ``_ROWS``; a new condition is a new row.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeVar

from douane.model.terms import Level, Shape
from douane.model.token import Kind
from douane.policy.question import ANY, FOUND, FOUND_SHAPES, folded
from douane.policy.rule import Condition, Facet, Rule
from douane.written import Reader, Steps, nearest

LEVELS: Final = MappingProxyType({level.word: level for level in Level})
KINDS: Final = MappingProxyType({kind.value.lower(): kind for kind in Kind})
SHAPES: Final = MappingProxyType({shape.value: shape for shape in Shape})
EXCLUSIVE: Final = (("levels", "min_level"), ("purposes", "except_purposes"))

T = TypeVar("T")

_PATTERN: Final = re.compile(r"(\*|[A-Za-z]\w*)\.(\*|[A-Za-z]\w*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that this file declares."""

    purposes: tuple[str, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One key of one rule, and how to read it."""

    reader: Reader
    table: Mapping[str, object]
    path: Steps
    key: str
    words: Vocabulary

    def listed(self, valid: Mapping[str, object]) -> frozenset[object]:
        return self.reader.words(self.table, self.path, self.key, valid) or frozenset()

    def level(self) -> Level | None:
        return self.reader.word(self.table, self.path, self.key, LEVELS)

    def problem(self, what: str, fix: str) -> None:
        self.reader.problem((*self.path, self.key), what, fix)


def _at_least(cell: _Cell) -> frozenset[object]:
    least = cell.level()
    return frozenset(level for level in Level if least is not None and level >= least)


def _at_most(cell: _Cell) -> frozenset[object]:
    most = cell.level()
    return frozenset(level for level in Level if most is not None and level <= most)


def _flag(cell: _Cell) -> frozenset[object]:
    flag = cell.reader.flag(cell.table, cell.path, cell.key)
    return frozenset() if flag is None else frozenset({flag})


def _categories(cell: _Cell) -> frozenset[object]:
    return cell.listed({name: folded(name) for name in cell.words.categories})


def _purposes(cell: _Cell) -> frozenset[object]:
    return cell.listed({name: name for name in cell.words.purposes})


def _other_purposes(cell: _Cell) -> frozenset[object]:
    rest = frozenset(cell.words.purposes) - _purposes(cell)
    if not rest:
        cell.problem("every purpose is excepted", "Leave one, or remove the rule.")
    return rest


def _patterns(cell: _Cell) -> frozenset[object]:
    texts = cell.reader.texts(cell.table, cell.path, cell.key) or []
    patterns: set[object] = set()
    for text in texts:
        match = _PATTERN.fullmatch(text)
        thing, name = match.groups() if match else ("", "")
        if match is None or (thing, name) == (ANY, ANY):
            cell.problem(
                f"{text[:40]!r} is no field",
                "Write Object.Field, Object.*, *.Field or found.kind.",
            )
        elif thing.casefold() == FOUND and name.casefold() not in (ANY, *KINDS):
            cell.problem(f"found has no {name[:40]!r}", nearest(name, KINDS))
        patterns.add((thing.casefold(), name.casefold()))
    return frozenset(patterns)


_ROWS: Final[Mapping[str, tuple[Facet, Callable[[_Cell], frozenset[object]]]]] = {
    "levels": (Facet.LEVEL, lambda cell: cell.listed(LEVELS)),
    "min_level": (Facet.LEVEL, _at_least),
    "categories": (Facet.CATEGORY, _categories),
    "kinds": (Facet.KIND, lambda cell: cell.listed(KINDS)),
    "shapes": (Facet.SHAPE, lambda cell: cell.listed(SHAPES)),
    "fields": (Facet.FIELD, _patterns),
    "purposes": (Facet.PURPOSE, _purposes),
    "except_purposes": (Facet.PURPOSE, _other_purposes),
    "above_clearance": (Facet.ABOVE_CLEARANCE, _flag),
    "min_clearance": (Facet.CLEARANCE, _at_least),
    "max_clearance": (Facet.CLEARANCE, _at_most),
    "unlisted": (Facet.UNLISTED, _flag),
}
CONDITION_KEYS: Final = tuple(_ROWS)


def read_conditions(
    reader: Reader, table: Mapping[str, object], path: Steps, words: Vocabulary
) -> tuple[Condition, ...]:
    """Return the conditions of one rule's table; problems are kept by the reader."""
    for one, other in EXCLUSIVE:
        if one in table and other in table:
            reader.problem((*path, other), f"{one} and {other} exclude each other", "Keep one.")
    return tuple(
        Condition(key, facet, read(_Cell(reader, table, path, key, words)))
        for key, (facet, read) in _ROWS.items()
        if key in table
    )


def why_never(rule: Rule) -> str:
    """Return why no question can satisfy all conditions of a rule; empty: one can."""
    levels = _wanted(rule, Facet.LEVEL, Level)
    clearances = _wanted(rule, Facet.CLEARANCE, Level)
    above = _wanted(rule, Facet.ABOVE_CLEARANCE, (True, False))
    if not clearances:
        return "min_clearance is above max_clearance"
    if _wanted(rule, Facet.UNLISTED, (True, False)) == {True}:
        levels &= {Level.MISSION_CRITICAL}
        if any(condition.facet is Facet.CATEGORY for condition in rule.conditions):
            return "what is unlisted has no categories"
        if not levels:
            return "what is unlisted counts as mission_critical"
    if not any((level > clearance) in above for level in levels for clearance in clearances):
        return "no such level is on that side of such a clearance"
    return _why_no_finding(rule)


def _why_no_finding(rule: Rule) -> str:
    """Say why a rule that names nothing but found kinds cannot match any of them."""
    patterns = [set(each.wanted) for each in rule.conditions if each.facet is Facet.FIELD]
    names = {name for pattern in patterns for name in pattern}
    found = [kind for word, kind in KINDS.items() if {(FOUND, word), (FOUND, ANY)} & names]
    if not found or any(isinstance(name, tuple) and name[0] != FOUND for name in names):
        return ""
    kinds = _wanted(rule, Facet.KIND, Kind)
    shapes = _wanted(rule, Facet.SHAPE, Shape)
    if any(kind in kinds and FOUND_SHAPES.get(kind, Shape.TEXT) in shapes for kind in found):
        return ""
    return "found values of that kind have another kind or shape"


def _wanted(rule: Rule, facet: Facet, every: Iterable[T]) -> set[T]:
    wanted = [condition.wanted for condition in rule.conditions if condition.facet is facet]
    return {each for each in every if all(each in words for words in wanted)}
