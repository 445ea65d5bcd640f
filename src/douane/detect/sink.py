"""Collect findings, whatever level of text they were seen at."""

import msgspec

from douane.detect.escaped import View, writable
from douane.model.finding import Finding, Place


class Sink:
    """The findings of one text, in coordinates of that text.

    Attributes:
        findings: In the order in which they were seen.
    """

    __slots__ = ("_containers", "findings")

    def __init__(self) -> None:
        """Start empty."""
        self.findings: list[Finding] = []
        self._containers = 0

    def container(self) -> int:
        """Return a number for one more JSON object."""
        self._containers += 1
        return self._containers

    def add(self, view: View, finding: Finding) -> None:
        """Add a finding whose positions are those of a view."""
        if not finding.value.isascii():
            value = writable(finding.value)
            if value is not finding.value:
                finding = msgspec.structs.replace(finding, value=value)
        if view.level:
            finding = _outermost(view, finding)
        self.findings.append(finding)


def _outermost(view: View, finding: Finding) -> Finding:
    place = finding.place
    if place.member_start >= 0:
        start, end = view.origin(place.member_start), view.origin(place.member_end)
        place = Place(place.quote, start, end, place.container)
    return msgspec.structs.replace(
        finding, start=view.origin(finding.start), end=view.origin(finding.end), place=place
    )
