"""The words of a decision: how sensitive a field is, and what may be done with it."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from douane.model.token import Kind


class Level(IntEnum):
    """Salesforce's default levels of SecurityClassification, least sensitive first.

    An org can rename or add levels; ``classify`` maps them, and whatever it cannot map counts
    as ``MISSION_CRITICAL``.
    """

    PUBLIC = 0
    INTERNAL = 1
    CONFIDENTIAL = 2
    RESTRICTED = 3
    MISSION_CRITICAL = 4

    @property
    def word(self) -> str:
        """The spelling used in files and reports, such as ``mission_critical``."""
        return self.name.lower()


class Action(IntEnum):
    """What is done with a value, mildest first: ``max`` is the strictest.

    ``DENY`` refuses the whole request.
    """

    PASS = 0
    GENERALISE = 1
    TOKENISE = 2
    ENCRYPT = 3
    MASK = 4
    DROP = 5
    DENY = 6

    # An enumeration's own hash is a call into Python, paid for every value that is counted.
    __hash__ = int.__hash__

    @property
    def word(self) -> str:
        """The spelling used in files and reports, such as ``tokenise``."""
        return self.name.lower()


class Shape(StrEnum):
    """The family of a field's data type: what generalising it would mean."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ID = "id"


@dataclass(frozen=True, slots=True)
class Label:
    """How sensitive something is.

    Attributes:
        level: Never absent: what nobody classified is ``MISSION_CRITICAL``.
        categories: Compliance groups (``PII``, ``GDPR``) and business categories
            (``portfolio``, ``scoring_logic``), spelled as in Salesforce or the overlay.
        purposes: The only purposes that it may serve; None binds it to none in particular.
    """

    level: Level
    categories: frozenset[str] = frozenset()
    purposes: frozenset[str] | None = None


UNCLASSIFIED = Label(Level.MISSION_CRITICAL)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the org and its classification; never a value of it.

    Attributes:
        object: API name of its object, such as ``Account``.
        name: API name of the field, such as ``AnnualRevenue``.
        caption: What users see on the page, such as ``Annual Revenue``; Salesforce calls it
            the label, which is taken here.
        label: Its classification.
        kind: The kind of token that stands for its values.
        shape: The family of its data type.
        listed: False when the catalogue does not know it; then ``label`` is ``UNCLASSIFIED``.
    """

    object: str
    name: str
    caption: str
    label: Label
    kind: Kind = Kind.TEXT
    shape: Shape = Shape.TEXT
    listed: bool = True

    @property
    def path(self) -> str:
        """``Object.Field``, as policies, logs and reports write it."""
        return f"{self.object}.{self.name}"


@dataclass(frozen=True, slots=True)
class Decision:
    """The strictest action, and the ids of the rules that asked for it."""

    action: Action
    reasons: tuple[str, ...]
