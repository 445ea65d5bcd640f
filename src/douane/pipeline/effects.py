"""What a pipeline asks of its shell; each ``yield`` of one of these is all the I/O there is.

A shell carries an effect out and sends the result back, or throws the ``DouaneError`` that it
met into the generator, which then records the outcome and raises it again.

    FetchSheets  -> tuple[SealedSheet, ...]     the earlier sheets of a scope
    FetchAccess  -> Access | None               what a user may read in Salesforce
    Compute      -> what ``work`` returns       may run in a thread when ``size`` is large
    Record       -> None, once durable          at once when ``wait`` is False
    Call         -> Event | None                first event of the endpoint's answer
    Emit         -> Event | None                gives to the caller; next event of the answer
    Return       -> None                        gives the caller a protected or restored text
    FetchLedger  -> SealedLedger | None         what a caller group has learnt
    FetchRows    -> Mapping[record, Row]        features of records, as the org has them now
    Estimate     -> tuple[float, ...]           what a scoring backend says of some rows
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from douane.model.answer import Event
from douane.model.commit import Commit
from douane.model.endpoint import Endpoint
from douane.model.scoring import ScoreModel
from douane.model.sheet import Scope


@dataclass(frozen=True, slots=True)
class FetchSheets:
    """Read the sealed sheets of a scope."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class FetchAccess:
    """Read which of these fields and records a Salesforce user may read."""

    tenant: str
    user: str
    fields: frozenset[str]
    records: frozenset[str]


@dataclass(frozen=True, slots=True)
class Compute:
    """Run work; ``size`` is the number of characters that it looks at.

    ``waits`` says that it waits for another process, so it must not hold up a loop.
    """

    work: Callable[[], object]
    size: int
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """Make an entry durable, and go on only then unless ``wait`` is False."""

    commit: Commit
    wait: bool = True


@dataclass(frozen=True, slots=True)
class Call:
    """Send these texts, all protected, to this endpoint and wait for the first event.

    ``actions`` counts what was done to make them so, for the caller and for metrics; ``notice``
    is what the model is told besides.
    """

    endpoint: Endpoint
    texts: tuple[str, ...]
    actions: Mapping[str, int]
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Emit:
    """Give the caller an event of the answer."""

    event: Event


@dataclass(frozen=True, slots=True)
class Return:
    """Give the caller a text of a records or documents door; ``actions`` as in ``Call``."""

    text: str
    actions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FetchLedger:
    """Read the newest version of a ledger."""

    tenant: str
    scope: str


@dataclass(frozen=True, slots=True)
class FetchRows:
    """Read the features of a score for these records; what is not there is left out."""

    model: ScoreModel
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Have a scoring backend compute its output for each row of features."""

    model: ScoreModel
    rows: tuple[tuple[float, ...], ...]


Effect = (
    FetchSheets | FetchAccess | Compute | Record | Call | Emit | Return
    | FetchLedger | FetchRows | Estimate
)  # fmt: skip
