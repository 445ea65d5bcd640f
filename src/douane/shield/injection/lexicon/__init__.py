"""Words of seven languages, by what they may mean in an order to a model."""

import hashlib
from typing import Final

from douane.shield.injection.lexicon.acts import ACTS
from douane.shield.injection.lexicon.manner import MANNER
from douane.shield.injection.lexicon.things import THINGS

__all__ = ["CONCEPTS", "DIGEST", "ENTRIES"]

ENTRIES: Final = {
    name: tuple(dict.fromkeys(text.split())) for name, text in (ACTS | THINGS | MANNER).items()
}
"""What stands for each concept."""

CONCEPTS: Final = tuple(ENTRIES)
"""The concepts; a concept's place here is its bit in a mask."""

DIGEST: Final = hashlib.sha256(repr(ENTRIES).encode()).digest()
"""What weights are bound to: they mean nothing with other words."""
