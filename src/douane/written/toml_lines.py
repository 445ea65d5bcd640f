"""Find the line of every key in a TOML text.

The standard library's parser keeps no positions, so it is asked statement by statement: a
statement is the shortest run of lines that parses on its own.  It is the parser that decides
where a string or a list ends, so a ``#`` or a bracket inside one cannot mislead us.

Source: TOML 1.0.0, https://toml.io/en/v1.0.0.
"""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Final

Steps = tuple[str | int, ...]
DEEPEST: Final = 8
MOST_CHARACTERS_AGAIN: Final = 1_000_000


def line_of(path: Steps, lines: Mapping[Steps, int]) -> int:
    """Return the line of the path, else that of its nearest ancestor, else 1."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def locate(text: str) -> dict[Steps, int]:
    """Return the first line, from 1, of every table, list and key.

    Args:
        text: A text that parses as TOML.

    Returns:
        A line by path; the third table of ``[[rule]]`` is ``("rule", 2)``.  Nothing deeper
        than ``DEEPEST`` is located, and nothing after lists so long that finding their ends
        would mean parsing more than ``MOST_CHARACTERS_AGAIN`` a second time.
    """
    lines: dict[Steps, int] = {}
    counts: dict[Steps, int] = {}
    table: Steps = ()
    for number, statement, content in _statements(text):
        if statement.lstrip().startswith("["):
            table = _enter(content, counts)
            for end in range(1, min(len(table), DEEPEST) + 1):
                lines.setdefault(table[:end], number)
        else:
            for path in _paths(content, table):
                lines.setdefault(path, number)
    return lines


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, object]]]:
    pending: list[str] = []
    first, again = 1, 0
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        pending.append(line)
        statement = "\n".join(pending)
        again += len(statement) - len(line)
        if again > MOST_CHARACTERS_AGAIN:
            return
        content = _parsed(statement)
        if content is None:
            continue
        if content:
            yield first, pending[0], content
        pending.clear()
        first = number + 1


def _parsed(statement: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(statement)
    except (ValueError, RecursionError):
        return None


def _enter(header: dict[str, object], counts: dict[Steps, int]) -> Steps:
    """Return the path of the table that a header opens, counting tables of a list."""
    path: Steps = ()
    node: object = header
    while isinstance(node, dict) and node and len(path) < DEEPEST:
        ((key, node),) = node.items()
        path = (*path, key)
        if isinstance(node, list):
            counts[path] = counts.get(path, 0) + 1
            return (*path, counts[path] - 1)
        if path in counts:
            path = (*path, counts[path] - 1)
    return path


def _paths(node: object, path: Steps) -> Iterator[Steps]:
    members: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(node, dict):
        members = iter(node.items())
    elif isinstance(node, list):
        members = iter(enumerate(node))
    for key, member in members:
        yield (*path, key)
        if len(path) < DEEPEST:
            yield from _paths(member, (*path, key))
