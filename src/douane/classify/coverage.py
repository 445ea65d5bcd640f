"""How much of an org is classified, and which fields still need somebody to look at them."""

from collections import Counter
from dataclasses import asdict, dataclass

from douane.classify.catalogue import Catalogue, Entity
from douane.classify.labels import Basis
from douane.model.terms import Level


@dataclass(frozen=True, slots=True)
class ObjectCoverage:
    """One object.

    Attributes:
        object: API name.
        fields: Number of fields.
        classified: Fields that Salesforce or the overlay classifies.
        by_level: Fields at each level, by its word; unclassified ones count as
            ``mission_critical``.
        blank: Fields that nobody classified.
        unknown: Fields whose level or group is not mapped.
        hidden: Fields whose definition the integration user cannot read.
    """

    object: str
    fields: int
    classified: int
    by_level: dict[str, int]
    blank: tuple[str, ...]
    unknown: tuple[str, ...]
    hidden: tuple[str, ...]

    @property
    def unclassified(self) -> tuple[str, ...]:
        """Paths of all fields that nobody classified in words that we know."""
        return tuple(sorted((*self.blank, *self.unknown, *self.hidden)))


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole org.

    Attributes:
        tenant: Legal entity and org.
        version: Of the catalogue.
        fields: Number of fields.
        classified: Fields that Salesforce or the overlay classifies.
        objects: The same for each object, in order of name.
    """

    tenant: str
    version: str
    fields: int
    classified: int
    objects: tuple[ObjectCoverage, ...]

    @property
    def unclassified(self) -> tuple[str, ...]:
        """Paths of all fields that nobody classified in words that we know."""
        return tuple(path for one in self.objects for path in one.unclassified)

    def to_json(self) -> dict[str, object]:
        """Return plain lists, numbers and texts."""
        return asdict(self)


def coverage(catalogue: Catalogue) -> Coverage:
    """Count what is classified."""
    objects = tuple(_object(entity) for entity in catalogue.entities)
    return Coverage(
        tenant=catalogue.tenant,
        version=catalogue.version,
        fields=sum(one.fields for one in objects),
        classified=sum(one.classified for one in objects),
        objects=objects,
    )


def _object(entity: Entity) -> ObjectCoverage:
    levels = Counter(listing.field.label.level for listing in entity.listings)
    return ObjectCoverage(
        object=entity.name,
        fields=len(entity.listings),
        classified=sum(listing.basis.classified for listing in entity.listings),
        by_level={level.word: levels[level] for level in Level},
        blank=_paths(entity, Basis.BLANK),
        unknown=_paths(entity, Basis.UNKNOWN),
        hidden=_paths(entity, Basis.HIDDEN),
    )


def _paths(entity: Entity, basis: Basis) -> tuple[str, ...]:
    return tuple(listing.field.path for listing in entity.listings if listing.basis is basis)
