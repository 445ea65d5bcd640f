"""The text of a document in, protected text out.

The same clearing as an exchange, without a model behind it; each passage is a text of its own,
and equal values get equal tokens in all of them.
"""

from collections.abc import Generator

from douane.model.errors import DouaneError
from douane.pipeline.ask import Ask, Means
from douane.pipeline.clear import clear
from douane.pipeline.effects import Effect, Return
from douane.pipeline.ledger import refused
from douane.pipeline.snapshot import Snapshot, admit


def protect_document(ask: Ask, snapshot: Snapshot, means: Means) -> Generator[Effect, object, None]:
    """Return each slot of ``ask``, in order, as the tier's policy lets it leave.

    Raises:
        DouaneError: Whatever stopped it, after it was recorded.
    """
    try:
        admitted = admit(snapshot, ask.principal, ask.tier, ask.purpose, ask.at_ms)
        cleared = yield from clear(ask, admitted, snapshot, means, endpoint="")
    except DouaneError as error:
        yield from refused(ask, snapshot, means, error)
        raise
    for text in cleared.texts:
        yield Return(text, cleared.seen.actions)
