"""What the doors without a model behind them share: they keep the texts that come back."""

from collections.abc import AsyncIterator

from douane.model.answer import Event
from douane.pipeline.effects import Call, Return


class Returned:
    """Keeps the texts that the pipeline returns.

    Attributes:
        texts: In order.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.texts: list[Return] = []

    def call(self, effect: Call) -> AsyncIterator[Event]:
        """Never asked of a door without a model behind it."""
        raise AssertionError(effect.endpoint.name)

    async def emit(self, event: Event) -> None:
        """Never asked of a door without a model behind it."""
        raise AssertionError(event)

    async def give(self, effect: Return) -> None:
        """Keep a text."""
        self.texts.append(effect)

    def one(self) -> Return:
        """Return the only text, once the pipeline has ended."""
        if len(self.texts) != 1:
            raise AssertionError("the pipeline ended without its one text")
        return self.texts[0]
