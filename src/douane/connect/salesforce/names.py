"""Stream the values that an org knows, for the index of known values.

First and middle names alone are left out by default: half of them are ordinary words in some
language, and without the family name they single nobody out.  So are towns, countries and
postal codes, of which every text is full.
"""

import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from douane.connect.salesforce.session import OrgSession
from douane.connect.salesforce.soql import api_name
from douane.model.errors import StoreError
from douane.model.terms import Field, Level, Shape
from douane.model.token import Kind

_NAMING: Final = frozenset({Kind.PERSON, Kind.ORG})
_ALONE: Final = frozenset({"FirstName", "MiddleName"})
_TELLING: Final = frozenset({Kind.EMAIL, Kind.PHONE, Kind.IBAN})
_NUMBERS: Final = re.compile(
    r"(?:.*_)?(?:Account|Contract|Customer|Client|Mandate|Policy|Portfolio|Depot|Case)_?(?:Number|No|Id|Nr)(?:__c)?"
)


def value_paths(fields: Iterable[Field]) -> tuple[str, ...]:
    """Return the paths of a catalogue's fields whose values single somebody out.

    Names of people and organisations, e-mail addresses, telephone and account numbers, IBANs,
    streets, and the names of the org's own objects (accounts, mandates, products); of those
    that are sensitive at all.
    """
    return tuple(
        field.path
        for field in fields
        if field.label.level >= Level.CONFIDENTIAL and _singles_out(field)
    )


def _singles_out(field: Field) -> bool:
    if field.kind in _NAMING:
        return field.name not in _ALONE
    if field.kind is Kind.ADDRESS:
        return field.name.endswith("Street")
    if field.kind is Kind.TEXT and field.shape is Shape.TEXT:
        own = field.object.endswith("__c") and field.name == "Name"
        return own or _NUMBERS.fullmatch(field.name) is not None
    return field.kind in _TELLING


def name_paths(fields: Iterable[Field]) -> tuple[str, ...]:
    """Return the paths of a catalogue's fields that name people and organisations."""
    return tuple(
        field.path for field in fields if field.kind in _NAMING and field.name not in _ALONE
    )


async def stream_names(
    session: OrgSession, paths: Iterable[str]
) -> AsyncIterator[tuple[str, str, str]]:
    """Yield ``(value, field path, record id)`` for every value of some fields.

    Args:
        session: An open session; its user should see every record.
        paths: ``Object.Field``; see ``name_paths``.

    Raises:
        UsageError: A path is none, or the org refuses the query.
        StoreError: The org is unavailable; an index of what came before is incomplete.
    """
    for object_name, names in _by_object(paths).items():
        columns = ", ".join(dict.fromkeys(("Id", *names)))
        soql = f"SELECT {columns} FROM {object_name}"  # noqa: S608 - checked names
        async for row in session.query(soql):
            record = _id_of(row)
            for path, value in _values(row, object_name, names):
                yield value, path, record


async def stream_changes(
    session: OrgSession, paths: Iterable[str], since_ms: int
) -> AsyncIterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield ``(record id, ((field path, value), ...))`` for every record changed since.

    A deleted record comes without values.

    Args:
        session: An open session; its user should see every record.
        paths: ``Object.Field``.
        since_ms: UTC milliseconds.

    Raises:
        UsageError: A path is none, or the org refuses the query.
        StoreError: The org is unavailable; what came before is incomplete.
    """
    since = datetime.fromtimestamp(since_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for object_name, names in _by_object(paths).items():
        columns = ", ".join(dict.fromkeys(("Id", "IsDeleted", *names)))
        soql = f"SELECT {columns} FROM {object_name} WHERE SystemModstamp >= {since}"  # noqa: S608 - checked names
        async for row in session.query(soql, deleted=True):
            gone = row.get("IsDeleted") is True
            values = () if gone else tuple(_values(row, object_name, names))
            yield _id_of(row), values


def _by_object(paths: Iterable[str]) -> dict[str, dict[str, None]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for path in paths:
        object_name, _, name = path.partition(".")
        found[api_name(object_name)][api_name(name)] = None
    return found


def _id_of(row: Mapping[str, object]) -> str:
    record = row.get("Id")
    if not isinstance(record, str):
        raise StoreError("the org answers a record without its id", code="org_unavailable")
    return record


def _values(
    row: Mapping[str, object], object_name: str, names: Iterable[str]
) -> Iterator[tuple[str, str]]:
    for name in names:
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            yield f"{object_name}.{name}", value
