"""Expressions for labels, in the one scan of bytes.

They find more than ``surroundings`` confirms: ``konto`` also in ``Kontonummer``.  Letters with
accents are spelled out in both cases and without the accent, since the scan sees bytes.
"""

import re
from collections.abc import Iterable
from typing import Final

from douane.detect.identifiers.context.folded import fold
from douane.detect.identifiers.context.topics import LABELS

# Bytes, not characters, between a label and its first digit.
GAP_BYTES: Final = 32
# Labels in one expression: Hyperscan refuses larger ones.
_A_TIME: Final = 8


def alternatives(topics: Iterable[str]) -> tuple[bytes, ...]:
    """Return expressions for labels of these topics, whatever follows; they must be rare."""
    return _expressions(shortest(topics))


def before_digit(labels: Iterable[str]) -> tuple[bytes, ...]:
    """Return expressions for labels with a digit at most 32 bytes behind."""
    gap = rb"[^0-9\x00]{0,%d}[0-9]" % GAP_BYTES
    return tuple(each + gap for each in _expressions(list(labels)))


def shortest(topics: Iterable[str]) -> list[str]:
    """Return the labels of these topics; of those that begin alike, the shortest."""
    labels = {
        label.strip(" .,:°").lower() for topic in topics for label in LABELS[topic].split(",")
    }
    return sorted(
        label
        for label in labels
        if not any(label != other and label.startswith(other) for other in labels)
    )


def _expressions(stems: list[str]) -> tuple[bytes, ...]:
    spelled = [(rb"\b" if stem[0].isascii() else b"") + _spelled(stem) for stem in stems]
    return tuple(
        b"(?i)(?:" + b"|".join(spelled[at : at + _A_TIME]) + b")"
        for at in range(0, len(spelled), _A_TIME)
    )


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
