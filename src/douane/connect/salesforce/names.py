"""Stream the names that an org knows, for the exact-match index.

First and middle names alone are left out by default: half of them are ordinary words in some
language, and without the family name they single nobody out.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from typing import Final

from douane.connect.salesforce.session import OrgSession
from douane.connect.salesforce.soql import api_name
from douane.model.errors import StoreError
from douane.model.terms import Field
from douane.model.token import Kind

_NAMING: Final = frozenset({Kind.PERSON, Kind.ORG})
_ALONE: Final = frozenset({"FirstName", "MiddleName"})


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
    by_object: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for path in paths:
        object_name, _, name = path.partition(".")
        by_object[api_name(object_name)][api_name(name)] = None
    for object_name, names in by_object.items():
        columns = ", ".join(dict.fromkeys(("Id", *names)))
        soql = f"SELECT {columns} FROM {object_name}"  # noqa: S608 - checked names
        async for row in session.query(soql):
            record = row.get("Id")
            if not isinstance(record, str):
                raise StoreError("the org answers a record without its id", code="org_unavailable")
            for name in names:
                value = row.get(name)
                if isinstance(value, str) and value.strip():
                    yield value, f"{object_name}.{name}", record
