"""A second opinion on every decision, written from ``docs/reference/policy.md`` alone.

It reads the plain TOML document and plain words, knows nothing of production's types, and is
built the other way round: it begins with the set of all rules and strikes out those that any
condition forbids.  Slow and simple on purpose.
"""

from collections.abc import Callable
from typing import Any

LEVELS = ["public", "internal", "confidential", "restricted", "mission_critical"]
ACTIONS = ["pass", "generalise", "tokenise", "encrypt", "mask", "drop", "deny"]
SHAPE_OF_FOUND = {"amount": "number", "date": "date", "record": "id"}

Case = dict[str, Any]


def found_case(document: dict[str, Any], kind: str, detector: str) -> Case:
    """Describe a value of free text, as the policy's own tables label it."""
    tables = document.get("found", {})
    rows = [tables[kind]] if kind in tables else [{"level": "mission_critical"}]
    if detector == "token" and "token" in tables:
        rows.append(tables["token"])
    return {
        "path": "found." + kind,
        "level": LEVELS[max(LEVELS.index(row["level"]) for row in rows)],
        "categories": [name for row in rows for name in row.get("categories", [])],
        "bound": None,
        "kind": kind,
        "shape": SHAPE_OF_FOUND.get(kind, "text"),
        "listed": kind in tables,
        "detector": detector,
    }


# Each condition of the grammar, as the reason to strike a rule out.
FORBIDS: dict[str, Callable[[Any, Case], bool]] = {
    "levels": lambda value, case: LEVELS[case["rank"]] not in value,
    "min_level": lambda value, case: case["rank"] < LEVELS.index(value),
    "categories": lambda value, case: not {name.lower() for name in value} & case["carried"],
    "kinds": lambda value, case: case["kind"] not in value,
    "shapes": lambda value, case: case["shape"] not in value,
    "fields": lambda value, case: not any(same_field(each, case["path"]) for each in value),
    "purposes": lambda value, case: case["purpose"] not in value,
    "except_purposes": lambda value, case: case["purpose"] in value,
    "above_clearance": lambda value, case: (case["rank"] > case["cleared"]) is not value,
    "min_clearance": lambda value, case: case["cleared"] < LEVELS.index(value),
    "max_clearance": lambda value, case: case["cleared"] > LEVELS.index(value),
    "unlisted": lambda value, case: case["listed"] is value,
}


def reference_decide(document: dict[str, Any], case: Case) -> tuple[str, list[str]]:
    """Return the action and its reasons, as words."""
    case = case | {
        "rank": LEVELS.index(case["level"]) if case["listed"] else 4,
        "cleared": LEVELS.index(case["clearance"]),
        "carried": {name.lower() for name in case["categories"]},
    }
    struck = {
        rule["id"]
        for rule in document["rule"]
        for key, value in rule.items()
        if key in FORBIDS and FORBIDS[key](value, case)
    }
    votes = {rule["id"]: rule["action"] for rule in document["rule"] if rule["id"] not in struck}
    votes |= floors(document, case, set(votes.values()))
    for action in reversed(ACTIONS):
        reasons = [name for name, vote in votes.items() if vote == action]
        if reasons:
            return action, reasons
    return "pass", []


def floors(document: dict[str, Any], case: Case, asked: set[str]) -> dict[str, str]:
    """Return what the floors ask for, in the order of the page."""
    declared = {name.lower() for name in document.get("categories", {})}
    elsewhere = case["bound"] is not None and case["purpose"] not in case["bound"]
    bare = case["rank"] > case["cleared"] and asked <= {"pass"}
    table = [
        ("floor.unlisted", "drop", not case["listed"]),
        ("floor.category", "drop", bool(case["carried"] - declared)),
        ("floor.purpose", "drop", elsewhere),
        ("floor.above-clearance", "deny", bare),
        ("floor.token", "tokenise", case.get("detector") == "token"),
    ]
    return {name: action for name, action, speaks in table if speaks}


def same_field(pattern: str, path: str) -> bool:
    """Tell whether a pattern such as ``*.Name`` means this path."""
    wanted, actual = pattern.lower().split("."), path.lower().split(".")
    return all(want in ("*", have) for want, have in zip(wanted, actual, strict=True))
