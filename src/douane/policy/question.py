"""The question that every rule is asked: this kind of value, this endpoint, this purpose.

A question never holds a value.  A value of a field is asked about by the field's catalogue
entry; a value of no field is asked about as the path ``found.<kind>``, with the label that the
policy's ``[found]`` tables give to its kind.

Salesforce does not distinguish the case of API names, and admins spell categories as they
like, so both are compared casefolded: a rule must not miss a field over a capital.
"""

from dataclasses import dataclass
from typing import Final

from douane.model.terms import UNCLASSIFIED, Field, Label, Level, Shape
from douane.model.token import Kind
from douane.policy.rule import Facet, Facts, Policy

FOUND: Final = "found"
ANY: Final = "*"
FOUND_SHAPES: Final = {Kind.AMOUNT: Shape.NUMBER, Kind.DATE: Shape.DATE, Kind.RECORD: Shape.ID}

_TRUE: Final = frozenset({True})
_FALSE: Final = frozenset({False})


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        path: ``Object.Field``, or ``found.<kind>`` for a value of no field.
        label: Its classification; what is unlisted is ``MISSION_CRITICAL``.
        kind: The kind of token that would stand for it.
        shape: The family of its data type.
        listed: False when neither catalogue nor policy knows it.
        clearance: Highest level that the endpoint may receive in the clear.
        purpose: Why the data is used.
        declared: False when it has a category that the policy does not know.
        detector: Id of what found it in free text; empty for a field.
    """

    path: str
    label: Label
    kind: Kind
    shape: Shape
    listed: bool
    clearance: Level
    purpose: str
    declared: bool
    detector: str = ""

    @property
    def above_clearance(self) -> bool:
        """Whether it may not be received in the clear."""
        return self.label.level > self.clearance

    def facts(self) -> Facts:
        """Return what holds of each facet; a rule's conditions are compared with these."""
        return {
            Facet.LEVEL: frozenset({self.label.level}),
            Facet.CATEGORY: fold(self.label.categories),
            Facet.KIND: frozenset({self.kind}),
            Facet.SHAPE: frozenset({self.shape}),
            Facet.FIELD: patterns_for(self.path),
            Facet.PURPOSE: frozenset({self.purpose}),
            Facet.CLEARANCE: frozenset({self.clearance}),
            Facet.ABOVE_CLEARANCE: _TRUE if self.above_clearance else _FALSE,
            Facet.UNLISTED: _FALSE if self.listed else _TRUE,
        }


def patterns_for(path: str) -> frozenset[tuple[str, str]]:
    """Return every pattern of ``fields = […]`` that matches this path."""
    thing, _, name = path.casefold().partition(".")
    return frozenset({(thing, name), (thing, ANY), (ANY, name)})


def folded(name: str) -> str:
    """Return a category's name in the one spelling in which names are compared."""
    return name.strip().casefold()


def fold(categories: frozenset[str]) -> frozenset[str]:
    """Return all names in that spelling."""
    return frozenset(map(folded, categories))


def about_field(field: Field, policy: Policy, clearance: Level, purpose: str) -> Question:
    """Return the question for a value of a field.

    A field that is not listed counts as mission critical whatever its label says.
    """
    label = field.label
    if not field.listed and label.level is not Level.MISSION_CRITICAL:
        label = Label(Level.MISSION_CRITICAL, label.categories, label.purposes)
    return Question(
        path=field.path,
        label=label,
        kind=field.kind,
        shape=field.shape,
        listed=field.listed,
        clearance=clearance,
        purpose=purpose,
        declared=fold(label.categories) <= policy.categories.keys(),
    )


def about_found(
    kind: Kind, detector: str, policy: Policy, clearance: Level, purpose: str
) -> Question:
    """Return the question for a value of no field.

    A detector's own table can only add to what the kind's table says: the higher level
    counts, and the categories of both.
    """
    label = policy.found.get(kind, UNCLASSIFIED)
    added = policy.detectors.get(detector)
    if added is not None:
        label = Label(max(label.level, added.level), label.categories | added.categories)
    return Question(
        path=f"{FOUND}.{kind.value.lower()}",
        label=label,
        kind=kind,
        shape=FOUND_SHAPES.get(kind, Shape.TEXT),
        listed=kind in policy.found,
        clearance=clearance,
        purpose=purpose,
        declared=fold(label.categories) <= policy.categories.keys(),
        detector=detector,
    )
