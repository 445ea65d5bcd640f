"""Named entities by a model of the operator's own, in worker processes; see ``seam``."""

from douane.connect.ner.detector import ModelDetector
from douane.connect.ner.settings import Engine, ModelSettings

__all__ = ["Engine", "ModelDetector", "ModelSettings"]
