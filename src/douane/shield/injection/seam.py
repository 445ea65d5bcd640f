"""What another classifier has to offer: a score for each text, and what its scores mean.

An operator's own model (Prompt Guard 2 and the like) is a voice beside ours, never instead of it.
It scores; how often benign texts reach a score is measured on the operator's own benign texts and
handed in as a ``Calibration``, so that its word has the same meaning as ours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from douane.shield.injection.calibration import WIDE, Calibration
from douane.shield.injection.suspicion import Voice

PIECE: Final = 1200
"""Characters of a piece: about 300 tokens, which every such model can read at once."""
SPEAKS: Final = 0.02


class Classifier(Protocol):
    """A model that tells attacks from other texts."""

    id: str

    def scores(self, texts: Sequence[str]) -> Sequence[float]:
        """Return a number for each text, greater for what looks more like an attack.

        Raises:
            StoreError: It could not be asked (``detector_unavailable``); nothing may cross.
        """
        ...


@dataclass(frozen=True, slots=True)
class Other:
    """A classifier and what its scores mean."""

    classifier: Classifier
    calibration: Calibration

    def hear(self, views: Sequence[str]) -> tuple[float, list[Voice]]:
        """Return its rate for a text, and its voice where it speaks."""
        pieces = [
            (number, start, piece)
            for number, view in enumerate(views)
            for start, piece in _pieces(view)
        ]
        if not pieces:
            return 1.0, []
        scores = self.classifier.scores([piece for _, _, piece in pieces])
        # Written so that NaN counts as the worst.
        best = max(range(len(pieces)), key=lambda at: (scores[at] != scores[at], scores[at]))
        # Pieces overlap by half.
        rate = self.calibration.rate(scores[best], (len(pieces) + 1) // 2 * WIDE)
        number, start, piece = pieces[best]
        voice = Voice(self.classifier.id, number, start, start + len(piece))
        return rate, [voice] if rate <= SPEAKS else []


def _pieces(view: str) -> Iterator[tuple[int, str]]:
    for start in range(0, len(view), PIECE // 2):
        piece = view[start : start + PIECE]
        if piece.strip("\x00 \n\t") and (start == 0 or len(piece) > PIECE // 2):
            yield start, piece
