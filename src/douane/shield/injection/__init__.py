"""The injection score: how often a benign text looks as much like an attack as this one.

- ``score``: the one entry; ``suspicion``: what it says; ``calibration``: what a rate is.
- ``features``, with ``folding``, ``words``, ``passages``, ``concepts``, ``lexicon``,
  ``structure``: what a text is judged by; shared with training.
- ``weights``: what training wrote, checked; ``intents``: why a passage was suspicious.
- ``seam``: a further classifier, with ``conformance`` beside it.
"""

from douane.shield.injection.score import Injection
from douane.shield.injection.suspicion import Suspicion, Voice
from douane.shield.injection.weights import FILE as WEIGHTS

CARD = "card.json"
"""In this package: what training says of the weights."""

__all__ = ["CARD", "WEIGHTS", "Injection", "Suspicion", "Voice"]
