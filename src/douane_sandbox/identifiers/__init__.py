"""Identifiers that nobody holds: random ones with right check digits, and the words before them.

``GENERATORS`` makes one of each kind, ``labels`` says what people write before it.  Kinds are
the ids of the detectors that ought to find them.  Everything is drawn from the generator that
is handed in, so a seed gives the same values again.
"""

import random
from collections.abc import Callable
from typing import Final

from douane_sandbox.identifiers import documents, finance, national, secrets, systems
from douane_sandbox.identifiers.labels import LANGUAGES, NATIONAL, NEUTRAL, labels

__all__ = ["GENERATORS", "LANGUAGES", "NATIONAL", "NEUTRAL", "labels"]

GENERATORS: Final[dict[str, Callable[[random.Random], str]]] = {
    **finance.MAKERS,
    **national.MAKERS,
    **documents.MAKERS,
    **systems.MAKERS,
    **secrets.MAKERS,
}
