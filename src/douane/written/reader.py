"""Read values strictly out of parsed TOML, and keep every problem with its line.

A reader never stops at the first problem: an author mends a file once, not line by line.
Where a value is wrong it answers None or nothing, and the caller goes on; the caller must ask
``problems`` before it uses anything.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Final, TypeVar

from douane.model.errors import ConfigError, Problem
from douane.written.suggest import nearest
from douane.written.toml_lines import Steps, line_of, locate

T = TypeVar("T")
MAX_CHARACTERS: Final = 262_144
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_TOML_LINE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def load(text: str, filename: str, max_characters: int = MAX_CHARACTERS) -> dict[str, object]:
    """Parse a file.

    Args:
        text: The content of the file.
        filename: How the problem names it.
        max_characters: Longest text that is read at all.

    Raises:
        ConfigError: It is too long or no TOML; the one problem has its line.
    """
    if len(text) > max_characters:
        what = f"the file has more than {max_characters:,} characters"
        raise ConfigError((Problem(f"{filename}:1", what, "Shorten it."),))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        last = text.count("\n") + 1
        line = int(found[1]) if found and found[1] else last
        what = _TOML_LINE.sub("", str(error))
    except (ValueError, RecursionError):
        # A number of thousands of digits, or brackets nested by the thousand.
        line, what = 1, "numbers are too long or brackets nested too deep"
    problem = Problem(
        f"{filename}:{line}", f"this is not TOML: {what}", "Correct the line, or the one above."
    )
    raise ConfigError((problem,)) from None


class Reader:
    """Typed access to one parsed file.

    Attributes:
        document: What the file says, as ``load`` returned it.
    """

    def __init__(self, filename: str, text: str, document: dict[str, object]) -> None:
        """Locate the file's keys; ``document`` must be what ``load`` made of ``text``."""
        self.document = document
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

    def where(self, path: Steps) -> str:
        """Return ``file:line`` of a path."""
        return f"{self._filename}:{line_of(path, self._lines)}"

    def problem(self, path: Steps, what: str, fix: str) -> None:
        """Keep a problem at a path."""
        found = Problem(self.where(path), what, fix)
        self._problems.append((line_of(path, self._lines), found))

    def version(self, top: Mapping[str, object], expected: int, reference: str) -> None:
        """Keep a problem unless the file begins with the version of its grammar.

        Args:
            top: The top of the file.
            expected: The only version that is read.
            reference: Page that describes it.
        """
        version = top.get("version")
        if version is None:
            self.problem((), "the file has no version", f"Begin it with version = {expected}.")
        elif isinstance(version, bool) or not isinstance(version, int) or version != expected:
            self.problem(
                ("version",),
                f"this Douane reads version {expected} of the grammar only",
                f"Write version = {expected}, and check the file against {reference}.",
            )

    def table(self, value: object, path: Steps, keys: Collection[str]) -> dict[str, object]:
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

    def tables(
        self, table: Mapping[str, object], path: Steps, key: str, keys: Collection[str]
    ) -> Iterator[tuple[Steps, dict[str, object]]]:
        """Yield the tables of ``[[key]]``, each with its path; none where the key is absent."""
        value = table.get(key, [])
        if not isinstance(value, list):
            self.problem((*path, key), f"{key} must be a list of tables", f"Write [[{key}]].")
            return
        for number, member in enumerate(value):
            here = (*path, key, number)
            found = self.table(member, here, keys)
            if isinstance(member, dict):
                yield here, found

    def required(self, table: Mapping[str, object], path: Steps, *keys: str) -> None:
        """Keep a problem for every key that is absent."""
        for key in keys:
            if key not in table:
                self.problem(path, f"{_name(path)} has no {key}", f"Add {key} = ….")

    def text(self, table: Mapping[str, object], path: Steps, key: str) -> str:
        """Return a text that says something, or an empty one."""
        if key not in table:
            return ""
        value = table[key]
        if isinstance(value, str) and value.strip():
            return value
        self.problem((*path, key), f"{key} must be a text that is not empty", 'Write "…".')
        return ""

    def flag(self, table: Mapping[str, object], path: Steps, key: str) -> bool | None:
        """Return true, false or None."""
        value = table.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.problem((*path, key), f"{key} must be true or false", "Write it without quotes.")
        return None

    def integer(  # noqa: PLR0913, PLR0917 - a bound is part of the type of a number
        self, table: Mapping[str, object], path: Steps, key: str, default: int, low: int, high: int
    ) -> int:
        """Return a whole number from ``low`` to ``high``, else the default."""
        value = table.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.problem(
            (*path, key), f"{key} must be a whole number", f"Write one from {low:,} to {high:,}."
        )
        return default

    def number(  # noqa: PLR0913, PLR0917 - a bound is part of the type of a number
        self,
        table: Mapping[str, object],
        path: Steps,
        key: str,
        default: float,
        low: float,
        high: float,
    ) -> float:
        """Return a number from ``low`` to ``high``, else the default; never NaN or infinity."""
        value = table.get(key, default)
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            return float(value)
        self.problem(
            (*path, key), f"{key} must be a number", f"Write one from {low:g} to {high:g}."
        )
        return default

    def name(
        self, table: Mapping[str, object], path: Steps, key: str, taken: Collection[str]
    ) -> str:
        """Return a name that is not taken.

        A malformed or taken one is a problem and still returned, so that whatever refers to it
        is not a second problem; an absent one is empty.
        """
        name = self.text(table, path, key)
        here = (*path, key)
        if name and not _NAME.fullmatch(name):
            self.problem(
                here,
                f"{key} must be at most 64 letters, digits, _, . or -",
                "Begin it with a letter or a digit.",
            )
        elif name and name in taken:
            self.problem(here, f"the {key} {_shown(name)} is taken", "Rename one.")
        return name

    def known(
        self, table: Mapping[str, object], path: Steps, key: str, valid: Mapping[str, object]
    ) -> tuple[str, ...]:
        """Return the names of a list that exist, in the list's order."""
        found: list[str] = []
        for number, name in enumerate(self.texts(table, path, key) or ()):
            if name in valid:
                found.append(name)
            else:
                fix = nearest(name, valid)
                self.problem((*path, key, number), f"{key} has no {_shown(name)}", fix)
        return tuple(found)

    def word(
        self, table: Mapping[str, object], path: Steps, key: str, valid: Mapping[str, T]
    ) -> T | None:
        """Return what a word stands for, or None."""
        if key not in table:
            return None
        return self._meaning(table[key], (*path, key), key, valid)

    def words(
        self, table: Mapping[str, object], path: Steps, key: str, valid: Mapping[str, T]
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

    def texts(self, table: Mapping[str, object], path: Steps, key: str) -> list[str] | None:
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

    def _meaning(self, value: object, path: Steps, key: str, valid: Mapping[str, T]) -> T | None:
        if not isinstance(value, str):
            self.problem(path, f"{key} must be a text", 'Write it in quotes: "…".')
            return None
        if value not in valid:
            self.problem(path, f"{key} has no {_shown(value)}", nearest(value, valid))
            return None
        return valid[value]


def _shown(word: str) -> str:
    return repr(word[:40])


def _name(path: Steps) -> str:
    if not path:
        return "the file"
    return ".".join(f"{part + 1}" if isinstance(part, int) else part[:40] for part in path)
