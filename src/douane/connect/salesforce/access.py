"""Ask an org what one user may read, field by field and record by record.

Fails closed: a field or record is readable only when the org says so in this answer.  Nothing
is cached; whoever keeps the answer must forget it after five minutes.

A part of a standard compound field, such as ``MailingCity`` of ``MailingAddress``, has no
access of its own in Salesforce; without an answer of its own it follows its compound.

Sources: Tooling API, UserFieldAccess; Object Reference, UserRecordAccess (one user and at most
200 records a query), Compound Fields.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from douane.connect.salesforce.session import OrgSession
from douane.connect.salesforce.soql import is_api_name, is_record_id
from douane.connect.salesforce.together import together
from douane.model.caller import Access
from douane.model.errors import UsageError

RECORDS_A_QUERY: Final = 200
_SHORT: Final = 15
_NAME_PARTS: Final = frozenset({"Salutation", "FirstName", "MiddleName", "LastName", "Suffix"})
_ADDRESS_PART: Final = re.compile(
    "([A-Za-z]*)(?:Street|City|State|StateCode|PostalCode|Country|CountryCode|Latitude|Longitude)"
)


async def read_access(
    session: OrgSession, user: str, fields: Iterable[str], records: Iterable[str], now_ms: int
) -> Access:
    """Return which of some fields and records a user may read.

    Args:
        session: An open session of a user who may see the rights of others.
        user: Salesforce user id of the reader.
        fields: Paths, ``Object.Field``; what is none is not readable.
        records: Record ids, 15 or 18 characters; what is none is not readable.
        now_ms: The time before asking, UTC milliseconds.

    Returns:
        The answer as of ``now_ms``; only what was asked and is readable, as it was spelled.

    Raises:
        UsageError: ``user`` is no user id, or the org refuses the question.
        StoreError: The org is unavailable.  After either, nothing is readable.
    """
    if not is_record_id(user) or not user.startswith("005"):
        raise UsageError("the reader has no Salesforce user id; check the reader token's claim")
    paths, asked = frozenset(fields), frozenset(filter(is_record_id, records))
    by_object: defaultdict[str, set[str]] = defaultdict(set)
    for path in paths:
        object_name, _, name = path.partition(".")
        if is_api_name(object_name) and is_api_name(name):
            by_object[object_name].add(path)
    shorts = sorted({record[:_SHORT] for record in asked})
    questions = [
        _fields(session, user, name, asked_of) for name, asked_of in sorted(by_object.items())
    ]
    questions += [
        _records(session, user, shorts[start : start + RECORDS_A_QUERY])
        for start in range(0, len(shorts), RECORDS_A_QUERY)
    ]
    readable = await together(questions)
    said = frozenset[str]().union(*readable)
    return Access(
        user=user,
        as_of_ms=now_ms,
        fields=paths & said,
        records=frozenset(record for record in asked if record[:_SHORT] in said),
    )


async def _fields(session: OrgSession, user: str, object_name: str, paths: set[str]) -> set[str]:
    soql = (
        "SELECT FieldDefinition.QualifiedApiName, IsAccessible FROM UserFieldAccess "  # noqa: S608 - checked names
        f"WHERE UserId = '{user}' AND EntityDefinition.QualifiedApiName = '{object_name}'"
    )
    accessible: dict[str, bool] = {}
    async for row in session.query(soql, tooling=True):
        definition = row.get("FieldDefinition")
        name = definition.get("QualifiedApiName") if isinstance(definition, dict) else None
        if isinstance(name, str):
            # Of two answers about one field the closed one counts.
            accessible[name] = row.get("IsAccessible") is True and accessible.get(name, True)
    names = {path.partition(".")[2]: path for path in paths}
    return {path for name, path in names.items() if _accessible(name, accessible)}


def _accessible(name: str, accessible: Mapping[str, bool]) -> bool:
    if name in accessible:
        return accessible[name]
    if name in _NAME_PARTS:
        return accessible.get("Name", False)
    part = _ADDRESS_PART.fullmatch(name)
    return part is not None and accessible.get(f"{part[1]}Address", False)


async def _records(session: OrgSession, user: str, records: list[str]) -> set[str]:
    ids = ", ".join(f"'{record}'" for record in records)
    soql = (
        "SELECT RecordId, HasReadAccess FROM UserRecordAccess "  # noqa: S608 - checked ids
        f"WHERE UserId = '{user}' AND RecordId IN ({ids})"
    )
    found = set()
    async for row in session.query(soql):
        record = row.get("RecordId")
        if row.get("HasReadAccess") is True and isinstance(record, str):
            found.add(record[:_SHORT])
    return found
