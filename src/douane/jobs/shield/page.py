"""``docs/shield.md``: the goals of every section first, then the sections."""

from collections.abc import Sequence
from typing import Final

from douane.jobs.evaluate.goals import Goal, summary
from douane.jobs.shield.section import Section, table

HEADER: Final = """\
# How well the shield works

Written by `{command}` on {day}; do not edit. {machine}.

**Read this first.** The shield's barrier is that a secret is not there to be leaked and has no way
out; a score for injected orders is one signal beside it, which makes policy stricter. The sets of
the stand-in are sentences of this project: they show what is found at all, not what a stranger
would write. What strangers wrote is listed by source, with what each source was used for. Times are
CPU time of one thread, the least of several rounds.
"""


def page(command: str, day: str, machine: str, sections: Sequence[Section]) -> str:
    """Return the page."""
    found = [goal for section in sections for goal in section.goals]
    lines = [HEADER.format(command=command, day=day, machine=machine), "## Goals", ""]
    lines += [f"{summary(found)}.", ""]
    lines += table(("what", "goal", "measured", "reached"), [_goal(goal) for goal in found])
    for section in sections:
        lines += [f"## {section.title}", "", *section.lines]
    return "\n".join(lines).rstrip("\n") + "\n"


def _goal(goal: Goal) -> tuple[str, ...]:
    reached = {True: "yes", False: "**no**", None: "not measured"}[goal.reached]
    value = f"{goal.value} ({goal.note})" if goal.value and goal.note else goal.value or goal.note
    return goal.what, goal.bound, value, reached
