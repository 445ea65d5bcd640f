"""Keep a catalogue as a file: format 1, JSON in canonical order, self-checking.

The file repeats the version of its content, so that a truncated or edited one is refused and
never read as a smaller org.
"""

from typing import Final

import msgspec

from douane.classify.catalogue import Catalogue, Entity, Listing, Relationship
from douane.classify.labels import Basis
from douane.model.errors import ConfigError, Problem
from douane.model.terms import Field, Label, Level, Shape
from douane.model.token import Kind

FORMAT: Final = 1
_WHERE: Final = "catalogue"
_PULL: Final = "Pull it again with `douane catalog pull`"


class _Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    caption: str
    level: str
    categories: list[str]
    purposes: list[str] | None
    kind: Kind
    shape: Shape
    basis: Basis


class _Relationship(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    targets: list[str]


class _Entity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    caption: str
    relationships: list[_Relationship]
    fields: list[_Field]


class _Snapshot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    version: str
    tenant: str
    taken_at_ms: int
    objects: list[_Entity]


class _Header(msgspec.Struct, frozen=True):
    format: int


def encode(catalogue: Catalogue) -> bytes:
    """Return the file of a catalogue; equal catalogues give equal bytes."""
    snapshot = _Snapshot(
        format=FORMAT,
        version=catalogue.version,
        tenant=catalogue.tenant,
        taken_at_ms=catalogue.taken_at_ms,
        objects=[_entity_out(entity) for entity in catalogue.entities],
    )
    return msgspec.json.format(msgspec.json.encode(snapshot), indent=1)


def decode(data: bytes) -> Catalogue:
    """Return the catalogue of a file that ``encode`` wrote.

    Raises:
        ConfigError: It is no catalogue, of another format, or was changed since.
    """
    try:
        found = msgspec.json.decode(data, type=_Header).format
        if found != FORMAT:
            raise _refused(f"its format is {found} and this release reads {FORMAT}")
        snapshot = msgspec.json.decode(data, type=_Snapshot)
        entities = tuple(_entity_in(entity) for entity in snapshot.objects)
        catalogue = Catalogue(snapshot.tenant, snapshot.taken_at_ms, entities)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _refused("it cannot be read as a catalogue") from None
    if catalogue.version != snapshot.version:
        raise _refused("its content does not match its version: it was changed or cut")
    return catalogue


def is_stale(catalogue: Catalogue, now_ms: int, max_age_s: float) -> bool:
    """Tell whether a catalogue is too old to be believed.

    One from the future, or an age limit that is no number, counts as stale.
    """
    # Asked as "is it fresh?", so that NaN answers no.
    fresh = 0 <= now_ms - catalogue.taken_at_ms <= max_age_s * 1000
    return not fresh


def _refused(what: str) -> ConfigError:
    return ConfigError((Problem(_WHERE, what, _PULL),))


def _entity_out(entity: Entity) -> _Entity:
    return _Entity(
        name=entity.name,
        caption=entity.caption,
        relationships=[
            _Relationship(relation.name, list(relation.targets))
            for relation in entity.relationships
        ],
        fields=[_field_out(listing) for listing in entity.listings],
    )


def _field_out(listing: Listing) -> _Field:
    one = listing.field
    return _Field(
        name=one.name,
        caption=one.caption,
        level=one.label.level.word,
        categories=sorted(one.label.categories),
        purposes=None if one.label.purposes is None else sorted(one.label.purposes),
        kind=one.kind,
        shape=one.shape,
        basis=listing.basis,
    )


def _entity_in(entity: _Entity) -> Entity:
    return Entity(
        entity.name,
        entity.caption,
        tuple(_field_in(entity.name, one) for one in entity.fields),
        tuple(
            Relationship(relation.name, tuple(relation.targets))
            for relation in entity.relationships
        ),
    )


_LEVELS: Final = {level.word: level for level in Level}


def _field_in(object_name: str, one: _Field) -> Listing:
    level = _LEVELS.get(one.level)
    if level is None:
        raise _refused(f"the level of {object_name}.{one.name} is none of {', '.join(_LEVELS)}")
    purposes = None if one.purposes is None else frozenset(one.purposes)
    label = Label(level, frozenset(one.categories), purposes)
    field = Field(object_name, one.name, one.caption, label, one.kind, one.shape)
    return Listing(field, one.basis)
