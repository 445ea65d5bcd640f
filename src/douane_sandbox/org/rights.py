"""Who may read what, as tables: permissions, field access and record access.

``FieldPermissions`` has rows only for fields whose access can be taken away, as in Salesforce:
required and system fields have none.

Sources: Object Reference, FieldPermissions, ObjectPermissions, UserRecordAccess; Tooling API,
UserFieldAccess.
"""

from collections.abc import Iterator
from typing import Final

from douane_sandbox.data.objects import OBJECTS
from douane_sandbox.data.schema import ObjectSpec, Record
from douane_sandbox.ids import record_id
from douane_sandbox.org.definitions import bounds, durable_field, entities, entity_id, table
from douane_sandbox.org.error import malformed
from douane_sandbox.org.permissions import SETS
from douane_sandbox.org.soql.ast import Condition
from douane_sandbox.org.state import State
from douane_sandbox.people import PEOPLE

MAX_RECORD_IDS: Final = 200
ALWAYS_READABLE: Final = frozenset(
    {
        "Id",
        "IsDeleted",
        "Name",
        "LastName",
        "Username",
        "CaseNumber",
        "OwnerId",
        "CreatedDate",
        "CreatedById",
        "LastModifiedDate",
        "SystemModstamp",
    }
)

FIELD_PERMISSIONS: Final = table(
    "FieldPermissions",
    "Id:id ParentId:reference Parent.Name SobjectType Field PermissionsRead:boolean"
    " PermissionsEdit:boolean",
)
OBJECT_PERMISSIONS: Final = table(
    "ObjectPermissions",
    "Id:id ParentId:reference Parent.Name SobjectType PermissionsRead:boolean"
    " PermissionsCreate:boolean PermissionsEdit:boolean PermissionsDelete:boolean"
    " PermissionsViewAllRecords:boolean PermissionsModifyAllRecords:boolean",
)
PERMISSION_SETS: Final = table("PermissionSet", "Id:id Name Label IsOwnedByProfile:boolean")
ASSIGNMENTS: Final = table(
    "PermissionSetAssignment",
    "Id:id AssigneeId:reference PermissionSetId:reference PermissionSet.Name Assignee.Username",
)
FIELD_ACCESS: Final = table(
    "UserFieldAccess",
    "Id:id DurableId UserId:reference EntityDefinitionId EntityDefinition.QualifiedApiName"
    " FieldDefinitionId FieldDefinition.QualifiedApiName FieldDefinition.DurableId"
    " FieldDefinition.EntityDefinition.QualifiedApiName IsAccessible:boolean IsCreatable:boolean"
    " IsUpdatable:boolean",
    bounds="UserId DurableId",
)
RECORD_ACCESS: Final = table(
    "UserRecordAccess",
    "UserId:reference RecordId:reference HasReadAccess:boolean HasEditAccess:boolean"
    " HasDeleteAccess:boolean HasAllAccess:boolean MaxAccessLevel",
    bounds="UserId",
)


def set_rows(_state: State, _user: str, _: Condition | None) -> Iterator[Record]:
    """Yield the permission sets."""
    for one in SETS.values():
        yield {"Id": one.id, "Name": one.name, "Label": one.name, "IsOwnedByProfile": False}


def assignment_rows(_state: State, _user: str, _: Condition | None) -> Iterator[Record]:
    """Yield who has which permission set."""
    for number, person in enumerate(PEOPLE, start=1):
        one = SETS[person.id]
        yield {
            "Id": record_id("0Pa", number),
            "AssigneeId": person.id,
            "PermissionSetId": one.id,
            "PermissionSet.Name": one.name,
            "Assignee.Username": person.username,
        }


