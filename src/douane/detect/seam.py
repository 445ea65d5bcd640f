"""What this room needs from others: a schema to read structure by, and detectors to ask."""

from collections.abc import Iterable
from typing import Protocol

from douane.model.finding import Finding
from douane.model.terms import Field


class Schema(Protocol):
    """The fields of an org, as ``classify``'s catalogue knows them."""

    def field(self, object_name: str, name: str, /) -> Field | None:
        """Return the field, or None when the org has none of that API name."""
        ...

    def lookup(self, object_name: str, name: str, /) -> Field:
        """Return the field; an unknown one comes back unlisted and unclassified."""
        ...

    def named(self, name_or_caption: str, /) -> tuple[Field, ...]:
        """Return every field that goes by an API name, path or caption, in any case."""
        ...

    def fields(self) -> Iterable[Field]:
        """Return every field."""
        ...

    def objects(self) -> frozenset[str]:
        """Return the API names of all objects."""
        ...


class Detector(Protocol):
    """Finds values by looking at nothing but the text.

    ``conformance.py`` beside this file is what any driver must pass.

    Attributes:
        id: Stable name, for configuration and the audit log.
    """

    @property
    def id(self) -> str:
        """Stable name."""
        ...

    def scan(self, text: str) -> list[Finding]:
        r"""Return what was found, by position.

        Spans are characters of ``text``, and ``value`` is exactly what they hold.  Never
        raises, whatever the text; only a detector that asks another process (its ``waits`` is
        true) raises ``StoreError`` when that does not answer, and then nothing crosses.  May be
        called from several threads at once.  ``\x00`` stands for text that somebody else has
        already claimed: no span and no look at the surroundings reaches across it.
        """
        ...
