"""The org while it runs: records, sessions, jobs, and what a test may change about them."""

import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from douane_sandbox.data.generate import generate
from douane_sandbox.data.objects import OBJECTS
from douane_sandbox.data.schema import FieldSpec, ObjectSpec, Record, Scalar
from douane_sandbox.ids import checksum, record_id
from douane_sandbox.org.error import OrgError
from douane_sandbox.org.job import Job
from douane_sandbox.org.permissions import SETS
from douane_sandbox.people import ORG_ID, PEOPLE, Person

DAILY_REQUESTS: Final = 100_000
_SHORT: Final = 15


@dataclass(frozen=True, slots=True)
class Cursor:
    """The answer to a query, kept for the pages after the first.

    Attributes:
        user: Who asked.
        records: All rows, as they are answered.
    """

    user: str
    records: list[dict[str, object]]


@dataclass(repr=False)
class State:
    """Everything that a request reads or changes.

    Attributes:
        seed: Seed of the records.
        clock: Seconds since 1970.
        client_id: Consumer key of the one registered app.
        client_secret: Its secret.
        certificate_pem: Certificate whose key signs its JWT assertions.
        instance_url: Where the org is reached; known once it listens.
        tables: Records by object and id.
        deleted: The recycle bin, likewise.
        sessions: User id by access token.
        cursors: Answers with pages to come, by cursor id.
        jobs: Bulk jobs by id.
        fail_next: Errors to answer, in order, instead of what would be answered.
        seen: Method and path of every request.
    """

    seed: int = 1
    clock: Callable[[], float] = time.time
    client_id: str = "douane.stand-in.app"
    client_secret: str = ""
    certificate_pem: bytes = b""
    instance_url: str = ""
    tables: dict[str, dict[str, Record]] = field(default_factory=dict)
    deleted: dict[str, dict[str, Record]] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    cursors: dict[str, Cursor] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    fail_next: list[OrgError] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)
    _hidden: dict[str, set[str]] = field(default_factory=dict)
    _blocked: set[tuple[str, str]] = field(default_factory=set)
    _serials: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the records."""
        if not self.tables:
            self.tables = generate(self.seed)
        self._serials = {name: len(rows) for name, rows in self.tables.items()}

    def revoke_field(self, user: str, path: str) -> None:
        """Hide ``Object.Field`` from a user from the next request on."""
        self._hidden.setdefault(user, set()).add(path)

    def revoke_record(self, user: str, record: str) -> None:
        """Hide a record, and what belongs to it, from a user from the next request on."""
        self._blocked.add((user, record))

    def open_session(self, person: Person) -> str:
        """Return a new access token of a user."""
        token = f"{ORG_ID[:15]}!{secrets.token_urlsafe(48).replace('-', '.')}"
        self.sessions[token] = person.id
        return token

    def person(self, token: str) -> Person | None:
        """Return who holds an access token."""
        user = self.sessions.get(token)
        return next((person for person in PEOPLE if person.id == user), None)

    def next_id(self, name: str) -> str:
        """Return the id of a new record of an object."""
        self._serials[name] = self._serials.get(name, 0) + 1
        return record_id(OBJECTS[name].prefix, self._serials[name])

    def next_of(self, prefix: str) -> str:
        """Return a new id under a key prefix that has no table, such as a job's."""
        self._serials[prefix] = self._serials.get(prefix, 0) + 1
        return record_id(prefix, self._serials[prefix])

    def find(self, record: Scalar) -> tuple[ObjectSpec, Record] | None:
        """Return a record and its object by a 15- or 18-character id."""
        if not isinstance(record, str):
            return None
        for name, spec in OBJECTS.items():
            if record.startswith(spec.prefix):
                for key in (record, _full(record)):
                    found = self.tables[name].get(key)
                    if found is not None:
                        return spec, found
        return None

    def reads_object(self, user: str, name: str) -> bool:
        """Whether a user may read records of an object at all."""
        return user in SETS and name not in SETS[user].objects

    def reads_field(self, user: str, spec: ObjectSpec, name: str) -> bool:
        """Whether field-level security lets a user read a field; ids are always readable."""
        if spec.virtual:
            return True
        path = f"{spec.name}.{name}"
        return self.reads_object(user, spec.name) and (
            name == "Id"
            or (path not in SETS[user].fields and path not in self._hidden.get(user, ()))
        )

    def writes(self, user: str, name: str) -> bool:
        """Whether a user may create, change and delete records of an object."""
        return self.reads_object(user, name) and not SETS[user].read_only

    def fields_for(self, user: str, spec: ObjectSpec) -> Iterator[FieldSpec]:
        """Yield the fields that a user may read."""
        return (one for one in spec.fields if self.reads_field(user, spec, one.name))

    def sees(self, user: str, spec: ObjectSpec, record: Record) -> bool:
        """Whether a user may see one record: by its owner, or by the record it belongs to."""
        if not self.reads_object(user, spec.name) or (user, record["Id"]) in self._blocked:
            return False
        owners = SETS[user].owners
        if spec.parent:
            parent = self.find(record[spec.parent])
            if parent is not None:
                return self.sees(user, *parent)
        return owners is None or spec.public or record.get("OwnerId") in owners


def _full(id15: str) -> str:
    return id15 + checksum(id15) if len(id15) == _SHORT else id15
