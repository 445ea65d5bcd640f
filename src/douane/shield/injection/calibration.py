"""From a logit to a rate: how often benign text looks as suspicious.

Training measures which share of benign passages reaches each of some logits (``tails``, natural
logarithms).  Between two knots the logarithm is a straight line, and beyond the last one it goes on
falling as it did before, so that the rate is monotone and never 0.  A text is as suspicious as its
worst passage, and a long one has more chances to look bad: of ``n`` stretches of ``WIDE`` words one
at least reaches a share ``p`` with ``1 - (1 - p) ** n``.
"""

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

WIDE: Final = 24
"""Words that count as one more chance to look bad."""

_LEAST: Final = 1e-9
_STEEPEST: Final = -0.05
"""Slope beyond the last knot at least: else a rate could stay the same for ever."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Knots of the tail.

    Attributes:
        logits: Rising.
        tails: Natural logarithm of the share of benign passages at or above each; never rising.
    """

    logits: tuple[float, ...]
    tails: tuple[float, ...]

    def __post_init__(self) -> None:
        """Check.

        Raises:
            ValueError: Fewer than two knots, or they do not rise and fall.
        """
        steps = list(zip(self.logits, self.logits[1:], strict=False))
        falls = list(zip(self.tails, self.tails[1:], strict=False))
        if len(self.logits) < 2 or len(self.logits) != len(self.tails):  # noqa: PLR2004
            raise ValueError("two knots at least")
        if any(not before < after for before, after in steps):
            raise ValueError("logits rise")
        if any(not before >= after for before, after in falls) or not self.tails[0] <= 0:
            raise ValueError("shares fall")

    def share(self, logit: float) -> float:
        """Return the share of benign passages that are as suspicious, above 0 and at most 1."""
        if math.isnan(logit):
            return _LEAST
        at = bisect_right(self.logits, logit)
        if at == 0:
            return 1.0
        if at == len(self.logits):
            at -= 1
        left, right = self.logits[at - 1], self.logits[at]
        slope = (self.tails[at] - self.tails[at - 1]) / (right - left)
        if logit > self.logits[-1]:
            tail = self.tails[-1] + min(slope, _STEEPEST) * (logit - self.logits[-1])
        else:
            tail = self.tails[at - 1] + slope * (logit - left)
        return max(_LEAST, min(1.0, math.exp(max(tail, -50.0))))

    def rate(self, logit: float, words: int) -> float:
        """Return the share of benign texts of so many words that are as suspicious."""
        share = self.share(logit)
        if share >= 1.0:
            return 1.0
        chances = max(1, -(-words // WIDE))
        return max(_LEAST, min(1.0, -math.expm1(chances * math.log1p(-share))))
