"""Ask an org what its fields are and how they are classified.

``FieldDefinition`` must be asked entity by entity, and leaves out the fields that the asking
user cannot read: ``douane.classify`` treats those as hidden.

Source: Tooling API, FieldDefinition.
"""

from collections.abc import Iterable
from typing import Final

from douane.connect.salesforce.session import OrgSession
from douane.connect.salesforce.soql import api_name
from douane.connect.salesforce.together import together
from douane.model.errors import StoreError, UsageError

_COLUMNS: Final = "QualifiedApiName, Label, DataType, SecurityClassification, ComplianceGroup"


async def pull(
    session: OrgSession, objects: Iterable[str]
) -> tuple[list[dict[str, object]], dict[str, list[dict[str, object]]]]:
    """Return what ``douane.classify.build`` needs of some objects.

    Args:
        session: An open session; its user should read every field.
        objects: API names; the order is kept, a name that comes twice is asked once.

    Returns:
        The describe result of each object, and by object its FieldDefinition rows.

    Raises:
        UsageError: A name is none, or the user may not read the object.
        StoreError: The org is unavailable.
    """
    names = [api_name(name) for name in dict.fromkeys(objects)]
    found = await together(_one(session, name) for name in names)
    describes = [describe for describe, _ in found]
    return describes, {name: rows for name, (_, rows) in zip(names, found, strict=True)}


async def _one(session: OrgSession, name: str) -> tuple[dict[str, object], list[dict[str, object]]]:
    soql = (
        f"SELECT {_COLUMNS} FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = '{name}'"  # noqa: S608 - an API name that was checked
    )
    try:
        describe = await session.get(f"sobjects/{name}/describe")
        rows = [row async for row in session.query(soql, tooling=True)]
    except UsageError as error:
        raise UsageError(f"{name}: {error}", code=error.code) from None
    if not isinstance(describe, dict) or describe.get("name") != name:
        raise StoreError(f"the org describes something else as {name}", code="org_unavailable")
    return describe, rows
