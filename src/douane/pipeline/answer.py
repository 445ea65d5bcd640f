"""The way back: what the model said, with tokens opened for the reader.

One path for streamed and unstreamed answers: an unstreamed one is a single event.  Text is
edited or held back a little, never retracted.  Arguments of tool calls keep their tokens: a
tool is an endpoint of its own, and what it may see is decided when it is asked.
"""

from collections.abc import Mapping

import msgspec

from douane.model.answer import Delta, Event
from douane.model.sheet import Entry
from douane.protect.stream import Restorer


class Answer:
    """Restores the events of one answer, each choice by itself."""

    def __init__(self, opened: Mapping[str, Entry], *, json: bool) -> None:
        """Keep what may be opened; ``json`` escapes values for JSON answers."""
        self._opened = opened
        self._json = json
        self._restorers: dict[int, Restorer] = {}

    def feed(self, event: Event) -> Event:
        """Return the event as the reader may see it; what is held back comes later."""
        if not event.deltas:
            return event
        return msgspec.structs.replace(
            event, deltas=tuple(self._restored(delta) for delta in event.deltas)
        )

    def end(self) -> Event:
        """Return what was held back for choices that the endpoint never finished."""
        held = [
            Delta(choice, restorer.feed("", last=True))
            for choice, restorer in self._restorers.items()
        ]
        return Event(tuple(delta for delta in held if delta.text))

    def _restored(self, delta: Delta) -> Delta:
        restorer = self._restorers.get(delta.choice)
        if restorer is None:
            restorer = self._restorers[delta.choice] = Restorer(self._opened, json=self._json)
        text = restorer.feed(delta.text, last=delta.finish is not None)
        return Delta(delta.choice, text, delta.tool_calls, delta.finish)
