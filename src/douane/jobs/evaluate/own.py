"""What an org adds to the search: its values, and the texts that it registered."""

from collections.abc import Mapping, Sequence

from douane.detect.exact import ExactIndex
from douane.detect.seam import Detector
from douane.model.token import Kind


def detector_of_values(rows: Sequence[Mapping[str, str]]) -> Detector | None:
    """Return a detector of an org's values; None where there are none.

    Args:
        rows: ``value``, ``field``, ``record`` and ``kind`` of each.
    """
    if not rows:
        return None
    return ExactIndex.build(
        (row["value"], (row["field"],), row["record"], Kind(row["kind"]), False) for row in rows
    )


def detector_of_register(rows: Sequence[Mapping[str, str]]) -> Detector | None:
    """Return a detector of registered texts; None where there are none, or no register."""
    del rows
    return None
