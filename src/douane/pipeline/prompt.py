"""The last look at texts before they leave: data is marked as data, imitations are broken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from douane.model.finding import Slot, Source
from douane.pipeline.ask import Means
from douane.shield.segments.defuse import defuse, defuse_controls
from douane.shield.segments.marks import marked, name, notice
from douane.shield.segments.pasted import holds_pasted

_ENTROPY_BYTES: Final = 10


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is given.

    Attributes:
        texts: One for each slot.
        notice: What it is told about the data in them; empty when there is none.
    """

    texts: tuple[str, ...]
    notice: str


def prompt(slots: Sequence[Slot], texts: Sequence[str], means: Means) -> Prompt:
    """Mark what is data and break what imitates a model's own marks.

    Args:
        slots: Where the texts come from.
        texts: What policy made of them, one for each slot.
        means: Randomness for the name of the segments.
    """
    segment = ""
    if any(slot.source is Source.DATA for slot in slots):
        segment = name(means.entropy(_ENTROPY_BYTES))
    return Prompt(
        tuple(_shown(slot, text, segment) for slot, text in zip(slots, texts, strict=True)),
        notice(segment) if segment else "",
    )


def _shown(slot: Slot, text: str, segment: str) -> str:
    if slot.source is Source.DATA:
        return marked(defuse(text), segment)
    if slot.source in {Source.ASKED, Source.SAID}:
        return defuse_controls(text)
    return text


def holds_data(slots: Sequence[Slot], records: str) -> bool:
    """Tell whether a conversation holds more than what its user asks.

    Args:
        slots: Its texts.
        records: The records at hand.
    """
    return bool(records) or any(
        slot.source is Source.DATA or (slot.source is Source.ASKED and holds_pasted(slot.text))
        for slot in slots
    )
