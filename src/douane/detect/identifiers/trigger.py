r"""What the identifiers are made of: a trigger for the shared scan, and a reader behind it.

A trigger is a short expression that hyperscan finds in one pass over the bytes together with
all others; the reader then looks at the text around that place and says what stands there.
Triggers are short and of fixed length where possible, because each match costs a call back
into Python.  They see UTF-8 bytes, so they are ASCII or spelled out byte by byte.
"""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from douane.model.token import Kind


class Hit(msgspec.Struct, frozen=True, gc=False):
    """An identifier.

    Attributes:
        start: First character.
        end: One past the last.
        kind: What it is.
        confidence: 1.0 where a strong checksum speaks for it, less where words have to.
        detector: Id of what was found, where one trigger finds several; else empty.
    """

    start: int
    end: int
    kind: Kind
    confidence: float
    detector: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    r"""One kind of identifier.

    Attributes:
        id: Detector id of its findings, unless they bring their own.
        expressions: In hyperscan's syntax, over bytes.
        read: Given the text and the character position behind a match of an expression,
            returns what stands there, or None.  Never looks across ``\x00``.
        labels: Topics; one of their labels with a digit soon behind it is a match, too, whose
            position is that behind the digit.
    """

    id: str
    expressions: tuple[bytes, ...]
    read: Callable[[str, int], Hit | None]
    labels: tuple[str, ...] = ()
