"""What is attacked, and as whom."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Party:
    """Somebody who asks.

    Attributes:
        key: API key.
        reader: Signed token of the reader, or empty.
    """

    key: str
    reader: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Target:
    """An OpenAI-compatible endpoint.

    Attributes:
        base_url: What an OpenAI client takes as base URL.
        model: What to ask for.
        asker: Whose conversations hold the canaries.
        others: Who asks afterwards: another reader, another key, another tenant.
        restores: Whether ``records:restore`` stands beside it.
        name: What reports call it.
    """

    base_url: str
    model: str
    asker: Party
    others: tuple[Party, ...]
    restores: bool
    name: str
