"""The catalogue: every known field of one org and how sensitive it is, at one moment.

It is asked for every JSON key and every column of every request, so all answers are
dictionary look-ups that were prepared when it was made.  It holds names and labels of fields,
and never a value of one.

Names come in five spellings, because a prompt may quote the API, a report or a page:
``AnnualRevenue``, ``Account.AnnualRevenue``, ``Annual Revenue``, ``Account Annual Revenue``
and ``Account: Annual Revenue``; and through a relationship, as SOQL writes it:
``Owner.Email``.  Letter case and runs of blanks do not matter there.
"""

import dataclasses
import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from douane.classify.labels import Basis
from douane.model.errors import ConfigError, Problem
from douane.model.terms import UNCLASSIFIED, Field

_VERSION_DIGITS: Final = 32  # 128 bits: nobody makes two catalogues that share a version


@dataclass(frozen=True, slots=True)
class Listing:
    """One field of the catalogue and what its label rests on."""

    field: Field
    basis: Basis


@dataclass(frozen=True, slots=True)
class Relationship:
    """A reference to other objects, as SOQL walks it.

    Attributes:
        name: Such as ``Owner`` or ``Household__r``.
        targets: Objects that it may lead to.
    """

    name: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """One object of the org.

    Attributes:
        name: API name, such as ``FinancialAccount__c``.
        caption: What users see, such as ``Financial Account``.
        listings: Its fields.
        relationships: Its references.
    """

    name: str
    caption: str
    listings: tuple[Listing, ...]
    relationships: tuple[Relationship, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The fields of one org.  Satisfies ``douane.detect.seam.Schema``.

    Attributes:
        tenant: Legal entity and org.
        taken_at_ms: When the org was asked, UTC milliseconds.
        entities: Its objects and fields; kept in order of name.
        version: 32 hex digits over the content without ``taken_at_ms``, so that reading an
            unchanged org again changes nothing.

    Raises:
        ConfigError: An object or field is there twice, or a field names another object.
    """

    tenant: str
    taken_at_ms: int
    entities: tuple[Entity, ...]
    version: str = dataclasses.field(init=False, compare=False)
    _by_path: dict[tuple[str, str], Field] = dataclasses.field(
        init=False, repr=False, compare=False
    )
    _by_name: dict[str, tuple[Field, ...]] = dataclasses.field(
        init=False, repr=False, compare=False
    )
    _targets: dict[str, tuple[str, ...]] = dataclasses.field(init=False, repr=False, compare=False)
    _objects: frozenset[str] = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put everything in order and prepare the look-ups."""
        entities = tuple(sorted(map(_ordered, self.entities), key=lambda entity: entity.name))
        _refuse_doubles(entities)
        prepared = {
            "entities": entities,
            "version": content_version(self.tenant, entities),
            "_by_path": {
                (listing.field.object, listing.field.name): listing.field
                for entity in entities
                for listing in entity.listings
            },
            "_by_name": _index_names(entities),
            "_targets": _index_targets(entities),
            "_objects": frozenset(entity.name for entity in entities),
        }
        for name, value in prepared.items():
            object.__setattr__(self, name, value)

    def __hash__(self) -> int:
        """Hash by content version, which is at hand."""
        return hash(self.version)

    def field(self, object_name: str, name: str) -> Field | None:
        """Return a field by its API names, spelled exactly; None when it is not listed."""
        return self._by_path.get((object_name, name))

    def lookup(self, object_name: str, name: str) -> Field:
        """Return a field by its API names; an unlisted one comes as ``UNCLASSIFIED``."""
        found = self._by_path.get((object_name, name))
        if found is not None:
            return found
        return Field(object_name, name, name, UNCLASSIFIED, listed=False)

    def named(self, text: str) -> tuple[Field, ...]:
        """Return every field that a text may name, in order of path; empty when none.

        A path through a relationship whose target is not in the catalogue also yields that
        target's field, unlisted.
        """
        key = _folded(text)
        found = self._by_name.get(key)
        if found is not None:
            return found
        return self._through(key) if "." in key else ()

    def fields(self) -> Iterator[Field]:
        """Return all fields, in order of path."""
        return iter(self._by_path.values())

    def objects(self) -> frozenset[str]:
        """Return the API names of all objects."""
        return self._objects

    def listings(self) -> Iterator[Listing]:
        """Return all fields with what their labels rest on, in order of path."""
        return (listing for entity in self.entities for listing in entity.listings)

    def _through(self, key: str) -> tuple[Field, ...]:
        path, _, name = key.rpartition(".")
        if not name.isidentifier():
            return ()
        found: list[Field] = []
        for target in self._targets.get(path.rpartition(".")[2], ()):
            own = self._by_name.get(f"{target.casefold()}.{name}")
            found.extend(own if own is not None else (self.lookup(target, name),))
        return tuple(found)


def _folded(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.casefold().split())


def _ordered(entity: Entity) -> Entity:
    listings = tuple(sorted(entity.listings, key=lambda listing: listing.field.name))
    relationships = tuple(sorted(entity.relationships, key=lambda relation: relation.name))
    return Entity(entity.name, entity.caption, listings, relationships)


def _refuse_doubles(entities: Iterable[Entity]) -> None:
    names: Counter[str] = Counter()
    problems: list[Problem] = []
    for entity in entities:
        names[entity.name] += 1
        names.update(listing.field.path for listing in entity.listings)
        problems.extend(
            Problem(
                listing.field.path, f"it stands under {entity.name}", "Pull the catalogue again"
            )
            for listing in entity.listings
            if listing.field.object != entity.name or not listing.field.listed
        )
    problems.extend(
        Problem(name, "it is in the catalogue twice", "Pull the catalogue again")
        for name, count in names.items()
        if count > 1
    )
    if problems:
        raise ConfigError(tuple(problems))


def _index_names(entities: Iterable[Entity]) -> dict[str, tuple[Field, ...]]:
    found: defaultdict[str, dict[Field, None]] = defaultdict(dict)
    for entity in entities:
        for listing in entity.listings:
            one = listing.field
            for spelling in (
                one.name,
                one.path,
                one.caption,
                f"{entity.caption} {one.caption}",
                f"{entity.caption}: {one.caption}",
            ):
                key = _folded(spelling)
                if key:
                    found[key][one] = None
    return {key: tuple(fields) for key, fields in found.items()}


def _index_targets(entities: Iterable[Entity]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for entity in entities:
        for relation in entity.relationships:
            found[_folded(relation.name)].update(dict.fromkeys(relation.targets))
    return {key: tuple(sorted(targets)) for key, targets in found.items()}


def content_version(tenant: str, entities: Iterable[Entity]) -> str:
    """Return the version of a content, which must be in order."""
    rows = [
        (
            entity.name,
            entity.caption,
            [(relation.name, relation.targets) for relation in entity.relationships],
            [_row(listing) for listing in entity.listings],
        )
        for entity in entities
    ]
    content = msgspec.json.encode(("douane catalogue", 1, tenant, rows))
    return hashlib.sha256(content).hexdigest()[:_VERSION_DIGITS]


def _row(listing: Listing) -> tuple[object, ...]:
    one = listing.field
    purposes = None if one.label.purposes is None else sorted(one.label.purposes)
    return (
        one.name,
        one.caption,
        int(one.label.level),
        sorted(one.label.categories),
        purposes,
        one.kind,
        one.shape,
        listing.basis,
    )
