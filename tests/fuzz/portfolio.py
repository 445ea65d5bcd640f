"""Fuzz target: whatever a text holds, it can be searched for portfolios; spans lie in it."""

from douane.detect.portfolio import Portfolios

DETECTOR = Portfolios()
# Without words of the trade nothing is looked at.
BEFORE = "Depot Kunde Nestlé 1200 98.40\nRisikoklasse: 4\nTitel;Stück;Kurs\n"


def target(data: bytes) -> None:
    text = BEFORE + data.decode("utf-8", "replace")
    for found in DETECTOR.scan(text):
        if found.value != text[found.start : found.end] or not found.value:
            raise AssertionError("a span outside the text")
        if any(not 0 <= part.start < part.end <= len(found.value) for part in found.parts):
            raise AssertionError("a part outside its finding")
