"""Expressions that find a label with a digit soon behind it, in one scan of bytes.

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
_RARE = 4


def before_digit(topics: Iterable[str]) -> tuple[bytes, ...]:
    """Return expressions for labels of these topics, with a digit at most 32 bytes behind."""
    gap = rb"[^0-9\x00]{0,%d}[0-9]" % GAP_BYTES
    return tuple(labels + gap for labels in _expressions(_stems(topics)))


def alternatives(topics: Iterable[str]) -> tuple[bytes, ...]:
    """Return expressions for labels of these topics, whatever follows; they must be rare."""
    return _expressions(_stems(topics))


def rare_and_usual(topics: Iterable[str]) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """Return expressions for labels that other text hardly has, and those of the others.

    A rare one (``isikukood``) needs no digit behind it: literals alone are compiled and found
    faster.  ``account`` and ``NN`` do.
    """
    topics = tuple(topics)
    stems = _stems(topics)
    usual = _stems(topic for topic in topics if "." not in topic)
    rare = [
        stem
        for stem in stems
        if len(stem) >= _RARE and not any(stem.startswith(other) for other in usual)
    ]
    gap = rb"[^0-9\x00]{0,%d}[0-9]" % GAP_BYTES
    others = [stem for stem in stems if stem not in rare]
    return _expressions(rare), tuple(labels + gap for labels in _expressions(others))


def _stems(topics: Iterable[str]) -> list[str]:
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
