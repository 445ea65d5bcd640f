"""Take whole members out of a text so that what is left is still well-formed.

A dropped JSON member takes its key along, and exactly one comma with each run of neighbours:
the one after the run, or, where the run ends its object, the one before.  So an object stays an
object for every choice of members.  Commas are found in the original text, since members that
nobody reported (nulls) stand between those that were.  White space between members may be
written as escapes, because a JSON text can be a string of another.

A line or a cell (no container) is emptied from ``member_start`` to ``member_end``.

Where the surroundings are not what they should be, the value gets a marker instead: never a
value left standing, and never a text broken for tidiness.
"""

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from douane.model.finding import Finding, Place
from douane.model.terms import Action
from douane.protect.overlap import Edit

# An enumeration's member costs a call each time that it is looked up.
_DROP: Final = Action.DROP
_SPACE: Final = r"(?:[ \t\r\n]|\\+(?:[nrt]|u00(?:09|0[aAdD]|20)))*+"
_SPACES: Final = re.compile(_SPACE)
_COMMA: Final = re.compile(f"{_SPACE},{_SPACE}")


def remove_members(text: str, edits: list[Edit]) -> list[Edit]:
    """Widen every ``DROP`` of a member to what must go with it.

    Args:
        text: What the spans refer to.
        edits: As from ``settle``: in order, none overlapping.

    Returns:
        Edits in order, none overlapping.  One that removes members has the whole removed text
        as its span and ``place.member_start >= 0``: nothing stands in its place.  A ``DROP``
        that cannot be taken out has ``place.member_start == -1``: it becomes a marker.
    """
    drops = [edit for edit in edits if edit.action is _DROP and _is_member(edit)]
    if not drops:
        return edits
    result = [edit for edit in edits if edit.action is not _DROP or not _is_member(edit)]
    for run in _runs(text, drops):
        span = _removal(text, run)
        if span is None:
            result += [_marked(edit) for edit in run]
        else:
            result.append(_removed(run[0], *span))
    return _merged(result)


def _is_member(edit: Edit) -> bool:
    return edit.action is _DROP and edit.finding.place.member_start >= 0


def _span(edit: Edit) -> tuple[int, int]:
    finding = edit.finding
    return finding.start, -finding.end


def _member(edit: Edit) -> tuple[int, int]:
    place = edit.finding.place
    return place.member_start, place.member_end


def _runs(text: str, drops: list[Edit]) -> Iterable[list[Edit]]:
    """Group dropped members of one container between which no kept one stands."""
    containers: dict[int, list[list[Edit]]] = {}
    for edit in sorted(drops, key=_member):
        container = edit.finding.place.container
        runs = containers.get(container)
        if runs is None:
            containers[container] = [[edit]]
        elif container >= 0 and _adjoins(text, runs[-1][-1], edit):
            runs[-1].append(edit)
        else:
            runs.append([edit])
    return [run for runs in containers.values() for run in runs]


def _adjoins(text: str, left: Edit, right: Edit) -> bool:
    one, other = left.finding.place, right.finding.place
    if one.member_start == other.member_start and one.member_end == other.member_end:
        return True
    start, end = one.member_end, other.member_start
    return text[start:end].strip(" \t\r\n") == "," or (
        _COMMA.fullmatch(text, start, end) is not None
    )


def _removal(text: str, run: list[Edit]) -> tuple[int, int] | None:
    """Return the span to delete, or None where that would break something."""
    for edit in run:
        finding = edit.finding
        place = finding.place
        if not place.member_start <= finding.start < finding.end <= place.member_end <= len(text):
            return None
    start, end = _member(run[0])[0], _member(run[-1])[1]
    if run[0].finding.place.container < 0:
        return start, end
    comma = _COMMA.match(text, end)
    if comma is not None:
        return start, comma.end()
    spaces = _SPACES.match(text, end)
    closed = spaces is not None and text[spaces.end() : spaces.end() + 1] in {"}", "]"}
    before = _back_over_space(text, start)
    if not closed or before == 0:
        return None
    if text[before - 1] == ",":
        return _back_over_space(text, before - 1), end
    return (start, end) if text[before - 1] in "{[" else None


def _back_over_space(text: str, position: int) -> int:
    while position > 0:
        if text[position - 1] in " \t\r\n":
            position -= 1
        elif text[position - 1] in "nrt" and text[position - 2 : position - 1] == "\\":
            position = len(text[: position - 1].rstrip("\\"))
        else:
            break
    return position


def _removed(edit: Edit, start: int, end: int) -> Edit:
    place = Place(member_start=start, member_end=end)
    # Nothing else of the finding counts any more.
    finding = Finding(start, end, "", edit.finding.kind, edit.finding.detector, place=place)
    return Edit(finding, _DROP, ())


def _marked(edit: Edit) -> Edit:
    place = Place(quote=edit.finding.place.quote)
    return Edit(msgspec.structs.replace(edit.finding, place=place), _DROP, ())


def _merged(edits: list[Edit]) -> list[Edit]:
    """Let removals swallow what they touch."""
    merged: list[Edit] = []
    for edit in sorted(edits, key=_span):
        last = merged[-1] if merged else None
        if last is None or edit.finding.start >= last.finding.end:
            merged.append(edit)
        elif edit.finding.end > last.finding.end or _is_member(edit):
            end = max(edit.finding.end, last.finding.end)
            merged[-1] = _removed(last, last.finding.start, end)
    return merged
