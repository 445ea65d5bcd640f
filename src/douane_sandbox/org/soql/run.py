"""Answer a parsed query over rows: look names up, filter, sort, project.

A name that the user may not read is answered exactly like one that does not exist.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice
from typing import Final, TypeAlias

from douane_sandbox.data.objects import OBJECTS
from douane_sandbox.data.schema import FieldSpec, ObjectSpec, Record, Scalar
from douane_sandbox.org.error import OrgError, malformed
from douane_sandbox.org.soql.ast import (
    All,
    AnyOf,
    Compare,
    Condition,
    Date,
    Literal,
    Member,
    Not,
    Order,
    Query,
)
from douane_sandbox.org.state import State

Json: TypeAlias = dict[str, object]
Predicate: TypeAlias = Callable[[Record], bool]
_MAX_STEPS: Final = 6
_ID_LENGTH: Final = 15


class Path:
    """A field path that was looked up for one user.

    Attributes:
        relations: References to follow, in order; empty for a computed table.
        field: The field at its end; of a computed table its name may hold dots.
    """

    def __init__(self, state: State, user: str, spec: ObjectSpec, text: str) -> None:
        """Look a path up.

        Raises:
            OrgError: INVALID_FIELD when a step does not exist or is not readable.
        """
        self._state, self._user = state, user
        self.relations: list[FieldSpec] = []
        steps = text.split(".")
        if len(steps) > 1 and steps[0].lower() == spec.name.lower():
            steps = steps[1:]
        if spec.virtual:
            steps = [".".join(steps)]
        if len(steps) > _MAX_STEPS:
            raise malformed("relationship paths have at most five levels")
        for step in steps[:-1]:
            relation = spec.by_relation.get(step.lower())
            target = OBJECTS.get(relation.to[0]) if relation else None
            if not relation or not target or not state.reads_field(user, spec, relation.name):
                raise _relation_unknown(step, spec)
            self.relations.append(relation)
            spec = target
        found = spec.by_name.get(steps[-1].lower())
        if found is None or not state.reads_field(user, spec, found.name):
            raise unknown_field(steps[-1], spec)
        self.field = found

    def get(self, record: Record) -> Scalar:
        """Return its value; None where a relationship is empty or out of sight."""
        for relation in self.relations:
            found = self.follow(record, relation)
            if found is None:
                return None
            record = found[1]
        return record.get(self.field.name)

    def follow(self, record: Record, relation: FieldSpec) -> tuple[ObjectSpec, Record] | None:
        """Return the record that a reference points to, when the user may see it."""
        found = self._state.find(record.get(relation.name))
        return found if found and self._state.sees(self._user, *found) else None


def unknown_field(name: str, spec: ObjectSpec) -> OrgError:
    """Return the answer for a field that is not there, or not for this user."""
    return OrgError(
        "INVALID_FIELD",
        f"No such column '{name}' on entity '{spec.name}'. If you are attempting to use a custom"
        " field, be sure to append the '__c' after the custom field name.",
    )


def _relation_unknown(name: str, spec: ObjectSpec) -> OrgError:
    return OrgError(
        "INVALID_FIELD",
        f"Didn't understand relationship '{name}' in field path on entity '{spec.name}'.",
    )


def selected(state: State, user: str, spec: ObjectSpec, query: Query) -> list[Path]:
    """Return the paths that a query selects."""
    names: Iterable[str] = query.paths
    if query.group:
        fields = state.fields_for(user, spec)
        names = [
            one.name
            for one in fields
            if query.group == "ALL" or one.custom == (query.group == "CUSTOM")
        ]
    return [Path(state, user, spec, name) for name in names]


def select(
    state: State, user: str, spec: ObjectSpec, query: Query, rows: Iterable[Record]
) -> list[Record]:
    """Return the rows that a query wants, in its order.

    Raises:
        OrgError: INVALID_FIELD or INVALID_QUERY_FILTER_OPERATOR.
    """
    wanted = predicate(state, user, spec, query.where)
    keys = [(key, Path(state, user, spec, key.path)) for key in query.order]
    # Salesforce ignores LIMIT and OFFSET on schema tables (Tooling API, "SOQL Limitations").
    limit, offset = (None, 0) if spec.bounds else (query.limit, query.offset)
    end = None if limit is None else offset + limit
    if not keys:
        return list(islice(filter(wanted, rows), offset, end))
    found = [row for row in rows if wanted(row)]
    for key, path in reversed(keys):
        found = _sorted(found, key, path)
    return found[offset:end]


def _sorted(rows: list[Record], key: Order, path: Path) -> list[Record]:
    def rank(row: Record) -> tuple[str | float, ...]:
        value = path.get(row)
        return (value.casefold(),) if isinstance(value, str) else (float(value or 0),)

    nulls = [row for row in rows if path.get(row) is None]
    rest = [row for row in rows if path.get(row) is not None]
    rest.sort(key=rank, reverse=key.descending)
    return rest + nulls if key.nulls_last else nulls + rest


def predicate(state: State, user: str, spec: ObjectSpec, where: Condition | None) -> Predicate:
    """Return a function that says whether a row fulfils a condition."""
    match where:
        case None:
            return lambda _: True
        case All(parts):
            inner = [predicate(state, user, spec, part) for part in parts]
            return lambda row: all(one(row) for one in inner)
        case AnyOf(parts):
            _only_free(spec, "Disjunctions not supported")
            inner = [predicate(state, user, spec, part) for part in parts]
            return lambda row: any(one(row) for one in inner)
        case Not(part):
            _only_free(spec, "Only equals comparisons permitted")
            negated = predicate(state, user, spec, part)
            return lambda row: not negated(row)
        case Member(path, values, negated_list):
            found = Path(state, user, spec, path)
            tests = [_compare(found, "=", value) for value in values]
            if negated_list:
                _only_free(spec, "Only equals comparisons permitted")
            return lambda row: any(one(row) for one in tests) is not negated_list
        case Compare(path, op, value):
            if op == "!=":
                _only_free(spec, "Only equals comparisons permitted")
            return _compare(Path(state, user, spec, path), op, value)


def _only_free(spec: ObjectSpec, message: str) -> None:
    if spec.bounds:
        raise OrgError("EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION", message)


def _compare(path: Path, op: str, literal: Literal) -> Predicate:
    get, kind = path.get, path.field.type
    if op == "LIKE":
        if not path.field.textual:
            raise OrgError("INVALID_QUERY_FILTER_OPERATOR", f"LIKE is for texts, not for {kind}")
        pattern = _like(str(literal))
        return lambda row: isinstance(text := get(row), str) and bool(pattern.fullmatch(text))
    _check_type(path.field, literal)
    value = _folded(path.field, literal.text if isinstance(literal, Date) else literal)

    def left(row: Record) -> Scalar:
        return _folded(path.field, get(row))

    match op:
        case "=":
            return lambda row: left(row) == value
        case "!=":
            return lambda row: left(row) != value
        case _:
            return lambda row: _ordered(left(row), op, value)


def _ordered(left: Scalar, op: str, right: Scalar) -> bool:
    if left is None or right is None:
        return False
    if isinstance(left, str) or isinstance(right, str):
        less, equal = str(left) < str(right), str(left) == str(right)
    else:
        less, equal = left < right, left == right
    match op:
        case "<":
            return less
        case "<=":
            return less or equal
        case ">":
            return not less and not equal
        case _:
            return not less


def _check_type(field: FieldSpec, literal: Literal) -> None:
    match field.type:
        case _ if literal is None:
            fits = True
        case "boolean":
            fits = isinstance(literal, bool)
        case "date" | "datetime":
            fits = isinstance(literal, Date) and ("T" in literal.text) == (field.type == "datetime")
        case "currency" | "double" | "percent" | "int":
            fits = isinstance(literal, int | float) and not isinstance(literal, bool)
        case _:
            fits = isinstance(literal, str)
    if not fits:
        raise OrgError(
            "INVALID_FIELD",
            f"value of filter criterion for field '{field.name}' must be of type {field.type}"
            + ("" if field.type in {"date", "datetime", "boolean"} else " and in its notation"),
        )


def _folded(field: FieldSpec, value: Scalar) -> Scalar:
    if not isinstance(value, str) or field.type in {"date", "datetime"}:
        return value
    if field.type in {"id", "reference"}:
        return value[:_ID_LENGTH]
    return value.casefold()


@lru_cache(maxsize=256)
def _like(pattern: str) -> re.Pattern[str]:
    parts = (".*" if c == "%" else "." if c == "_" else re.escape(c) for c in pattern)
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)


def project(spec: ObjectSpec, paths: list[Path], row: Record, prefix: str) -> Json:
    """Return a row as the REST API writes it, relationships nested.

    Args:
        spec: Object of the row.
        paths: What to show.
        row: The record.
        prefix: ``/services/data/vNN.0/sobjects``, for ``attributes.url``.
    """
    out: Json = {"attributes": attributes(spec, row, prefix)}
    for path in paths:
        if spec.virtual:
            _nest(out, path.field.name.split("."), row.get(path.field.name))
            continue
        inside, record = out, row
        for relation in path.relations:
            found = path.follow(record, relation)
            if found is None:
                inside[relation.relation] = None
                break
            record = found[1]
            inside = _child(inside, relation.relation, attributes(*found, prefix))
        else:
            inside[path.field.name] = record.get(path.field.name)
    return out


def attributes(spec: ObjectSpec, row: Record, prefix: str) -> Json:
    """Return the ``attributes`` member that every record begins with."""
    if "Id" not in row:
        return {"type": spec.name}
    return {"type": spec.name, "url": f"{prefix}/{spec.name}/{row['Id']}"}


def _nest(out: Json, names: list[str], value: Scalar) -> None:
    for name in names[:-1]:
        out = _child(out, name, {"type": name})
    out[names[-1]] = value


def _child(out: Json, name: str, described: Json) -> Json:
    child = out.get(name)
    if isinstance(child, dict):
        return child
    made: Json = {"attributes": described}
    out[name] = made
    return made
