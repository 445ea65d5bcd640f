"""Undo what hides a value from a search, and find it where it stands.

``search`` is the one entry; ``readings`` names the disguises, ``view`` is the map back.
"""

from douane.detect.disguise.search import ready, search

__all__ = ["ready", "search"]
