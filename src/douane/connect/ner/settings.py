"""What an operator says about a model that finds entities."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from douane.model.token import Kind


class Engine(StrEnum):
    """What runs the model."""

    SPACY = "spacy"
    GLINER_ONNX = "gliner_onnx"


# Labels of the usual models; an operator's own replace them.
LABELS: Final[Mapping[str, Kind]] = {
    "PERSON": Kind.PERSON, "PER": Kind.PERSON, "person": Kind.PERSON,
    "ORG": Kind.ORG, "organization": Kind.ORG,
    "GPE": Kind.PLACE, "LOC": Kind.PLACE, "FAC": Kind.PLACE, "location": Kind.PLACE,
    "ADDRESS": Kind.ADDRESS, "address": Kind.ADDRESS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """One ``[[detector]]`` of the configuration.

    Attributes:
        name: Its detector id in the audit log.
        engine: What runs it.
        path: Directory of the model; nothing is ever downloaded.
        sha256: Digest of the directory, as ``digest.of_directory`` computes it.
        labels: The model's labels and the kinds that they mean; others are left out.
        threshold: Least score that counts, 0 to 1.
        workers: Processes.
        timeout_s: Longest wait for one text.
        start_timeout_s: Longest wait for the model to be loaded.
    """

    name: str
    engine: Engine
    path: Path
    sha256: str
    labels: Mapping[str, Kind]
    threshold: float = 0.5
    workers: int = 1
    timeout_s: float = 10.0
    start_timeout_s: float = 120.0
