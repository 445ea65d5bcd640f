"""Which tables a query can name, and where their rows come from."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from douane_sandbox.data.objects import OBJECTS
from douane_sandbox.data.schema import ObjectSpec, Record
from douane_sandbox.org import definitions, rights
from douane_sandbox.org.error import OrgError, malformed
from douane_sandbox.org.soql import Query
from douane_sandbox.org.soql.ast import Condition
from douane_sandbox.org.state import State
from douane_sandbox.people import ORG_ID, ORG_NAME

Rows: TypeAlias = Callable[[State, str, Condition | None], Iterable[Record]]

_ORGANIZATION: Final = definitions.table(
    "Organization",
    "Id:id Name InstanceName IsSandbox:boolean TrialExpirationDate:datetime NamespacePrefix"
    " OrganizationType LanguageLocaleKey",
)
_SANDBOXES: Final = definitions.table("SandboxProcess", "Id:id SandboxName LicenseType Status")


def _organization(_state: State, _user: str, _: Condition | None) -> Iterator[Record]:
    yield {
        "Id": ORG_ID,
        "Name": ORG_NAME,
        "InstanceName": "STANDIN",
        "IsSandbox": True,
        "TrialExpirationDate": None,
        "NamespacePrefix": None,
        "OrganizationType": "Developer Edition",
        "LanguageLocaleKey": "de",
    }


def _nothing(_state: State, _user: str, _: Condition | None) -> Iterator[Record]:
    yield from ()


_COMPUTED: Final[dict[str, tuple[ObjectSpec, Rows]]] = {
    spec.name.lower(): (spec, rows)
    for spec, rows in (
        (definitions.ENTITIES, definitions.entity_rows),
        (definitions.FIELDS, definitions.field_rows),
        (rights.FIELD_PERMISSIONS, rights.field_permission_rows),
        (rights.OBJECT_PERMISSIONS, rights.object_permission_rows),
        (rights.PERMISSION_SETS, rights.set_rows),
        (rights.ASSIGNMENTS, rights.assignment_rows),
        (rights.FIELD_ACCESS, rights.field_access_rows),
        (rights.RECORD_ACCESS, rights.record_access_rows),
        (_ORGANIZATION, _organization),
        (_SANDBOXES, _nothing),
    )
}
_STORED: Final = {name.lower(): spec for name, spec in OBJECTS.items()}


def stored(state: State, user: str, name: str) -> ObjectSpec | None:
    """Return the object of that name, in any case, when the user may read it."""
    spec = _STORED.get(name.lower())
    return spec if spec and state.reads_object(user, spec.name) else None


def source(
    state: State, user: str, query: Query, *, deleted: bool = False
) -> tuple[ObjectSpec, Iterable[Record]]:
    """Return the object of a query and the rows that its user may see.

    Raises:
        OrgError: INVALID_TYPE for an object that is not there for this user; MALFORMED_QUERY
            for a schema table that the query does not bind.
    """
    spec = stored(state, user, query.object)
    if spec is not None:
        rows = list(state.tables[spec.name].values())
        if deleted:
            rows += state.deleted.get(spec.name, {}).values()
        return spec, (row for row in rows if state.sees(user, spec, row))
    if query.object.lower() not in _COMPUTED:
        raise OrgError("INVALID_TYPE", f"sObject type '{query.object}' is not supported.")
    spec, compute = _COMPUTED[query.object.lower()]
    asked = definitions.bounds(query.where)
    if spec.bounds and not any(bound.lower() in asked for bound in spec.bounds):
        short = ",".join(bound for bound in spec.bounds if "." not in bound)
        raise malformed(f"{spec.name}: a filter on a reified column is required [{short}]")
    return spec, compute(state, user, query.where)
