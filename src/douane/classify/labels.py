"""Read what Salesforce says about a field as a ``Label``, failing closed.

Salesforce keeps two picklists on a field: *Data Sensitivity Level* (``SecurityClassification``,
one value) and *Compliance Categorization* (``ComplianceGroup``, several, separated by
semicolons).  An admin can add to both, so a ``LabelMap`` says what an org's own values mean.
Whatever it does not know counts as ``MISSION_CRITICAL``: a blank, a level that nobody mapped,
a group that nobody mapped, a value of the wrong type.  Groups that can be read are kept all
the same, because they can only make a decision stricter.

Sources:
    Default levels: Object Reference for the Salesforce Platform, FieldSecurityClassification.
    Default groups: Object Reference for the Salesforce Platform, FieldDefinition.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from douane.model.errors import ConfigError, Problem
from douane.model.terms import UNCLASSIFIED, Label, Level

STANDARD_LEVELS: Final[Mapping[str, Level]] = MappingProxyType(
    {
        "Public": Level.PUBLIC,
        "Internal": Level.INTERNAL,
        "Confidential": Level.CONFIDENTIAL,
        "Restricted": Level.RESTRICTED,
        "MissionCritical": Level.MISSION_CRITICAL,
        "Mission Critical": Level.MISSION_CRITICAL,
    }
)
# "PersonalInfo" is the API name behind the caption "PII" in some orgs; one word for both keeps
# a rule on PII from missing it.
STANDARD_GROUPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "CCPA": "CCPA",
        "COPPA": "COPPA",
        "GDPR": "GDPR",
        "HIPAA": "HIPAA",
        "PCI": "PCI",
        "PII": "PII",
        "PersonalInfo": "PII",
    }
)


class Basis(StrEnum):
    """Who said how sensitive a field is.

    ``SALESFORCE`` and ``OVERLAY`` count as classified.  ``BLANK``: the org left it empty;
    ``UNKNOWN``: the org states a level or group that nobody mapped; ``HIDDEN``: its definition
    did not come back, which is what field-level security of the integration user does.
    """

    SALESFORCE = "salesforce"
    OVERLAY = "overlay"
    BLANK = "blank"
    UNKNOWN = "unknown"
    HIDDEN = "hidden"

    @property
    def classified(self) -> bool:
        """True when somebody said how sensitive it is, in words that we know."""
        return self in (Basis.SALESFORCE, Basis.OVERLAY)


@dataclass(frozen=True, slots=True)
class LabelMap:
    """What the values of an org's two picklists mean.

    Letter case and surrounding blanks are ignored.  The standard values are always known; a
    map may add to them and may raise them, and cannot lower them.

    Attributes:
        levels: From a value of Data Sensitivity Level, such as ``Streng vertraulich``.
        groups: From a value of Compliance Categorization to the category that it counts as.

    Raises:
        ConfigError: Two spellings of one value disagree, or a standard level is lowered.
    """

    levels: Mapping[str, Level] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    _levels: dict[str, Level] = field(init=False, repr=False, compare=False)
    _groups: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Fold the spellings once."""
        levels = {_folded(value): level for value, level in STANDARD_LEVELS.items()}
        problems = [
            Problem(
                f"levels.{value}",
                f"{value!r} is a standard level of Salesforce and cannot count as less",
                f"Map it to {levels[_folded(value)].word} or higher, or leave it out",
            )
            for value, level in self.levels.items()
            if level < levels.get(_folded(value), Level.PUBLIC)
        ]
        problems += _twice("levels", self.levels) + _twice("groups", self.groups)
        if problems:
            raise ConfigError(tuple(problems))
        groups = {_folded(value): category for value, category in STANDARD_GROUPS.items()}
        levels.update({_folded(value): level for value, level in self.levels.items()})
        groups.update({_folded(value): category for value, category in self.groups.items()})
        object.__setattr__(self, "_levels", levels)
        object.__setattr__(self, "_groups", groups)

    def level(self, value: str) -> Level | None:
        """Return what a value of Data Sensitivity Level means; None when nobody mapped it."""
        return self._levels.get(_folded(value))

    def category(self, value: str) -> str | None:
        """Return the category of one compliance group; None when nobody mapped it."""
        return self._groups.get(_folded(value))


def _folded(value: str) -> str:
    return value.strip().casefold()


def _twice(table: str, values: Mapping[str, object]) -> list[Problem]:
    seen: dict[str, object] = {}
    problems = []
    for value, meaning in values.items():
        if seen.setdefault(_folded(value), meaning) != meaning:
            what = f"{value!r} is written twice and means two things"
            problems.append(Problem(f"{table}.{value}", what, "Keep one of them"))
    return problems


STANDARD: Final = LabelMap()


def read_label(security: object, groups: object, labels: LabelMap = STANDARD) -> Label:
    """Return the label that a field's two picklists amount to.

    Args:
        security: ``SecurityClassification`` as Salesforce sent it; anything.
        groups: ``ComplianceGroup`` as Salesforce sent it; anything.
        labels: What the org's own values mean.

    Returns:
        The label; ``MISSION_CRITICAL`` unless both are known.
    """
    return judge(security, groups, labels)[0]


def judge(security: object, groups: object, labels: LabelMap) -> tuple[Label, Basis]:
    """Return ``read_label`` and what it rests on."""
    categories, groups_known = _read_groups(groups, labels)
    blank = security is None or (isinstance(security, str) and not security.strip())
    level = labels.level(security) if isinstance(security, str) and not blank else None
    if not groups_known or (level is None and not blank):
        return Label(Level.MISSION_CRITICAL, categories), Basis.UNKNOWN
    if level is None:
        return Label(UNCLASSIFIED.level, categories), Basis.BLANK
    return Label(level, categories), Basis.SALESFORCE


def _read_groups(groups: object, labels: LabelMap) -> tuple[frozenset[str], bool]:
    if groups is None:
        return frozenset(), True
    if not isinstance(groups, str):
        return frozenset(), False
    words = [word.strip() for word in groups.split(";") if word.strip()]
    known = [labels.category(word) for word in words]
    read = (category or word for word, category in zip(words, known, strict=True))
    return frozenset(read), None not in known


def stricter(one: Label, other: Label) -> Label:
    """Return the label that is at least as strict as both."""
    purposes = one.purposes
    if purposes is None:
        purposes = other.purposes
    elif other.purposes is not None:
        purposes &= other.purposes
    return Label(max(one.level, other.level), one.categories | other.categories, purposes)
