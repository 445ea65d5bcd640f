"""Expressions that find a label with a digit soon behind it, in one scan of bytes.

They find more than ``surroundings`` confirms: ``konto`` also in ``Kontonummer``.  Letters with
accents are spelled out in both cases and without the accent, since the scan sees bytes.
"""

import re
from collections.abc import Iterable
from typing import Final

from douane.detect.identifiers.context.folded import fold
from douane.detect.identifiers.context.topics import LABELS, NEGATIVE

# Bytes, not characters, between a label and its first digit.
GAP_BYTES: Final = 32
# Labels in one expression: Hyperscan refuses larger ones.
_A_TIME: Final = 8


def before_digit(topics: Iterable[str]) -> tuple[bytes, ...]:
    """Return expressions for labels of these topics, with a digit at most 32 bytes behind."""
    gap = rb"[^0-9\x00]{0,%d}[0-9]" % GAP_BYTES
    return tuple(labels + gap for labels in alternatives(topics))


def alternatives(topics: Iterable[str]) -> tuple[bytes, ...]:
    """Return expressions for labels of these topics; of those that begin alike, the shortest."""
    labels = {label.strip().lower() for topic in topics for label in LABELS[topic].split(",")}
    stems = [
        label
        for label in sorted(labels, key=lambda label: (len(label), label))
        if not any(label != other and label.startswith(other) for other in labels)
    ]
    spelled = [(rb"\b" if label[0].isascii() else b"") + _spelled(label) for label in sorted(stems)]
    return tuple(
        b"(?i)(?:" + b"|".join(spelled[at : at + _A_TIME]) + b")"
        for at in range(0, len(spelled), _A_TIME)
    )


def everything_but_neutral() -> tuple[str, ...]:
    """Return every topic but the one that says that a number is nobody's."""
    return tuple(topic for topic in LABELS if topic != NEGATIVE)


def _spelled(label: str) -> bytes:
    out = b""
    for letter in label:
        if not letter.isalnum():
            out += rb"[^0-9A-Za-z\x00]{0,3}"
        elif letter.isascii():
            out += letter.encode()
        else:
            ways = dict.fromkeys((letter, letter.upper(), fold(letter)))
            out += b"(?:" + b"|".join(re.escape(way.encode()) for way in ways) + b")"
    return out
