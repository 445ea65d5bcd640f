"""Read values strictly out of parsed TOML, and keep every problem with its line.

A reader never stops at the first problem: an author mends a file once, not line by line.
Where a value is wrong it answers None or nothing, and the caller goes on; the caller must ask
``problems`` before it uses anything.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TypeVar

from douane.model.errors import Problem
from douane.policy.suggest import nearest
from douane.policy.toml_lines import Path, line_of, locate

T = TypeVar("T")


class Reader:
    """Typed access to one parsed file."""

    def __init__(self, filename: str, text: str) -> None:
        """Locate the file's keys; ``text`` must already have been parsed."""
        self._filename = filename
        self._lines = locate(text)
        self._problems: list[tuple[int, Problem]] = []

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that was wrong, in the order of the file."""
        return tuple(problem for _, problem in sorted(self._problems, key=lambda item: item[0]))

    @property
    def problem_count(self) -> int:
        """How many problems there are so far."""
        return len(self._problems)

    def where(self, path: Path) -> str:
        """Return ``file:line`` of a path."""
        return f"{self._filename}:{line_of(path, self._lines)}"

    def problem(self, path: Path, what: str, fix: str) -> None:
        """Keep a problem at a path."""
        found = Problem(self.where(path), what, fix)
        self._problems.append((line_of(path, self._lines), found))

    def table(self, value: object, path: Path, keys: Collection[str]) -> dict[str, object]:
        """Return a table without the keys that it may not have; ``keys`` empty: any."""
        if not isinstance(value, dict):
            self.problem(path, f"{_name(path)} must be a table", "Write it as [name].")
            return {}
        known: dict[str, object] = {}
        for key, member in value.items():
            if keys and key not in keys:
                self.problem((*path, key), f"unknown key {_shown(key)}", nearest(key, keys))
            else:
                known[key] = member
        return known

    def required(self, table: Mapping[str, object], path: Path, *keys: str) -> None:
        """Keep a problem for every key that is absent."""
        for key in keys:
            if key not in table:
                self.problem(path, f"{_name(path)} has no {key}", f"Add {key} = ….")

    def text(self, table: Mapping[str, object], path: Path, key: str) -> str:
        """Return a text that says something, or an empty one."""
        if key not in table:
            return ""
        value = table[key]
        if isinstance(value, str) and value.strip():
            return value
        self.problem((*path, key), f"{key} must be a text that is not empty", 'Write "…".')
        return ""

    def flag(self, table: Mapping[str, object], path: Path, key: str) -> bool | None:
        """Return true, false or None."""
        value = table.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.problem((*path, key), f"{key} must be true or false", "Write it without quotes.")
        return None

    def word(
        self, table: Mapping[str, object], path: Path, key: str, valid: Mapping[str, T]
    ) -> T | None:
        """Return what a word stands for, or None."""
        if key not in table:
            return None
        return self._meaning(table[key], (*path, key), key, valid)

    def words(
        self, table: Mapping[str, object], path: Path, key: str, valid: Mapping[str, T]
    ) -> frozenset[T] | None:
        """Return what the words of a list stand for; None where the key is absent."""
        items = self.texts(table, path, key)
        if items is None:
            return None
        meanings = (
            self._meaning(item, (*path, key, number), key, valid)
            for number, item in enumerate(items)
        )
        return frozenset(meaning for meaning in meanings if meaning is not None)

    def texts(self, table: Mapping[str, object], path: Path, key: str) -> list[str] | None:
        """Return a list of different texts, or None where the key is absent."""
        if key not in table:
            return None
        value = table[key]
        if not isinstance(value, list) or not value:
            self.problem(
                (*path, key),
                f"{key} must be a list that is not empty",
                f"Write {key} = […], or leave it out where it should not narrow anything.",
            )
            return []
        texts = [item for item in value if isinstance(item, str) and item.strip()]
        if len(texts) < len(value):
            self.problem((*path, key), f"{key} must hold texts only", 'Write ["…", "…"].')
        for twice in sorted(item for item, times in Counter(texts).items() if times > 1):
            self.problem((*path, key), f"{_shown(twice)} is listed twice", "Remove one.")
        return texts

    def _meaning(self, value: object, path: Path, key: str, valid: Mapping[str, T]) -> T | None:
        if not isinstance(value, str):
            self.problem(path, f"{key} must be a text", 'Write it in quotes: "…".')
            return None
        if value not in valid:
            self.problem(path, f"{key} has no {_shown(value)}", nearest(value, valid))
            return None
        return valid[value]


def _shown(word: str) -> str:
    return repr(word[:40])


def _name(path: Path) -> str:
    if not path:
        return "the file"
    return ".".join(f"{part + 1}" if isinstance(part, int) else part[:40] for part in path)
