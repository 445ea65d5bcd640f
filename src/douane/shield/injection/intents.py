"""What a suspicious passage wants, by rule: a verb, what it is about, and who is meant.

Rules do not decide; they say in words why a passage was suspicious, in any of seven languages.
A rule holds when one mark of each of its groups is in the passage.
"""

from typing import Final

from douane.shield.injection.features import MARKS

RULES: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "override": (
        ("override",), ("instruction", "limit", "prompt"), ("prior", "you", "machine", "fresh"),
    ),
    "exfiltrate": (
        ("send", "run", "task"), ("channel", "link", "slot"),
        ("data", "secret", "answer", "prompt"),
    ),
    "reveal": (("reveal",), ("prompt", "secret", "instruction"), ("you", "prior", "machine")),
    "impersonate": (("act",), ("machine", "mode", "limit", "authority", "you")),
    "authority": (
        ("authority",), ("instruction", "obey", "limit", "prompt"), ("machine", "you", "fresh"),
    ),
    "conceal": (("conceal",), ("reader", "answer", "instruction", "you")),
    "dictate": (("obey", "task", "reveal"), ("answer", "machine", "quote"), ("only", "fresh")),
}  # fmt: skip
"""Names of what is wanted, and the groups of marks that show it."""

SIGNS: Final = ("role", "token", "delimiter", "call", "template", "hidden", "slot")
"""Kinds of structure that are a voice of their own."""

_GROUPS: Final = {
    name: tuple(sum(1 << MARKS.index(mark) for mark in group) for group in groups)
    for name, groups in RULES.items()
}
_SIGNS: Final = tuple((f"structure.{sign}", 1 << MARKS.index(sign)) for sign in SIGNS)


def intents(marks: int) -> list[str]:
    """Return what a passage with these marks wants."""
    return [
        f"intent.{name}"
        for name, groups in _GROUPS.items()
        if all(marks & group for group in groups)
    ]


def signs(marks: int) -> list[str]:
    """Return the machinery of a conversation that a passage imitates."""
    return [name for name, bit in _SIGNS if marks & bit]
