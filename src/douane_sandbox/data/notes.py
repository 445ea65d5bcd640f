"""Free text as advisers and clients write it, read from ``notes.toml`` and ``strategy.toml``."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Phrases:
    """Templates of one language.

    Attributes:
        subjects: Subjects of cases, tasks and e-mails.
        notes: What an adviser writes down.
        mails: What a client writes.
        steps: Next steps of an opportunity.
    """

    subjects: tuple[str, ...]
    notes: tuple[str, ...]
    mails: tuple[str, ...]
    steps: tuple[str, ...]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


_STRATEGY: Final[dict[str, list[str]]] = _read("strategy.toml")

PHRASES: Final = {
    language: Phrases(**{name: tuple(texts) for name, texts in table.items()})
    for language, table in _read("notes.toml").items()
}
"""Templates by language."""

FORMULAS: Final = tuple(_STRATEGY["formulas"])
"""Texts of ``ScoringModel__c.Formula__c``."""

METHODS: Final = tuple(_STRATEGY["methods"])
"""Texts of ``ScoringModel__c.Method__c``."""

RATIONALES: Final = tuple(_STRATEGY["rationales"])
"""Templates of ``TradingSignal__c.Rationale__c``."""
