"""Identifiers in free text, found in one scan.

- ``scan``: the detector; ``triggers``: all that it looks for, surest first; ``trigger``: what one
  is made of; ``catalogue``: the ids of their findings.
- ``context``: words beside a number that say what it is.
- ``contact``, ``finance``, ``national``, ``papers``, ``systems``, ``secrets``: the readers.
"""

from douane.detect.identifiers.scan import CROWDED, Identifiers

__all__ = ["CROWDED", "Identifiers"]
