"""Structured records in, protected records out; and back for who is entitled.

The same clearing as an exchange, without a model behind it.
"""

from collections.abc import Generator
from functools import partial
from typing import cast

from douane.model.errors import DouaneError
from douane.pipeline.ask import Ask, Means
from douane.pipeline.clear import clear, entitle, recall
from douane.pipeline.effects import Compute, Effect, Return
from douane.pipeline.ledger import opening, refused
from douane.pipeline.snapshot import Snapshot, admit
from douane.protect.restore import openable, restore_json, restore_text


def protect_texts(ask: Ask, snapshot: Snapshot, means: Means) -> Generator[Effect, object, None]:
    """Return each slot of ``ask``, in order, as the tier's policy lets it leave.

    The JSON text of records is one slot, each passage of a document another; equal values get
    equal tokens in all of them.

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


def restore_records(ask: Ask, snapshot: Snapshot, means: Means) -> Generator[Effect, object, None]:
    """Return the one slot of ``ask`` with the tokens opened that the reader may open.

    The slot is JSON text when ``ask.json_answer`` says so, else plain text.

    A token that is unknown, another's, of another scope or forbidden stays as it is; from
    outside these look the same.  Who asked, and how many tokens opened, is recorded first.

    Raises:
        DouaneError: Whatever stopped it, after it was recorded.
    """
    try:
        sheets, entries = yield from recall(ask.scope, means)
        allowed = yield from entitle(ask, entries, means)
        text = ask.slots[0].text
        restore = restore_json if ask.json_answer else restore_text
        restored = cast("str", (yield Compute(partial(restore, text, allowed), len(text))))
        number = cast("int", (yield Compute(partial(openable, text, allowed), len(text))))
        yield opening(ask, snapshot, means, number, known=bool(sheets))
    except DouaneError as error:
        yield from refused(ask, snapshot, means, error)
        raise
    yield Return(restored, {})
