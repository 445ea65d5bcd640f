"""A linear, logistic or points score out of a JSON file, computed here.

Format 1::

    {"format": 1, "form": "logistic", "intercept": -1.25,
     "weights": {"income": -0.8, "term": 0.3},
     "means": {"income": 54000}, "scales": {"income": 21000},
     "points": {"age": [[25, 10], [40, 25], [null, 40]]}}

``weights`` apply to ``(value - mean) / scale``; mean is 0 and scale 1 where absent.  ``points``
is a points card: the first bound that a value is below gives its points, ``null`` the rest; with
it the form is ``other``, since points do not grow evenly.  docs/scoring.md shows how scikit-learn
writes such a file; a pipeline that is more than that goes through ONNX.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec

from douane.connect.scoring.seam import Row, nonsense
from douane.model.errors import ConfigError, Problem
from douane.model.scoring import Form, ScoreModel

FORMAT: Final = 1
MOST_BYTES: Final = 1 << 20


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)]
    form: Form
    intercept: float = 0.0
    weights: dict[str, float] = {}
    means: dict[str, float] = {}
    scales: dict[str, float] = {}
    points: dict[str, list[tuple[float | None, float]]] = {}


@dataclass(frozen=True, slots=True)
class Weights:
    """A driver of ``Backend``.

    Attributes:
        name: The score's.
        form: See ``Form``.
        intercept: What every score begins with.
        terms: Weight, mean and scale of each feature, in order.
        cards: Points of each feature, ascending bounds; empty for none.
    """

    name: str
    form: Form
    intercept: float
    terms: tuple[tuple[float, float, float], ...]
    cards: tuple[tuple[tuple[float, float], ...], ...]

    async def estimate(self, rows: Sequence[Row]) -> tuple[float, ...]:
        """See ``Backend``."""
        return tuple(self.output(row) for row in rows)

    def output(self, row: Row) -> float:
        """Return the score of one row.

        Raises:
            EndpointError: It is not finite.
        """
        total = self.intercept
        for number, (weight, mean, scale), card in zip(row, self.terms, self.cards, strict=True):
            total += weight * (number - mean) / scale
            total += next((points for below, points in card if number < below), 0.0)
        if not math.isfinite(total):
            raise nonsense(self.name)
        if self.form is not Form.LOGISTIC:
            return total
        return 1.0 / (1.0 + math.exp(-total)) if total > -700.0 else 0.0  # noqa: PLR2004 - exp overflows


def read(data: bytes, model: ScoreModel, where: str) -> Weights:
    """Read a file of weights for a score.

    Raises:
        ConfigError: It is no such file, or not for this score; nothing of it is quoted.
    """
    try:
        file = msgspec.json.decode(data[: MOST_BYTES + 1], type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise _wrong(
            where, "it is no file of weights of format 1", "See docs/scoring.md."
        ) from None
    named = {*file.weights, *file.means, *file.scales, *file.points}
    if unknown := sorted(named - set(model.names)):
        what = f"it names {len(unknown)} feature(s) that the score does not have"
        raise _wrong(where, what, "Name them in [[score.feature]], in the file's words.")
    if file.form is not model.form:
        raise _wrong(where, f"it is {file.form}, the score {model.form}", "Say the same form.")
    if file.points and file.form is not Form.OTHER:
        raise _wrong(where, "a points card is no weighted sum", 'Say form = "other".')
    terms = tuple(
        (file.weights.get(name, 0.0), file.means.get(name, 0.0), file.scales.get(name, 1.0))
        for name in model.names
    )
    if not all(scale > 0.0 for _, _, scale in terms) or not _finite(file):
        raise _wrong(where, "its numbers are not usual ones", "Scales are above 0.")
    cards = tuple(_card(file.points.get(name, []), where) for name in model.names)
    return Weights(model.name, file.form, file.intercept, terms, cards)


def _finite(file: _File) -> bool:
    tables: tuple[Mapping[str, float], ...] = (file.weights, file.means, file.scales)
    return all(math.isfinite(each) for table in tables for each in table.values())


def _card(steps: list[tuple[float | None, float]], where: str) -> tuple[tuple[float, float], ...]:
    card = tuple((math.inf if below is None else below, points) for below, points in steps)
    bounds = [below for below, _ in card]
    if bounds != sorted(set(bounds)) or any(map(math.isnan, bounds)):
        raise _wrong(where, "the bounds of its points do not ascend", "null stands last.")
    return card


def _wrong(where: str, what: str, fix: str) -> ConfigError:
    return ConfigError((Problem(where, what, fix),))
