"""What an overlay says: the things about a field that Salesforce cannot say.

An overlay raises levels, adds categories, binds fields to purposes, names kinds of token, and
classifies fields that the org left blank.  It never lowers what Salesforce states.  Where
several statements speak of one field, all of them count: the highest level, every category,
the purposes that all of them allow.  Only of ``kind`` there is one: the statement that names
the field wins over ``*.Field``, and that over ``Object.*``.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from douane.classify.labels import STANDARD, STANDARD_GROUPS, Basis, LabelMap, stricter
from douane.model.errors import ConfigError, Problem
from douane.model.terms import Label, Level
from douane.model.token import Kind

STANDARD_OVERLAY: Final = "standard_overlay.toml"  # package data, which the shell reads
ANY: Final = "*"
BUSINESS_CATEGORIES: Final = frozenset(
    {"portfolio", "trading_signal", "scoring_logic", "pricing_model", "strategy", "credential"}
)
_Meaning = TypeVar("_Meaning")
KNOWN_CATEGORIES: Final = BUSINESS_CATEGORIES | frozenset(STANDARD_GROUPS.values())


@dataclass(frozen=True, slots=True)
class Statement:
    """What an overlay says about one field, or about many.

    Attributes:
        object: API name, or ``*`` for every object.
        field: API name, or ``*`` for every field of the object; never both ``*``.
        level: At least this; None says nothing.
        categories: Added to what Salesforce says.
        purposes: The only ones that it may serve; None binds it to none in particular.
        kind: Kind of token; None leaves the one that the data type tells.
        reason: Why, for reviewers.
        where: ``file:line``.
    """

    object: str
    field: str
    level: Level | None = None
    categories: frozenset[str] = frozenset()
    purposes: frozenset[str] | None = None
    kind: Kind | None = None
    reason: str = ""
    where: str = "overlay"

    @property
    def pattern(self) -> str:
        """``Object.Field`` as the overlay writes it."""
        return f"{self.object}.{self.field}"

    @property
    def exact(self) -> bool:
        """True when it names one field of one object."""
        return ANY not in (self.object, self.field)


@dataclass(frozen=True, slots=True)
class Overlay:
    """One or more overlay files, read.

    Attributes:
        statements: In the order of the files.
        labels: What the org's own levels and groups mean.
        includes: Overlays that the file asks for; only ``standard`` exists.
    """

    statements: tuple[Statement, ...] = ()
    labels: LabelMap = STANDARD
    includes: tuple[str, ...] = ()
    _by_pattern: dict[tuple[str, str], list[Statement]] = dataclasses.field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Prepare the look-up by pattern."""
        found: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
        for statement in self.statements:
            found[statement.object, statement.field].append(statement)
        object.__setattr__(self, "_by_pattern", dict(found))

    def about(self, object_name: str, name: str) -> tuple[Statement, ...]:
        """Return every statement that speaks of a field, the most specific first."""
        patterns = ((object_name, name), (ANY, name), (object_name, ANY))
        return tuple(
            statement for pattern in patterns for statement in self._by_pattern.get(pattern, ())
        )


EMPTY: Final = Overlay()


def merge(*overlays: Overlay) -> Overlay:
    """Return one overlay that says what all of them say.

    Raises:
        ConfigError: Two of them give one pattern two kinds, or one value two meanings.
    """
    levels: dict[str, Level] = {}
    groups: dict[str, str] = {}
    kinds: dict[str, Statement] = {}
    problems: list[Problem] = []
    for overlay in overlays:
        problems += _merge_values(levels, overlay.labels.levels)
        problems += _merge_values(groups, overlay.labels.groups)
        for statement in overlay.statements:
            if statement.kind is None:
                continue
            first = kinds.setdefault(statement.pattern, statement)
            if first.kind is not statement.kind:
                what = f"the kind of {statement.pattern} differs from that at {first.where}"
                problems.append(Problem(statement.where, what, "Keep one of them"))
    if problems:
        raise ConfigError(tuple(problems))
    statements = tuple(statement for overlay in overlays for statement in overlay.statements)
    return Overlay(statements, LabelMap(levels, groups))


def _merge_values(values: dict[str, _Meaning], more: Mapping[str, _Meaning]) -> list[Problem]:
    problems = [
        Problem(value, f"{value!r} means two things in two overlays", "Keep one of them")
        for value, meaning in more.items()
        if values.get(value, meaning) != meaning
    ]
    values.update(more)
    return problems


def settle(
    told: Label, basis: Basis, statements: tuple[Statement, ...], path: str
) -> tuple[Label, Basis, list[Problem]]:
    """Join what Salesforce says of a field with what the overlay says.

    Args:
        told: The label by Salesforce alone.
        basis: What it rests on.
        statements: ``Overlay.about`` the field.
        path: ``Object.Field``, for messages.

    Returns:
        The label, what it rests on, and a problem for each statement that would lower it.
    """
    problems = [
        Problem(statement.where, *_lowering(path, told, basis, statement.level))
        for statement in statements
        if statement.exact
        and basis is not Basis.BLANK
        and statement.level is not None
        and statement.level < told.level
    ]
    levels = [statement.level for statement in statements if statement.level is not None]
    label = told
    if basis is Basis.BLANK and levels:
        label, basis = Label(max(levels), told.categories), Basis.OVERLAY
    for statement in statements:
        level = label.level if statement.level is None else statement.level
        label = stricter(label, Label(level, statement.categories, statement.purposes))
    return label, basis, problems


def _lowering(path: str, told: Label, basis: Basis, level: Level) -> tuple[str, str]:
    wish = f"{path} cannot be lowered to {level.word}"
    if basis is Basis.HIDDEN:
        return (
            f"{wish}: its definition does not come back from Salesforce",
            "Give the integration user read access to the field",
        )
    if basis is Basis.UNKNOWN:
        return (
            f"{wish}: Salesforce states a level or group that is not mapped",
            "Map the org's value under [levels] or [groups]",
        )
    return (
        f"{wish}: Salesforce states {told.level.word}",
        "Change it in Salesforce, or raise the level here",
    )
