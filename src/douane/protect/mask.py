"""Markers that stand where a value stood; they tell neither the value nor its length."""

from typing import Final

MASKED: Final = "[masked]"
REMOVED: Final = "[removed]"
