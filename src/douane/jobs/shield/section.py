"""A section of the page on the shield: its goals, and tables that show how they were measured."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from douane.jobs.evaluate.goals import Goal


@dataclass(frozen=True, slots=True)
class Section:
    """What one part of the shield reaches.

    Attributes:
        title: Its heading.
        goals: What was to be reached, and whether it was.
        lines: Markdown below the goals.
        numbers: The same for machines.
    """

    title: str
    goals: Sequence[Goal]
    lines: Sequence[str] = field(repr=False)
    numbers: object = field(default=None, repr=False)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Return a table's lines, and an empty one."""
    lines = [_row(head), "|" + "---|" * len(head), *(_row(row) for row in rows)]
    return [*lines, ""]


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"
