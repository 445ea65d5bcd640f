"""The words of the org's schema: objects, fields and how they are described to clients."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

Scalar: TypeAlias = str | int | float | bool | None
Record: TypeAlias = dict[str, Scalar]

_SHORT_AREA: Final = 255
_TEXTUAL: Final = frozenset({"string", "textarea", "email", "phone", "url", "picklist", "id"})


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field.

    Attributes:
        name: API name.
        type: Type as ``describe`` says it: ``string``, ``currency``, ``reference``, …
        label: Caption on the page.
        level: SecurityClassification; None where nobody classified it.
        groups: ComplianceGroup, semicolon separated; None where there is none.
        length: Characters of a text.
        to: Objects that a reference may point to.
        relation: Name of the relationship, such as ``Owner`` or ``Account__r``.
        values: Entries of a picklist.
    """

    name: str
    type: str
    label: str
    level: str | None = None
    groups: str | None = None
    length: int = 0
    to: tuple[str, ...] = ()
    relation: str = ""
    values: tuple[str, ...] = ()

    @property
    def custom(self) -> bool:
        """Whether an admin of the org made it."""
        return self.name.endswith("__c")

    @property
    def textual(self) -> bool:
        """Whether its values are texts."""
        return self.type in _TEXTUAL

    @property
    def data_type(self) -> str:
        """The words of ``FieldDefinition.DataType``, such as ``Text(255)``."""
        match self.type:
            case "string":
                return f"Text({self.length or 255})"
            case "textarea" if self.length > _SHORT_AREA:
                return f"Long Text Area({self.length})"
            case "reference":
                return f"Lookup({','.join(self.to)})"
            case kind:
                return _NAMES.get(kind, kind.capitalize())


_NAMES: Final = {
    "textarea": "Text Area(255)",
    "currency": "Currency(16, 2)",
    "double": "Number(14, 4)",
    "int": "Number(8, 0)",
    "percent": "Percent(5, 2)",
    "boolean": "Checkbox",
    "datetime": "Date/Time",
    "id": "Lookup()",
    "url": "URL(255)",
}


@dataclass(frozen=True)
class ObjectSpec:
    """One object.

    Attributes:
        name: API name.
        prefix: Key prefix of its ids; empty for a table that is computed.
        label: Caption.
        plural: Caption of many.
        fields: Its fields, in order.
        parent: The reference whose record decides who may see this one; empty when the owner
            decides.
        public: Everybody who may read the object may read every record.
        virtual: Computed, not stored: read only.
        bounds: Filters of which a query must have one; not empty only for the schema tables,
            where Salesforce knows neither OR nor NOT and ignores LIMIT.
    """

    name: str
    prefix: str
    label: str
    plural: str
    fields: tuple[FieldSpec, ...]
    parent: str = ""
    public: bool = False
    virtual: bool = False
    bounds: tuple[str, ...] = ()

    @property
    def custom(self) -> bool:
        """Whether an admin of the org made it."""
        return self.name.endswith("__c")

    @cached_property
    def by_name(self) -> dict[str, FieldSpec]:
        """Fields by name in lower case: SOQL and JSON bodies ignore case."""
        return {spec.name.lower(): spec for spec in self.fields}

    @cached_property
    def by_relation(self) -> dict[str, FieldSpec]:
        """References by the lower-case name of their relationship."""
        return {spec.relation.lower(): spec for spec in self.fields if spec.relation}