def field_permission_rows(state: State, _user: str, _: Condition | None) -> Iterator[Record]:
    """Yield the readable fields of every permission set."""
    number = 0
    for owner, one in SETS.items():
        for spec in OBJECTS.values():
            for field in state.fields_for(owner, spec):
                if field.name in ALWAYS_READABLE:
                    continue
                number += 1
                yield {
                    "Id": record_id("01k", number),
                    "ParentId": one.id,
                    "Parent.Name": one.name,
                    "SobjectType": spec.name,
                    "Field": f"{spec.name}.{field.name}",
                    "PermissionsRead": True,
                    "PermissionsEdit": not one.read_only,
                }


def object_permission_rows(state: State, _user: str, _: Condition | None) -> Iterator[Record]:
    """Yield the readable objects of every permission set."""
    number = 0
    for owner, one in SETS.items():
        for spec in OBJECTS.values():
            if not state.reads_object(owner, spec.name):
                continue
            number += 1
            write = state.writes(owner, spec.name)
            yield {
                "Id": record_id("110", number),
                "ParentId": one.id,
                "Parent.Name": one.name,
                "SobjectType": spec.name,
                "PermissionsRead": True,
                "PermissionsCreate": write,
                "PermissionsEdit": write,
                "PermissionsDelete": write,
                "PermissionsViewAllRecords": one.owners is None,
                "PermissionsModifyAllRecords": one.owners is None and write,
            }


def field_access_rows(state: State, _user: str, where: Condition | None) -> Iterator[Record]:
    """Yield each field of the wanted users, readable or not."""
    asked = bounds(where)
    wanted = {user[:15] for user in asked.get("userid", ())}
    wanted |= {durable.rpartition(".")[2][:15] for durable in asked.get("durableid", ())}
    spelled = asked.get("entitydefinitionid", set())
    for person in PEOPLE:
        if person.id[:15] not in wanted:
            continue
        for spec in entities(where):
            for field in spec.fields:
                yield _field_access(state, person.id, spec, field.name, entity_id(spec, spelled))


def _field_access(state: State, user: str, spec: ObjectSpec, name: str, entity: str) -> Record:
    durable = durable_field(spec, name)
    readable = state.reads_object(user, spec.name) and state.reads_field(user, spec, name)
    return {
        "Id": "000000000000000AAA",
        "DurableId": f"{durable}.{user}",
        "UserId": user,
        "EntityDefinitionId": entity,
        "EntityDefinition.QualifiedApiName": spec.name,
        "FieldDefinitionId": durable,
        "FieldDefinition.QualifiedApiName": name,
        "FieldDefinition.DurableId": durable,
        "FieldDefinition.EntityDefinition.QualifiedApiName": spec.name,
        "IsAccessible": readable,
        "IsCreatable": readable and state.writes(user, spec.name),
        "IsUpdatable": readable and state.writes(user, spec.name),
    }


def record_access_rows(state: State, _user: str, where: Condition | None) -> Iterator[Record]:
    """Yield the access of one user to at most 200 named records.

    Raises:
        OrgError: MALFORMED_QUERY without exactly one user, without records, or with too many.
    """
    asked = bounds(where)
    users, records = asked.get("userid", set()), asked.get("recordid", set())
    if len(users) != 1 or not records:
        raise malformed("UserRecordAccess: filter by one UserId and by RecordId")
    if len(records) > MAX_RECORD_IDS:
        raise malformed(f"UserRecordAccess: at most {MAX_RECORD_IDS} record ids in one query")
    short = next(iter(users))[:15]
    user = next((person.id for person in PEOPLE if person.id.startswith(short)), "")
    for record in sorted(records):
        found = state.find(record)
        read = found is not None and user != "" and state.sees(user, *found)
        edit = read and found is not None and state.writes(user, found[0].name)
        yield {
            "UserId": user or next(iter(users)),
            "RecordId": str(found[1]["Id"]) if found else record,
            "HasReadAccess": read,
            "HasEditAccess": edit,
            "HasDeleteAccess": edit,
            "HasAllAccess": edit,
            "MaxAccessLevel": "All" if edit else "Read" if read else "None",
        }
