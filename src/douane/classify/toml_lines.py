"""Where each key of a TOML text stands, so that a problem can name its line.

``tomllib`` keeps no positions.  Reading each line as a document of its own gives the key that
begins there; a line inside a multi-line text may be mistaken for one, which can only point a
message at a wrong line.
"""

import tomllib


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    """Return the first line, from 1, of each table and key by its path.

    Args:
        text: A text that ``tomllib`` accepts.
    """
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            found = _path(stripped)
            table = found or table
        else:
            key, equals, _ = stripped.partition("=")
            found = _path(f"{key} = 0") if equals else ()
            found = (*table, *found) if found else ()
        if found:
            lines.setdefault(found, number)
    return lines


def line_of(lines: dict[tuple[str, ...], int], path: tuple[str, ...]) -> int:
    """Return the line of a path, or of the nearest table around it; 1 when there is none."""
    for length in range(len(path), 0, -1):
        line = lines.get(path[:length])
        if line is not None:
            return line
    return 1


def _path(line: str) -> tuple[str, ...]:
    try:
        inner: object = tomllib.loads(line)
    except (ValueError, RecursionError):
        return ()
    keys: list[str] = []
    while isinstance(inner, dict) and len(inner) == 1:
        key, inner = next(iter(inner.items()))
        keys.append(key)
    return tuple(keys)
