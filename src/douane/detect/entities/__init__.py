"""People, organisations, addresses and places that nobody registered; see ``detector``."""

from douane.detect.entities.detector import Entities

__all__ = ["Entities"]
