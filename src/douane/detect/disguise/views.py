"""Everything that a text reads as: as it is written, and with its disguises undone.

For whoever judges a text as a whole instead of looking for values in it.  ``Views`` is handed to
``search`` as one more detector, so that a text that is searched anyhow is not read twice.
"""

from typing import Final

from douane.detect.disguise.search import search
from douane.model.finding import Finding

DETECTOR: Final = "views"


class Views:
    """Keeps what a search reads and finds nothing; of one search only."""

    id = DETECTOR

    def __init__(self) -> None:
        """Begin with nothing."""
        self.texts: dict[str, None] = {}

    def scan(self, text: str) -> list[Finding]:
        """Keep a text."""
        self.texts[text] = None
        return []


def views(text: str) -> list[str]:
    """Return what a text reads as: itself first, then windows of what was undone."""
    kept = Views()
    search(text, [kept])
    return list(kept.texts)
