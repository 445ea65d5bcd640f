"""What an operator says about protected scores: ``[[score]]`` of the configuration."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from douane.model.endpoint import Endpoint
from douane.model.scoring import Feature, Form, Limits, Refill, ScoreModel
from douane.written import Reader, Steps

SCORE_KEYS: Final = (
    "name", "tenant", "form", "object", "weights", "onnx", "sha256", "endpoint", "edges",
    "labels", "levers", "noise", "directions", "coarse", "refill", "records", "moved", "drift",
    "book_refill", "feature",
)  # fmt: skip
FEATURE_KEYS: Final = ("name", "field", "spread", "missing")
FORMS: Final = {form.value: form for form in Form}
REFILLS: Final = {refill.value: refill for refill in Refill}
MOST_FEATURES: Final = 200
MOST_EDGES: Final = 15
MOST_NOISE: Final = 0.5
MOST_ANSWERS: Final = 10_000
USUAL_ANSWERS: Final = 20
USUAL_SHARE: Final = 0.25
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_PATH: Final = re.compile(r"([A-Za-z][A-Za-z0-9_]{0,79})\.([A-Za-z][A-Za-z0-9_]{0,79})")
_LABEL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 +_-]{0,31}")
_HUGE: Final = 1e300


@dataclass(frozen=True, slots=True)
class ScoreSettings:
    """One ``[[score]]``.

    Attributes:
        model: The score.
        weights: File of weights; None when something else computes it.
        onnx: ONNX file; None when something else computes it.
        sha256: Digest of the ONNX file.
    """

    model: ScoreModel
    weights: Path | None = None
    onnx: Path | None = None
    sha256: str = ""


def read_scores(
    reader: Reader, top: Mapping[str, object], base: Path,
    endpoints: Mapping[str, Endpoint], usual_tenant: str,
) -> tuple[ScoreSettings, ...]:  # fmt: skip
    """Read every ``[[score]]``; ``base`` is where relative paths start."""
    found: dict[str, ScoreSettings] = {}
    for at, table in reader.tables(top, (), "score", SCORE_KEYS):
        reader.required(table, at, "name", "form", "object", "edges", "labels", "feature")
        form = reader.word(table, at, "form", FORMS) or Form.OTHER
        features = _features(reader, table, at)
        limits = _limits(reader, table, at, form, len(features))
        edges = _edges(reader, table, at, form)
        model = ScoreModel(
            name=reader.name(table, at, "name", found),
            tenant=reader.name(table, at, "tenant", ()) or usual_tenant,
            form=form,
            object=reader.text(table, at, "object"),
            features=features,
            edges=edges,
            labels=_labels(reader, table, at, len(edges) + 1),
            limits=limits,
            levers=_levers(reader, table, at, features, limits),
            noise=reader.number(table, at, "noise", 0.25, 0.0, MOST_NOISE),
            endpoint=_endpoint(reader, table, at, endpoints),
        )
        _check_objects(reader, at, model)
        settings = _backend(reader, table, at, base, model)
        if model.name:
            found.setdefault(model.name, settings)
    return tuple(found.values())


def _features(reader: Reader, table: Mapping[str, object], at: Steps) -> tuple[Feature, ...]:
    found: dict[str, Feature] = {}
    for here, each in reader.tables(table, at, "feature", FEATURE_KEYS):
        reader.required(each, here, "name", "field", "spread")
        name = reader.name(each, here, "name", found)
        path = reader.text(each, here, "field")
        if path and not _PATH.fullmatch(path):
            reader.problem((*here, "field"), "field is no path", 'Write "Object.Field".')
        missing = None
        if "missing" in each:
            missing = reader.number(each, here, "missing", 0.0, -_HUGE, _HUGE)
        spread = reader.number(each, here, "spread", 1.0, 1e-12, 1e12)
        found.setdefault(name, Feature(name, path, spread, missing))
    if len(found) > MOST_FEATURES:
        reader.problem(at, f"a score has at most {MOST_FEATURES} features", "Leave some out.")
    return tuple(found.values())[:MOST_FEATURES]


def _limits(
    reader: Reader, table: Mapping[str, object], at: Steps, form: Form, width: int
) -> Limits:
    """Read a budget: at most half of the directions, or of a score of another form a number."""
    if form is Form.OTHER:
        usual, most = USUAL_ANSWERS, MOST_ANSWERS
    else:
        usual, most = max(1, int(USUAL_SHARE * width)), max(1, width // 2)
    directions = reader.integer(table, at, "directions", min(usual, most), 1, most)
    standard = Limits(directions, directions // 4)
    return Limits(
        directions=directions,
        coarse=reader.integer(table, at, "coarse", standard.coarse, 0, directions),
        refill=reader.word(table, at, "refill", REFILLS) or standard.refill,
        records=reader.integer(table, at, "records", standard.records, 1, 20_000),
        moved=reader.integer(table, at, "moved", standard.moved, 0, 1_000_000),
        drift=reader.number(table, at, "drift", standard.drift, 0.0, 1_000.0),
        book_refill=reader.word(table, at, "book_refill", REFILLS) or standard.book_refill,
    )


def _edges(reader: Reader, table: Mapping[str, object], at: Steps, form: Form) -> tuple[float, ...]:
    """Read ascending edges; probabilities for a logistic score."""
    value = table.get("edges")
    numbers = [each for each in value if _is_number(each)] if isinstance(value, list) else []
    edges = tuple(float(each) for each in numbers)
    apart = all(low < high for low, high in pairwise(edges))
    inside = form is not Form.LOGISTIC or all(0.0 < edge < 1.0 for edge in edges)
    whole = isinstance(value, list) and len(edges) == len(value)
    if "edges" in table and not (whole and apart and inside and 2 <= len(edges) <= MOST_EDGES):  # noqa: PLR2004 - a middle band
        reader.problem(
            (*at, "edges"),
            f"edges must be 2 to {MOST_EDGES} ascending numbers (logistic: between 0 and 1)",
            "Write edges = [0.05, 0.2].",
        )
        return (0.25, 0.75)
    return edges or (0.25, 0.75)


def _is_number(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and abs(value) < _HUGE
        and math.isfinite(value)
    )


def _labels(reader: Reader, table: Mapping[str, object], at: Steps, count: int) -> tuple[str, ...]:
    labels = tuple(reader.texts(table, at, "labels") or ())
    if "labels" in table and len(labels) != count:
        reader.problem((*at, "labels"), "there is one label more than edges", f"Give {count}.")
    for number, label in enumerate(labels):
        if not _LABEL.fullmatch(label):
            what = "a label is at most 32 letters, digits, blanks, + _ or -"
            reader.problem((*at, "labels", number), what, "Shorten it.")
    return labels if len(labels) == count else tuple(map(str, range(count)))


def _levers(
    reader: Reader, table: Mapping[str, object], at: Steps, features: tuple[Feature, ...],
    limits: Limits,
) -> tuple[str, ...]:  # fmt: skip
    levers = reader.known(table, at, "levers", {each.name: each for each in features})
    most = limits.directions - limits.coarse
    if len(levers) > most:
        reader.problem(
            (*at, "levers"),
            f"there are more levers than the {most} directions that are answered in full",
            "Name fewer, or raise directions.",
        )
        return levers[:most]
    return levers


def _endpoint(
    reader: Reader, table: Mapping[str, object], at: Steps, endpoints: Mapping[str, Endpoint]
) -> str:
    name = reader.text(table, at, "endpoint")
    if name and name not in endpoints:
        reader.problem(
            (*at, "endpoint"), "there is no such endpoint", "Declare it as [[endpoint]]."
        )
    return name


def _check_objects(reader: Reader, at: Steps, model: ScoreModel) -> None:
    for number, feature in enumerate(model.features):
        owner, _, _ = feature.path.partition(".")
        if feature.path and owner != model.object:
            what = "the field is of another object than the score"
            reader.problem((*at, "feature", number, "field"), what, f"Name one of {model.object}.")


def _backend(
    reader: Reader, table: Mapping[str, object], at: Steps, base: Path, model: ScoreModel
) -> ScoreSettings:
    weights, onnx = reader.text(table, at, "weights"), reader.text(table, at, "onnx")
    if sum(map(bool, (weights, onnx, model.endpoint))) != 1:
        what = "a score is computed by one of weights, onnx and endpoint"
        reader.problem(at, what, "Name exactly one.")
    digest = reader.text(table, at, "sha256").lower()
    if onnx and not _SHA256.fullmatch(digest):
        reader.problem(at, "an ONNX file needs its sha256", "Add the digest: sha256sum FILE.")
    return ScoreSettings(
        model, base / weights if weights else None, base / onnx if onnx else None, digest
    )
