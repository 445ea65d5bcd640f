"""What an operator says about a model that finds entities."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from douane.model.token import Kind
from douane.written import Reader, Steps

DETECTOR_KEYS: Final = (
    "name", "engine", "path", "sha256", "labels", "threshold", "workers", "timeout_s",
)  # fmt: skip
SHA256: Final = re.compile(r"[0-9a-f]{64}")


class Engine(StrEnum):
    """What runs the model."""

    SPACY = "spacy"
    GLINER_ONNX = "gliner_onnx"


ENGINES: Final = {engine.value: engine for engine in Engine}
KINDS: Final = {kind.value.lower(): kind for kind in Kind}
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


def read_detectors(
    reader: Reader, top: Mapping[str, object], base: Path
) -> tuple[ModelSettings, ...]:
    """Read every ``[[detector]]``; ``base`` is where relative paths start."""
    found: dict[str, ModelSettings] = {}
    for at, table in reader.tables(top, (), "detector", DETECTOR_KEYS):
        reader.required(table, at, "name", "engine", "path", "sha256")
        name = reader.name(table, at, "name", found)
        digest = reader.text(table, at, "sha256").lower()
        if digest and not SHA256.fullmatch(digest):
            reader.problem(
                (*at, "sha256"),
                "sha256 is not 64 hexadecimal digits",
                "See docs/entities.md for how the digest of a directory is made.",
            )
        here: Steps = (*at, "labels")
        labels = reader.table(table.get("labels", {}), here, ())
        read = {label: reader.word(labels, here, label, KINDS) for label in labels}
        known = {label: kind for label, kind in read.items() if kind is not None}
        found[name] = ModelSettings(
            name=name,
            engine=reader.word(table, at, "engine", ENGINES) or Engine.SPACY,
            path=base / reader.text(table, at, "path"),
            sha256=digest,
            labels=known or LABELS,
            threshold=reader.number(table, at, "threshold", 0.5, 0.0, 1.0),
            workers=reader.integer(table, at, "workers", 1, 1, 64),
            timeout_s=reader.number(table, at, "timeout_s", 10.0, 0.1, 600.0),
        )
    return tuple(found.values())
