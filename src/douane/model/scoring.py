"""What is known about a protected score: what it reads, how it answers, what it may teach."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

DAY_MS: Final = 86_400_000


class Form(StrEnum):
    """The shape of a score, as far as its budget is concerned.

    ``LINEAR`` is a weighted sum, ``LOGISTIC`` a probability whose log-odds are one, ``OTHER``
    everything of which neither holds.
    """

    LINEAR = "linear"
    LOGISTIC = "logistic"
    OTHER = "other"


class Refill(StrEnum):
    """When a budget begins anew."""

    NEVER = "never"
    DAY = "day"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def window_ms(self) -> int:
        """How long a window lasts; 0 for one without end."""
        return {"never": 0, "day": 1, "quarter": 92, "year": 366}[self.value] * DAY_MS


@dataclass(frozen=True, slots=True)
class Feature:
    """One number that a score reads.

    Attributes:
        name: As callers name it in a what-if.
        path: Field of the org, ``Object.Field``.
        spread: What counts as one usual step of it, such as its standard deviation; above 0.
        missing: What an empty field counts as; None refuses the record.
    """

    name: str
    path: str
    spread: float
    missing: float | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a score may teach.

    Attributes:
        directions: Independent directions of feature space about which the what-ifs of one
            tenant may teach, the levers among them; for ``Form.OTHER`` the number of what-ifs.
        coarse: How many of these, the last, are answered coarsely.
        refill: When what-ifs are forgotten.
        records: Records that one reader may have scored.
        moved: How often the records of one reader may move by more than ``drift`` and still
            be scored anew; the last third is answered coarsely.
        drift: How far a record may move without counting, in spreads of one feature.
        book_refill: When records and moves are forgotten.
    """

    directions: int
    coarse: int
    refill: Refill = Refill.NEVER
    records: int = 1_000
    moved: int = 30
    drift: float = 1.0
    book_refill: Refill = Refill.QUARTER


@dataclass(frozen=True, slots=True)
class ScoreModel:
    """A score, and how it is protected.

    Attributes:
        name: As callers and the log name it.
        tenant: Whose it is.
        form: See ``Form``.
        object: API name of the object whose records are scored.
        features: What it reads, in the order in which the backend takes them.
        edges: Ascending, in the unit of the output; they part the bands.  At least two.
        labels: One for each band, ascending; one more than edges.
        limits: Its budget.
        levers: Names of features that what-ifs may always vary.
        noise: How far the bands of one record may be shifted, in bands, at most 0.5.
        endpoint: Name of the endpoint that computes it; empty for one inside the border.
    """

    name: str
    tenant: str
    form: Form
    object: str
    features: tuple[Feature, ...]
    edges: tuple[float, ...]
    labels: tuple[str, ...]
    limits: Limits
    levers: tuple[str, ...] = ()
    noise: float = 0.25
    endpoint: str = ""
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Derive the names of the features, in order."""
        object.__setattr__(self, "names", tuple(each.name for each in self.features))
