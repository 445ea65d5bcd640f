"""Fuzz target: whatever is cut over texts, pieces lie in them, and nothing fails."""

from douane.detect.borders import readings
from douane.detect.cut_structure import read_cut
from tests.simulators.schema import WEALTH


def target(data: bytes) -> None:
    texts = data.decode("utf-8", "replace").split("\x1f")
    for sewn in [*readings(texts), *(each for each, _ in read_cut(texts, texts, WEALTH))]:
        for number, start, end in sewn.pieces(0, len(sewn.text)):
            if not 0 <= start < end <= len(texts[number]):
                raise AssertionError("a piece outside its text")
