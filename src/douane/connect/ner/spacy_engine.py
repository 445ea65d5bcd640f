"""A spaCy pipeline that was saved to a directory (``nlp.to_disk``).

spaCy gives its entities no score, so each counts as certain as the operator's threshold lets it:
a threshold above ``SCORE`` finds nothing.
"""

from pathlib import Path
from typing import Final

import spacy

from douane.connect.ner.wire import Entity
from douane.connect.ner.worker import Find

SCORE: Final = 0.85
_LONGEST: Final = 10_000_000  # characters; spaCy's own limit guards memory that we bound elsewhere


def load(path: Path, threshold: float) -> Find:
    """Load the pipeline."""
    nlp = spacy.load(path)
    nlp.max_length = _LONGEST

    def find(texts: list[str]) -> list[list[Entity]]:
        if threshold > SCORE:
            return [[] for _ in texts]
        return [
            [(entity.start_char, entity.end_char, entity.label_, SCORE) for entity in doc.ents]
            for doc in nlp.pipe(texts)
        ]

    return find
